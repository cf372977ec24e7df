/** Whether a corpus row holds at random points, by plain numbers and differences of five points; no code of the checker is used. */
import type { Row } from "../corpus/row.js";
import { diagonal, eliminate, entrywise, isScalar, map, multiply, same, scalar, Slip, transpose, type Value } from "./arrays.js";
import { parseChain, Unhandled, type Names, type Node } from "./parse.js";
import { withSentences } from "./read-sentences.js";

type Random = (below: number) => number;

interface Definition {
  readonly indices: readonly string[];
  readonly parameters: readonly string[];
  readonly body: Node;
}

interface World {
  readonly row: Row;
  readonly sizes: ReadonlyMap<string, number>;
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly drawn: ReadonlyMap<string, Value>;
  /** Random coefficients of unspecified functions. */
  readonly coefficients: readonly number[];
  /** Nodes looked at: definitions are worked out anew wherever they stand, and differences of differences of them may never end. */
  readonly spent: { nodes: number };
}

const MOST_NODES = 3_000_000;

interface Env {
  readonly indices: ReadonlyMap<string, number>;
  /** Quantities that are held at a value: what is differentiated by, a function's arguments. */
  readonly held: ReadonlyMap<string, Value>;
}

/** "holds", "differs", or why this evaluator does not know. */
export function judge(written: Row, latex: string, random: Random, draws = 3): "holds" | "differs" | { readonly unhandled: string } {
  try {
    const row = withSentences(written), names = namesOf(row);
    const sides = parseChain(latex, names);
    let compared = 0;
    for (let draw = 0; draw < draws; draw++) {
      const world = createWorld(row, names, random, draw);
      for (const env of environments(sides, world)) {
        const values = sides.map((side) => value(side, env, world));
        if (values.some(({ data }) => data.some((x) => !Number.isFinite(x)))) continue;
        compared++;
        for (let k = 1; k < values.length; k++) if (!close(values[k - 1]!, values[k]!)) return "differs";
      }
    }
    return compared < draws ? { unhandled: "no point is defined" } : "holds";
  } catch (error) {
    if (error instanceof Slip) return "differs";
    if (error instanceof Unhandled) return { unhandled: error.message };
    if (error instanceof RangeError) return { unhandled: "definitions in a circle" };
    throw error;
  }
}

/** Differences of five points are good to about ten digits, twice nested to six. */
function close(a: Value, b: Value): boolean {
  const zero = (each: Value): boolean => isScalar(each) && each.data[0] === 0;
  if (!same(a, b)) return (zero(a) && b.data.every((x) => Math.abs(x) < 1e-7)) || (zero(b) && a.data.every((x) => Math.abs(x) < 1e-7));
  return a.data.every((x, k) => Math.abs(x - b.data[k]!) <= 1e-6 * Math.max(1e-2, Math.abs(x), Math.abs(b.data[k]!)));
}

function namesOf(row: Row): Names {
  if (row.columns !== undefined || row.slices !== undefined || row.broadcast !== undefined) throw new Unhandled("families, broadcasting");
  const functions = new Set((row.functions ?? []).map((name) => name.replace("\\", "")));
  for (const each of row.define ?? []) { const head = /^\\?([a-zA-Z]+)\((?!.*\)\s*_)/.exec(each.replace(/\\left|\\right|\\mathbf/g, "").replace(/[{}]/g, "")); if (head !== null) functions.add(head[1]!); }
  if (!("sigma" in row.declare)) functions.add("sigma");
  return { rank: (key) => (row.declare[key] === undefined || row.declare[key].length === 0 ? null : row.declare[key].length), isFunction: (key) => functions.has(key) };
}

