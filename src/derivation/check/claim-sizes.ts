/** The sizes at which a claim is tried: of its axes, its labels, and the steps and members that it speaks of without a range. */
import { integerOrNull } from "../expand/integers.js";
import { LIMITS } from "../expand/limits.js";
import { ExpandProblem } from "../expand/problem.js";
import { areRelated, assignments, enlarged, holdsForSizes, inAllOrders, otherAssignment, sizeNamesIn, type SizeNames, type Sizes, type Spread } from "../expand/sizes.js";
import { emptyEnv } from "../expand/world.js";
import { type Condition, conditionParts, type Expression, freeIndices, namesIn, walk } from "../expression/expression.js";
import { lengthName, type Scope } from "../scope/scope.js";
import type { Claim } from "./claim.js";
import { closureOf, largestSubscript } from "./closure.js";
import { fixedIndices, fixedValues } from "./fixed-indices.js";
import { readableLimits } from "./readable-limits.js";
import { wholeDegree } from "./whole-degree.js";
import { beyondThresholds } from "./whole-thresholds.js";

/** The sizes at which a claim is tried, labels included; none where there are too many or none that fit. "few values": as small as can be. */
export function claimSizes(claim: Claim, scope: Scope, spread: Spread = "all differ"): readonly Sizes[] {
  try {
    return sizesFor(claim, scope, 2, spread);
  } catch (error) {
    if (error instanceof ExpandProblem) return [];
    throw error;
  }
}

/** @throws ExpandProblem where there are too many */
export function sizesFor(claim: Claim, scope: Scope, count = 2, spread: Spread = "all differ"): readonly Sizes[] {
  const { names, complete, isRounded, limits } = choicesFor(claim, scope);
  const given = withGivenSizes(claim, limits), least = leastSize(claim, scope);
  const all = assignments(names, given, isRounded ? Math.max(count, ROUNDED) : count, least, spread);
  return (isRounded || spread !== "all differ" || count !== 2 ? all : withOther(all, names, given, Math.max(least, beyondWritten(claim, scope)))).flatMap(complete);
}

/** The smallest ones, where others ask for more than is written out. */
export function smallestSizes(claim: Claim, scope: Scope): readonly Sizes[] {
  const { names, complete, limits } = choicesFor(claim, scope);
  return assignments(names, withGivenSizes(claim, limits), 2, leastSize(claim, scope)).flatMap(complete);
}

/** The first, and another one that stands in for the second where that would not tell enough. */
function withOther(all: readonly Sizes[], names: SizeNames, scope: Scope, least: number): readonly Sizes[] {
  const [first, second, ...more] = all;
  if (first === undefined || first.size === 0 || more.length > 0 || (second !== undefined && !areRelated(names, scope) && Math.max(...second.values()) >= least)) return all;
  const other = otherAssignment(names, scope, least, first);
  return other === null ? all : [first, other];
}

/** "For $n = m = 1$": sizes that the claim's own conditions give. */
function withGivenSizes({ conditions }: Claim, scope: Scope): Scope {
  const equal = conditions.flatMap((each) => (each.kind === "and" ? each.of : [each])).filter((each): each is Condition & { readonly kind: "compare" } => each.kind === "compare" && each.relation === "=");
  const given = new Map<string, Expression>();
  const isSize = (e: Expression): e is Expression & { readonly kind: "name" } => e.kind === "name" && scope.quantities.get(e.name)?.role === "size" && !given.has(e.name);
  // n = m comes before m = 1
  for (let before = -1; before < given.size; ) {
    before = given.size;
    for (const { left, right } of equal) {
      const [a, b] = [left, right].map((side) => (side.kind === "name" ? (given.get(side.name) ?? side) : side)) as [Expression, Expression];
      if (isSize(left) && b.kind === "number") given.set(left.name, b);
      else if (isSize(right) && a.kind === "number") given.set(right.name, a);
    }
  }
  if (given.size === 0) return scope;
  return { ...scope, sizeRelations: [...[...given].map(([name, value]): Condition => ({ kind: "compare", relation: "=", left: { kind: "name", name, start: value.start, end: value.end }, right: value, start: value.start, end: value.end })), ...scope.sizeRelations] };
}

/** So large that every entry that the claim speaks of is there. */
const leastSize = ({ left, right }: Claim, scope: Scope): number => Math.max(2, Math.min(6, largestSubscript([left, right], scope)));

