/** report.html and report.pdf are one report: same headings, equation numbers, captions; and the PDF is a good one. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { after, before, test } from "node:test";
import { parseHTML } from "linkedom";
import { builtReport, type BuiltReport } from "./built-report.js";

let built: BuiltReport;
let text: string;
let document: ReturnType<typeof parseHTML>["document"];
before(async () => {
  built = await builtReport();
  text = poppler("pdftotext", "-layout", built.pdf, "-");
  document = parseHTML(readFileSync(built.html, "utf8")).document;
});
after(() => rmSync(built.folder, { recursive: true }));

/** Poppler warns of what it does not know; only its answer counts. */
const poppler = (tool: string, ...args: string[]): string => execFileSync(tool, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1e8 });
const flat = (words: string): string => words.replace(/\s+/g, " ").trim();
const texts = (selector: string): string[] => [...document.querySelectorAll(selector)].map((element) => flat(element.textContent ?? ""));

test("every heading of the page stands in the PDF", () => {
  const words = flat(text);
  for (const heading of texts("h1, .chapter > h2, .chapter > h3, .appendix > h2")) assert.ok(words.includes(heading), heading);
});

test("every equation number of the page stands in the PDF at the end of a line, with the mark of its verdict", () => {
  for (const element of document.querySelectorAll(".equation:has(> .number)")) {
    const number = flat(element.querySelector(".number")!.textContent ?? ""), mark = element.querySelector(".verdict > summary")?.textContent ?? "";
    assert.ok(text.split("\n").some((line) => line.trimEnd().replace(/\s+(?=\S$)/, "").endsWith(`${number}${mark}`)), `${number} ${mark}`);
  }
});

test("figures and tables are counted alike", () => {
  const words = flat(text);
  for (const label of texts(".label")) assert.match(words, new RegExp(`${label.replace(".", "[.:]?").replace(" ", "\\s*")}`), label);
});

test("every caption of the page stands in the PDF, its words beside the formulas", () => {
  const words = flat(text);
  for (const caption of document.querySelectorAll("figcaption, .caption")) {
    const parts = [...caption.childNodes].filter(({ nodeType }) => nodeType === 3).map((node) => flat(node.textContent ?? "").replace(/^[.,;:]|[.,;:]$/g, "").trim()).filter((part) => part.length > 3);
    for (const part of parts) assert.ok(words.includes(part), `${flat(caption.textContent ?? "")}: ${part}`);
  }
});

test("the PDF is tagged, A4, titled, and has no script or form in it", () => {
  const info = poppler("pdfinfo", built.pdf);
  for (const line of [/^Title: +Backpropagation, derived and verified$/m, /^Tagged: +yes$/m, /^JavaScript: +no$/m, /^Form: +none$/m, /^Page size: .*A4/m]) assert.match(info, line);
});

test("all fonts are embedded, with a way back to Unicode", () => {
  const rows = poppler("pdffonts", built.pdf).trim().split("\n").slice(2);
  assert.ok(rows.length > 0);
  for (const row of rows) assert.match(row, /\s+yes\s+(yes|no)\s+yes\s+\d+\s+\d+$/, row);
});

test("its structure tells headings, formulas, tables and figures", () => {
  const structure = poppler("pdfinfo", "-struct", built.pdf);
  for (const tag of ["H1", "H2", "P", "Table", "Figure", "Formula"]) assert.match(structure, new RegExp(`^\\s*${tag}\\b`, "m"), tag);
});

test("the same build gives the same bytes", async () => {
  const again = await builtReport();
  for (const name of ["report.html", "report.pdf"]) assert.ok(readFileSync(`${again.folder}/${name}`).equals(readFileSync(`${built.folder}/${name}`)), name);
  // The first may have run what the second found kept, and says so.
  const record = (folder: string): object => ({ ...(JSON.parse(readFileSync(`${folder}/verification.json`, "utf8")) as object), executions: [] });
  assert.deepEqual(record(again.folder), record(built.folder));
  rmSync(again.folder, { recursive: true });
});
