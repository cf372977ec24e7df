/** The PDF taken apart with poppler: what a reader, a search and a screen reader find in it. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { writePdf } from "../../src/report/pdf/index.js";
import { MATHS_CASES } from "../report/pdf/maths-cases.js";
import { paragraph, SAMPLE, text } from "../report/pdf/sample-report.js";
import type { Block, Origin, Report } from "../../src/report/model.js";

let folder: string;
before(() => void (folder = mkdtempSync(join(tmpdir(), "backproof-pdf-"))));
after(() => rmSync(folder, { recursive: true }));

const theme = readFileSync("report/theme/paper.typ", "utf8");
async function written(report: Report, rules = theme): Promise<string> {
  const file = join(folder, "sample.pdf");
  writeFileSync(file, await writePdf(report, { theme: rules }));
  return file;
}
const reportOf = (...blocks: readonly Block[]): Report => ({ ...SAMPLE, chapters: [{ source: "1.ipynb", blocks }], appendix: [] });

/** Poppler warns of what it does not know; only its answer counts. */
const poppler = (tool: string, ...args: readonly string[]): string => execFileSync(tool, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1e8 });
const textOf = (file: string): string => poppler("pdftotext", "-layout", file, "-");
const xmlOf = (file: string): string => poppler("pdftohtml", "-xml", "-stdout", "-i", file);
const structureOf = (file: string): string => poppler("pdfinfo", "-struct-text", file);

test("the outline has the headings with their numbers, two levels", async () => {
  const outline = /<outline>[\s\S]*<\/outline>/.exec(xmlOf(await written(SAMPLE)))![0].replace(/ page="\d+"/g, "").replace(/\n/g, "");
  assert.equal(outline, "<outline><item>1 Fully connected W</item><outline><item>1.1 #eval(&#34;1&#34;) *not bold* $x$ &lt;label&gt;</item></outline><item>All checks</item></outline>");
});

test("a reference, the contents and a note lead to their places", async () => {
  const links = [...xmlOf(await written(SAMPLE)).matchAll(/<a href="([^"]+)">(?:<b>)?([^<]*)/g)].map(([, href, words]) => `${href!.replace(/^.*html/, "")} ${words!.trim()}`);
  for (const link of ["#1 1 Fully connected", "#1 equation (7)", "https://example.org/?a=1&amp;b=&quot;2&quot; a link", "#1 1"]) assert.ok(links.some((each) => each.includes(link)), `${link} in\n${links.join("\n")}`);
});

test("text comes out as it went in: prose, code, output, number of the equation, failures", async () => {
  const found = textOf(await written(SAMPLE));
  for (const words of [
    "This report contains failures.", "9 of 9 gradient checks hold", "A sample # [of] \"everything\"", "const dX = matmul(transpose(W), dY); // equation (14)", "second line", "only  in HTML", "x is not a function", "Table 1. A caption.", "Figure 1. A figure.",
    '#let x = 1; [a] {b} "c" \\ // comment /* here */ `raw` @ref', "At the foot.", "1/2",
  ]) assert.ok(found.replace(/ +/g, " ").includes(words.replace(/ +/g, " ")), words);
  assert.match(found, /\(7\)\n/);
});

test("numbers of rows stand beside their rows, at the column's edge, in a list and smaller than that, too", async () => {
  const rows = [{ number: "8", id: "eq-8" }, { number: null, id: null }, { number: "A.12", id: "eq-9" }];
  const display = (tex: string): Block => ({ kind: "equation", tex, number: "8, A.12", id: "eq-8", rows, origin: null });
  const wide = Array.from({ length: 30 }, () => "xx").join("+");
  for (const [place, block] of [["short", display("\\begin{aligned} u &= v \\\\ w &= v \\\\ z &= v \\end{aligned}")], ["wide", display(`\\begin{aligned} u &= ${wide} \\\\ w &= v \\\\ z &= v \\end{aligned}`)], ["list", { kind: "list", ordered: false, start: 1, items: [[display("\\begin{aligned} u &= v \\\\ w &= v \\\\ z &= v \\end{aligned}")]] }]] as readonly (readonly [string, Block])[]) {
    const words = [...poppler("pdftotext", "-bbox", await written(reportOf(block)), "-").matchAll(/xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</g)].map(([, right, bottom, word]) => ({ right: Number(right), bottom: Number(bottom), word: word! }));
    const at = (word: string): { readonly right: number; readonly bottom: number } => words.find((each) => each.word.normalize("NFKC") === word)!;
    for (const [number, letter] of [["(8)", "u"], ["(A.12)", "z"]] as const) {
      assert.ok(Math.abs(at(number).right - 521.6) < 3, `${place}: ${number} ends at ${at(number).right}`);
      assert.ok(Math.abs(at(number).bottom - at(letter).bottom) < 3, `${place}: ${number} stands at ${at(number).bottom}, its row at ${at(letter).bottom}`);
    }
  }
});

