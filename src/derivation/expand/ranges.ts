/** The range of an index that has no limits: what it indexes tells. */
import { children, freeIndices, walk, type Condition, type Expression } from "../expression/expression.js";
import { reachingBelow } from "../scope/reaching-below.js";
import { familyOf, firstIndex, rankOf, type Definition, type IndexRange, type Quantity, type Scope } from "../scope/scope.js";
import { integerOrNull } from "./integers.js";
import { LIMITS } from "./limits.js";
import { problem } from "./problem.js";
import type { Tensor } from "./tensor.js";
import type { Env, World } from "./world.js";

export interface IntegerRange {
  readonly from: number;
  readonly to: number;
}

/** How many entries an axis has over which the index runs so far. */
export const lengthOf = (range: IntegerRange | null, first: 0 | 1): number | null => (range === null ? null : range.to - first + 1);

interface Use {
  readonly range: IntegerRange;
  readonly at: Expression;
  /** It numbers the members of a family. */
  readonly isLevel: boolean;
  /** A condition on the index stands before it: `x_{i-1} \mathbb{1}[i > 1]`, where i is 1 too. */
  readonly isGuarded: boolean;
}

/** From here to there, where both are known. @throws ExpandProblem where that are too many values to go through */
export function integerRange(index: string, from: Expression, to: Expression, env: Env, world: World): IntegerRange | null {
  const first = integerOrNull(from, env, world), last = integerOrNull(to, env, world);
  for (const limit of [from, to]) if (isHuge(limit, env, world)) return problem("too-large", `'${index}' runs over more than ${LIMITS.range} values`, limit);
  if (first === null || last === null) return null;
  if (last - first >= LIMITS.range) return problem("too-large", `'${index}' runs from ${first} to ${last} here, over more than ${LIMITS.range} values`, to);
  return { from: first, to: last };
}

/** Whether a number in it is beyond those that are counted with. */
function isHuge(limit: Expression, env: Env, world: World): boolean {
  for (const node of walk(limit)) {
    const parts = node.kind === "power" ? [node.base, node.exponent] : node.kind === "number" && node.places === 0 ? [] : null;
    if (parts !== null && parts.every((part) => integerOrNull(part, env, world) !== null) && integerOrNull(node, env, world) === null) return true;
  }
  return false;
}

export type ShapeOf = (e: Expression, env: Env) => readonly number[] | null;

/**
 * Every use of the index as a subscript limits it: `x_{i-1}` with n entries lets i run from 2 to n + 1.
 * @param free the free indices of a claim: `w_{i-l+1}` limits neither i nor l where they stand alone elsewhere, it must be there for each pair of them
 */
export function rangeOf(index: string, parts: readonly Expression[], env: Env, world: World, shapeOf: ShapeOf, free: readonly string[] = []): IntegerRange | null {
  const label = world.scope.quantities.get(index);
  if (label?.role === "label" && label.levels === 0 && label.labelRange !== null) {
    const range = integerRange(index, label.labelRange.from, label.labelRange.to, env, world);
    if (range !== null) return range;
  }
  const all: Use[] = [];
  for (const part of parts) collect(part, index, env, world, shapeOf, all);
  const own = all.filter(({ at, isLevel, isGuarded }) => !isGuarded && (isLevel || ![...freeIndices(at)].some((name) => name !== index && free.includes(name))));
  const uses = own.length > 0 ? own : all;
  if (uses.length === 0) return declaredRange(index, env, world);
  // what the text says of the index of a family: l = 1, …, L, also where a^{(l-1)} has a member 0; an equation of cases says itself which there are
  const declared = uses.some(({ isLevel }) => isLevel) && !all.some(({ isGuarded }) => isGuarded) ? declaredRange(index, env, world) : null;
  const ranges = [...uses.map(({ range }) => range), ...(declared === null ? [] : [declared])];
  const from = Math.max(...ranges.map((range) => range.from)), to = Math.min(...ranges.map((range) => range.to));
  // K_{p-i+1} says nothing of how far p runs, also where i is 1
  const plain = uses.filter(({ range, at, isLevel }) => range.from === (isLevel ? 1 : firstIndex(world.scope)) && (at.kind === "index" || at.kind === "name"));
  const axes = plain.filter(({ isLevel }) => !isLevel), levels = plain.filter(({ isLevel }) => isLevel);
  // members of two families, layers and their inputs, may go on differently far; entries may not
  const apart = axes[0] !== undefined && levels.length > 0 && !levels.some(({ range }) => range.to === axes[0]!.range.to);
  const other = axes.find(({ range }) => range.to !== axes[0]!.range.to) ?? (apart ? axes[0] : undefined);
  if (other !== undefined) problem("range", `the index '${index}' runs over two axes of different lengths`, other.at);
  return { from, to };
}

