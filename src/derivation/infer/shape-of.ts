/**
 * The shape of an expression where some names have shapes that are only guessed. It mirrors `expand/evaluate.ts`; where that is hard to foresee the answer
 * is null, which agrees with everything. Stricter in four places, so that a number is not taken where an array stands: a name that is added to an array,
 * transposed, multiplied entry by entry, or normed, and whose kind is open, is no number.
 */
import { isCircleNumber } from "../notation/name-key.js";
import { leadingGradient } from "../expression/leading-gradient.js";
import { isDots, namesIn, walk, type Condition, type Expression } from "../expression/expression.js";
import { isOfNumbers } from "../notation/entrywise.js";
import { knownFunction } from "../notation/functions.js";
import { familyOf, type FunctionEntry, type Quantity } from "../scope/scope.js";
import { isDigitPair, shiftedIndices, shiftOf, subscriptOf } from "./indices.js";
import { DECLARED, LENIENT, ONE, type Length } from "./lengths.js";
import { matrixShape, runLength } from "./matrix-shape.js";
import { agree, derivativeShape, isMatrix, isRow, isVector, mismatch, normal, productShape, turned, type Guess, type Shape } from "./shape.js";
import { limited, type ShapeWorld } from "./shape-world.js";

const SCALAR: Shape = [];

/** @throws Mismatch where the formula has no meaning with these shapes */
export function shapeOf(e: Expression, world: ShapeWorld): Guess {
  switch (e.kind) {
    case "number": case "index": return SCALAR;
    case "name": return nameShape(e.name, world);
    case "member": return memberShape(e, world);
    case "entry": return entryShape(e, world);
    case "add": return sumShape(e.terms.map((term) => term.of), world);
    case "product": return e.factors.slice(1).reduce<Guess>((shape, factor) => factorShape(shape, factor, world), firstFactor(e.factors, world));
    case "quotient": return quotientShape(shapeOf(e.numerator, world), shapeOf(e.denominator, world), world);
    case "power": return powerShape(e, world);
    case "transpose": return transposeShape(e.of, world);
    case "apply": return appliedShape(e.function, e.arguments, world);
    case "call": return callShape(e, world);
    case "big": return bigShape(e, world);
    case "series": { runLength([e.written[0]!, { kind: "dots", direction: "across", start: e.start, end: e.end }, e.last], world, shapeOf); return [...e.written, e.last].map((each) => shapeOf(each, world))[0] ?? null; }
    case "derivative": return differentiated(e, world);
    case "gradient": return gradientShape(e, world);
    case "delta": return SCALAR;
    case "indicator": return conditionShape(e.condition, world);
    case "cases": return casesShape(e, world);
    case "matrix": return matrixShape(e, world, shapeOf);
    case "norm": arrayOnly(e.of, shapeOf(e.of, world), world); return SCALAR;
    case "absolute": { const of = shapeOf(e.of, world); return of !== null && isVector(of) ? mismatch() : of === null ? null : SCALAR; }
    case "inner": join(shapeOf(e.left, world), shapeOf(e.right, world), world); return SCALAR;
  }
}

/** Two shapes that must be one; what is known of either. */
export function join(a: Guess, b: Guess, world: ShapeWorld): Guess {
  if (a === null || b === null) return a ?? b;
  agree(a, b, world.lengths);
  return a;
}

const mayBe = (e: Expression, kind: "array" | "matrix", world: ShapeWorld): boolean => (e.kind === "name" && world.mayBe(e.name, kind)) || (e.kind === "member" && world.mayBe(familyOf(world.scope, e.family)?.key ?? e.family, kind));

/** Nobody transposes, norms or multiplies a number entry by entry. */
function arrayOnly(e: Expression, shape: Guess, world: ShapeWorld): void {
  if (shape?.length === 0 && mayBe(e, "array", world)) mismatch();
}

const ELASTIC = new Set(["I", "\\mathbb{I}", "\\mathbf{1}", "\\mathbb{1}", "\\mathbf{0}"]);
export const isElastic = (name: string): boolean => ELASTIC.has(name);