test("code is broken for the place that it stands in: what goes on is indented everywhere", async () => {
  const code: Block = { kind: "listing", code: "", tokens: [{ text: "z".repeat(400), scope: null }], language: "text", origin: null };
  const item = (...blocks: readonly Block[]): Block => ({ kind: "list", ordered: false, start: 1, items: [blocks] });
  const places: readonly Block[] = [
    code, item(code), item(item(item(code))), { kind: "list", ordered: true, start: 10, items: [[code]] }, { kind: "quote", blocks: [code] }, { kind: "details", summary: [], isOpen: true, blocks: [code] },
    { kind: "failure", title: "t", message: "z".repeat(400), excerpt: null, where: "a.ipynb" },
  ];
  for (const place of places) {
    const lines = linesOn(await written(reportOf(place)), 1).map(([first]) => first!).filter(({ word }) => /^z+$/.test(word));
    const [first, ...rest] = lines;
    assert.equal(lines.reduce((sum, { word }) => sum + word.length, 0), 400);
    assert.ok(rest.every(({ left }) => left - first!.left > 5), `${place.kind}: ${lines.map(({ left, word }) => `${left} ${word.length}`).join(", ")}`);
  }
});

test("what is quoted stands as close as outside, its displays in the middle of the column", async () => {
  const blocks = (middle: Block): readonly Block[] => [paragraph("begins"), { kind: "equation", tex: "u", number: null, id: null, origin: null }, { kind: "list", ordered: false, start: 1, items: [[paragraph("outer"), { kind: "list", ordered: false, start: 1, items: [[paragraph("inner")]] }]] }, middle];
  const placesOf = async (...shown: readonly Block[]): Promise<readonly number[]> => {
    const words = linesOn(await written(reportOf(...shown)), 1).flat();
    const at = (word: string) => words.find((each) => each.word.normalize("NFKC") === word)!;
    assert.ok(Math.abs((at("u").left + at("u").right) / 2 - 297.6) < 2, `the display begins at ${at("u").left}`);
    return ["u", "outer", "inner", "ends"].map((word) => Math.round(at(word).top - at("begins").top));
  };
  assert.deepEqual(await placesOf({ kind: "quote", blocks: blocks(paragraph("ends")) }), await placesOf(...blocks(paragraph("ends"))));
});

test("a wide display is broken, also where it is an aligned one of a single row; its number stands on its last line", async () => {
  const sum = Array.from({ length: 40 }, () => "xx").join("+");
  for (const tex of [`u = ${sum} + v`, `\\begin{aligned} u &= ${sum} + v \\end{aligned}`, `\\begin{split} u &= ${sum} + v \\end{split}`]) {
    const words = linesOn(await written(reportOf({ kind: "equation", tex, number: "7", id: "eq-7", origin: null })), 1).flat();
    const at = (word: string) => words.find((each) => each.word.normalize("NFKC") === word)!;
    assert.ok(at("v").top - at("u").top > 15, "it has two lines");
    assert.ok(at("u").bottom - at("u").top > 8, `its letters are ${at("u").bottom - at("u").top} high`);
    assert.ok(Math.abs(at("(7)").bottom - at("v").bottom) < 3, `the number stands at ${at("(7)").bottom}, the last line at ${at("v").bottom}`);
  }
});

test("in a report of another language all words of ours are English", async () => {
  const found = textOf(await written({ ...SAMPLE, language: "de" }));
  assert.match(found, /^ *Contents$/m);
  assert.doesNotMatch(found, /Inhaltsverzeichnis|Abbildung|Tabelle/);
});

test("figures stay drawings: the only images are the ones that came as pixels", async () => {
  const rows = poppler("pdfimages", "-list", await written(SAMPLE)).trim().split("\n").slice(2);
  assert.deepEqual(rows.map((row) => row.trim().split(/\s+/).slice(2, 5)), [["image", "1", "1"], ["image", "1", "1"]]);
});