/** `i = 1, \dots, n` in the text. */
export function declaredRange(index: string, env: Env, world: World): IntegerRange | null {
  const declared = world.scope.ranges.get(index);
  return declared === undefined ? null : integerRange(index, declared.from, declared.to, env, world);
}

/** @param depth how many definitions of functions we are in */
function collect(e: Expression, index: string, env: Env, world: World, shapeOf: ShapeOf, uses: Use[], depth = 0, isGuarded = false): void {
  if (e.kind === "big" && e.binders.some((binder) => binder.name === index)) return;
  if (e.kind === "entry" && e.at.some((at) => at !== null && shiftOf(at, index, env, world) !== null)) {
    const shape = shapeOf(e.of, env), first = firstIndex(world.scope);
    if (shape !== null) {
      e.at.forEach((at, axis) => {
        const shift = at === null ? null : shiftOf(at, index, env, world);
        if (shift !== null && shape[axis] !== undefined) uses.push({ range: { from: first - shift, to: shape[axis] - 1 + first - shift }, at: at!, isLevel: false, isGuarded });
      });
    }
  }
  if (e.kind === "member") {
    e.at.forEach((at) => {
      const shift = shiftOf(at, index, env, world);
      const range = shift === null ? null : levelRange(e.family, env, world);
      if (range !== null) uses.push({ range: { from: range.from - shift!, to: range.to - shift! }, at, isLevel: true, isGuarded });
    });
  }
  // the a of \\pi(a) with \\pi(a) = e^{\\theta_a} counts the entries of θ
  const definition = e.kind === "call" && depth < 4 ? world.scope.functions.get(e.function)?.definition : null;
  if (e.kind === "call" && definition != null) {
    definition.parameters.forEach((parameter, k) => {
      const argument = e.arguments[k];
      if ((argument?.kind === "index" || argument?.kind === "name") && argument.name === index) collect(definition.body, parameter, env, world, shapeOf, uses, depth + 1, isGuarded);
    });
  }
  const guarded = guardedParts(e, index);
  for (const child of children(e)) collect(child, index, env, world, shapeOf, uses, depth, isGuarded || guarded.includes(child));
}

/** What stands behind a condition on the index right here: the values of cases, the factors beside an indicator. */
function guardedParts(e: Expression, index: string): readonly Expression[] {
  if (e.kind === "cases") return e.arms.some(({ condition }) => comparesIndex(condition, index)) ? e.arms.map(({ value }) => value) : [];
  return e.kind === "product" && e.factors.some(({ of }) => of.kind === "indicator" && comparesIndex(of.condition, index)) ? e.factors.map(({ of }) => of) : [];
}

/** All nodes but those behind a condition on the index. */
export function* unguarded(e: Expression, index: string): Generator<Expression> {
  yield e;
  const guarded = guardedParts(e, index);
  for (const child of children(e)) if (!guarded.includes(child)) yield* unguarded(child, index);
}

/** `i > 1`, `j = i + 1`: the index itself is compared, not an entry that it counts. */
function comparesIndex(condition: Condition, index: string): boolean {
  switch (condition.kind) {
    case "and": case "or": return condition.of.some((each) => comparesIndex(each, index));
    case "not": return comparesIndex(condition.of, index);
    case "compare": return [condition.left, condition.right].some((side) => isCounted(side, index));
    case "otherwise": return false;
  }
}

const isCounted = (e: Expression, index: string): boolean => ((e.kind === "index" || e.kind === "name") && e.name === index) || ((e.kind === "add" || e.kind === "product" || e.kind === "quotient") && children(e).some((child) => isCounted(child, index)));

/** c where the subscript is index + c; null where it is something else. */
export function shiftOf(at: Expression, index: string, env: Env, world: World): number | null {
  if (at.kind === "index" || at.kind === "name") return at.name === index ? 0 : null;
  if (at.kind !== "add") return null;
  const own = at.terms.filter(({ of }) => (of.kind === "index" || of.kind === "name") && of.name === index);
  if (own.length !== 1 || own[0]!.sign !== 1) return null;
  let shift = 0;
  for (const term of at.terms) {
    if (term === own[0]) continue;
    const value = integerOrNull(term.of, env, world);
    if (value === null) return null;
    shift += term.sign * value;
  }
  return shift;
}

/** "$m_t = …$ for $t = 1, …, T$": the range that is said with the definition, else the one that is said last. */
export const rangeSaidAt = (letter: string, definition: Definition, scope: Scope): IndexRange | undefined => rangeSaidWith(letter, definition, scope) ?? scope.ranges.get(letter);