function nameShape(name: string, world: ShapeWorld): Guess {
  const parameter = world.parameters.get(name);
  if (parameter !== undefined) return parameter;
  const guess = world.guess(name);
  if (guess !== undefined) return guess;
  const quantity = world.scope.quantities.get(name);
  const map = quantity === undefined ? world.scope.functions.get(name) : undefined;
  if (map?.definition === null && map.codomain !== null && map.codomain.length > 0) return declaredShape(map.codomain, world);
  if (quantity === undefined) return isCircleNumber(name) ? SCALAR : elasticShape(name, world);
  if (quantity.levels > 0) return null;
  if (quantity.role === "size" || quantity.role === "label" || (quantity.opaque !== null && (quantity.axes?.length ?? 0) === 0)) return SCALAR;
  if (quantity.axes !== null) return declaredShape(quantity.axes, world);
  return quantity.role === "identity" ? square(world) : quantity.role === "ones" ? [world.lengths.fresh()] : null;
}

const square = ({ lengths }: ShapeWorld): Shape => { const n = lengths.fresh(); return [n, n]; };
const elasticShape = (name: string, world: ShapeWorld): Guess => (name === "I" || name === "\\mathbb{I}" ? square(world) : name === "\\mathbf{1}" || name === "\\mathbb{1}" ? [world.lengths.fresh()] : null);

/** A declared axis of length one is a missing one. */
function declaredShape(axes: readonly Expression[], { lengths }: ShapeWorld): Shape {
  const sized = axes.map((axis): Length => (axis.kind === "number" && axis.digits === 1n && axis.places === 0 ? ONE : lengths.sized(axis, DECLARED)));
  return sized.length === 2 ? normal(sized[0]!, sized[1]!) : sized.length === 1 && sized[0] === ONE ? [] : sized;
}

function memberShape({ family, at }: Expression & { readonly kind: "member" }, world: ShapeWorld): Guess {
  const quantity = familyOf(world.scope, family);
  const guess = quantity === undefined ? undefined : world.guess(quantity.key, at[0]);
  if (guess !== undefined) return guess;
  if (quantity === undefined || quantity.explicit.size > 0) return null;
  if (quantity.role === "size" || quantity.role === "label") return SCALAR;
  if (quantity.axes === null) return null;
  const speaksOfLevel = quantity.axes.some((axis) => [...walk(axis)].some((node) => node.kind === "index" || node.kind === "member"));
  return speaksOfLevel ? quantity.axes.map((axis) => leveledLength(axis, at, quantity, world)) : declaredShape(quantity.axes, world);
}

/** n_{l-1} of `W^{(l)} \\in \\mathbb{R}^{n_l \\times n_{l-1}}`, at the level that is asked for. */
function leveledLength(axis: Expression, at: readonly Expression[], quantity: Quantity, { lengths }: ShapeWorld): Length {
  const [level] = at, [name] = quantity.levelNames;
  const asked = level === undefined || at.length !== 1 ? null : shiftOf(level), own = axis.kind === "member" && axis.at.length === 1 ? shiftOf(axis.at[0]!) : null;
  return axis.kind === "member" && asked !== null && own !== null && own.name === name ? lengths.at(lengths.family(axis.family), asked.shift + own.shift) : lengths.fresh();
}

function entryShape(e: Expression & { readonly kind: "entry" }, world: ShapeWorld): Guess {
  const of = shapeOf(e.of, world);
  if (of === null) return e.at.includes(null) ? null : SCALAR;
  if (of.length === 2 && isDigitPair(e.at)) return SCALAR;
  const axes = isRow(of) && e.at.length === 1 ? [of[1]!] : of;
  if (axes.length !== e.at.length) return mismatch();
  const name = e.of.kind === "name" ? e.of.name : null;
  e.at.forEach((at, axis) => {
    const use = subscriptOf(at, world.scope);
    if (use.kind === "index") runOver(use.name, axes[axis]!, name, axis, at!, world);
    else if (use.kind === "class") limited(axes[axis]!, use.to, name, axis, at!, world);
    else if (use.kind === "loose" && name !== null) world.onLoose(name, axis);
  });
  const rest = e.at.flatMap((at, axis) => (at === null ? [axes[axis]!] : []));
  return rest;
}

/** The index runs over the whole axis: from one to its length. */
function runOver(index: string, axis: Length, name: string | null, k: number, at: Expression, world: ShapeWorld): void {
  const known = world.ranges.get(index);
  if (known === null) { if (name !== null) world.onLoose(name, k); return; }
  if (known === undefined) { world.ranges.set(index, axis); return; }
  const clash = world.lengths.unify(axis, known);
  if (clash !== null) world.onClash(clash, name, k, at);
  else if (name !== null && world.lengths.sizeOf(known) !== null) world.onSized(name, k);
}

