/** A short report with every kind of thing that a page shows, by the way of the build: composed, checked, numbered. No cell is run: what they gave is written here. */
import type { Cell, Json, Notebook, Output } from "../../../src/notebook/nbformat.js";
import type { ExecutedNotebook } from "../../../src/notebook/run.js";
import { checkChapters } from "../../../src/report/check-chapters.js";
import { composeReport } from "../../../src/report/compose.js";
import { equationAppendix } from "../../../src/report/equation-appendix.js";
import { equationClaims } from "../../../src/report/judged-equations.js";
import type { Block, Report } from "../../../src/report/model.js";
import { placeVerdicts } from "../../../src/report/place-verdicts.js";

let cells = 0;
const prose = (source: string): Cell => ({ cell_type: "markdown", id: `c${cells++}`, metadata: {}, source });
const code = (source: string, ...outputs: readonly Output[]): Cell => ({ cell_type: "code", id: `c${cells++}`, metadata: {}, source, execution_count: 1, outputs });
const shown = (data: { readonly [mime: string]: Json }, metadata: { readonly [key: string]: Json } = {}): Output => ({ output_type: "display_data", data, metadata });
const printed = (name: "stdout" | "stderr", text: string): Output => ({ output_type: "stream", name, text });

const CURVES: Json = {
  data: [{ type: "scatter", mode: "lines", name: "falling", x: [0, 1, 2, 3], y: [1, 0.5, 0.25, 0.125] }, { type: "scatter", mode: "lines", name: "rising", x: [0, 1, 2, 3], y: [0.1, 0.2, 0.4, 0.8] }],
  layout: { xaxis: { title: { text: "steps" } }, yaxis: { title: { text: "loss" } } },
};

const FIRST: readonly Cell[] = [
  prose(`# A layer {#sec-layer}

Let $W \\in \\mathbb{R}^{m \\times n}$, $x \\in \\mathbb{R}^n$ and $b \\in \\mathbb{R}^m$. A paragraph of *some* length shows how lines are broken, what is **weighty**, \`code\` within words, a [link](https://example.org/), ~~a slip~~, a note[^1] and a reference to [the section](#sec-given) and to equation (2).

[^1]: At the foot, with $x^2$.

$$y = W x + b \\tag{1}$$

For the loss $L(y)$ the chain rule gives

$$\\begin{aligned} \\frac{dL}{dx_i} &= \\sum_{l=1}^m \\frac{dL}{dy_l} \\frac{dy_l}{dx_i} && \\text{chain rule} \\\\ &= \\sum_{l=1}^m \\frac{dL}{dy_l} W_{li} && \\text{only the terms with } x_i \\text{ in them stay, and there is one in each row} \\end{aligned} \\tag{2}$$

This one is wrong:

$$\\frac{dL}{dx} = W \\frac{dL}{dy} \\tag{3}$$`),
  prose(`## What a cell gives {#sec-given}

A list, its second item with another one:

- one
- two
  1. inner
  2. last

> A quotation of one line.

| name | size |
|:-----|-----:|
| $W$  | 12 |
| $b$  | 3 |

Table: Sizes. {#tbl-sizes}

---

The [table](#tbl-sizes) and the [figure](#fig-curves) are counted.`),
  code("// a comment\nconst dX = matmul(transpose(W), dY);\nplot(\"a string\", 42);", shown({ "application/vnd.plotly.v1+json": CURVES }, { backproof: { caption: "Two curves, one of them falls by half with each step.", label: "fig-curves", alt: "One falls, one rises." } })),
  code("print()", printed("stdout", "plain \u001b[31mred\u001b[39m \u001b[1mbold\u001b[22m\nsecond line"), printed("stderr", "a warning")),
  code("table()", shown({ "text/html": "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2.5</td></tr><tr><td>3</td><td>4</td></tr></tbody></table>" })),
];
const SECOND: readonly Cell[] = [
  prose("# Another chapter\n\nA matrix:\n\n$$A = \\begin{bmatrix} a_{11} & a_{12} & \\dots & a_{1n} \\\\ a_{21} & a_{22} & \\dots & a_{2n} \\\\ \\vdots & \\vdots & \\ddots & \\vdots \\\\ a_{m1} & a_{m2} & \\dots & a_{mn} \\end{bmatrix} \\in \\mathbb{R}^{m \\times n} \\tag{4}$$"),
  code("fails()", { output_type: "error", ename: "TypeError", evalue: "fails is not a function", traceback: [] }),
];

const executed = (path: string, all: readonly Cell[]): ExecutedNotebook => ({
  path,
  notebook: { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: all } as unknown as Notebook,
  runs: all.flatMap((cell, k) => (cell.cell_type === "code" ? [{ cell: k, id: cell.id, seconds: 0, records: [], outcome: cell.source === "fails()" ? ({ status: "error", name: "TypeError", message: "fails is not a function", line: 1 } as const) : ({ status: "ok" } as const) }] : [])),
  seconds: 0,
});

export function goldenReport(): Report {
  const notebooks = [executed("notebooks/1-layer.ipynb", FIRST), executed("notebooks/2-other.ipynb", SECOND)];
  const checked = checkChapters(notebooks);
  const { report, problems } = composeReport({
    front: { title: "A report for the eye", subtitle: "With every kind of block", authors: [{ name: "A. Author", affiliations: ["A university"] }, { name: "B. Author" }], date: "May 2022", language: "en", abstract: "What it is about, in two or three lines that are set narrower than the text: $\\frac{dL}{dx}$ and what leads to it." },
    notebooks,
    summary: [...equationClaims(checked), { holds: false, text: "2 of 3 code cells ran without an error." }],
    appendix: [],
    provenance: "Built from commit 0123456 with backproof and Node.",
    withVerdicts: (blocks, { notebook, cell }) => placeVerdicts(blocks, checked.find((each) => each.checked.path === notebook)!, cell),
    readImage: () => ({ problem: "none" }),
  });
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join("\n"));
  return { ...report, chapters: report.chapters.map((chapter) => ({ ...chapter, blocks: chapter.blocks.map(settled) })), appendix: equationAppendix(checked, report.chapters) };
}

/** What the checker says of a failure changes with the checker, not with the page. */
const settled = (block: Block): Block => (block.kind === "failure" && block.title.startsWith("Equation") ? { ...block, message: "W is m × n, dL/dy has length m: the inner lengths differ." } : block);