test("the structure has a tag for each kind of block", async () => {
  const structure = structureOf(await written(SAMPLE));
  for (const tag of ["H1", "H2", "P", "Table", "TH", "Figure", "Caption", "Formula", "L", "LI", "Code", "Note", "TOC", "BlockQuote"]) assert.match(structure, new RegExp(`^\\s*${tag}\\b`, "m"), tag);
});

test("each formula of the table of cases is tagged and has words for a screen reader", async () => {
  const file = await written(reportOf(...MATHS_CASES.map(({ tex }): Block => ({ kind: "equation", tex, number: null, id: null, origin: null }))));
  const formulas = structureOf(file).match(/^\s*Formula\b/gm) ?? [];
  assert.ok(formulas.length >= MATHS_CASES.length);
  assert.ok(readFileSync(file, "latin1").includes("/Alt (lim over h to 0"));
  assert.doesNotMatch(textOf(file), /\ufffd/);
});

test("a paragraph that leads into a display is never alone at the foot of a page", async () => {
  for (let lines = 30; lines < 50; lines++) {
    const filler = Array.from({ length: lines }, (_, k) => paragraph(`Line ${k}.`));
    const leading = { kind: "paragraph", leadsIn: true, children: [text("This leads in")] } as const;
    const pages = textOf(await written(reportOf(...filler, leading, { kind: "equation", tex: "\\text{display}", number: "1", id: "eq-1", origin: null }))).split("\f");
    const at = (words: string): number => pages.findIndex((page) => page.includes(words));
    assert.equal(at("This leads in"), at("display"), `${lines} lines before it`);
  }
});

function listing(size: number, origin: Origin | null = null): Block {
  const code = Array.from({ length: size }, (_, k) => `code${k};`).join("\n");
  return { kind: "listing", language: "", code, tokens: [{ text: code, scope: null }], origin };
}

test("a short listing is not broken, a long one keeps three lines at either end", async () => {
  for (let lines = 28; lines < 46; lines++) {
    const filler = Array.from({ length: lines }, (_, k) => paragraph(`Line ${k}.`));
    const parts = (size: number, pdf: string): readonly number[] => textOf(pdf).split("\f").map((page) => (page.match(/code\d+;/g) ?? []).length).filter((count) => count > 0 && count < size);
    assert.deepEqual(parts(8, await written(reportOf(...filler, listing(8)))), [], `${lines} lines before it`);
    for (const count of parts(30, await written(reportOf(...filler, listing(30))))) assert.ok(count >= 3, `${count} lines alone, ${lines} lines before it`);
  }
});

test("short code stays with what it gave, whatever that is", async () => {
  const outputs: readonly Block[] = [paragraph("Gave"), { kind: "equation", tex: "\\text{Gave}", number: null, id: null, origin: null }, { kind: "list", ordered: false, start: 1, items: [[paragraph("Gave")]] }, { kind: "stream", name: "stdout", text: "Gave" }];
  for (const output of outputs) for (let lines = 36; lines < 44; lines++) {
    const blocks = [...Array.from({ length: lines }, (_, k) => paragraph(`Line ${k}.`)), listing(2, { notebook: "1.ipynb", cell: 1 }), output];
    const pages = textOf(await written({ ...SAMPLE, summary: [], chapters: [{ source: "1.ipynb", blocks, cells: [...blocks.slice(2).map(() => 0), 1, 1] }], appendix: [] })).split("\f");
    const at = (words: string): number => pages.findIndex((page) => page.includes(words));
    assert.equal(at("code0;"), at("Gave"), `${output.kind}, ${lines} lines before it`);
  }
});