function sumShape(terms: readonly Expression[], world: ShapeWorld): Guess {
  const shapes = terms.map((term) => ({ term, shape: shapeOf(term, world) }));
  const known = shapes.flatMap(({ term, shape }) => (shape === null ? [] : [{ term, shape }]));
  const arrays = known.filter(({ shape }) => shape.length > 0);
  if (arrays.length === 0) return known.length === shapes.length ? SCALAR : null;
  // a name of open kind that is added to an array is one of the same shape
  if (known.some(({ term, shape }) => shape.length === 0 && mayBe(term, "array", world))) return mismatch();
  const widest = arrays.find(({ shape }) => isMatrix(shape)) ?? arrays[0]!;
  for (const { term, shape } of arrays) {
    const spreads = isMatrix(widest.shape) && shape.length === 1 && !mayBe(term, "matrix", world);
    const isRowOver = isRow(shape) && !isRow(widest.shape) && isMatrix(widest.shape) && world.scope.broadcast === "rows";
    if (isRowOver) world.lengths.unify(shape[1]!, widest.shape[1]!);
    else if (!spreads) agree(shape, widest.shape, world.lengths);
    else if (world.scope.broadcast !== "rows") world.lengths.unify(shape[0]!, widest.shape[0]!);
  }
  return known.length === shapes.length ? widest.shape : null;
}

type Factor = (Expression & { readonly kind: "product" })["factors"][number];

function firstFactor(factors: readonly Factor[], world: ShapeWorld): Guess {
  const [first, second] = factors;
  const shape = shapeOf(first!.of, world);
  if (second?.sign === "hadamard") arrayOnly(first!.of, shape, world);
  return shape;
}

function factorShape(left: Guess, factor: Factor, world: ShapeWorld): Guess {
  const right = left !== null && isMatrix(left) && isListed(factor.of) ? stackedShape(factor.of, left, world) : shapeOf(factor.of, world);
  switch (factor.sign) {
    case "hadamard": case "hadamard-over":
      arrayOnly(factor.of, right, world);
      if (left === null || right === null) return null;
      if (left.length === 0 || right.length === 0) return left.length === 0 ? right : left;
      return isMatrix(left) !== isMatrix(right) && world.scope.broadcast !== null ? null : join(left, right, world);
    case "kronecker": case "star": return null;
    case "over": return quotientShape(left, right, world);
    case "cdot": if (left?.length === 1 && right?.length === 1) { agree(left, right, world.lengths); return SCALAR; } return productShape(left, right, world.lengths);
    case "times": case "juxtaposed": return productShape(left, right, world.lengths);
  }
}

/** `W [h, x]`: the columns stand on top of each other, unless W is declared as long as one of them. */
function stackedShape(e: ListedMatrix, left: Shape, world: ShapeWorld): Guess {
  const blocks = e.rows[0]!.map((cell) => (isDots(cell) ? null : shapeOf(cell, world)));
  if (!blocks.some((block) => block?.length === 1) || !blocks.every((block) => block !== null && block.length < 2)) return shapeOf(e, world);
  if (world.lengths === LENIENT) return null;
  const parts = blocks.map((block) => block![0] ?? ONE);
  return parts.some((part) => world.lengths.classOf(part) === world.lengths.classOf(left[1]!)) ? shapeOf(e, world) : [world.lengths.total(parts)];
}

type ListedMatrix = Expression & { readonly kind: "matrix" };
const isListed = (e: Expression): e is ListedMatrix => e.kind === "matrix" && e.isListed === true;

function quotientShape(above: Guess, below: Guess, world: ShapeWorld): Guess {
  if (above === null || below === null) return null;
  if (below.length === 0) return above;
  if (above.length === 0) return below;
  return join(above, below, world);
}

function powerShape(e: Expression & { readonly kind: "power" }, world: ShapeWorld): Guess {
  const base = shapeOf(e.base, world), exponent = shapeOf(e.exponent, world);
  if (base === null || base.length === 0) return base === null || exponent === null ? null : exponent.length === 0 ? base : exponent;
  const isInverse = e.exponent.kind === "add" && e.exponent.terms.length === 1 && e.exponent.terms[0]!.sign === -1;
  if (isInverse && isVector(base)) return mismatch();
  if (isInverse && isMatrix(base)) { world.lengths.unify(base[0]!, base[1]!); return base; }
  // a square's power is a matrix product, any other's is taken entry by entry: the shape is the same
  return exponent?.length === 0 ? base : null;
}