/** A few assignments whose sizes do not follow one another, in different orders. */
export function spacedSizes(claim: Claim, scope: Scope): readonly Sizes[] {
  const { names, complete, limits } = choicesFor(claim, scope), found: Sizes[] = [];
  if (names.names.length < 2) return [];
  for (const sizes of inAllOrders(names, withGivenSizes(claim, limits), leastSize(claim, scope), true)) if (found.push(sizes) === SPACED) break;
  return found.flatMap(complete);
}

const SPACED = 4;

/** Two more than the entries that are written out: x_1 + x_2 is the sum of two, and not of four. */
const beyondWritten = ({ left, right }: Claim, scope: Scope): number => Math.min(6, largestSubscript([left, right], scope) + 2);

/** The sizes that a claim depends on, and what gives an assignment of them the values of labels and of fixed indices. */
function choicesFor(claim: Claim, scope: Scope): { readonly names: SizeNames; readonly complete: (sizes: Sizes) => readonly Sizes[]; readonly isRounded: boolean; /** all that the claim leads to */ readonly closure: readonly Expression[]; /** the scope with what sums up to undeclared sizes ask for */ readonly limits: Scope } {
  const closure = closureOf([claim.left, claim.right, ...(claim.assumed ?? []).flat(), ...[...claim.ranges.values()].flatMap(({ from, to }) => [from, to])], scope);
  const sides = sidesOf(claim, closure, scope);
  const names = sizeNamesIn(closure, scope);
  // also where M = ⌊(N - K)/s⌋ + 1 is said of a size
  const ofSizes = scope.sizeRelations.flatMap((relation) => conditionParts(relation)).filter((part) => [...namesIn(part)].some((name) => names.names.includes(name)));
  const isRounded = [...closure, ...ofSizes].some((e) => [...walk(e)].some((node) => node.kind === "apply" && (node.function === "floor" || node.function === "ceil")));
  const readable = readableLimits(closure, scope), limits = readable.length === 0 ? scope : { ...scope, sizeRelations: [...scope.sizeRelations, ...readable] };
  return { names, isRounded, limits, closure, complete: (sizes) => withLabels(sizes, closure, scope).flatMap((each) => withFixed(each, sides, claim, scope)) };
}

/** What is rounded is tried at so many sizes: some that divide one another, and some that do not. */
const ROUNDED = 36;
const OF_DETERMINANTS = 3;
/** No more sizes than these are tried. */
const MOST = 10;

/**
 * Larger sizes, for a claim that counts in them: two polynomials of degree d that differ agree at d sizes at most. With several sizes one more is tried in any
 * case: m n = 6 at (2, 3) and at (3, 2).
 * @param tried what the claim was tried at
 */
export function furtherSizes(claim: Claim, scope: Scope, tried: readonly Sizes[]): readonly Sizes[] {
  const counted = wholeDegree(claim.left, scope) + wholeDegree(claim.right, scope);
  if (counted === 0) return [];
  // \det(2A) is 2^n \det A
  const degree = counted + ([claim.left, claim.right].some((side) => [...walk(side)].some((node) => node.kind === "apply" && node.function === "det")) ? OF_DETERMINANTS : 0);
  const { names: sizeNames, complete, limits } = choicesFor(claim, scope), { names } = sizeNames;
  const textOf = (sizes: Sizes): string => names.map((name) => sizes.get(name)).join();
  const seen = new Set(tried.map(textOf));
  const needed = Math.min(MOST, Math.max(degree + 1, names.length > 1 ? seen.size + 1 : 0));
  const least = leastSize(claim, scope), given = withGivenSizes(claim, limits);
  const found: Sizes[] = [];
  const add = (sizes: Sizes | undefined): void => {
    if (sizes === undefined || sizes.size === 0 || seen.has(textOf(sizes))) return;
    seen.add(textOf(sizes));
    found.push(sizes);
  };
  if (names.length > 1) add(assignments(sizeNames, given, 1, least, "all equal")[0]);
  for (let from = least + 1; seen.size < needed && from <= least + MOST; from++) add(assignments(sizeNames, given, 1, from)[0]);
  return found.flatMap(complete);
}

/** Larger sizes, one after the other, for a claim that something in it changes at a whole number. @param tried what the claim was tried at */
export function sizesBeyond(claim: Claim, scope: Scope, tried: readonly Sizes[]): readonly Sizes[] {
  const { names: sizeNames, complete, limits, closure } = choicesFor(claim, scope), given = withGivenSizes(claim, limits), beyond = beyondThresholds(closure, scope), [first] = tried;
  if (first === undefined) return [];
  const short = sizeNames.names.filter((name) => Math.max(...tried.map((sizes) => sizes.get(name) ?? 0)) < beyond);
  // n - k is as large where k is small
  return short.flatMap((name) => enlarged(sizeNames, given, first, name, beyond + (sizeNames.names.length > 1 ? Math.max(...first.values()) : 0)) ?? []).flatMap(complete);
}

