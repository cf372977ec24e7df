import assert from "node:assert/strict";
import { test } from "node:test";
import { equationAppendix } from "../../src/report/equation-appendix.js";
import { verdictHtml } from "../../src/report/html/verdict.js";
import { layerAppendix } from "../../src/report/layer-appendix.js";
import { isEquationOf, withLayerEvidence } from "../../src/report/layer-evidence.js";
import type { Block, Chapter } from "../../src/report/model.js";
import { verify, type Verification } from "../../src/report/verification.js";

const { raw } = String;
const BACKWARD = raw`\frac{dL}{dX_{ik}} = \mathbb{1}[X_{ik} > 0] \, \frac{dL}{dY_{ik}}`;

test("a display is a layer's equation if it is written the same, or begins and ends as it", () => {
  const rows: readonly (readonly [display: string, formula: string])[] = [
    [raw`\mathbf{Y} = \max(0, \mathbf{X})`, raw`\mathbf{Y}=\max(0,\mathbf{X})`],
    [raw`\mathbf{Y} = \max(0, \mathbf{X}).`, raw`\mathbf{Y} = \max(0, \mathbf{X})`],
    [raw`\frac{dL}{dX_{ik}} = \sum_l \frac{dL}{dY_{lk}} \delta_{il} = \mathbb{1}[X_{ik} > 0] \frac{dL}{dY_{ik}}`, BACKWARD],
    [raw`\begin{aligned} \frac{dL}{dX_{ik}} &= \sum_l \frac{dL}{dY_{lk}} \delta_{il} && \text{chain rule, for $k$} \\ &= \mathbb{1}[X_{ik} > 0] \frac{dL}{dY_{ik}} && \text{the sum against } \delta_{il} \text{ keeps } l = i \end{aligned}`, BACKWARD],
    [raw`\mathbf{Y} = \max\left(0, \mathbf{X}\right).`, raw`\mathbf{Y} = \max\bigl(0, \mathbf{X}\bigr)`],
    [raw`\dfrac{dL}{d\mathbf{X}} = \mathbf{W}^{\top} \tfrac{dL}{d\mathbf{Y}}`, raw`\frac{dL}{d\mathbf{X}} = \mathbf{W}^\top \frac{dL}{d\mathbf{Y}}`],
    [raw`y_{i} = \left\{ x_i \right.`, raw`y_i = \{ x_{i}`],
  ];
  for (const [display, formula] of rows) assert.ok(isEquationOf(display, formula), display);
});

test("one sign, index, transpose or term that differs, and it is another equation", () => {
  const rows: readonly (readonly [display: string, formula: string])[] = [
    [raw`\mathbf{Y} = -\max(0, \mathbf{X})`, raw`\mathbf{Y} = \max(0, \mathbf{X})`],
    [raw`\mathbf{Y} = \max(0, \mathbf{X}) + \mathbf{b}`, raw`\mathbf{Y} = \max(0, \mathbf{X})`],
    [raw`\frac{dL}{dX_{ik}} = \mathbb{1}[X_{ki} > 0] \frac{dL}{dY_{ik}}`, BACKWARD],
    [raw`\frac{dL}{dX_{ik}} = \sum_l \mathbb{1}[X_{ik} > 0] \frac{dL}{dY_{ik}}`, BACKWARD],
    [raw`\frac{dL}{dW_{ik}} = \mathbb{1}[X_{ik} > 0] \frac{dL}{dY_{ik}}`, BACKWARD],
    [raw`\frac{dL}{d\mathbf{X}} = \mathbf{W} \frac{dL}{d\mathbf{Y}}`, raw`\frac{dL}{d\mathbf{X}} = \mathbf{W}^T \frac{dL}{d\mathbf{Y}}`],
    [raw`\mathbb{1}[X_{ik} > 0] \frac{dL}{dY_{ik}}`, BACKWARD],
    [raw`y_{ij} = x_i`, raw`y_i j = x_i`],
    [raw`y_{i} = x^{2}`, raw`y_i = x_2`],
    [raw`\mathbf{Y} = \max\left[0, \mathbf{X}\right]`, raw`\mathbf{Y} = \max(0, \mathbf{X})`],
    [raw`\mathbf{X} \leftarrow \mathbf{Y}`, raw`\mathbf{X} \rightarrow \mathbf{Y}`],
    [raw`\dfrac{dL}{d\mathbf{X}} = \mathbf{W}^{T} \tfrac{dL}{d\mathbf{Y}}`, raw`\frac{dL}{d\mathbf{X}} = \mathbf{W}^\top \frac{dL}{d\mathbf{Y}}`],
  ];
  for (const [display, formula] of rows) assert.ok(!isEquationOf(display, formula), display);
});

