/** Shapes of families: W^{(l)} of n_l × n_{l-1}. A length that the equations shift with the level becomes a family of sizes. */
import type { Expression } from "../expression/expression.js";
import { reachingBelow } from "../scope/reaching-below.js";
import { quantityOf, type Quantity, type Scope } from "../scope/scope.js";
import { shiftOf } from "./indices.js";
import type { Length, Lengths } from "./lengths.js";

/** Where the members of families were asked for: at the level of the equation, shifted, or at a level of their own (`a^{(0)}`, `z^{(L)}`). */
export interface FamilyLengths {
  /** The length of an axis of the member. */
  axisAt(name: string, axis: number, at: Expression | undefined): Length;
  /** The index that numbers the family; null where only single members stand in the document. */
  letterOf(name: string): string | null;
  readonly points: readonly Point[];
}

export interface Point {
  readonly name: string;
  readonly axis: number;
  readonly level: Expression;
  readonly length: Length;
}

export function createFamilyLengths(lengths: Lengths, axisOf: (name: string, axis: number) => Length): FamilyLengths {
  const letters = new Map<string, string>();
  const points = new Map<string, Point>();
  return {
    axisAt: (name, axis, at) => {
      const relative = at === undefined ? null : shiftOf(at);
      if (relative !== null) {
        if (!letters.has(name)) letters.set(name, relative.name);
        return lengths.at(axisOf(name, axis), relative.shift);
      }
      if (at === undefined || (at.kind !== "number" && at.kind !== "name")) return lengths.fresh();
      const id = `${name} ${axis} @${levelText(at)}`;
      const known = points.get(id) ?? { name, axis, level: at, length: lengths.fresh() };
      points.set(id, known);
      return known.length;
    },
    letterOf: (name) => letters.get(name) ?? null,
    get points() { return [...points.values()]; },
  };
}

const levelText = (level: Expression): string => (level.kind === "number" ? String(level.digits) : level.kind === "name" ? level.name : "?");

/** What is the same at all levels is the same at each of them. */
export function joinPoints({ points }: FamilyLengths, lengths: Lengths, axisOf: (name: string, axis: number) => Length): void {
  for (const { name, axis, length } of points) {
    const own = axisOf(name, axis);
    if (lengths.levelOf(own) === null) lengths.unify(own, length);
  }
}

const at = { start: 0, end: 0 };

export type FamilyNamer = (root: number, shift: number) => { readonly name: string; readonly shift: number };

/** Names families of sizes, one for each length that goes with the level; n_l is what is asked for first. */
export function familyNamer(scope: Scope, isTaken: (letter: string) => boolean): FamilyNamer {
  const given = new Map<number, { readonly name: string; readonly shift: number }>();
  return (root, shift) => {
    const known = given.get(root);
    if (known !== undefined) return known;
    const name = ["n", "d", "m", "p", "q", "k"].find((letter) => !isTaken(letter) && !scope.quantities.has(letter)) ?? `\\nu_{${given.size + 1}}`;
    const size = quantityOf(scope, name);
    [size.role, size.axes, size.levels] = ["size", [], 1];
    const named = { name, shift };
    given.set(root, named);
    return named;
  };
}

/** n_{l + shift}. */
export const sizeAt = (family: string, letter: string, shift: number): Expression => ({ kind: "member", family, at: [shifted({ kind: "index", name: letter, ...at }, shift)], ...at });

const shifted = (e: Expression, shift: number): Expression =>
  shift === 0 ? e : { kind: "add", terms: [{ sign: 1, of: e, ...at }, { sign: shift < 0 ? -1 : 1, of: { kind: "number", digits: BigInt(Math.abs(shift)), places: 0, ...at }, ...at }], ...at };

/** n_0 is d where a^{(0)} is x of length d. */
export function linkSize(scope: Scope, family: string, level: Expression, shift: number, size: Expression): void {
  const own: Quantity = quantityOf(scope, family);
  own.definitions.push({ target: family, levels: [shifted(level, shift)], entries: [], body: size, place: { fragment: 0, section: 0, path: [], unit: 0, span: at }, text: "", where: null });
}

/** Where nothing says how many layers there are: up to L, where L is their last, or three of them. */
export function rangeOfLevels(quantity: Quantity, scope: Scope): { readonly from: Expression; readonly to: Expression } {
  const number = (digits: bigint): Expression => ({ kind: "number", digits, places: 0, ...at });
  return { from: number(reachingBelow(scope).has(quantity.key) ? 0n : 1n), to: scope.quantities.get("L")?.role === "size" ? { kind: "name", name: "L", ...at } : number(3n) };
}
