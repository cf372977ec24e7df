/** The picture of an error: where it has a pattern, in a check that fails; none where it would show nothing. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkGradients, type Checkable } from "../../src/gradcheck/index.js";
import { convolution, fullyConnected, map, relu, transpose, uniform, zip, type Matrix, type Tensor } from "../../src/layers/index.js";
import type { CellMap } from "../../src/figure/figure.js";

const random = uniform(3);
const square = { X: random(4, 4), W: random(4, 4), b: random(4) }, dY = random(4, 4);

type Names = "X" | "W" | "b";
const wrong = (name: Names, change: (A: Matrix) => Matrix): typeof fullyConnected => ({
  ...fullyConnected,
  backward: (at, upstream) => {
    const gradient = fullyConnected.backward(at, upstream);
    return { ...gradient, [name]: change(gradient[name]) };
  },
});
const entries = (places: readonly number[], by: (g: number) => number) => <T extends Tensor>(A: T): T => ({ ...A, data: A.data.map((g, k) => (places.includes(k) ? by(g) : g)) });

interface Shown {
  readonly [Symbol.iterator]?: never;
  readonly [key: symbol]: () => { readonly [mime: string]: { readonly maps?: readonly CellMap[] } };
}
const mapsOf = (check: unknown): readonly CellMap[] => (check as Shown)[Symbol.for("Jupyter.display")]!()["application/vnd.backproof.table+json"]!.maps ?? [];
const check = (layer: typeof fullyConnected, options = {}): readonly CellMap[] => mapsOf(checkGradients(layer, square, dY, options));

test("single wrong entries stand where they are, with what they are off by and words for who cannot see them", () => {
  const [{ cells, ...rest } = {} as CellMap, ...more] = check(wrong("W", entries([6, 9], (g) => g - 0.25)));
  assert.deepEqual(more, []);
  assert.deepEqual(rest, {
    title: "dL/dW: backward − numerical", rows: 4, columns: 4, rowTitle: "row", columnTitle: "column",
    alt: "Map of dL/dW (4 × 4): 2 of 16 entries are wrong and marked with a cross (row 2, column 3; row 3, column 2); the other 14 agree.",
  });
  assert.deepEqual(cells.map(({ row, column, mark }) => [row, column, mark]), [[1, 2, "wrong"], [2, 1, "wrong"]]);
  cells.forEach(({ value }) => assert.ok(Math.abs(value! + 0.25) < 1e-9));
});

test("a transposed square gradient: all but the diagonal", () => {
  const [{ cells, alt } = {} as CellMap] = check(wrong("W", transpose));
  assert.deepEqual([cells.length, cells.filter(({ row, column }) => row === column)], [12, []]);
  assert.match(alt, /^Map of dL\/dW \(4 × 4\): 12 of 16 entries are wrong and marked with a cross \(row 1, column 2; .* and 6 more\); the other 4 agree\.$/);
});

test("an entry that is no number does not blur the others; a column lies on its side", () => {
  const [{ rows, columns, columnTitle, cells } = {} as CellMap] = check(wrong("b", entries([2], () => NaN)));
  assert.deepEqual([rows, columns, columnTitle, cells], [1, 4, "entry", [{ row: 0, column: 2, value: null, mark: "wrong" }]]);
});

test("kernels of images: leading axes down, the others across", () => {
  const layer: Checkable<{ X: Tensor; W: Tensor; b: Matrix }, Tensor> = { ...convolution(), backward: (at, from) => ({ ...convolution().backward(at, from), W: entries([9], (g) => g + 1)(convolution().backward(at, from).W) }) };
  const [{ rows, columns, rowTitle, columnTitle, cells } = {} as CellMap] = mapsOf(checkGradients(layer, { X: random(2, 3, 3, 2), W: random(3, 2, 2, 2), b: random(3) }));
  assert.deepEqual([rows, columns, rowTitle, columnTitle, cells.map(({ row, column }) => [row, column])], [6, 4, "axes 1, 2", "axes 3, 4", [[2, 1]]]);
});

test("a large gradient: the entries that group testing found", () => {
  const large = { X: random(40, 16), W: random(40, 40), b: random(40) };
  const [{ rows, columns, cells } = {} as CellMap] = mapsOf(checkGradients(wrong("W", entries([127, 1599], (g) => g + 1)), large));
  assert.deepEqual([rows, columns, cells.map(({ row, column }) => [row, column])], [40, 40, [[3, 7], [39, 39]]]);
});

test("undecided entries beside wrong ones have a mark of their own", () => {
  const X = { ...random(2, 3), data: Float64Array.of(0, 0.5, -0.5, 1, 2, 3) };
  const layer: typeof relu = { ...relu, backward: (at, from) => ({ X: zip(relu.backward(at, from).X, at.X, (g, x) => (x === 3 ? g + 1 : g)) }) };
  const [{ cells, alt } = {} as CellMap] = mapsOf(checkGradients(layer, { X }));
  assert.deepEqual(cells.map(({ column, mark }) => [column, mark]), [[0, "undecided"], [2, "wrong"]]);
  assert.equal(alt, "Map of dL/dX (2 × 3): 1 of 6 entries is wrong and marked with a cross (row 2, column 3); 1 is undecided; the other 4 agree.");
});

const none: readonly [title: string, layer: typeof fullyConnected][] = [
  ["a check that holds", fullyConnected],
  ["a factor", wrong("W", (A) => map(A, (a) => 2 * a))],
  ["a sign", wrong("X", (A) => map(A, (a) => -a))],
  ["the same amount everywhere", wrong("b", (A) => map(A, (a) => a + 0.5))],
  ["nothing but NaN", wrong("b", (A) => map(A, () => NaN))],
  ["a gradient of the wrong shape", wrong("b", () => dY)],
];
for (const [title, layer] of none) test(`no picture of ${title}`, () => assert.deepEqual(check(layer), []));

test("a sign that is wrong in all entries but those that are zero is uniform too; a factor in half of them is not", () => {
  const X = map(random(3, 3), (x) => x + Math.sign(x));
  const scaled = (by: (k: number) => number): typeof relu => ({ ...relu, backward: (at, from) => ({ X: { ...at.X, data: relu.backward(at, from).X.data.map((g, k) => by(k) * g) } }) });
  assert.deepEqual(mapsOf(checkGradients(scaled(() => -1), { X })), []);
  assert.equal(mapsOf(checkGradients(scaled((k) => (k < 5 ? 2 : 1)), { X })).length, 1);
});

test("no picture of a number, of an undecided check, of a sample", () => {
  assert.deepEqual(mapsOf(checkGradients({ forward: ({ x }: { x: number }) => x ** 2, backward: ({ x }, dy) => ({ x: x * dy }) }, { x: 3 })), []);
  assert.deepEqual(mapsOf(checkGradients(relu, { X: map(random(2, 2), () => 0) })), []);
  assert.deepEqual(mapsOf(checkGradients(wrong("W", transpose), { X: random(40, 16), W: random(40, 40), b: random(40) })), []);
});