const equation = (tex: string, id: string | null): Block => ({ kind: "equation", tex, number: id === null ? null : "1", id, origin: null });
const part = (name: string, latex: string, agree: boolean | null = true) => ({ name, latex, agree, paper: "right", code: agree === false ? "wrong" : "right", message: `${name} <says> so` }) as const;
const verification: Verification = {
  ...verify([]),
  layerChecks: [{ notebook: "a.ipynb", cell: 4, check: { kind: "layer-check", layer: "relu", verdict: "fails", summary: "s", parts: [part("forward", "Y = X"), part("backward.X", "dX = dY", false), part("backward.b", "b = c")] } }],
};
const chapters: readonly Chapter[] = [
  { source: "a.ipynb", cells: [0, 1, 2, 3], blocks: [{ kind: "heading", level: 1, number: "1", id: "sec-a", children: [] }, equation("Y = X", "eq-1"), { kind: "quote", blocks: [equation("dX = dX + 0 = dY", "eq-2")] }, { kind: "heading", level: 2, number: "1.1", id: "sec-b", children: [] }] },
  { source: "b.ipynb", cells: [0], blocks: [equation("Y = X", "eq-3")] },
];

test("the evidence stands at the displays of the notebook that checked the layer, within quotations too, and at no other's", () => {
  const [own, other] = withLayerEvidence(chapters, verification);
  assert.deepEqual(own!.blocks.flatMap((block) => (block.kind === "quote" ? block.blocks : [block])).flatMap((block) => (block.kind === "equation" ? (block.layers ?? []).map(({ id, cell, layer }) => [block.id, id, cell, layer]) : [])), [["eq-1", "layer-1-forward", 4, "relu"], ["eq-2", "layer-1-backward.X", 4, "relu"]]);
  assert.deepEqual(other, chapters[1]);
});

test("the mark of a layer's equation opens to the three ways and leads to the appendix; a part that is wrong makes the mark one of failure", () => {
  const [own] = withLayerEvidence(chapters, verification);
  const layersOf = (k: number) => { const block = own!.blocks[k]!, display = block.kind === "quote" ? block.blocks[0]! : block; return display.kind === "equation" ? display.layers! : []; };
  assert.equal(verdictHtml([], layersOf(1)), '<details class="verdict holds"><summary aria-label="This equation: holds. Evidence" title="holds">✓</summary><div class="evidence"><p><b>Layer</b> <a href="#layer-1-forward"><code>relu</code></a>, forward, checked in cell 5: equation ✓\u00a0right, code ✓\u00a0right, on the same inputs they ✓\u00a0agree: forward &lt;says&gt; so.</p></div></details>');
  assert.match(verdictHtml([], layersOf(2)), /^<details class="verdict fails">.*code ✗\u00a0wrong, on the same inputs they ✗\u00a0differ: /);
});

test("each row of the appendix is where a mark leads to, and leads to the equation, or where it is in no display to the section of its cell", () => {
  const table = layerAppendix(verification, () => 1, withLayerEvidence(chapters, verification)).find((block) => block.kind === "table")!;
  assert.deepEqual(table.rows.map(([where]) => where!.map((inline) => (inline.kind === "reference" ? [inline.id, inline.target] : inline.kind))), [[["layer-1-forward", "eq-1"]], [["layer-1-backward.X", "eq-2"]], [["layer-1-backward.b", "sec-b"]]]);
});

test("in the table of equations a layer's equation leads on to the layer's row", () => {
  const claim = { id: "1", tag: "1", cell: 1, line: 1, column: 1, latex: "Y = X", kind: "claim", verdict: "holds", steps: [], problems: [] } as const;
  const placed = withLayerEvidence([{ ...chapters[0]!, blocks: [{ ...equation("Y = X", "eq-1"), verdicts: [claim] } as Block] }], verification);
  const table = equationAppendix([{ checked: { path: "a.ipynb", equations: [claim] } } as never], placed).find((block) => block.kind === "table")!;
  assert.deepEqual(table.rows[0]!.at(-1), [{ kind: "text", text: "✓ holds" }, { kind: "text", text: ", layer " }, { kind: "reference", target: "layer-1-forward", children: [{ kind: "code", text: "relu" }] }]);
});