test("the lines of a long listing stand evenly in one box a page, which is never empty and has air around the lines where it is broken", async () => {
  for (let lines = 28; lines < 40; lines++) {
    const file = await written({ ...reportOf(...Array.from({ length: lines }, (_, k) => paragraph(`Line ${k}.`)), listing(12)), summary: [] });
    const pages = poppler("pdftotext", "-bbox", file, "-").split("<page ").slice(1);
    pages.forEach((page, k) => {
      const code = [...page.matchAll(/yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">code/g)].map(([, top, bottom]) => [Number(top), Number(bottom)] as const);
      const gaps = code.slice(1).map(([top], i) => (top - code[i]![0]).toFixed(1));
      assert.ok(new Set(gaps).size <= 1, `lines ${gaps.join(", ")} pt apart`);
      const boxes = boxesOn(file, k + 1);
      assert.equal(boxes.length, code.length > 0 ? 1 : 0, `boxes on page ${k + 1}, ${lines} lines before the listing`);
      for (const [top, bottom] of boxes) assert.ok(top < code[0]![0] - 2 && bottom > code.at(-1)![1] + 2, `${lines} lines before the listing`);
    });
  }
});

/** Top and bottom of the grey boxes on a page. */
function boxesOn(file: string, page: number): readonly (readonly [top: number, bottom: number])[] {
  const paths = poppler("pdftocairo", "-svg", "-f", String(page), "-l", String(page), file, "-").matchAll(/fill:rgb\(96\.\d+%,96\.\d+%,96\.\d+%\);[^>]* d="([^"]*)"/g);
  return [...paths].map(([, path]) => path!.match(/[\d.]+/g)!.map(Number).filter((_, k) => k % 2 === 1)).map((heights) => [Math.min(...heights), Math.max(...heights)]);
}

const heading = (words: string): Block => ({ kind: "heading", level: 1, number: null, id: words, children: [text(words)] });

/** The theme with one rule changed: what a test asks for must not come about without it. */
function without(rule: string, instead: string): string {
  assert.ok(theme.includes(rule), `the theme has ${rule}`);
  return theme.replace(rule, instead);
}

test("a figure stands after all lines of the code that draws it and before what follows, however full the page is", async () => {
  const figure: Block = { kind: "figure", number: "1", id: "fig-1", caption: [text("Drawn.")], alt: "a box", picture: { kind: "drawn", svg: '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"><rect width="300" height="300"/></svg>', figure: null } };
  for (let lines = 2; lines < 40; lines += 4) {
    const found = textOf(await written({ ...reportOf(...Array.from({ length: lines }, (_, k) => paragraph(`Line ${k}.`)), heading("Begins"), paragraph("Opening."), listing(12), figure, paragraph("Further."), heading("Follows"), paragraph("Closing.")) }));
    const order = ["Line 0.", "Opening.", "code0;", "code11;", "Drawn.", "Further.", "Closing."].map((words) => found.indexOf(words));
    assert.ok(order.every((at, k) => at >= 0 && (k === 0 || at > order[k - 1]!)), `${lines} lines before it: ${order.join(", ")}`);
  }
});

const wordy = (words: string): string => `${words} ${"of a convergence ".repeat(5)}${"x".repeat(70)}`;

test("the head of a page is one line in its margins, whatever the names of the report and its chapter are", async () => {
  const emphasised: Block = { kind: "heading", level: 1, number: null, id: "c", children: [{ kind: "emphasis", children: [text(wordy("Chapter"))] }] };
  for (const holds of [true, false]) for (const [title, chapter] of [["Title", heading("Chapter")], [wordy("Title"), heading("Chapter")], ["Title", heading(wordy("Chapter"))], [wordy("Title"), heading(wordy("Chapter"))], [wordy("Title"), emphasised]] as const) {
    const file = await written({ ...reportOf(chapter, ...Array.from({ length: 50 }, (_, k) => paragraph(`Line ${k}.`))), title, summary: [{ holds, text: "claim" }] });
    const head = [...poppler("pdftotext", "-bbox", "-f", "2", "-l", "2", file, "-").matchAll(/yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">([^<]*)/g)].filter(([, top]) => Number(top) < 72);
    const words = head.map(([, , , word]) => word).join(" ");
    assert.match(words, holds ? /^Title.* Chapter/ : /^Title.* ✗ contains failures Chapter/);
    assert.equal(words.match(/…/g)?.length ?? 0, [title, JSON.stringify(chapter)].filter((name) => name.includes("xxx")).length, words);
    assert.ok(head.every(([, top]) => Math.abs(Number(top) - Number(head[0]![1])) < 3), words);
    assert.ok(head.every(([, , right]) => Number(right) < 522), words);
  }
});

test("the head of a page names the chapter that most of it belongs to", async () => {
  const lines = (count: number, word: string): readonly Block[] => Array.from({ length: count }, (_, k) => paragraph(`${word} ${k}.`));
  for (const [before, name] of [[38, "Second"], [56, "First"]] as const) {
    const pages = textOf(await written({ ...reportOf(heading("First"), ...lines(before, "Before"), heading("Second"), ...lines(60, "After")), summary: [] })).split("\f");
    const begins = pages.find((page) => /\n\s*Second\n/.test(page) && page.includes("After 0."))!;
    assert.match(begins.split("\n")[0]!, new RegExp(`${name}$`), `${before} lines before it`);
  }
});

const table = (columns: number, rows: number, cell: (row: number, column: number) => string): Block => ({
  kind: "table", number: "7", id: "tbl-7", caption: [text("Caption.")],
  columns: Array.from({ length: columns }, (_, k) => ({ align: k === 0 ? "left" : "right", head: [text(k === 0 ? "row" : `column${k}`)] })),
  rows: Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, k) => [text(k === 0 ? `row${i}` : cell(i, k))])),
});