/** The range that is said with the definition. */
export const rangeSaidWith = (letter: string, { place }: Definition, { rangesSaid }: Scope): IndexRange | undefined =>
  rangesSaid.find((said) => said.letter === letter && said.fragment >= place.fragment && said.fragment <= place.fragment + 2)?.range;

/** Numbers of a family's members: columns of a matrix, layers of a net, samples. */
export function levelRange(family: string, env: Env, world: World): IntegerRange | null {
  const quantity = familyOf(world.scope, family);
  if (quantity === undefined) return null;
  if (quantity.memberOf !== null) {
    const axes = world.scope.quantities.get(quantity.memberOf.matrix)?.axes;
    const axis = axes?.[quantity.memberOf.axis === "columns" ? 1 : 0] ?? quantity.memberOf.count ?? undefined;
    const length = axis === undefined ? null : integerOrNull(axis, env, world);
    if (length !== null && length > LIMITS.range) return problem("too-large", `'${family}' has ${length} members here`, axis!);
    return length === null ? null : { from: 1, to: length };
  }
  if (quantity.levelRange === null) return quantity.levels === 1 ? saidRange(quantity, env, world) : null;
  return integerRange(family, quantity.levelRange.from, quantity.levelRange.to, env, world);
}

/** From the members that are declared or defined, one by one or by an index whose range the text says; null where some go on without end. */
function saidRange(quantity: Quantity, env: Env, world: World): IntegerRange | null {
  const goesBelow = quantity.axes !== null && reachesBelow(quantity.key, world.scope);
  const ranges = quantity.definitions.map((definition): IntegerRange | null => {
    const { levels, body } = definition, pattern = levels[0] ?? null;
    const near = pattern?.kind === "index" ? rangeSaidAt(pattern.name, definition, world.scope) : undefined;
    if (pattern?.kind === "index") { const said = (near === undefined ? null : integerRange(pattern.name, near.from, near.to, env, world)) ?? rangeOfMatrixIn(body, pattern.name, env, world); return said !== null && goesBelow ? { ...said, from: said.from - 1 } : said; }
    const only = pattern === null ? null : integerOrNull(pattern, env, world);
    return only === null ? null : { from: only, to: only };
  });
  if (quantity.levelNames.length === 1) ranges.push(declaredRange(quantity.levelNames[0]!, env, world));
  const singles = [...quantity.explicit.keys()].map(Number).filter((only) => Number.isInteger(only)).map((only) => ({ from: only, to: only }));
  const all = [...ranges, ...singles];
  if (all.length === 0 || all.includes(null)) return null;
  const from = Math.min(...all.map((range) => range!.from)), to = Math.max(...all.map((range) => range!.to));
  return to - from < LIMITS.range ? { from, to } : problem("too-large", `'${quantity.key}' has members ${from} to ${to} here`, { start: 0, end: 0 });
}

/** y_n = σ(wᵀ x_n) runs as far as the rows x_n of X do. */
function rangeOfMatrixIn(body: Expression, index: string, env: Env, world: World): IntegerRange | null {
  for (const node of walk(body)) {
    const at = node.kind === "member" ? node.at[0] : undefined;
    if (node.kind === "member" && at?.kind === "index" && at.name === index && familyOf(world.scope, node.family)?.memberOf != null) return levelRange(node.family, env, world);
  }
  return null;
}

const known = new WeakMap<Scope, ReadonlySet<string>>();

/** Asked at every size; a scope that is worked with does not change any more. */
function reachesBelow(key: string, scope: Scope): boolean {
  const families = known.get(scope) ?? reachingBelow(scope);
  known.set(scope, families);
  return families.has(key);
}

/** The axes that the document declares for an expression, without expanding it. */
export function declaredShape(e: Expression, env: Env, world: World): readonly number[] | null {
  if (e.kind === "name") {
    const parameter: Tensor | undefined = env.parameters.get(e.name);
    if (parameter !== undefined) return parameter.shape;
    const quantity = world.scope.quantities.get(e.name);
    if (quantity?.axes == null || rankOf(quantity) === null) return null;
    const lengths = quantity.axes.map((axis) => integerOrNull(axis, env, world));
    return lengths.includes(null) ? null : (lengths as number[]);
  }
  if (e.kind === "member") {
    const quantity = familyOf(world.scope, e.family);
    if (quantity?.memberOf != null) {
      const axes = world.scope.quantities.get(quantity.memberOf.matrix)?.axes;
      const axis = axes?.[quantity.memberOf.axis === "columns" ? 0 : 1];
      const length = axis === undefined ? null : integerOrNull(axis, env, world);
      return length === null ? null : [length];
    }
  }
  if (e.kind === "transpose") {
    const inner = declaredShape(e.of, env, world);
    return inner?.length === 2 ? [inner[1]!, inner[0]!] : null;
  }
  return null;
}