function createWorld(row: Row, names: Names, random: Random, draw: number): World {
  const number = (): number => random(1_000_000) / 1_000_000;
  const real = (): number => (0.4 + number()) * (random(2) === 0 ? 1 : -1);
  const sizes = sizesOf(row, draw);
  const definitions = new Map<string, Definition>();
  for (const each of row.define ?? []) {
    const sides = parseChain(each, names);
    if (sides.length !== 2) throw new Unhandled("a definition that is a chain");
    const [left, body] = sides as [Node, Node];
    if (left.is === "name") definitions.set(left.key, { indices: [], parameters: [], body });
    else if (left.is === "entry" && left.of.is === "name") definitions.set(left.of.key, { indices: left.at.map(nameOf), parameters: [], body });
    else if (left.is === "call") definitions.set(left.of, { indices: [], parameters: left.with.map(nameOf), body });
    else throw new Unhandled("a definition");
  }
  const drawn = new Map<string, Value>();
  const world: World = { row, sizes, definitions, drawn, coefficients: Array.from({ length: 400 }, real), spent: { nodes: 0 } };
  for (const [name, axes] of Object.entries(row.declare)) {
    const shape = axes.map((axis) => length(axis, world));
    const count = shape.reduce((a, b) => a * b, 1);
    drawn.set(name, assumed(row.assume?.[name], { shape, data: Array.from({ length: count }, real) }, number));
    if (row.const?.[name] === "ones") drawn.set(name, { shape, data: Array.from({ length: count }, () => 1) });
    if (row.const?.[name] === "identity") drawn.set(name, diagonal({ shape: [shape[0]!], data: Array.from({ length: shape[0]! }, () => 1) }));
  }
  return world;
}

const nameOf = (node: Node): string => { if (node.is !== "name") throw new Unhandled("a parameter that is no name"); return node.key; };

/** Lengths that differ from one another, the larger of a pair first where the row asks for it. */
function sizesOf(row: Row, draw: number): ReadonlyMap<string, number> {
  const letters = [...new Set([...Object.values(row.declare).flat(), ...Object.values(row.indices ?? {}), ...[row.latex, ...(row.define ?? [])].join(" ").matchAll(/\^\{?([a-zA-Z])\}?/g)].flatMap((each) => (typeof each === "string" ? (each.match(/[a-zA-Z]+/g) ?? []) : each === null ? [] : [each[1]!])))].filter((letter) => !(letter in (row.indices ?? {}))); // the i of \prod_{j=1}^{i-1} is no length
  const large = new Set((row.dimrel ?? []).map(([a]) => a));
  const ordered = letters.filter((name) => !large.has(name)).sort();
  const sizes = new Map(ordered.map((name, k) => [name, row.fix?.[name] ?? 2 + ((k + draw) % Math.max(2, ordered.length))]));
  for (const name of large) sizes.set(name, 4 + (draw % 2) + [...large].indexOf(name) * 2);
  return sizes;
}

/** "n-k+1" at these sizes. */
function length(axis: string, { sizes }: World): number {
  const parts = axis.match(/[-+]?\d*[a-zA-Z]*/g)!.filter((part) => part !== "");
  return parts.reduce((total, part) => {
    const [, sign, times, name] = /^([-+]?)(\d*)([a-zA-Z]*)$/.exec(part)!;
    const size = name === "" ? Number(times) : (times === "" ? 1 : Number(times)) * (sizes.get(name!) ?? Number.NaN);
    return total + (sign === "-" ? -size : size);
  }, 0);
}

function assumed(what: string | number | undefined, v: Value, number: () => number): Value {
  const positive = map(v, (x) => Math.abs(x) + 0.1);
  switch (what) {
    case undefined: return v;
    case "unit": return map(v, () => 0.1 + 0.8 * number());
    case "symmetric": return entrywise(v, transpose(v), (x, y) => x + y);
    case "spd": return entrywise(multiply(v, transpose(v)), diagonal({ shape: [v.shape[0]!], data: Array.from({ length: v.shape[0]! }, () => 1) }), (x, y) => x + y);
    // well away from the singular ones, where differences lose their digits
    case "posdet": return entrywise(map(v, (x) => 0.4 * x), diagonal({ shape: [v.shape[0]!], data: Array.from({ length: v.shape[0]! }, () => 2) }), (x, y) => x + y);
    case "binary": return map(v, () => Math.round(number()));
    case "probability": { const total = positive.data.reduce((a, b) => a + b, 0); return map(positive, (x) => x / total); }
    case "positive": return positive;
    default: throw new Unhandled(`assumed ${what}`);
  }
}

