/** What is assumed of a quantity, built into the values of its entries; derivatives still treat the entries as independent. */
import type { Domain, Node } from "../scalar/graph.js";
import type { Fact, Quantity } from "../scope/scope.js";
import { inverse } from "./determinant.js";
import { problem } from "./problem.js";
import { asMatrix, type Tensor } from "./tensor.js";
import { shapeText, type World } from "./world.js";

/** Where each entry lies, before constraints between entries. */
export function domainOf(quantity: Quantity): Domain {
  if (quantity.values === "binary") return "binary";
  if (typeof quantity.values === "object") return { oneOf: quantity.values };
  if (quantity.values === "natural") return { oneOf: [1, 2, 3, 4, 5] };
  return signIn(quantity.facts, false) ?? "real";
}

/** The sign of all entries, or of those on the diagonal of a matrix. */
export function signIn(facts: readonly Fact[], onDiagonal: boolean): Domain | null {
  const fact = facts.find((each) => each.kind === "sign" && (each.onDiagonal === true) === onDiagonal);
  return fact?.kind === "sign" ? fact.sign : null;
}

/** What only square matrices can be, in words. */
const SQUARE: ReadonlyMap<Fact["kind"], string> = new Map([["symmetric", "symmetric"], ["skew", "skew-symmetric"], ["positive-definite", "positive definite"], ["positive-determinant", "a matrix with a determinant"], ["lower-triangular", "lower triangular"], ["upper-triangular", "upper triangular"], ["zero-diagonal", "a matrix with a diagonal of zeros"], ["unit-diagonal", "a matrix with a diagonal of ones"], ["idempotent", "a projection"], ["permutation", "a permutation"]]);