function transposeShape(of: Expression, world: ShapeWorld): Guess {
  const shape = shapeOf(of, world);
  arrayOnly(of, shape, world);
  if (shape !== null && shape.length > 2) return mismatch();
  return shape === null ? null : turned(shape);
}

function appliedShape(name: string, args: readonly Expression[], world: ShapeWorld): Guess {
  const shapes = args.map((arg) => shapeOf(arg, world));
  const [shape] = shapes, [arg] = args;
  if (shape === undefined || arg === undefined) return null;
  if (name === "max" || name === "min") return args.length === 1 ? SCALAR : shapes.includes(null) ? null : shapes.reduce((a, b) => (a!.length === 0 ? b : b!.length === 0 ? a : join(a, b, world)))!;
  if (shape === null) return ["trace", "det"].includes(name) ? SCALAR : null;
  switch (name) {
    case "softmax": arrayOnly(arg, shape, world); return shape;
    case "logsumexp": arrayOnly(arg, shape, world); return shape.length === 1 || isRow(shape) ? SCALAR : null;
    case "trace": case "det": squareOnly(arg, shape, world); return SCALAR;
    case "transpose": return transposeShape(arg, world);
    case "diag": arrayOnly(arg, shape, world); return isMatrix(shape) ? [shape[0]!] : shape.length === 0 ? null : [shape.at(-1)!, shape.at(-1)!];
    case "vec": return null;
    default: return knownFunction(name)?.acts === "array" ? null : shape;
  }
}

function squareOnly(e: Expression, shape: Shape, world: ShapeWorld): void {
  arrayOnly(e, shape, world);
  if (isVector(shape)) mismatch();
  if (isMatrix(shape)) world.lengths.unify(shape[0]!, shape[1]!);
}

function callShape(e: Expression & { readonly kind: "call" }, world: ShapeWorld): Guess {
  const args = e.arguments.map((arg) => shapeOf(arg, world));
  const entry = world.scope.functions.get(e.function);
  const definition = entry?.definition;
  if (entry?.byEntries !== undefined) return byEntriesShape(entry.byEntries, args, world);
  if (definition == null) {
    if (entry?.codomain != null && entry.codomain.length > 0) return declaredShape(entry.codomain, world);
    if (entry?.domain?.length === 1 && entry.domain[0]!.length === 0) return args[0] ?? null;
    return entry?.domain != null ? SCALAR : null;
  }
  if (world.depth > 4 || definition.parameters.length !== args.length) return null;
  const [parameter] = definition.parameters;
  // a function of one number may be an array of it, and otherwise is applied entry by entry
  if (definition.parameters.length === 1 && args[0]?.length !== 0 && namesIn(definition.body).has(parameter!) && isOfNumbers(parameter!, definition.body) && world.scope.quantities.get(parameter!)?.axes == null) return args[0]!;
  if (e.primes > 0) return null;
  const parameters = new Map([...world.parameters, ...definition.parameters.map((name, k) => [name, args[k]!] as const)]);
  return shapeOf(definition.body, { ...world, parameters, ranges: new Map(), depth: world.depth + 1 });
}

/** The lengths that the body's subscripts give to the indices on the left. */
function byEntriesShape({ parameters, indices, body }: NonNullable<FunctionEntry["byEntries"]>, args: readonly Guess[], world: ShapeWorld): Guess {
  if (world.depth > 4 || parameters.length !== args.length) return null;
  const ranges = new Map<string, Length | null>();
  shapeOf(body, { ...world, parameters: new Map([...world.parameters, ...parameters.map((name, k) => [name, args[k]!] as const)]), ranges, depth: world.depth + 1 });
  return indices.map((index) => ranges.get(index) ?? world.lengths.fresh());
}

