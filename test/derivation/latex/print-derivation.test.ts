import assert from "node:assert/strict";
import { test } from "node:test";
import { checkDocument } from "../../../src/derivation/check/check-document.js";
import type { Derivation } from "../../../src/derivation/derive/derivation.js";
import { deriveGoal } from "../../../src/derivation/derive/derive.js";
import { readDocument } from "../../../src/derivation/document/read-document.js";
import { goalFrom } from "../../../src/derivation/goal/goal-from.js";
import { printDerivation } from "../../../src/derivation/latex/print-derivation.js";
import { printLatex } from "../../../src/derivation/latex/print-latex.js";
import { typographyOf } from "../../../src/derivation/latex/typography-of.js";
import type { Typography } from "../../../src/derivation/latex/typography.js";

const LAYER = String.raw`Let $\mathbf{W} \in \mathbb{R}^{m \times n}$, $\mathbf{x} \in \mathbb{R}^n$ and $\mathbf{b} \in \mathbb{R}^m$, and

$$\mathbf{y} = \mathbf{W}\mathbf{x} + \mathbf{b}$$

and let $L$ be a smooth function of $\mathbf{y}$.
`;
const BATCH = String.raw`Let $W \in \mathbb{R}^{m \times n}$, $X \in \mathbb{R}^{n \times N}$ and $b \in \mathbb{R}^m$, and let $\mathbf{1} \in \mathbb{R}^N$ be the vector of ones.

$$Y = W X + b \mathbf{1}^\top$$

and let $L$ be a smooth function of $Y$.
`;
const SOFTMAX = String.raw`Let $z \in \mathbb{R}^C$, and for $i = 1, \dots, C$ let

$$p_i = \frac{e^{z_i}}{\sum_{k=1}^{C} e^{z_k}}$$

and let $L$ be a smooth function of $p$.
`;
const SQUARES = String.raw`Let $x, t \in \mathbb{R}^n$ and

$$L = \frac{1}{2} \lVert x - t \rVert^2$$
`;

function derived(text: string, of: string, wrt: string): { readonly derivation: Derivation; readonly typography: Typography } {
  const document = readDocument("notes.md", text);
  const { goal, scope, layout } = goalFrom(of, wrt, document);
  const typography = typographyOf(document, scope);
  return { derivation: deriveGoal(goal, { scope, layout, seed: 1, write: (e) => printLatex(e, typography) }), typography };
}

/** Two steps by hand, so that this page does not change with the deriver's words. */
function sample(): { readonly derivation: Derivation; readonly typography: Typography } {
  const { derivation, typography } = derived(LAYER, "L", "\\mathbf{b}");
  const [entries, chain] = derivation.steps, last = derivation.steps.at(-1)!;
  const steps = [{ ...entries!, reason: "one entry, for each $i$" }, { ...chain!, after: last.before, reason: "chain rule over $\\mathbf{y}$" }, { ...last, reason: "all entries at once" }];
  return { derivation: { ...derivation, steps }, typography };
}

test("LaTeX: one align, the reasons on the right", () => {
  const { derivation, typography } = sample();
  assert.equal(printDerivation(derivation, "latex", typography), String.raw`\begin{align*}
\frac{dL}{db_i} &= \frac{dL}{dy_i} && \text{one entry, for each $i$: chain rule over $\mathbf{y}$} \\
\frac{dL}{d\mathbf{b}} &= \frac{dL}{d\mathbf{y}} && \text{all entries at once}
\end{align*}
`);
});

test("Markdown: a chain is a display, a single line stands after its reason", () => {
  const { derivation, typography } = sample();
  assert.equal(printDerivation(derivation, "markdown", typography), String.raw`One entry, for each $i$ (chain rule over $\mathbf{y}$):

$$\frac{dL}{db_i} = \frac{dL}{dy_i}$$

All entries at once:

$$\frac{dL}{d\mathbf{b}} = \frac{dL}{d\mathbf{y}}$$
`);
});

test("text: the reason beside its line", () => {
  const { derivation, typography } = sample();
  assert.equal(printDerivation(derivation, "text", typography), String.raw`One entry, for each i:
\frac{dL}{db_i}
  = \frac{dL}{dy_i}          chain rule over \mathbf{y}

\frac{dL}{d\mathbf{b}}
  = \frac{dL}{d\mathbf{y}}   all entries at once
`);
});

test("text: a reason that finds no room stands below, parted at blanks", () => {
  const { derivation, typography } = sample();
  const [first, ...rest] = derivation.steps;
  const steps = [first!, ...rest.map((step) => ({ ...step, reason: "word ".repeat(20).trim() }))];
  const lines = printDerivation({ ...derivation, steps }, "text", typography, { width: 60 }).split("\n");
  assert.ok(lines.every((line) => line.length <= 60), lines.join("\n"));
  assert.equal(lines.filter((line) => line.startsWith("      word")).length, 4);
});

test("JSON: steps with rule, reason and LaTeX, and the result", () => {
  const { derivation, typography } = sample();
  assert.deepEqual(JSON.parse(printDerivation(derivation, "json", typography)), {
    steps: [
      { rule: "entries", reason: "one entry, for each $i$", latex: "\\frac{dL}{db_i}", method: "exact" },
      { rule: "chain", reason: "chain rule over $\\mathbf{y}$", latex: "\\frac{dL}{dy_i}", method: "exact" },
      { rule: "matrix", reason: "all entries at once", latex: "\\frac{dL}{d\\mathbf{y}}", method: "exact" },
    ],
    result: { latex: "\\frac{dL}{d\\mathbf{y}}" },
    goal: { latex: "\\frac{dL}{d\\mathbf{b}}" },
  });
});

const GOALS: readonly (readonly [title: string, text: string, of: string, wrt: string])[] = [
  ["a layer by its weights", LAYER, "L", "\\mathbf{W}"], ["a layer by its input", LAYER, "L", "\\mathbf{x}"], ["a layer by one weight", LAYER, "L", "W_{ij}"],
  ["a batch by its weights", BATCH, "L", "W"], ["a batch by its bias", BATCH, "L", "b"], ["a batch by its input", BATCH, "L", "X"],
  ["softmax", SOFTMAX, "L", "z"], ["squares", SQUARES, "L", "x"],
];
for (const [title, text, of, wrt] of GOALS) {
  for (const format of ["markdown", "latex"] as const) {
    test(`${title}: the ${format} holds line by line where it stands after the declarations`, () => {
      const { derivation, typography } = derived(text, of, wrt);
      const printed = printDerivation(derivation, format, typography);
      const { equations } = checkDocument(readDocument("pasted.md", `${text}\n${format === "latex" ? `$$\n${printed}$$\n` : printed}`));
      const claims = equations.filter(({ kind }) => kind === "claim");
      assert.deepEqual(claims.flatMap(({ latex, verdict, problems }) => (verdict === "holds" ? [] : [{ latex, verdict, problems }])), []);
      assert.ok(claims.length > 0);
      assert.equal(claims.flatMap(({ steps }) => steps).length, derivation.steps.filter(({ rule }) => rule !== "entries").length);
    });
  }
}