/** Gives the atoms of a tensor values that satisfy the facts, made from free hidden atoms. */
export function constrain(name: string, tensor: Tensor, facts: readonly Fact[], world: World): void {
  const { graph } = world;
  const has = (kind: Fact["kind"]): boolean => facts.some((fact) => fact.kind === kind);
  const { rows, columns, data } = asMatrix(tensor);
  const hidden = (k: number, domain: Domain = "real"): Node => graph.atom(`${name}·${k}`, domain);
  const set = (values: readonly Node[]): void => values.forEach((value, k) => graph.setValue(data[k]!, value));
  const entry = (f: (i: number, j: number) => Node): readonly Node[] => data.map((_, k) => f(Math.floor(k / columns), k % columns));
  const zero = graph.constant(0), one = graph.constant(1);

  const needsSquare = facts.find(({ kind }) => SQUARE.has(kind));
  if (needsSquare !== undefined && rows !== columns) problem("ambiguous", `'${name}' cannot be ${SQUARE.get(needsSquare.kind)!}: it is declared as ${shapeText(world, tensor.shape)}`, { start: 0, end: 0 });

  const between = facts.find((fact) => fact.kind === "between");
  const beyond = facts.find((fact) => fact.kind === "beyond");
  const sums = facts.find((fact) => fact.kind === "sums-to-one");
  if (has("one-hot") && (tensor.shape.length < 2 || sums !== undefined)) {
    // of a matrix: each row or each column, as the sums tell
    const axis = tensor.shape.length < 2 || sums?.kind !== "sums-to-one" ? null : sums.axis;
    const length = axis === null ? data.length : axis === 0 ? rows : columns;
    const place = (k: number): readonly [group: string, within: number] => (axis === null ? ["", k] : axis === 0 ? [`·${k % columns}`, Math.floor(k / columns)] : [`·${Math.floor(k / columns)}`, k % columns]);
    const classes = new Map<string, Node>();
    set(data.map((_, k) => {
      const [group, within] = place(k);
      const chosen = classes.get(group) ?? graph.atom(`${name}·class${group}`, { oneOf: Array.from({ length }, (__, j) => j) });
      classes.set(group, chosen);
      return graph.select(graph.compare("=", chosen, graph.constant(within)), one, zero);
    }));
  } else if (sums?.kind === "sums-to-one") {
    const weights = data.map((_, k) => hidden(k, "positive"));
    const group = (k: number): readonly number[] => weights.map((_, j) => j).filter((j) => sums.axis === null || tensor.shape.length < 2 || (sums.axis === 0 ? j % columns === k % columns : Math.floor(j / columns) === Math.floor(k / columns)));
    set(weights.map((weight, k) => graph.div(weight, graph.add(...group(k).map((j) => weights[j]!)))));
  } else if (has("permutation")) {
    // one of the orders of the rows
    const orders = columns <= MAX_ORDERED ? permutations(columns) : rotations(columns), order = graph.atom(`${name}·order`, { oneOf: orders.map((_, k) => k) });
    set(entry((i, j) => graph.select(graph.or(...orders.flatMap((each, k) => (each[i] === j ? [graph.compare("=", order, graph.constant(k))] : []))), one, zero)));
  } else if (has("idempotent")) {
    // u wᵀ / wᵀu, or what is left of the identity; w = u where it is symmetric, too
    const u = data.slice(0, columns).map((_, k) => hidden(k)), w = has("symmetric") ? u : u.map((_, k) => hidden(columns + k));
    const scale = graph.div(one, graph.add(...u.map((each, k) => graph.mul(each, w[k]!)))), rest = graph.compare("=", graph.atom(`${name}·rest`, { oneOf: [0, 1] }), one);
    set(entry((i, j) => { const part = graph.mul(u[i]!, w[j]!, scale); return graph.select(rest, graph.sub(i === j ? one : zero, part), part); }));
  } else if (has("positive-definite")) {
    // B Bᵀ + c: without c its determinant could not be told from 0, and with 1 in its place it would be above 1
    const b = data.map((_, k) => hidden(k)), c = hidden(data.length, "positive");
    set(entry((i, j) => graph.add(...Array.from({ length: columns }, (_, k) => graph.mul(b[i * columns + k]!, b[j * columns + k]!)), i === j ? c : zero)));
  } else if (has("orthogonal")) {
    // Cayley: ± (1 − S)(1 + S)⁻¹ for skew S; of fewer columns or rows the first of it
    const size = Math.max(rows, columns);
    const isImpossible = facts.some((fact) => fact.kind === "orthogonal" && ((fact.of === "columns" && columns > rows) || (fact.of === "rows" && rows > columns)));
    if (isImpossible) problem("undeclared", `'${name}' has more orthonormal vectors here than their length allows: say which length is the larger, for example '$k \\le n$'`, { start: 0, end: 0 });
    const square = (f: (i: number, j: number) => Node): readonly Node[] => Array.from({ length: size * size }, (_, k) => f(Math.floor(k / size), k % size));
    const s = square((i, j) => (i < j ? hidden(i * size + j) : zero));
    const skew = square((i, j) => (i <= j ? s[i * size + j]! : graph.neg(s[j * size + i]!)));
    const plus = inverse({ shape: [size, size], data: square((i, j) => graph.add(i === j ? one : zero, skew[i * size + j]!)) }, graph);
    // what it makes are rotations; with the first line turned round they are reflections
    const sign = hidden(size * size, { oneOf: [-1, 1] });
    set(entry((i, j) => graph.mul(i === 0 ? sign : one, graph.add(...Array.from({ length: size }, (_, k) => graph.mul(graph.sub(i === k ? one : zero, skew[i * size + k]!), plus.data[k * size + j]!))))));
  } else if (has("symmetric")) set(symmetricValues(entry, hidden, columns, 1, world));
  else if (has("skew")) set(symmetricValues(entry, hidden, columns, -1, world));
  else if (has("diagonal")) set(entry((i, j) => (i === j ? hidden(i, ofDiagonal(facts)) : zero)));
  else if (has("lower-triangular") || has("upper-triangular")) set(entry((i, j) => (i === j ? hidden(i, ofDiagonal(facts)) : i > j === has("lower-triangular") ? hidden(i * columns + j + rows, signIn(facts, false) ?? "real") : zero)));
  else if (has("positive-determinant")) {
    // L U with positive diagonals: any sign off the diagonal, determinant above zero
    const lower = entry((i, j) => (i > j ? hidden(i * columns + j) : i === j ? one : zero));
    const upper = entry((i, j) => (i < j ? hidden(i * columns + j) : i === j ? hidden(i * columns + j, "positive") : zero));
    set(entry((i, j) => graph.add(...Array.from({ length: columns }, (_, k) => graph.mul(lower[i * columns + k]!, upper[k * columns + j]!)))));
  } else if (between?.kind === "between") {
    const [low, width] = [graph.constant(between.low), graph.constant(between.high - between.low)];
    set(data.map((_, k) => graph.add(low, graph.mul(width, hidden(k, "unit")))));
  } else if (beyond?.kind === "beyond") {
    const bound = graph.constant(beyond.bound);
    set(data.map((_, k) => (beyond.side === "above" ? graph.add : graph.sub)(bound, hidden(k, "positive"))));
  } else if (has("unit-norm")) {
    // stereographic projection: rational, so that it is exact in every field
    const t = data.slice(1).map((_, k) => hidden(k));
    const square = graph.add(...t.map((each) => graph.mul(each, each)));
    const scale = graph.div(one, graph.add(one, square));
    set(data.map((_, k) => (k === 0 ? graph.mul(graph.sub(one, square), scale) : graph.mul(graph.constant(2), t[k - 1]!, scale))));
  }
  for (const [fact, value] of [["zero-diagonal", zero], ["unit-diagonal", one]] as const) if (has(fact)) for (let i = 0; i < rows; i++) graph.setValue(data[i * columns + i]!, value);
}

/** All orders of 0, …, n − 1. */
const permutations = (n: number): readonly (readonly number[])[] => (n === 0 ? [[]] : permutations(n - 1).flatMap((each) => Array.from({ length: n }, (_, k) => [...each.slice(0, k), n - 1, ...each.slice(k)])));

/** Of more rows than these not all orders are tried, but the rotations. */
const MAX_ORDERED = 5;
const rotations = (n: number): readonly (readonly number[])[] => Array.from({ length: n }, (_, k) => Array.from({ length: n }, (__, i) => (i + k) % n));

const ofDiagonal = (facts: readonly Fact[]): Domain => signIn(facts, true) ?? signIn(facts, false) ?? "real";

function symmetricValues(entry: (f: (i: number, j: number) => Node) => readonly Node[], hidden: (k: number) => Node, columns: number, sign: 1 | -1, { graph }: World): readonly Node[] {
  const upper = new Map<number, Node>();
  const half = (i: number, j: number): Node => {
    const k = i * columns + j;
    if (!upper.has(k)) upper.set(k, hidden(k));
    return upper.get(k)!;
  };
  return entry((i, j) => (i === j ? (sign === 1 ? half(i, j) : graph.constant(0)) : i < j ? half(i, j) : sign === 1 ? half(j, i) : graph.neg(half(j, i))));
}
