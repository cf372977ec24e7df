/** What of a hostile notebook arrives in the other formats: Markdown in the least careful of renderers, LaTeX, the PDF, the notebook. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import markdownIt from "markdown-it";
import footnote from "markdown-it-footnote";
import { stixTwoText } from "../../../src/figure/fonts.js";
import type { Cell, Notebook } from "../../../src/notebook/nbformat.js";
import { drawFigures } from "../../../src/report/draw-figures.js";
import { writeLatex } from "../../../src/report/latex/write-latex.js";
import { writeMarkdown } from "../../../src/report/md/write-markdown.js";
import type { Inline, Report } from "../../../src/report/model.js";
import { notebookFile } from "../../../src/report/notebook-file.js";
import type { OutputFile } from "../../../src/report/output-files.js";
import { paperFont, writePdf } from "../../../src/report/pdf/index.js";
import { paragraph } from "../pdf/sample-report.js";
import { dangers } from "./dangers.js";
import { ATTACKS, pageOf } from "./hostile-notebook.js";

const theme = readFileSync("report/theme/paper.typ", "utf8");

/** HTML is let through, formulas are not known, every address is a link. */
const careless = markdownIt({ html: true }).use(footnote);
careless.validateLink = () => true;

/** MathJax makes links of these, wherever they lead. */
const MATHS_THAT_LINKS = /\$[^$]*\\(?:href|url|html\w+|includegraphics)\b[^$]*\$/;

function markdownDangers({ name, content }: OutputFile): readonly string[] {
  if (name.endsWith(".svg")) return dangers(`<!doctype html><body>${String(content)}</body>`);
  if (name !== "report.md") return [];
  const html = careless.render(String(content));
  return [...dangers(`<!doctype html><body>${html}</body>`, /^figures\/[\w-]+\.\w+$/), ...(MATHS_THAT_LINKS.exec(html.replace(/<(code|pre)\b[\s\S]*?<\/\1>/g, "")) ?? [])];
}

/** Of the document; its preamble is ours. Whatever is escaped begins with no backslash of its own. */
function latexDangers({ name, content }: OutputFile): readonly string[] {
  if (name.endsWith(".pdf")) return pdfDangers(content as Uint8Array);
  if (name !== "report.tex") return [];
  const body = String(content).split("\\begin{document}")[1]!;
  return body.match(/\\(?:href|url)\s*\{(?!https?:|mailto:)[^}]*\}|\\(?:includegraphics(?:\[[^\]]*\])?|fitted)\{(?!figures\/)[^}]*\}|\\(?:write18?|input|include|openin|openout|read|directlua|special|catcode|csname|ShellEscape|html\w+)(?![a-z])|\^\^/gi) ?? [];
}

/** Actions other than a step within the document or to an address of the web, and what is fetched or attached. */
function pdfDangers(pdf: Uint8Array): readonly string[] {
  const text = Buffer.from(pdf).toString("latin1");
  const packed = [...text.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, bytes]) => inflated(Buffer.from(bytes!, "latin1")));
  return [text, ...packed].flatMap((each) => each.match(/\/S\s*\/(?:JavaScript|Launch|SubmitForm|ImportData|GoToR|GoToE|Rendition|Movie)|\/URI\s*\((?!https?:|mailto:)[^)]*\)|\/FS\s*\/URL|\/(?:OpenAction|EmbeddedFile|RichMedia)|root:x:0/g) ?? []);
}

function inflated(bytes: Buffer): string {
  try {
    return inflateSync(bytes).toString("latin1");
  } catch {
    return "";
  }
}

const drawn = (cell: Cell): Report => drawFigures(pageOf([cell]).report, stixTwoText).report;
const pdfOf = (report: Report): Promise<Uint8Array> => writePdf(drawFigures(report, paperFont).report, { theme, onProblem: () => undefined });

for (const [title, cell] of ATTACKS) {
  test(`in Markdown: ${title}`, () => assert.deepEqual(writeMarkdown(drawn(cell)).flatMap(markdownDangers), []));
  test(`in LaTeX: ${title}`, () => assert.deepEqual(writeLatex(drawn(cell)).flatMap(latexDangers), []));
  test(`in the PDF: ${title}`, async () => assert.deepEqual(pdfDangers(await pdfOf(pageOf([cell]).report)), []));
}

test("what would be a danger is found, if it were in a report", async () => {
  const { report } = pageOf([]);
  const link: Inline = { kind: "link", href: "javascript:x", children: [{ kind: "text", text: "x" }] };
  const past: Report = { ...report, chapters: [{ source: "1.ipynb", blocks: [paragraph(link)] }] };
  assert.deepEqual(writeMarkdown(past).flatMap(markdownDangers), ["a href=javascript:x"]);
  assert.deepEqual(writeLatex(past).flatMap(latexDangers), ["\\href{javascript:x}"]);
  assert.deepEqual(pdfDangers(await pdfOf(past)), ["/URI (javascript:x)"]);
  for (const tex of ["<script>x</script>", "$\\href{javascript:x}{y}$"]) assert.equal(markdownDangers({ name: "report.md", content: tex }).length, 1, tex);
});

test("a notebook that is handed on is the author's, and does not call itself trusted", () => {
  const cells = ATTACKS.map(([, cell]) => ({ ...cell, metadata: { ...cell.metadata, trusted: true } }));
  const notebook = { nbformat: 4, nbformat_minor: 5, metadata: { signature: "sha256:00" }, cells } as unknown as Notebook;
  const run = { path: "notebooks/hostile.ipynb", notebook, runs: [], seconds: 0 };
  assert.doesNotMatch(String(notebookFile(run, 0, [run]).content), /"(trusted|signature)":/);
});
