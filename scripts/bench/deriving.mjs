// How fast gradients are derived, every step proved: node scripts/bench/deriving.mjs
// Over the rows of the corpus; over chains of layers, whose growth is printed; and scalar functions against mathjs (derivative and simplify, which proves nothing) in the same run.
import { readdirSync, readFileSync } from "node:fs";
import { compiled, compileTests } from "../compile-tests.mjs";

compileTests();
const { deriveGoal } = await import(compiled("src/derivation/derive/derive.js"));
const { whereDocument } = await import(compiled("src/derivation/goal/where-document.js"));
const { goalFrom } = await import(compiled("src/derivation/goal/goal-from.js"));
const { goalOf, holdsDerivative } = await import(compiled("test/derivation/derive/goals.js"));
const { writeDocument } = await import(compiled("test/derivation/corpus/write-document.js"));

/** Milliseconds of one call: the median of `runs`, after one that warms up. */
function median(runs, work) {
  const times = Array.from({ length: runs + 1 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return times.slice(1).sort((a, b) => a - b)[Math.floor(runs / 2)];
}

const attempt = (work) => { try { return work(); } catch { return null; } };

const corpus = new URL("../../test/derivation/corpus/", import.meta.url);
const rows = readdirSync(corpus).filter((name) => name.endsWith(".jsonl")).sort().flatMap((name) => readFileSync(new URL(name, corpus), "utf8").trim().split("\n").map((line) => JSON.parse(line))).filter(({ holds }) => holds);
const goals = rows.flatMap((row) => {
  const goal = attempt(() => goalOf(writeDocument(row)));
  return goal !== null && holdsDerivative(goal.left) ? [{ id: row.id, ...goal }] : [];
});
const derive = ({ left, scope, layout }) => deriveGoal(left, { scope, layout, seed: 1 });
goals.slice(0, 40).forEach((goal) => attempt(() => derive(goal))); // warm
const timed = goals.flatMap((goal) => {
  const start = performance.now();
  const derivation = attempt(() => derive(goal));
  return derivation === null ? [] : [{ id: goal.id, time: performance.now() - start, steps: derivation.steps.length }];
}).sort((a, b) => a.time - b.time);
const at = (part) => timed[Math.floor(timed.length * part)].time.toFixed(1);
const steps = timed.map((each) => each.steps).sort((a, b) => a - b);
console.log(`corpus    ${timed.length} of ${goals.length} goals derived; median ${at(0.5)} ms, nine in ten below ${at(0.9)} ms, slowest ${timed.at(-1).time.toFixed(0)} ms (${timed.at(-1).id}); ${steps[Math.floor(steps.length / 2)]} lines in the middle`);

const LAYERS = {
  dense: { own: (k) => `W_{${k}} \\in \\mathbb{R}^{n \\times n}, b_{${k}} \\in \\mathbb{R}^n, `, of: (k, before) => `\\tanh(W_{${k}} ${before} + b_{${k}})`, wrt: "W_1" },
  elementwise: { own: () => "", of: (_, before) => `\\tanh(${before})`, wrt: "x" },
};
for (const [name, { own, of, wrt }] of Object.entries(LAYERS)) {
  const times = [1, 2, 5, 10, 20].map((count) => {
    const layers = Array.from({ length: count }, (_, k) => `${own(k + 1)}h_{${k + 1}} = ${of(k + 1, k === 0 ? "x" : `h_{${k}}`)}`);
    const { document, of: loss } = whereDocument(`L(h_{${count}})`, `x \\in \\mathbb{R}^n, ${layers.join(", ")}`);
    const { goal, scope, layout } = goalFrom(loss, wrt, document);
    return { count, time: median(3, () => derive({ left: goal, scope, layout })) };
  });
  const [ten, twenty] = times.slice(-2);
  console.log(`chain     ${name} layers, by ${wrt}: ${times.map(({ count, time }) => `${count}: ${time.toFixed(0)} ms`).join(", ")}; from ten to twenty × ${(twenty.time / ten.time).toFixed(1)}`);
}

const { derivative, simplify } = await import("mathjs");
const FUNCTIONS = [
  ["x^3 \\sin x", "x^3 * sin(x)"], ["\\frac{e^x}{1 + e^x}", "exp(x) / (1 + exp(x))"], ["\\ln(1 + x^2)", "log(1 + x^2)"], ["\\frac{x}{\\sqrt{1 + x^2}}", "x / sqrt(1 + x^2)"],
  ["e^{-\\frac{1}{2} x^2} \\cos(3 x)", "exp(-x^2 / 2) * cos(3 * x)"], ["\\tanh(x^2 + 1) x", "tanh(x^2 + 1) * x"],
];
const ours = median(5, () => FUNCTIONS.forEach(([tex]) => {
  const { document, of } = whereDocument("f", `x \\in \\mathbb{R}, f = ${tex}`);
  const { goal, scope, layout } = goalFrom(of, "x", document);
  derive({ left: goal, scope, layout });
}));
const mathjs = median(5, () => FUNCTIONS.forEach(([, text]) => simplify(derivative(text, "x"))));
console.log(`scalar    ${FUNCTIONS.length} functions, read, derived line by line and proved, in ${ours.toFixed(0)} ms; mathjs's derivative and simplify, one result without proof, ${mathjs.toFixed(0)} ms; ratio ${(ours / mathjs).toFixed(2)}`);