function quantity(key: string, env: Env, world: World): Value {
  const held = env.held.get(key);
  if (held !== undefined) return held;
  const size = world.sizes.get(key);
  const definition = world.definitions.get(key);
  const axes = world.row.declare[key];
  if (definition !== undefined) {
    const bare: Env = { indices: new Map(), held: env.held };
    if (definition.indices.length === 0) return value(definition.body, bare, world);
    if (axes === undefined) throw new Unhandled(`the shape of ${key}`);
    const shape = axes.map((axis) => length(axis, world));
    return { shape, data: places(shape).map((at) => entryOf(value(definition.body, { ...bare, indices: new Map(definition.indices.map((name, k) => [name, at[k]! + 1])) }, world), [])) };
  }
  const arguments_ = world.row.opaque?.[key];
  if (arguments_ !== undefined) return scalar(unspecified(arguments_.flatMap((name) => quantity(name, env, world).data), world.coefficients));
  const drawn = world.drawn.get(key);
  if (drawn !== undefined) return drawn;
  if (key === "e") return scalar(Math.E);
  if (size !== undefined) return scalar(size);
  throw new Unhandled(`'${key}' is nothing`);
}

/** A cubic polynomial with random coefficients stands for any smooth function. */
function unspecified(x: readonly number[], c: readonly number[]): number {
  return x.reduce((total, a, i) => total + c[i % 97]! * a + x.reduce((inner, b, j) => inner + c[(i * 31 + j * 7) % 397]! * a * b, 0) / x.length + (c[(i * 13) % 389]! * a ** 3) / 3, 0);
}

/** Places of an array's entries in their order, from 0. */
const places = (shape: readonly number[]): readonly (readonly number[])[] => shape.reduce<readonly (readonly number[])[]>((all, n) => all.flatMap((at) => Array.from({ length: n }, (_, k) => [...at, k])), [[]]);

function entryOf({ shape, data }: Value, at: readonly number[]): number {
  if (at.length !== shape.length) throw new Slip(`${at.length} indices on ${shape.join("×")}`);
  const offset = at.reduce((total, k, axis) => { if (!Number.isInteger(k) || k < 0 || k >= shape[axis]!) throw new Slip("an index out of range"); return total * shape[axis]! + k; }, 0);
  return data[offset]!;
}

const number = (v: Value): number => { if (!isScalar(v)) throw new Slip("a number is wanted"); return v.data[0]!; };

function value(node: Node, env: Env, world: World): Value {
  if (++world.spent.nodes > MOST_NODES) throw new Unhandled("definitions that take too long");
  const at = (each: Node): Value => value(each, env, world);
  switch (node.is) {
    case "number": return scalar(node.value);
    case "name": {
      const index = env.indices.get(node.key);
      if (node.primes > 0) throw new Unhandled("a prime without argument");
      return index === undefined ? quantity(node.key, env, world) : scalar(index);
    }
    case "entry": return scalar(entryOf(at(node.of), node.at.map((each) => number(at(each)) - 1)));
    case "delta": return scalar(number(at(node.left)) === number(at(node.right)) ? 1 : 0);
    case "sum": return node.terms.map(({ sign, of }) => map(at(of), (x) => sign * x)).reduce(add);
    case "product": return node.factors.map(at).reduce(multiply);
    case "entrywise": return entrywise(at(node.left), at(node.right), (x, y) => (node.divide ? x / y : x * y));
    case "quotient": { const below = number(at(node.right)); return map(at(node.left), (x) => x / below); }
    case "power": { const base = at(node.base), exponent = number(at(node.exponent)); if (node.base.is === "call" && base.shape.length === 2 && base.shape[0] === base.shape[1] && base.shape[0] !== 1) throw new Unhandled("a power of a function that is a matrix"); if (base.shape.length === 2 && base.shape[0] !== 1 && node.base.is !== "call") { if (exponent !== 2) throw new Unhandled("a matrix power"); return multiply(base, base); } return map(base, (x) => x ** exponent); }
    case "transpose": return transpose(at(node.of));
    case "inverse": { const of = at(node.of); return isScalar(of) ? map(of, (x) => 1 / x) : eliminate(of).inverse; }
    case "sqrt": return map(at(node.of), Math.sqrt);
    case "absolute": return map(at(node.of), Math.abs);
    case "norm": return scalar(Math.sqrt(at(node.of).data.reduce((total, x) => total + x * x, 0)));
    case "call": return call(node, node.with.map(at), env, world);
    case "big": return big(node, env, world);
    case "derivative": return derivative(node.of, node.by, env, world);
  }
}

