import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Block, Report } from "../../../src/report/model.js";
import { writePdf } from "../../../src/report/pdf/index.js";
import type { Problem } from "../../../src/report/problem.js";
import { paragraph, SAMPLE, text } from "./sample-report.js";

const theme = readFileSync("report/theme/paper.typ", "utf8");
const heading = (level: 1 | 2 | 3, words = "words"): Block => ({ kind: "heading", level, number: null, id: `h-${level}`, children: words === "" ? [] : [text(words)] });

/** What is told of a report with these blocks, each in a cell of its own. */
async function warningsOf(blocks: readonly Block[], front: Partial<Report> = {}): Promise<readonly string[]> {
  const warnings: Problem[] = [], problems: Problem[] = [];
  const report: Report = { ...SAMPLE, ...front, chapters: [{ source: "notebooks/1.ipynb", blocks, cells: blocks.map((_, k) => k) }], appendix: [] };
  const pdf = await writePdf(report, { theme, onProblem: (problem) => problems.push(problem), onWarning: (warning) => warnings.push(warning) });
  assert.equal(Buffer.from(pdf.subarray(0, 5)).toString(), "%PDF-", "the file is written all the same");
  assert.deepEqual(problems, []);
  return warnings.map(({ where, message }) => `${where}: ${message}`);
}

/** A character that Unicode has not given to anybody, so that no machine's face has it. */
const NOBODYS = "\u0378";
const NOT = "the PDF does not conform to PDF/UA-1:";

test("a report that conforms has no warning", async () => assert.deepEqual(await warningsOf([heading(1), paragraph("x"), heading(2), heading(3), heading(1)]), []));

test("what keeps a PDF from conforming is told, with its place", async () => {
  const rows: readonly (readonly [blocks: readonly Block[], ...warnings: string[]])[] = [
    [[heading(1), paragraph("x"), heading(3)], `notebooks/1.ipynb, cell 3: ${NOT} a heading of level 3 follows one of level 1: no level may be left out`],
    [[paragraph("x"), heading(2)], `notebooks/1.ipynb, cell 2: ${NOT} the first heading must be one of level 1`],
    [[heading(1), heading(2, "")], `notebooks/1.ipynb, cell 2: ${NOT} a heading has no words`],
    [[heading(1), paragraph("x"), { kind: "stream", name: "stdout", text: `done ${NOBODYS}` }], `notebooks/1.ipynb, cell 3: ${NOT} no face has the character ${NOBODYS} (U+0378): an empty box stands for it`],
    [[heading(1), paragraph(`in a text ${NOBODYS}`), paragraph(`${NOBODYS} again`, { kind: "code", text: NOBODYS }), { kind: "stream", name: "stdout", text: NOBODYS }], ...[2, 3, 4].map((cell) => `notebooks/1.ipynb, cell ${cell}: ${NOT} no face has the character ${NOBODYS} (U+0378): an empty box stands for it`)],
    [[heading(1), paragraph({ kind: "maths", tex: `\\text{${NOBODYS}}` })], `notebooks/1.ipynb, cell 2: ${NOT} no face has the character ${NOBODYS} (U+0378): an empty box stands for it`],
  ];
  const [level, glyph] = [rows[0]!, rows[3]!];
  for (const [blocks, ...warnings] of [...rows, [[...level[0], ...glyph[0]], level[1]!, glyph[1]!.replace("cell 3", "cell 6")]] as typeof rows) assert.deepEqual(await warningsOf(blocks), warnings);
});

test("what is wrong with no block is told of the file", async () => assert.deepEqual(await warningsOf([heading(1)], { title: "" }), [`report.pdf: ${NOT} missing document title`]));
