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

export interface Lengths {
  fresh(): Length;
  /** The length that this size is. */
  sized(size: Expression, source: number): Length;
  /** Makes them one; a clash where both have sizes and these differ (they stay apart then). */
  unify(a: Length, b: Length): Clash | null;
  sizeOf(length: Length): Expression | null;
  /** The same number for lengths that agree. */
  classOf(length: Length): number;
}

/** For trying kinds: every length agrees with every other. */
export const LENIENT: Lengths = { fresh: () => 1, sized: () => 1, unify: () => null, sizeOf: () => null, classOf: (length) => length };

export function createLengths(): Lengths {
  const parent: number[] = [ONE];
  const sizes = new Map<number, { readonly size: Expression; readonly source: number }>();
  const fresh = (): Length => parent.push(parent.length) - 1;
  const classOf = (length: Length): number => {
    let root = length;
    while (parent[root] !== root) root = parent[root]!;
    return root;
  };
  return {
    fresh, classOf,
    sized: (size, source) => { const length = fresh(); sizes.set(length, { size, source }); return length; },
    sizeOf: (length) => sizes.get(classOf(length))?.size ?? null,
    unify: (a, b) => {
      const [x, y] = [classOf(a), classOf(b)];
      if (x === y) return null;
      const [before, now] = [sizes.get(x), sizes.get(y)];
      if (before !== undefined && now !== undefined && !sameSize(before.size, now.size)) return { before: before.size, now: now.size, source: before.source };
      parent[y] = x;
      if (before === undefined && now !== undefined) sizes.set(x, now);
      return null;
    },
  };
}

export const sameSize = (a: Expression, b: Expression): boolean => bare(a) === bare(b);
const bare = (e: Expression): string => JSON.stringify(e, (key, value: unknown) => (key === "start" || key === "end" ? undefined : typeof value === "bigint" ? String(value) : value));