function bigShape(e: Expression & { readonly kind: "big" }, world: ShapeWorld): Guess {
  const ranges = new Map(world.ranges);
  const shifted = shiftedIndices(e.body);
  for (const { name, from, to } of e.binders) {
    const fromOne = from === null || (from.kind === "number" && from.digits === 1n);
    if (shifted.has(name)) ranges.set(name, null);
    else if (to === null) ranges.delete(name);
    else if (!fromOne || (to.kind !== "name" && to.kind !== "number") || (to.kind === "name" && world.scope.quantities.get(to.name)?.role !== "size")) ranges.set(name, null);
    else ranges.set(name, world.lengths.sized(to, world.source));
  }
  const bound = new Set(e.binders.map(({ name }) => name));
  const inner: ShapeWorld = { ...world, ranges };
  if (e.where !== null) conditionShape(e.where, inner);
  const body = shapeOf(e.body, inner);
  for (const binder of e.binders) for (const limit of [binder.from, binder.to]) if (limit?.kind === "index" && !bound.has(limit.name)) runWith(limit.name, binder.name, e.body, inner, world);
  // what the body says of indices from outside holds outside
  for (const [name, range] of ranges) if (!bound.has(name) && !world.ranges.has(name)) world.ranges.set(name, range);
  if (e.operator === "array") return body !== null && body.length > 0 ? mismatch() : arrayShape(e.binders.map(({ name }) => ranges.get(name) ?? world.lengths.fresh()));
  if (e.operator === "max" || e.operator === "min") return body === null ? null : body.length === 0 ? body : mismatch();
  if (e.operator === "product" && body !== null && body.length > 0) return isMatrix(body) ? body : mismatch();
  return body;
}

/** `s_t = \sum_{k=1}^t x_k`: t goes as far as the entries of x do, where nothing else says how far. */
function runWith(limit: string, index: string, body: Expression, inner: ShapeWorld, world: ShapeWorld): void {
  const entry = [...walk(body)].find((node) => node.kind === "entry" && node.at.some((at) => at?.kind === "index" && at.name === index));
  const shape = entry?.kind === "entry" ? shapeOf(entry.of, inner) : null;
  const axis = entry?.kind !== "entry" || shape?.length !== entry.at.length ? undefined : shape[entry.at.findIndex((at) => at?.kind === "index" && at.name === index)];
  if (axis === undefined) return;
  const known = world.ranges.get(limit);
  if (known === undefined) world.ranges.set(limit, axis);
  else if (known !== null && world.lengths.sizeOf(known) === null) world.lengths.unify(known, axis);
}

const arrayShape = (axes: Shape): Shape => (axes.length === 2 ? normal(axes[0]!, axes[1]!) : axes);

function differentiated(e: Expression & { readonly kind: "derivative" }, world: ShapeWorld): Guess {
  const of = shapeOf(e.of, world), by = e.by.map((each) => shapeOf(each, world));
  const [first, second] = by;
  if (by.length === 1) return derivativeShape(of, first!, world.layout);
  if (by.length > 2 || of === null || first == null || second == null) return null;
  const axes = (shape: Shape): Shape => (isRow(shape) ? [shape[1]!] : shape);
  const whole = [...of, ...axes(first), ...axes(second)];
  return whole.length > 2 ? null : whole;
}

function gradientShape(e: Expression & { readonly kind: "gradient" }, world: ShapeWorld): Guess {
  const of = shapeOf(e.of, world);
  const parted = e.of.kind === "transpose" || (of !== null && of.length > 0) ? leadingGradient(e) : null;
  if (parted !== null) return shapeOf(parted, world);
  if (of !== null && of.length > 0) return mismatch();
  const by = e.by === null ? null : shapeOf(e.by, world);
  if (by === null || e.order === 1) return by;
  return by.length === 0 ? by : isMatrix(by) ? null : [by[0]!, by[0]!];
}

function conditionShape(condition: Condition, world: ShapeWorld): Guess {
  switch (condition.kind) {
    case "compare": {
      const [left, right] = [shapeOf(condition.left, world), shapeOf(condition.right, world)];
      return left === null || right === null ? null : left.length === 0 ? right : right.length === 0 ? left : join(left, right, world);
    }
    case "and": case "or": { const shapes = condition.of.map((each) => conditionShape(each, world)); return shapes.every((shape) => shape?.length === 0) ? SCALAR : null; }
    case "not": return conditionShape(condition.of, world);
    case "otherwise": return SCALAR;
  }
}

function casesShape(e: Expression & { readonly kind: "cases" }, world: ShapeWorld): Guess {
  const conditions = e.arms.map((arm) => conditionShape(arm.condition, world));
  const values = e.arms.map((arm) => shapeOf(arm.value, world));
  return [...conditions, ...values].every((shape) => shape?.length === 0) ? SCALAR : null;
}
