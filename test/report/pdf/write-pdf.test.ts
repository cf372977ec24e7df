import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Block, Inline, Report } from "../../../src/report/model.js";
import type { Problem } from "../../../src/report/problem.js";
import { compile, TypstError, typstSource, writePdf } from "../../../src/report/pdf/index.js";
import { read } from "../markdown/read.js";
import { BLOCKS, paragraph, PNG, SAMPLE, text } from "./sample-report.js";

const theme = readFileSync("report/theme/paper.typ", "utf8");
const reportOf = (...blocks: readonly Block[]): Report => ({ ...SAMPLE, chapters: [{ source: "notebooks/1.ipynb", blocks }], appendix: [] });

/** The PDF, its source, and what was told of problems. */
async function written(report: Report): Promise<{ readonly pdf: Uint8Array; readonly problems: readonly Problem[] }> {
  const problems: Problem[] = [];
  return { pdf: await writePdf(report, { theme, onProblem: (problem) => problems.push(problem) }), problems };
}

test("a report with every kind of block is a PDF that conforms to PDF/UA-1", async () => {
  const { pdf, problems } = await written(SAMPLE);
  assert.equal(Buffer.from(pdf.subarray(0, 5)).toString(), "%PDF-");
  assert.deepEqual(problems, []);
  const { source, files } = typstSource(SAMPLE, theme);
  assert.equal(compile(source, files).nonConformance, null);
});

test("a long table, whose head is set again on each page, may have a reference in its head", () => {
  const columns = [{ align: "left", head: [{ kind: "reference", target: "sec-one", children: [text("section 1")] }] }] as const;
  const rows = Array.from({ length: 80 }, (_, k) => [[text(`row ${k}`)]]);
  const { source, files } = typstSource(reportOf(BLOCKS[0]!, { kind: "table", number: null, id: null, caption: [], columns, rows }), theme);
  assert.equal(compile(source, files).nonConformance, null);
});

test("a table that is set in parts, and goes on on further pages, conforms to PDF/UA-1", () => {
  const columns = Array.from({ length: 30 }, (_, k) => ({ align: "left", head: [text(`column ${k}`)] }) as const);
  const rows = Array.from({ length: 30 }, (_, k) => columns.map(() => [text(`row ${k}`)]));
  const { source, files } = typstSource(reportOf(BLOCKS[0]!, { kind: "table", number: "1", id: "tbl-1", caption: [text("c")], columns, rows }), theme);
  assert.equal(compile(source, files).nonConformance, null);
});

test("a table is as wide as is known of its words, and as its cells say that are measured, at each scale: the theme measures those alone", () => {
  const source = `#import "/theme.typ"
#context {
  let head = ([name], [value], [words and words])
  let cells = ([a], [$x_i^2 + 7$], theme.code("someName.of(things)"), [12], strong[bold], [c])
  let extents = ((known: 4em, measured: (), least: 1em), (known: 0em, measured: (0, 1), least: 1em), (known: 2em, measured: (1,), least: 1em))
  let naturally = theme.natural-widths(extents, head, cells)
  assert.eq(naturally.first(), 4 * theme.size)
  for scale in (1, 0.88) {
    let width(..columns) = measure(theme.ruled(scale, (), ..columns, (left, right, center), head, cells)).width
    let (given, left) = (width(theme.column-widths(scale, naturally)), width((theme.column-widths(scale, naturally).first(), auto, auto)))
    assert(calc.abs(given.pt() - left.pt()) < 0.21, message: repr((scale, given, left)))
  }
}`;
  assert.doesNotThrow(() => compile(source, new Map([["/theme.typ", Buffer.from(theme)]])));
});