test("a table that is too wide for the page is set in parts, each with the names of its rows; no word stands on another or out of the page", async () => {
  for (const [columns, parts] of [[5, 1], [8, 1], [14, 2], [40, 5]] as const) {
    const found = poppler("pdftotext", "-bbox", await written({ ...reportOf(table(columns, 3, (i, k) => String(1000 * i + k))), summary: [] }), "-");
    const words = [...found.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">(row\d*|column\d+|\d+)</g)].map(([, left, top, right, word]) => ({ left: Number(left), top: Number(top), right: Number(right), word: word! })).sort((a, b) => a.top - b.top || a.left - b.left);
    assert.equal(words.filter(({ word }) => word === "row2").length, parts, `${columns} columns`);
    for (let k = 1; k < columns; k++) assert.equal(words.filter(({ word }) => word === `column${k}`).length, 1, `column${k}`);
    for (const { left, right, word } of words) assert.ok(left >= 73 && right <= 522, `${word} of ${columns} columns`);
    words.slice(1).forEach(({ left, top, word }, k) => assert.ok(Math.abs(top - words[k]!.top) > 3 || left > words[k]!.right, `${words[k]!.word} and ${word} of ${columns} columns`));
  }
});

test("a table of sixteen rows is not parted; a page that a longer one goes on to says which it is", async () => {
  for (let lines = 10; lines < 40; lines += 3) {
    const pagesOf = async (rows: number): Promise<readonly string[]> => textOf(await written(reportOf(...Array.from({ length: lines }, (_, k) => paragraph(`Line ${k}.`)), table(3, rows, String), paragraph("After.")))).split("\f");
    assert.equal((await pagesOf(16)).filter((page) => /row\d/.test(page)).length, 1, `${lines} lines before it`);
    const [first, ...further] = (await pagesOf(30)).filter((page) => /row\d/.test(page));
    assert.doesNotMatch(first!, /continued/);
    for (const page of further) assert.match(page, /Table 7, continued/);
    assert.ok((await pagesOf(30)).filter((page) => !/row\d/.test(page)).every((page) => !page.includes("continued")));
  }
});

/** Words of a page with their place, line by line. */
function linesOn(file: string, page: number): readonly (readonly { readonly word: string; readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }[])[] {
  const words = [...poppler("pdftotext", "-bbox", "-f", String(page), "-l", String(page), file, "-").matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)/g)];
  const tops = [...new Set(words.map(([, , top]) => top))];
  return tops.map((at) => words.filter(([, , top]) => top === at).map(([, left, top, right, bottom, word]) => ({ word: word!, left: Number(left), right: Number(right), top: Number(top), bottom: Number(bottom) })));
}

test("the lines of a long title are even", async () => {
  for (const template of ["article", "note"] as const) for (const title of ["Of a convergence that ends in one word that stands alone on the second line", "On the convergence of gradient descent for quadratic functions with a title that has so many words that there are three lines of it"]) {
    const lines = linesOn(await written({ ...SAMPLE, template, title }), 1), first = lines.findIndex((line) => line[0]!.word.startsWith("O"));
    const count = lines.findIndex((line) => line.some(({ word }) => word === "subtitle")) - first;
    const widths = lines.slice(first, first + count).map((line) => line.at(-1)!.right - line[0]!.left);
    assert.ok(count >= 2 && Math.min(...widths) > 0.75 * Math.max(...widths), widths.join(", "));
  }
});