/** A number added to an array is added to each entry only where it stands as a literal: `1 - x`. */
function add(a: Value, b: Value): Value {
  if (isScalar(a) && !isScalar(b)) return map(b, (x) => x + a.data[0]!);
  if (isScalar(b) && !isScalar(a)) return map(a, (x) => x + b.data[0]!);
  return entrywise(a, b, (x, y) => x + y);
}

const ENTRYWISE: Readonly<Record<string, (x: number) => number>> = { exp: Math.exp, log: Math.log, ln: Math.log, sin: Math.sin, cos: Math.cos, tan: Math.tan, tanh: Math.tanh, sinh: Math.sinh, cosh: Math.cosh };

function call({ of, primes, with: written }: Node & { readonly is: "call" }, values: readonly Value[], env: Env, world: World): Value {
  const [first] = values as [Value];
  if (primes > 0) return primes === 1 ? map(first, (x) => fivePoints((t) => number(call({ is: "call", of, primes: 0, with: written }, [scalar(x + t)], env, world)))) : map(first, (x) => fivePoints((t) => number(call({ is: "call", of, primes: primes - 1, with: written }, [scalar(x + t)], env, world))));
  const known = ENTRYWISE[of];
  if (known !== undefined) return map(first, known);
  if (of === "max" && values.length === 2) return isScalar(first) ? map(values[1]!, (x) => Math.max(first.data[0]!, x)) : entrywise(first, values[1]!, Math.max);
  if (of === "tr") return scalar(diagonal(square(first)).data.reduce((a, b) => a + b, 0));
  if (of === "det") return scalar(eliminate(square(first)).determinant);
  if (of === "diag") return diagonal(first);
  if (of === "softmax") { const total = first.data.reduce((a, x) => a + Math.exp(x), 0); return map(first, (x) => Math.exp(x) / total); }
  const definition = world.definitions.get(of);
  if (definition !== undefined && definition.parameters.length === values.length) {
    const takes = definition.parameters.every((name, k) => (world.row.declare[name]?.length ?? 0) === values[k]!.shape.length);
    const apply = (given: readonly Value[]): Value => value(definition.body, { indices: new Map(), held: new Map([...env.held, ...definition.parameters.map((name, k) => [name, given[k]!] as const)]) }, world);
    return takes ? apply(values) : { shape: first.shape, data: first.data.map((x) => number(apply([scalar(x)]))) };
  }
  if (of === "sigma" && definition === undefined && !(world.row.functions ?? []).includes("\\sigma")) return map(first, (x) => 1 / (1 + Math.exp(-x)));
  if ((world.row.functions ?? []).some((name) => name.replace("\\", "") === of)) return map(first, (x) => Math.sin(world.coefficients[of.charCodeAt(0)]! * x) + world.coefficients[of.charCodeAt(0) + 1]! * x ** 3);
  throw new Unhandled(`the function ${of}`);
}

const square = (v: Value): Value => { if (v.shape.length !== 2 || v.shape[0] !== v.shape[1]) throw new Slip("a matrix that is not square"); return v; };

function big({ product, index, from, to, of }: Node & { readonly is: "big" }, env: Env, world: World): Value {
  if (to === null) throw new Unhandled("a sum without limits");
  const first = number(value(from, env, world)), last = number(value(to, env, world));
  let total: Value | null = null;
  for (let k = first; k <= last; k++) {
    const next = value(of, { ...env, indices: new Map([...env.indices, [index, k]]) }, world);
    total = total === null ? next : product ? multiply(total, next) : entrywise(total, next, (x, y) => x + y);
  }
  return total ?? scalar(product ? 1 : 0);
}

