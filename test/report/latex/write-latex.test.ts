/** A report as a LaTeX article: its structure. That it compiles is tried in test/e2e/latex.e2e.ts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { displayTex } from "../../../src/report/latex/blocks.js";
import { escapeLatex } from "../../../src/report/latex/escape.js";
import { writeLatex } from "../../../src/report/latex/write-latex.js";
import type { Block, Inline } from "../../../src/report/model.js";
import { SAMPLE } from "../pdf/sample-report.js";

const files = writeLatex(SAMPLE);
const tex = String(files[0]!.content);

test("the article, and vector figures as PDF, others as they are", () => {
  assert.deepEqual(files.map(({ name }) => name), ["report.tex", "figures/figure-1.pdf", "figures/image-3220fc78.png"]);
  assert.equal(Buffer.from(files[1]!.content).toString("latin1", 0, 5), "%PDF-");
});

test("numbers are those of the report, references lead to their places", () => {
  assert.match(tex, /\\begin\{equation\*\}\n\\frac\{dL\}\{dx\} = \\mathbf\{W\}\^T \\frac\{dL\}\{dy\} \\tag\*\{\(7\)\}\n\\end\{equation\*\}/);
  assert.match(tex, /\\hypertarget\{eq-7\}\{\}%\n\\begin\{equation\*\}/);
  assert.match(tex, /a reference to \\hyperlink\{eq-7\}\{equation \(7\)\}/);
  assert.match(tex, /\\section\*\{1\\quad Fully connected \$\\mathbf\{W\}\$\}\n\\addcontentsline\{toc\}\{section\}/);
  assert.match(tex, /\\caption\*\{\\textbf\{Table 1\.\} A caption\.\}/);
  assert.match(tex, /This report contains failures\./);
});

test("text is no markup", () => {
  assert.match(tex, /Nor this: \\#let x = 1; \[a\] \\\{b\\\} \\symbol\{34\}c\\symbol\{34\} \\textbackslash\{\} \/\/ comment/);
  assert.equal(escapeLatex("50% of $x_1 & \\input{/etc/passwd} ^~"), "50\\% of \\$x\\_1 \\& \\textbackslash{}input\\{/etc/passwd\\} \\textasciicircum{}\\textasciitilde{}");
  assert.equal(escapeLatex("✓ 10⁻² ≤ α, 日"), "\\ensuremath{\\checkmark} 10\\ensuremath{^{-}}\\ensuremath{^{2}} \\ensuremath{\\le} \\ensuremath{\\alpha}, \\fbox{?}");
});

test("a blank line ends no formula", () => assert.equal(displayTex("a\n\nb"), "a\nb"));

test("a bracket at the beginning of an item, a row or a line belongs to the text, not to the command before it", () => {
  const text = (words: string): Inline => ({ kind: "text", text: words });
  const blocks: readonly Block[] = [
    { kind: "list", ordered: false, start: 1, items: [[{ kind: "paragraph", leadsIn: false, children: [text("[x] done")] }], [{ kind: "paragraph", leadsIn: false, children: [text("plain")] }]] },
    { kind: "paragraph", leadsIn: false, children: [text("a"), { kind: "break" }, text("[b]")] },
    { kind: "table", number: null, id: null, caption: [], columns: [{ align: "left", head: [] }, { align: "left", head: [] }], rows: [[[text("*")], [text("[1]")]], [[text("[2]")], [text("c")]]] },
    { kind: "references", items: [{ id: "ref-a", label: "[1]", children: [text("A.")] }] },
  ];
  const written = String(writeLatex({ ...SAMPLE, chapters: [{ source: "a.ipynb", blocks }], appendix: [] })[0]!.content);
  assert.ok(written.includes("\\item {}[x] done\n\\item plain\n"));
  assert.ok(written.includes("a\\\\{} [b]"));
  assert.ok(written.includes("\n{}* & [1] \\\\\n{}[2] & c \\\\\n"));
  assert.ok(written.includes("\\item[{\\hypertarget{ref-a}{}[1]}] A."));
});

test("a course's header stands above the title, affiliations below the names", () => {
  const authors = [{ name: "A", affiliations: ["U & V"] }, { name: "B", affiliations: ["W"], id: "7" }];
  const tex = String(writeLatex({ ...SAMPLE, authors, course: { name: "Deep Learning", assignment: "Assignment 1" } })[0]!.content);
  assert.match(tex, /\\textbf\{Deep Learning\}\\end\{tabular\}\\hfill\\begin\{tabular\}\[t\]\{@\{\}r@\{\}\}\\textbf\{Assignment 1\}\\\\May 2022\\end\{tabular\}/);
  assert.match(tex, /A\\textsuperscript\{1\}, B\\textsuperscript\{2\} \(7\)\\par\n\{\\small \\textsuperscript\{1\}\\,U \\& V\\par\}/);
});