/** The whole numbers that are below zero, too, where a name is declared as any whole number. */
export function negatedSizes(claim: Claim, scope: Scope, [first]: readonly Sizes[]): readonly Sizes[] {
  const { names: { names }, complete, limits } = choicesFor(claim, scope), relations = withGivenSizes(claim, limits).sizeRelations;
  const signed = names.filter((name) => scope.quantities.get(name)?.isSigned === true);
  if (first === undefined || signed.length === 0) return [];
  const turned = (some: readonly string[]): Sizes => new Map([...first].map(([name, size]) => [name, some.includes(name) ? -size : size]));
  return [...signed.map((name) => turned([name])), turned(signed)].filter((sizes) => relations.every((relation) => holdsForSizes(relation, sizes, scope))).flatMap(complete);
}

/** What the claim says, and what the unspecified functions in it depend on. */
function sidesOf({ left, right }: Claim, closure: readonly Expression[], scope: Scope): readonly Expression[] {
  const names = new Set(closure.flatMap((e) => [...namesIn(e)]));
  return [left, right, ...[...names].flatMap((name) => { const opaque = scope.quantities.get(name)?.opaque; return Array.isArray(opaque) ? (opaque as readonly Expression[]) : []; })];
}

/** The steps and members that the claim speaks of without a range, one whole number each. */
function withFixed(sizes: Sizes, sides: readonly Expression[], { ranges }: Claim, scope: Scope): readonly Sizes[] {
  return fixedIndices(sides, ranges, scope).reduce<readonly Sizes[]>((all, name) => all.flatMap((each) => fixedValues(name, sides, each, scope).map((value) => new Map(each).set(name, value))), [sizes]);
}

/** Whether an index of the claim that nothing binds is one fixed number. */
export const isFixed = (name: string, claim: Claim, scope: Scope): boolean => fixedIndices(sidesOf(claim, closureOf([claim.left, claim.right], scope), scope), claim.ranges, scope).includes(name);

/** Labels (`c \\in \\{1, …, C\\}`) stand for one whole number in the whole document: a few of their values, at each size. */
function withLabels(sizes: Sizes, closure: readonly Expression[], scope: Scope): readonly Sizes[] {
  const names = new Set(closure.flatMap((e) => [...namesIn(e), ...freeIndices(e)]).filter((name) => scope.quantities.get(name)?.role === "label"));
  return [...names].reduce<readonly Sizes[]>((all, name) => all.flatMap((each) => {
    const { from, to, members } = labelValues(name, each, scope);
    const values = [...new Set([from, Math.floor((from + to) / 2), to])];
    if (all.length * values.length > LIMITS.choices) throw new ExpandProblem("too-large", `the claim speaks of ${names.size} labels, too many to try their values together`, closure[0]!);
    if (members.length === 0) return values.map((value) => new Map(each).set(name, value));
    // a family of labels: each pattern gives neighbours different values, and some the same
    return values.map((value, step) => members.reduce((map, member) => map.set(`${name}_{${member}}`, from + ((value - from + member * (step + 1)) % (to - from + 1))), new Map(each)));
  }), [sizes]);
}

/** The values that a label can take, and the members of a family of labels. */
function labelValues(name: string, sizes: Sizes, scope: Scope): { readonly from: number; readonly to: number; readonly members: readonly number[] } {
  const quantity = scope.quantities.get(name)!;
  const integerOf = (e: Expression | undefined): number | null => (e === undefined ? null : integerOrNull(e, emptyEnv, { sizes }));
  const from = integerOf(quantity.labelRange?.from) ?? 1, to = integerOf(quantity.labelRange?.to) ?? from;
  if (quantity.labelRange !== null && integerOf(quantity.labelRange.to) === null) throw new ExpandProblem("too-large", `the values of '${name}' end at no whole number that can be worked out`, quantity.labelRange.to);
  if (quantity.levels === 0) return { from, to, members: [] };
  const range = quantity.levelRange ?? scope.ranges.get(quantity.levelNames[0] ?? "");
  const first = integerOf(range?.from) ?? 1, last = integerOf(range?.to) ?? 6;
  return { from, to, members: Array.from({ length: Math.max(0, Math.min(LIMITS.range, last - first + 1)) }, (_, k) => first + k) };
}

export const sizesText = (sizes: Sizes): string => [...sizes].filter(([name]) => !/_\{\d/.test(name)).map(([name, size]) => `${lengthName(name)} = ${size}`).join(", ");
