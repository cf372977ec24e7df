/** Lengths of axes as unknowns: classes of lengths that must agree, some of them with a size in the author's letters. */
import type { Expression } from "../expression/expression.js";

/** One length; `ONE` is the missing axis of a row. */
export type Length = number;
export const ONE: Length = 0;

/** The source of sizes that the document declares. */
export const DECLARED = -1;

/** Two lengths that should agree and have different sizes. */
export interface Clash {
  readonly before: Expression;
  readonly now: Expression;
  /** Number of the equation that gave the first, or `DECLARED`. */
  readonly source: number;
}

/**
 * A length is a number, or a function of the level (`n_l`, the width of layer l). A handle to one speaks of the level that an equation is written for, shifted:
 * `W^{(l)}` of n_l × n_{l-1} has the two lengths n at 0 and n at −1. What agrees with itself at another shift, or with a plain length, is the same at all levels.
 */
export interface Lengths {
  fresh(): Length;
  /** A length that may be another at each level. */
  leveled(): Length;
  /** The same length so many levels further. */
  at(length: Length, shift: number): Length;
  /** The length that this size is. */
  sized(size: Expression, source: number): Length;
  /** The lengths of a family of sizes, `n_l`, at the level itself. */
  family(name: string): Length;
  /** The length of arrays on top of each other. */
  total(parts: readonly Length[]): Length;
  /** The lengths that it is the total of; null where it is none. */
  partsOf(length: Length): readonly Length[] | null;
  /** Makes them one; a clash where both have sizes and these differ (they stay apart then). */
  unify(a: Length, b: Length): Clash | null;
  sizeOf(length: Length): Expression | null;
  /** Its class as a function of the level; null where it is the same at all levels. */
  levelOf(length: Length): { readonly root: number; readonly shift: number; /** the family of sizes that it is */ readonly family: { readonly name: string; readonly shift: number } | null } | null;
  /** The same number for lengths that agree. */
  classOf(length: Length): number;
  /** Whether it agrees with no other. */
  isAlone(length: Length): boolean;
  /** From here on what goes with the level goes on doing so: a claim with its level slipped would make itself true. */
  freeze(): void;
}

/** For trying kinds: every length agrees with every other. */
export const LENIENT: Lengths = { fresh: () => 1, leveled: () => 1, at: (length) => length, sized: () => 1, family: () => 1, total: () => 1, partsOf: () => null, unify: () => null, sizeOf: () => null, levelOf: () => null, classOf: (length) => length, isAlone: () => false, freeze: () => undefined };

const SHIFTS = 64;

export function createLengths(): Lengths {
  /** Each handle's parent, and how many levels it lies above it. */
  const parent: number[] = [ONE], above: number[] = [0];
  const isLeveled: boolean[] = [false];
  const joined: number[] = [0];
  const sizes = new Map<number, { readonly size: Expression; readonly source: number }>();
  const totals = new Map<Length, readonly Length[]>();
  const families = new Map<string, Length>();
  const familyOfRoot = new Map<number, { readonly name: string; readonly shift: number }>();
  const add = (own: number | null, shift: number, leveled: boolean): Length => {
    const handle = parent.push(own ?? parent.length) - 1;
    above.push(shift);
    isLeveled.push(leveled);
    joined.push(0);
    return handle;
  };
  const find = (length: Length): { readonly root: number; readonly shift: number } => {
    let [root, shift] = [length, 0];
    while (parent[root] !== root) { shift += above[root]!; root = parent[root]!; }
    return { root, shift };
  };
  let isFrozen = false;
  /** Leveled by what was said before the claims. */
  const keepsLevel = (root: number): boolean => isFrozen && isLeveled[root]! && joined[root]! > 0;
  const fresh = (): Length => add(null, 0, false);
  const leveled = (): Length => add(null, 0, true);
  return {
    fresh, leveled,
    at: (length, shift) => { const { root, shift: own } = find(length); return isLeveled[root] && shift !== 0 ? add(root, own + shift, true) : length; },
    classOf: (length) => { const { root, shift } = find(length); return root * SHIFTS + (isLeveled[root] ? shift + SHIFTS / 2 : 0); },
    isAlone: (length) => joined[find(length).root] === 0,
    freeze: () => { isFrozen = true; },
    sized: (size, source) => { const length = fresh(); sizes.set(length, { size, source }); return length; },
    family: (name) => {
      const known = families.get(name) ?? leveled();
      if (!families.has(name)) familyOfRoot.set(known, { name, shift: 0 });
      families.set(name, known);
      return known;
    },
    total: (parts) => { const length = fresh(); totals.set(length, parts); return length; },
    partsOf: (length) => { const { root } = find(length); return [...totals].find(([total]) => find(total).root === root)?.[1] ?? null; },
    sizeOf: (length) => sizes.get(find(length).root)?.size ?? null,
    levelOf: (length) => { const { root, shift } = find(length); return isLeveled[root] ? { root, shift, family: familyOfRoot.get(root) ?? null } : null; },
    unify: (a, b) => {
      const x = find(a), y = find(b);
      if (x.root === y.root) {
        if (x.shift !== y.shift && !keepsLevel(x.root)) isLeveled[x.root] = false;
        return null;
      }
      const [before, now] = [sizes.get(x.root), sizes.get(y.root)];
      if (before !== undefined && now !== undefined && !sameSize(before.size, now.size)) return { before: before.size, now: now.size, source: before.source };
      const both = isLeveled[x.root]! && isLeveled[y.root]!;
      if (!both && (keepsLevel(x.root) || keepsLevel(y.root))) return null;
      const shift = both ? x.shift - y.shift : 0;
      [parent[y.root], above[y.root], isLeveled[x.root]] = [x.root, shift, both];
      joined[x.root] = joined[x.root]! + joined[y.root]! + 1;
      if (before === undefined && now !== undefined) sizes.set(x.root, now);
      const family = familyOfRoot.get(y.root);
      if (family !== undefined && !familyOfRoot.has(x.root)) familyOfRoot.set(x.root, { name: family.name, shift: family.shift + shift });
      return null;
    },
  };
}

export const sameSize = (a: Expression, b: Expression): boolean => bare(a) === bare(b);
const bare = (e: Expression): string => JSON.stringify(e, (key, value: unknown) => (key === "start" || key === "end" ? undefined : typeof value === "bigint" ? String(value) : value));