test("code in a text is broken between its words, a word too long to stay whole within it; no line is out of the page", async () => {
  const code = (words: string): Block => paragraph({ kind: "code", text: words });
  const before = Array.from({ length: 12 }, (_, k) => "a".repeat(k));
  const file = await written(reportOf(...before.flatMap((word) => [code(`${word} ${"flatten → fullyConnected → ".repeat(6)}`), code(`${word} ${"{".repeat(150)}`), code(`${word} ${"namesOf.manyLongThings(".repeat(9)}`)])));
  const words = [1, 2, 3].flatMap((page) => linesOn(file, page)).flat();
  assert.equal(words.filter(({ word }) => word === "fullyConnected").length, 6 * before.length);
  assert.ok(words.every(({ right }) => right < 522), words.filter(({ right }) => right >= 522).map(({ word, right }) => `${word.length} ${right}`).join(" "));
  assert.equal(words.filter(({ word }) => word.includes("{")).map(({ word }) => word.replace(/[^{]/g, "")).join("").length, 150 * before.length);
});

test("a word that no line has room for is broken, in a cell, in a text, in an address; all of it is there", async () => {
  const long = "supercalifragilistic".repeat(8).slice(0, 150), address = `https://example.org/${"a-part/of-it.".repeat(14)}`;
  const columns = ["word", "n"].map((title) => ({ align: "left" as const, head: [text(title)] }));
  const file = await written(reportOf({ kind: "table", number: null, id: null, caption: [], columns, rows: [[[text(long)], [text("1")]], [[text("short words")], [text("2")]]] }, paragraph(`In a text ${long} too, and `, { kind: "link", href: address, children: [text(address)] }, ".")));
  const words = linesOn(file, 1).flat();
  assert.ok(words.every(({ right }) => right < 523), words.filter(({ right }) => right >= 523).map(({ word, right }) => `${word} ${right}`).join(" "));
  const letters = words.map(({ word }) => word).join("").replaceAll("\u200b", "");
  assert.ok(letters.includes(`wordn${long.slice(0, 60)}`));
  for (const all of [`text${long}too`, address]) assert.ok(letters.includes(all), letters);
});

test("a formula that cannot be broken is set as small as its place asks, in a failure's repair, too", async () => {
  const row = (count: number): string => `\\begin{bmatrix} ${Array.from({ length: count }, () => "q").join(" & ")} \\end{bmatrix}`;
  for (const count of [20, 34, 55]) {
    const file = await written(reportOf(
      { kind: "equation", tex: `${row(count)} = 7`, number: "7", id: "eq-7", origin: null }, { kind: "list", ordered: false, start: 1, items: [[{ kind: "equation", tex: row(count), number: null, id: null, origin: null }]] },
      { kind: "failure", title: "Equation (7) does not hold", message: "m", excerpt: null, where: "a.ipynb", repair: { words: "a factor is missing", tex: `${row(count)} = r` } },
    ));
    const letters = linesOn(file, 1).flat().filter(({ word }) => word.normalize("NFKC").includes("q"));
    assert.ok(letters.length >= 3 && letters.every(({ left, right }) => left > 72 && right < 522), letters.map(({ left, right }) => `${left} ${right}`).join(", "));
  }
});

test("no page of a long table has its last row alone", async () => {
  const counts: number[] = [];
  for (let rows = 27; rows < 38; rows++) {
    const pages = textOf(await written(reportOf(table(3, rows, String)))).split("\f").map((page) => page.match(/row\d+/g)?.length ?? 0).filter((count) => count > 0);
    assert.equal(pages.reduce((sum, count) => sum + count, 0), rows);
    counts.push(pages.length > 1 ? pages.at(-1)! : 0);
  }
  assert.ok(counts.includes(2) && !counts.includes(1), counts.join(" "));
});

test("a short formula in a text is not broken over lines, a long one may be", async () => {
  const broken = async (tex: string, rules: string): Promise<number> => {
    const sentences = Array.from({ length: 30 }, (_, k) => paragraph(`${"word ".repeat(14)}${"x".repeat(k)} `, { kind: "maths", tex }, ` ${"word ".repeat(10)}`));
    const rows = textOf(await written(reportOf(...sentences), rules)).split("\n");
    return rows.filter((row) => row.includes("alp") !== row.includes("ome")).length / 2;
  };
  const short = "\\mathrm{alp} = \\mathrm{ome}", long = `\\mathrm{alp} = ${"a + ".repeat(12)}\\mathrm{ome}`;
  assert.equal(await broken(short, theme), 0);
  assert.ok(await broken(short, without("if width <= 7em", "if width <= 0em")) > 0, "a short one would be");
  assert.ok(await broken(long, theme) > 0);
});