test("words that are known are no wider on paper than is said, and not much less: those of formulas and of other faces are not known", () => {
  const of = (cells: readonly (readonly Inline[])[]): string => typstSource(reportOf({ kind: "table", number: null, id: null, caption: [], columns: [{ align: "left", head: [text("a")] }], rows: cells.map((cell) => [cell]) }), theme).source;
  const words: readonly (readonly Inline[])[] = ["forward", "error bookkeeping", "✓ equals the independent value", "(12, 345)", "“quoted” – and more…"].flatMap((each) => [[text(each)], [{ kind: "strong", children: [text(each)] }]]);
  const checks = [...words, [{ kind: "code", text: "someName.of(x)" } as const]].map((cell) => {
    const source = of([cell]), [, known = ""] = /known: ([\d.]+)em, measured: \(\)/.exec(source) ?? [], [, body = ""] = /\n(\[#.*\]),\)\n*$/.exec(source) ?? [];
    assert.notEqual(known, "", source);
    return `#context { let width = measure(theme.letters(1, ${body})).width / theme.size; assert(width <= ${known} and (width + 0.2) * 1.12 > ${known}, message: repr((width, ${known}))) }`;
  });
  compile(`#import "/theme.typ"\n#show: theme.report\n${checks.join("\n")}`, new Map([["/theme.typ", Buffer.from(theme)]]));
  for (const cell of [[{ kind: "maths", tex: "xyz" }], [text("漢字漢字")], [{ kind: "emphasis", children: [text("words")] }]] as const) assert.match(of([cell]), /measured: \(1,\)/);
});

test("the same report gives the same bytes", async () => {
  const [first, second] = [await written(SAMPLE), await written(SAMPLE)];
  assert.ok(Buffer.from(first.pdf).equals(second.pdf));
});

test("each kind of block is set alone too", async () => {
  for (const block of BLOCKS) assert.deepEqual((await written(reportOf(block))).problems, [], block.kind);
});

test("the verdict of a display is a mark beside its number, or where the number would be", async () => {
  const equation = { id: "eq-1", tag: null, cell: 0, line: 1, column: 1, latex: "a", kind: "claim", steps: [], problems: [] } as const;
  for (const verdict of ["holds", "fails", "unchecked", "waived"] as const) {
    for (const number of ["7", null]) {
      const report = reportOf({ kind: "equation", tex: "a", number, id: number === null ? null : "eq-7", origin: null, verdicts: [{ ...equation, verdict }] });
      assert.ok(typstSource(report, theme).source.includes(`${number === null ? "none" : 'theme.fixed("(7)")'}, "${verdict}", none, ${number === null ? "none" : 'label("eq-7")'}, 0.6em, $ `));
      assert.deepEqual((await written(report)).problems, []);
    }
  }
  const definition = reportOf({ kind: "equation", tex: "a", number: null, id: null, origin: null, verdicts: [{ ...equation, kind: "definition", verdict: "holds" }] });
  assert.ok(typstSource(definition, theme).source.includes('#theme.display("a", none, none, none, none, 0.6em, $ '), "a definition claims nothing");
});

test("a formula that has no form in Typst is shown as a failure with its TeX, and told", async () => {
  const tex = "a + \\phase{b}";
  const report = reportOf({ kind: "equation", tex, number: "7", id: "eq-7", origin: { notebook: "notebooks/1.ipynb", cell: 3 } }, paragraph("see ", { kind: "reference", target: "eq-7", children: [text("(7)")] }));
  const { problems } = await written(report);
  assert.deepEqual(problems, [{ where: "notebooks/1.ipynb, cell 4", message: 'a formula cannot be set in the PDF: the formula has an enclosure "phasorangle", which the PDF cannot set yet\na + \\phase{b}' }]);
  const { source } = typstSource(report, theme);
  assert.match(source, /\(false, "1 problem in this file: a formula cannot be set in the PDF: .* \(notebooks\/1\.ipynb, cell 4\)\."\),/);
  assert.match(source, /#theme\.failure\(title: "Formula \(7\) cannot be set", where: "notebooks\/1\.ipynb, cell 4", excerpt: \(\("a \+ \\\\phase\{b\}",\),\)/);
});

test("in a line of text its TeX stands in its place", async () => {
  const { problems } = await written(reportOf(paragraph("x ", { kind: "maths", tex: "\\angl{n}" })));
  assert.equal(problems.length, 1);
  const { source } = typstSource(reportOf(paragraph({ kind: "maths", tex: "\\angl{n}" })), theme);
  assert.match(source, /#theme\.code\("\\\\angl\{n\}"\);#theme\.failed\("\[not set: the formula has an enclosure \\"actuarial\\", which the PDF cannot set yet\]"\);/);
});

test("a picture that is broken, or not what it claims to be, is a failure in its place", async () => {
  const figure = (base64: string): Block => ({ kind: "figure", number: "1", id: "fig-a", caption: [text("c")], alt: "", picture: { kind: "raster", mime: "image/png", base64 } });
  const notPng = await written(reportOf(figure(Buffer.from("<script>").toString("base64"))));
  assert.deepEqual(notPng.problems, [{ where: "notebooks/1.ipynb", message: "a picture cannot be set in the PDF: it is neither PNG, JPEG nor GIF" }]);
  const cut = await written(reportOf(figure(Buffer.from(PNG, "base64").subarray(0, 30).toString("base64"))));
  assert.equal(cut.problems.length, 1);
  assert.match(cut.problems[0]!.message, /^a picture cannot be set in the PDF: failed to decode image/);
});

test("a reference to what is not there is set as text, a level that is skipped is no obstacle", async () => {
  const { pdf } = await written(reportOf({ kind: "heading", level: 3, number: null, id: "", children: [] }, paragraph({ kind: "reference", target: "nowhere", children: [text("equation (99)")] })));
  assert.ok(pdf.length > 0);
});

test("a theme that is wrong is an error with Typst's message", async () => {
  await assert.rejects(writePdf(SAMPLE, { theme: theme.replace("#let formula(", "#let other(") }), (error) => error instanceof TypstError && error.message === "module `theme` does not contain `formula`");
});

test("nothing on the disk can be read from a source", () => {
  assert.throws(() => compile('#read("/etc/passwd")', new Map()), { name: "TypstError", message: /^file not found/ });
});

const ROWS: readonly (readonly [title: string, text: string, shown: RegExp])[] = [
  ["a thousand lines", Array.from({ length: 1000 }, (_, k) => `line ${k}`).join("\n"), /"line 34",\),\n\(\("comment","… 960 lines are left out here; the executed notebook has them all"\),\),\n\("line 995",\)/],
  ["lines that are broken count once, and are shown whole", Array.from({ length: 60 }, (_, k) => `line ${k} ${"x".repeat(100)}`).join("\n"), /\("line 16 x+",\),\n\(" +x+",\),\n\(\("comment","… 41 lines are left out here; the executed notebook has them all"\),\),\n\("line 58 x+",\)/],
  ["a last line that takes more room than is kept for it", `${"a\n".repeat(60)}${"last ".repeat(100)}`, /\("a",\),\n\(\("comment","… 25 lines are left out here; the executed notebook has them all"\),\),\n\("last last /],
  ["one line among others", `${"a\n".repeat(20)}${"long ".repeat(1000)}\nb\nc`, /\("a",\),\n\(\("comment","… 1 line is left out here; the executed notebook has it all"\),\),\n\("b",\)/],
  ["a line without end", "x".repeat(100_000), /\n\(" +x+",\),\n\(\("comment","… the rest is left out here; the executed notebook has it all"\),\),\)\)/],
];
for (const [title, printed, shown] of ROWS) {
  test(`a long stream is cut, and a line says so: ${title}`, () => {
    assert.match(typstSource(reportOf({ kind: "stream", name: "stdout", text: printed }), theme).source, shown);
  });
}

const AUTHORS = [{ name: "A", affiliations: ["U"], email: "a@u.org", id: "s7" }, { name: "B", affiliations: ["V"] }];
for (const template of ["article", "hand-in", "note"] as const) {
  test(`the title of the template ${template}, with a course and affiliations, conforms to PDF/UA-1`, () => {
    const { source, files } = typstSource({ ...SAMPLE, template, course: { name: "Deep Learning", assignment: "Assignment #1" }, authors: AUTHORS }, theme);
    assert.match(source, /course: \(left: \("Deep Learning",\), right: \("Assignment #1","May 2022",\)\)/);
    assert.equal(compile(source, files).nonConformance, null);
  });
}

test("code stays with what its cell gave, not with what follows that cell; code in prose leads to nothing", () => {
  const code = (cell: number | null): Block => ({ kind: "listing", language: "", code: "x", tokens: [{ text: "x", scope: null }], origin: cell === null ? null : { notebook: "a", cell } });
  const sticky = (blocks: readonly Block[], cells: readonly number[]): string | undefined => /sticky: (\w+), \(\("x"/.exec(typstSource({ ...SAMPLE, chapters: [{ source: "a", blocks, cells }], appendix: [] }, theme).source)?.[1];
  assert.equal(sticky([code(1), paragraph("gave")], [1, 1]), "true");
  assert.equal(sticky([code(1), paragraph("the next cell")], [1, 2]), "false");
  assert.equal(sticky([code(1)], [1]), "false");
  assert.equal(sticky([code(null), paragraph("prose")], [1, 1]), "false");
});

test("what would make an equation true stands as a formula in its failure, and as its source; as that alone where it cannot be set", async () => {
  const failure = (tex: string): Block => ({ kind: "failure", title: "Equation (2) does not hold", message: "m", excerpt: null, where: "w", repair: { words: "a transpose is missing", tex } });
  assert.match(typstSource(reportOf(failure("a = b^T")), theme).source, /repair: \[#"a transpose is missing";\n\n#theme\.display\("a equals b[^"]*", none, none, none, none, [\d.]+em, \$ .* \$\)\n\n#theme\.coloured\(\(\("a = b\^T",\),\)\)\]/);
  const unset = reportOf(failure("\\angl{n}"));
  assert.match(typstSource(unset, theme).source, /#theme\.coloured\(\(\("\\\\angl\{n\}",\),\)\)\]/);
  assert.deepEqual((await written(unset)).problems, []);
  const { source, files } = typstSource(reportOf(BLOCKS[0]!, failure("a = b^T")), theme);
  assert.equal(compile(source, files).nonConformance, null);
});

test("a theme of one's own need not know of what a report does not use", () => {
  assert.doesNotMatch(typstSource(SAMPLE, theme).source, /\n {2}(template|course|byline):/);
});

test("lists and quotations of any depth can be set: the reader of Markdown ends them at twelve", async () => {
  const deep = [Array.from({ length: 150 }, (_, k) => `${"  ".repeat(k)}- item ${k + 1}`).join("\n"), `${"> ".repeat(300)}words`, Array.from({ length: 60 }, (_, k) => `${"> ".repeat(k)}- a`).join("\n")];
  for (const source of deep) assert.ok((await written(reportOf(...read(source).blocks))).pdf.length > 0);
});
