/** Concrete sizes for a document's dimensions: small, pairwise different, in keeping with what the document says of them. */
import { conditionParts, walk, type Condition, type Expression } from "../expression/expression.js";
import { familyOf, saidSize, type Scope } from "../scope/scope.js";
import { integerOrNull } from "./integers.js";
import { emptyEnv } from "./world.js";

export type Sizes = ReadonlyMap<string, number>;

/** Sizes of the document: names, and families of them (`n_l` for layers 0 to 4). */
export interface SizeNames {
  readonly names: readonly string[];
  readonly families: readonly string[];
}

/** The size names that these expressions need, with those that they are related to. */
export function sizeNamesIn(expressions: readonly Expression[], scope: Scope): SizeNames {
  const names = new Set<string>(), families = new Set<string>();
  for (const expression of expressions) {
    for (const node of walk(expression)) {
      if (node.kind === "name" && scope.quantities.get(node.name)?.role === "size") names.add(node.name);
      if (node.kind === "member" && familyOf(scope, node.family)?.role === "size") families.add(node.family);
    }
  }
  return { names: [...names], families: [...families] };
}

const LAYERS = 5;
/** Whether the sizes of one assignment all differ, up to a handful of them, or take as few values as can be, or are one number. */
export type Spread = "all differ" | "few values" | "all equal";

/** Above this count, sizes that all differ make arrays of too many entries (images and kernels have seven sizes). */
const MANY = 5;

/**
 * Assignments of sizes, the smallest first; in the second the order of the sizes is turned round, so that neither m < n nor m > n can hide a slip.
 * Relations of the document (`n > k`) hold in each; where the reversed order breaks one, another order that keeps it is taken.
 */
export function assignments(sizes: SizeNames, scope: Scope, count: number, least = 2, spreading: Spread = "all differ"): readonly Sizes[] {
  const { free, holds, sizesFor } = trials(sizes, scope, least);
  if (spreading === "all equal") return [sizesFor(free.map(() => least))].filter(holds);
  if (sizes.names.length > MANY || spreading === "few values") {
    for (const orders of triples(free.length)) {
      const all = orders.map((order) => sizesFor(order.map((step) => least + step)));
      if (all.every(holds)) return all;
    }
  }
  const found: Sizes[] = [];
  const seen = new Set<string>();
  for (let spread = 0; spread < 4 && found.length < count; spread++) {
    const pool = Array.from({ length: free.length + spread }, (_, k) => least + k);
    for (const order of orders(pool, free.length)) {
      if (found.length >= count) break;
      const key = order.join();
      if (seen.has(key)) continue;
      seen.add(key);
      const sizes = sizesFor(order);
      if (holds(sizes)) found.push(sizes);
    }
  }
  return found;
}

interface Trials {
  readonly free: readonly string[];
  readonly holds: (sizes: Sizes | null) => sizes is Sizes;
  /** The assignment with these values of the free ones; null where a size that is made of them is none. */
  readonly sizesFor: (order: readonly number[]) => Sizes | null;
  /** Whether one of the sizes is bounded by another. */
  readonly areRelated: boolean;
}

function trials({ names, families }: SizeNames, scope: Scope, least: number): Trials {
  const fixed = definedSizes(names, scope);
  const free = names.filter((name) => !fixed.has(name));
  const relations = [...scope.sizeRelations, ...lengthsAtLeastOne(scope)].filter((relation) => namesInRelation(relation, free).length > 0);
  const isBound = (e: Expression): boolean => e.kind === "add" && e.terms.some(({ sign }) => sign < 0);
  const areRelated = relations.some((relation) => namesInRelation(relation, free).length > 1) || [...fixed.values()].some((body) => isBound(body) && [...walk(body)].some((node) => node.kind === "name" && free.includes(node.name)));
  return {
    free, areRelated,
    holds: (sizes): sizes is Sizes => sizes !== null && relations.every((relation) => holdsForSizes(relation, sizes, scope)),
    sizesFor: (order) => complete(new Map(free.map((name, k) => [name, order[k]!])), fixed, families, scope, least),
  };
}

const namesInRelation = (relation: Condition, free: readonly string[]): readonly string[] =>
  [...new Set(conditionParts(relation).flatMap((part) => [...walk(part)]).flatMap((node) => (node.kind === "name" && free.includes(node.name) ? [node.name] : [])))];

/** Between sizes of which one bounds another: m - n is 1 in the smallest, and 3 or more here. */
const GAPS = [0, 3, 5];

/**
 * One assignment more, of another order than the first where the document allows it. Where sizes bound one another (`n > k`, an axis of n - k + 1) they stand
 * further apart in it: with m - n = 1 everywhere a factor m - n is not missed, and a sum over n - k + 1 terms is one of two.
 */
export function otherAssignment(sizes: SizeNames, scope: Scope, least: number, first: Sizes): Sizes | null {
  const { free, areRelated } = trials(sizes, scope, least);
  const isOrderOf = (other: Sizes): boolean => free.length > 1 && free.every((a) => free.every((b) => Math.sign(other.get(a)! - other.get(b)!) === Math.sign(first.get(a)! - first.get(b)!)));
  let kept: Sizes | null = null;
  for (const found of inAllOrders(sizes, scope, least, areRelated)) {
    if (!isOrderOf(found)) return found;
    kept ??= found;
  }
  return kept;
}

