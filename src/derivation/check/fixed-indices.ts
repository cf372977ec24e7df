/**
 * Letters that number the members of a family and that nothing in the document binds or ranges over: the t of an LSTM's `f_t`, the o of word2vec's `u_o`.
 * Such a letter is one whole number, the same in the whole claim: the claim must hold for each value that it may have.
 */
import { lastReadable } from "../expand/reach.js";
import { declaredShape, levelRange, type IntegerRange } from "../expand/ranges.js";
import type { Sizes } from "../expand/sizes.js";
import { createWorld, emptyEnv } from "../expand/world.js";
import { children, freeIndices, type Expression } from "../expression/expression.js";
import type { IndexRange, Quantity, Scope } from "../scope/scope.js";

interface Occurrence {
  /** The family whose member it numbers; null: it stands somewhere else. */
  readonly family: string | null;
}

/** @param sides what the claim says, and what its unspecified functions depend on */
export function fixedIndices(sides: readonly Expression[], given: ReadonlyMap<string, IndexRange>, scope: Scope): readonly string[] {
  const free = new Set(sides.flatMap((side) => [...freeIndices(side)]));
  return [...free].filter((name) => {
    if (scope.letters.bound.has(name) || scope.ranges.has(name) || given.has(name) || scope.quantities.has(name)) return false;
    const uses = sides.flatMap((side) => [...occurrences(side, name)]);
    return uses.every(({ family }) => family !== null) && (!scope.letters.onLeft.has(name) || uses.every(({ family }) => !isFinite(family!, scope)));
  });
}

/** Values to try at these sizes: first, middle and last of a family that ends; two steps of one that goes on, or the last that can be read. */
export function fixedValues(name: string, sides: readonly Expression[], sizes: Sizes, scope: Scope): readonly number[] {
  if (isSingleStep(name, scope)) return [1];
  const world = createWorld(scope, sizes, "gradient");
  const ranges = [...new Set(sides.flatMap((side) => [...occurrences(side, name)].map(({ family }) => family!)))].map((family) => levelRange(family, emptyEnv, world)).filter((range): range is IntegerRange => range !== null);
  const last = ranges.length === 0 ? lastReadable(name, sides, emptyEnv, world, (e, env) => declaredShape(e, env, world)) : null;
  if (ranges.length === 0) return last === null || last > 2 ? [2, 3] : [last];
  const from = Math.max(...ranges.map((range) => range.from)), to = Math.min(...ranges.map((range) => range.to));
  return [...new Set([from, Math.floor((from + to) / 2), to])];
}

/** Whether the document speaks of one step only: it declares h_{t-1} as such, and tells of no first member. */
export function isSingleStep(name: string, scope: Scope): boolean {
  if (scope.letters.bound.has(name) || scope.ranges.has(name)) return false;
  const families = [...scope.quantities.values()].filter(({ levels, levelNames }) => levels === 1 && levelNames[0] === name);
  const hasFirst = ({ explicit, definitions }: Quantity): boolean => explicit.size > 0 || definitions.some(({ levels: [level] }) => level?.kind === "number");
  return families.some(({ isGivenBefore, definitions }) => isGivenBefore && definitions.length > 0) && !families.some(hasFirst);
}

function isFinite(family: string, scope: Scope): boolean {
  const quantity = scope.quantities.get(family) ?? scope.quantities.get(`${family}^{(\\cdot)}`);
  return quantity === undefined || quantity.memberOf !== null || quantity.levelRange !== null || quantity.levelNames.some((name) => scope.ranges.has(name));
}

function* occurrences(e: Expression, name: string, family: string | null = null): Generator<Occurrence> {
  if (e.kind === "index" && e.name === name) yield { family };
  if (e.kind === "big" && e.binders.some((binder) => binder.name === name)) return;
  const inner = e.kind === "member" ? e.family : e.kind === "add" || e.kind === "index" ? family : null;
  for (const child of children(e)) yield* occurrences(child, name, inner);
}
