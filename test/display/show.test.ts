import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { send } from "../../src/display/kernel-output.js";
import { checkGradients } from "../../src/gradcheck/index.js";
import { markdown, plot, show, table, tex } from "../../src/display/index.js";

interface Sent {
  readonly data: { readonly [mime: string]: unknown };
  readonly metadata: unknown;
}

/** Stands where Deno's kernel would: what was displayed. */
const sent: Sent[] = [];
const world = globalThis as { Deno?: object };

before(() => void (world.Deno = { jupyter: { broadcast: (_: string, content: Sent) => Promise.resolve(void sent.push(content)) } }));
after(() => void delete world.Deno);

const last = (): Sent => sent.at(-1)!;

test("a plot carries its data, a picture made now, and a summary in words", () => {
  plot({ data: [{ type: "bar", name: "a", x: [1], y: [2] }, { y: [1] }] }, { caption: "A bar.", label: "fig-a" });
  assert.deepEqual(Object.keys(last().data), ["application/vnd.plotly.v1+json", "image/svg+xml", "text/plain"]);
  assert.equal(last().data["text/plain"], 'Figure: bar "a", scatter');
  assert.deepEqual(last().metadata, { backproof: { caption: "A bar.", label: "fig-a" } });
});

test("a plot that cannot be drawn throws in the cell, and nothing is displayed", () => {
  const count = sent.length;
  assert.throws(() => plot({ data: [{ type: "surface" }] }), { name: "FigureError" });
  assert.equal(sent.length, count);
});

test("tables, formulas and Markdown", () => {
  table(["a"], [[1]]);
  assert.deepEqual(Object.keys(last().data), ["application/vnd.backproof.table+json", "text/html", "text/plain"]);
  tex("x^2");
  assert.deepEqual(last().data, { "text/latex": "$$x^2$$", "text/plain": "x^2" });
  markdown("*a*");
  assert.deepEqual(last().data, { "text/markdown": "*a*", "text/plain": "*a*" });
});

test("show asks a value how it is shown, completes a table, prints all else", () => {
  show({ [Symbol.for("Jupyter.display")]: () => ({ "application/vnd.backproof.table+json": { columns: [{ title: "a", align: "left" }], rows: [["1"]] } }) });
  assert.match(String(last().data["text/html"]), /^<table>/);
  show([1, 2]);
  assert.deepEqual(last(), { data: { "text/plain": "[ 1, 2 ]" }, metadata: {}, transient: {} });
});

test("show of a check: a row for each gradient, and the picture of an error that has a pattern, as an image with words", () => {
  const check = (factor: (k: number) => number): string => {
    show(checkGradients({ forward: ({ x }: { x: number[] }) => x.map((each) => each ** 2), backward: ({ x }, dy) => ({ x: x.map((each, k) => factor(k) * each * dy[k]!) }) }, { x: [1, -2, 3] }));
    return String(last().data["text/html"]);
  };
  const right = check(() => 2), uniform = check(() => 1), one = check((k) => (k === 1 ? 1 : 2));
  assert.match(right, /^<table>.*<td[^>]*>\$\\frac\{dL\}\{d\\mathbf\{x\}\}\$<\/td><td[^>]*>\(3\)<\/td>.*✓ agrees.*<\/table>$/);
  assert.match(uniform, /✗ dL\/dx\[\d\]: .*a constant factor: it is 1\/2 times the gradient<\/td>.*<\/table>$/);
  assert.match(one, /<\/table><p><img alt="Map of dL\/dx \(3\): 1 of 3 entries is wrong and marked with a cross \(entry \(2\)\); the other 2 agree\." src="data:image\/svg\+xml;base64,[\w+/=]+"><\/p>$/);
  const svg = Buffer.from(/base64,([^"]+)/.exec(one)![1]!, "base64").toString();
  assert.match(svg, /^<svg [^]*dL\/dx: backward − numerical[^]*<\/svg>$/);
});

test("the copy of tslab that is running is used, another one is not", () => {
  const written: unknown[] = [];
  const running = { exports: { lastWriteDisplayData: (message: unknown) => void written.push(message) } };
  send({ data: { "text/plain": "a" }, metadata: {} }, { "/x/tslab/dist/jupyter.js": { exports: { lastWriteDisplayData: null } }, "/y/node_modules/tslab/dist/jupyter.js": running } as never);
  assert.deepEqual(written, [{ data: { "text/plain": "a" }, metadata: {}, transient: {} }]);
});