/** The assignment with one size made large; where the document bounds it by another one, that one is larger still. null where none is allowed. */
export function enlarged(sizes: SizeNames, scope: Scope, from: Sizes, name: string, size: number): Sizes | null {
  const { free, holds, sizesFor } = trials(sizes, scope, 2);
  if (!free.includes(name)) return null;
  const kept = sizesFor(free.map((each) => (each === name ? size : from.get(each)!)));
  if (holds(kept)) return kept;
  const above = sizesFor(free.map((each) => (each === name ? size : size + 1 + free.indexOf(each))));
  return holds(above) ? above : null;
}

/** Assignments of the same few numbers in different orders, those that the document allows. @param isSpaced the numbers do not follow one another */
export function* inAllOrders(sizes: SizeNames, scope: Scope, least: number, isSpaced: boolean): Generator<Sizes> {
  const { free, holds, sizesFor } = trials(sizes, scope, least);
  const pool = Array.from({ length: free.length }, (_, k) => least + (isSpaced ? (GAPS[k] ?? GAPS.at(-1)! + k) : k));
  for (const order of orders(pool, free.length)) {
    const found = sizesFor(order);
    if (holds(found)) yield found;
  }
}

/** Whether sizes bound one another. */
export const areRelated = (sizes: SizeNames, scope: Scope): boolean => trials(sizes, scope, 2).areRelated;

/** An axis of n - k + 1 entries and an index up to n - k say that n is large enough. */
function lengthsAtLeastOne({ quantities, ranges }: Scope): readonly Condition[] {
  const lengths = [...[...quantities.values()].flatMap(({ axes }) => axes ?? []), ...[...ranges.values()].map(({ to }) => to)];
  return lengths.filter((length) => length.kind === "add" && length.terms.some(({ sign }) => sign < 0)).map((left) => {
    const span = { start: left.start, end: left.end };
    return { kind: "compare", relation: ">=", left, right: { kind: "number", digits: 1n, places: 0, ...span }, ...span };
  });
}

/** Sizes that the document gives: `C = 10`, `p = n + 1`. */
function definedSizes(names: readonly string[], scope: Scope): ReadonlyMap<string, Expression> {
  const fixed = new Map<string, Expression>();
  for (const name of names) {
    const body = scope.quantities.get(name)?.definitions[0]?.body ?? saidSize(name, scope);
    if (body !== undefined) fixed.set(name, body);
  }
  return fixed;
}

function complete(free: ReadonlyMap<string, number>, fixed: ReadonlyMap<string, Expression>, families: readonly string[], scope: Scope, least: number): Sizes | null {
  const sizes = new Map(free);
  for (const [name, body] of fixed) {
    const value = integerOrNull(body, emptyEnv, createWorldLike(scope, sizes));
    if (value === null || value < 1) return null;
    sizes.set(name, value);
  }
  families.forEach((family, f) => {
    for (let layer = 0; layer <= LAYERS; layer++) sizes.set(`${family}_{${layer}}`, least + ((layer * 2 + f) % 4));
  });
  // n_0 is the length of x where the document says that a^{(0)} is x
  for (const family of families) {
    for (const { levels, body } of scope.quantities.get(family)?.definitions ?? []) {
      const world = createWorldLike(scope, sizes);
      const layer = levels[0] === undefined ? null : integerOrNull(levels[0], emptyEnv, world), value = integerOrNull(body, emptyEnv, world);
      if (layer !== null && value !== null) sizes.set(`${family}_{${layer}}`, value);
    }
  }
  return sizes;
}

const createWorldLike = (_scope: Scope, sizes: Sizes): { readonly sizes: Sizes } => ({ sizes });

/**
 * Three assignments at once of as few values as can be, two for up to eight sizes: any two sizes differ in one of them, as the digits of different numbers do.
 * First in the order of the sizes, then shuffled.
 */
function* triples(length: number): Generator<readonly (readonly number[])[]> {
  const base = Math.ceil(Math.cbrt(length) - 1e-9);
  const numbers = Array.from({ length }, (_, k) => k);
  for (const order of orders(numbers, length)) yield [base * base, base, 1].map((place) => order.map((k) => Math.floor(k / place) % base));
}

/** Ascending, descending, then rotations and pseudo-random orders of the pool, each of `length` entries. */
function* orders(pool: readonly number[], length: number): Generator<readonly number[]> {
  const up = pool.slice(0, length);
  yield up;
  yield [...up].reverse();
  const last = pool.slice(pool.length - length);
  yield last;
  yield [...last].reverse();
  let state = 12345;
  for (let attempt = 0; attempt < 200; attempt++) {
    const shuffled = [...pool];
    for (let k = shuffled.length - 1; k > 0; k--) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const j = Math.floor((state / 2 ** 32) * (k + 1));
      [shuffled[k], shuffled[j]] = [shuffled[j]!, shuffled[k]!];
    }
    yield shuffled.slice(0, length);
  }
}

export function holdsForSizes(condition: Condition, sizes: Sizes, scope: Scope): boolean {
  const world = createWorldLike(scope, sizes);
  switch (condition.kind) {
    case "and": return condition.of.every((each) => holdsForSizes(each, sizes, scope));
    case "or": return condition.of.some((each) => holdsForSizes(each, sizes, scope));
    case "not": return !holdsForSizes(condition.of, sizes, scope);
    case "otherwise": return true;
    case "compare": {
      const [a, b] = [integerOrNull(condition.left, emptyEnv, world), integerOrNull(condition.right, emptyEnv, world)];
      if (a === null || b === null) return true;
      switch (condition.relation) {
        case "=": return a === b;
        case "!=": return a !== b;
        case "<": return a < b;
        case "<=": return a <= b;
        case ">": return a > b;
        case ">=": return a >= b;
      }
    }
  }
}