/** (f(t) moved by ±h, ±2h): the error is of the order h⁴. */
function fivePoints(f: (t: number) => number, h = 2e-4): number {
  return (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h);
}

/** A scalar by an array has the array's shape; a vector by a vector has rows for the numerator. */
function derivative(of: Node, by: Node, env: Env, world: World): Value {
  const [key, at] = by.is === "name" ? [by.key, null] : by.is === "entry" && by.of.is === "name" ? [by.of.key, by.at.map((each) => number(value(each, env, world)) - 1)] : wrong();
  const around = quantity(key, env, world);
  const moved = (place: number, t: number): Value => value(of, { ...env, held: new Map([...env.held, [key, { shape: around.shape, data: around.data.map((x, k) => (k === place ? x + t : x)) }]]) }, world);
  const here = value(of, env, world);
  const columnOf = (place: number): readonly number[] => here.data.map((_, k) => fivePoints((t) => moved(place, t).data[k]!));
  if (at !== null) {
    entryOf(around, at);
    return { shape: here.shape, data: columnOf(at.reduce((total, k, axis) => total * around.shape[axis]! + k, 0)) };
  }
  if (isScalar(around)) return { shape: here.shape, data: columnOf(0) };
  const columns = around.data.map((_, place) => columnOf(place));
  if (isScalar(here)) return { shape: around.shape, data: columns.map(([x]) => x!) };
  if (here.shape.length === 1 && around.shape.length === 1) return { shape: [here.data.length, around.data.length], data: here.data.flatMap((_, i) => columns.map((column) => column[i]!)) };
  throw new Unhandled("a derivative of more than two axes");
}

function wrong(): never { throw new Unhandled("a derivative by no name"); }

/** Every value of the free indices. */
function environments(sides: readonly Node[], world: World): readonly Env[] {
  const axes = new Map<string, number>();
  for (const [name, axis] of Object.entries(world.row.indices ?? {})) if (axis !== null) axes.set(name, length(axis, world));
  const free = new Set<string>();
  sides.forEach((side, k) => look(side, new Set(), (name, range) => {
    if (k > 0 && !free.has(name) && !axes.has(name)) throw new Slip(`${name} is unbound`);
    free.add(name);
    if (range !== null && !axes.has(name)) axes.set(name, range);
  }, world));
  let all: readonly Env[] = [{ indices: new Map(), held: new Map() }];
  for (const name of free) {
    const range = axes.get(name);
    if (range === undefined) throw new Unhandled(`the range of ${name}`);
    all = all.flatMap((env) => Array.from({ length: range }, (_, k) => ({ ...env, indices: new Map([...env.indices, [name, k + 1]]) })));
  }
  if (all.length > 60) return all.filter((_, k) => k % Math.ceil(all.length / 60) === 0);
  return all;
}

/** Names in the place of an index that nothing binds, with the length of the axis where they stand alone. */
function look(node: Node, bound: ReadonlySet<string>, found: (name: string, range: number | null) => void, world: World): void {
  const index = (each: Node, range: number | null): void => {
    if (each.is === "name") { if (!bound.has(each.key) && !world.sizes.has(each.key) && world.row.declare[each.key] === undefined) found(each.key, range); } else if (each.is === "sum") each.terms.forEach(({ of }) => index(of, null));
  };
  if (node.is === "entry") node.at.forEach((each, axis) => index(each, node.of.is === "name" && world.row.declare[node.of.key] !== undefined ? length(world.row.declare[node.of.key]![axis] ?? "1", world) : null));
  if (node.is === "delta") { index(node.left, null); index(node.right, null); }
  const inner = node.is === "big" ? new Set([...bound, node.index]) : bound;
  const below: readonly Node[] = node.is === "sum" ? node.terms.map(({ of }) => of) : node.is === "product" ? node.factors : node.is === "entrywise" || node.is === "quotient" ? [node.left, node.right] : node.is === "power" ? [node.base, node.exponent] : node.is === "derivative" ? [node.of, node.by] : node.is === "call" ? node.with : "of" in node && typeof node.of === "object" ? [node.of] : [];
  for (const each of below) look(each, inner, found, world);
}
