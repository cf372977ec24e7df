/** veraPDF's word on the PDF: it conforms to PDF/UA-1, so a screen reader is given all there is. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { CheckedEquation } from "../../src/derivation/index.js";
import { writePdf } from "../../src/report/pdf/index.js";
import { MATHS_CASES } from "../report/pdf/maths-cases.js";
import { paragraph, SAMPLE, text } from "../report/pdf/sample-report.js";
import type { Block } from "../../src/report/model.js";
import { builtReport, type BuiltReport } from "./built-report.js";

const jars = process.env["VERAPDF"] ?? ".venv/verapdf";
const theme = readFileSync("report/theme/paper.typ", "utf8");

/** What veraPDF says of a file. */
const validated = (file: string): string =>
  execFileSync("java", ["-cp", join(jars, "*"), fileURLToPath(new URL("./verapdf/Validate.java", import.meta.url)), file], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1e8 }).trim();

describe("PDF/UA-1, by veraPDF", { skip: !existsSync(jars) && "veraPDF is missing" }, () => {
  let folder: string;
  let built: BuiltReport;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "backproof-verapdf-"));
    built = await builtReport();
  });
  after(() => {
    rmSync(folder, { recursive: true });
    rmSync(built.folder, { recursive: true });
  });

  async function written(...blocks: readonly Block[]): Promise<string> {
    const file = join(folder, "sample.pdf");
    writeFileSync(file, await writePdf({ ...SAMPLE, chapters: [{ source: "1.ipynb", blocks }] }, { theme }));
    return file;
  }

  test("the report of this repository conforms", () => assert.equal(validated(built.pdf), "conforms to PDF/UA-1"));

  test("one with every kind of block conforms", async () => assert.equal(validated(await written(...SAMPLE.chapters[0]!.blocks)), "conforms to PDF/UA-1"));

  test("every formula of the table of cases conforms, those with tall brackets too", async () => {
    assert.equal(validated(await written(...MATHS_CASES.map(({ tex }): Block => ({ kind: "equation", tex, number: null, id: null, origin: null })))), "conforms to PDF/UA-1");
  });

  test("so does a long table with a reference in its head, which is set again on the next page", async () => {
    const columns = [{ align: "left", head: [{ kind: "reference", target: "sec-one", children: [text("section 1")] }] }] as const;
    const rows = Array.from({ length: 80 }, (_, k) => [[text(`row ${k}`)]]);
    assert.equal(validated(await written({ kind: "heading", level: 1, number: "1", id: "sec-one", children: [text("One")] }, { kind: "table", number: null, id: null, caption: [], columns, rows })), "conforms to PDF/UA-1");
  });

  test("so does a display whose rows have numbers, and marks that are links", async () => {
    const verdict = (tag: string): CheckedEquation => ({ id: tag, tag, cell: 0, line: 1, column: 1, latex: "a", kind: "claim", verdict: "holds", steps: [], problems: [] });
    const heading: Block = { kind: "heading", level: 1, number: "1", id: "equations", children: [text("One")] };
    const rows = [{ number: "1", id: "eq-1" }, { number: "2", id: "eq-2" }];
    assert.equal(validated(await written(heading, { kind: "equation", tex: "\\begin{aligned} a &= \\frac{b}{c} \\\\ d &= e \\end{aligned}", number: "1, 2", id: "eq-1", rows, origin: null, verdicts: rows.map(({ number }) => verdict(number)) })), "conforms to PDF/UA-1");
  });

  test("a heading that skips a level is refused: the file says nothing of PDF/UA then", async () => {
    const heading = (level: 1 | 4): Block => ({ kind: "heading", level, number: null, id: `h${level}`, children: [text("Heading")] });
    assert.match(validated(await written(heading(1), paragraph("Text."), heading(4))), /^does not conform to PDF\/UA-1\n {2}5-1: The PDF\/UA version and conformance level/);
  });
});
