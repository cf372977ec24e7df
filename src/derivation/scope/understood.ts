/** Formulas with the words around them, and what they turned out to be. */
import type { Formula } from "../document/document.js";
import type { NotUnderstood } from "../notation/not-understood.js";
import { readExpression } from "../notation/read-expression.js";
import type { Note, Reader } from "../notation/reader.js";
import type { Limits } from "./limits.js";
import type { Place, Scope } from "./scope.js";
import type { Chain, Entry, Statement } from "./statements.js";
import type { Tex } from "../tex/tex.js";

export type StatementKind = "claim" | "definition" | "declaration" | "statement";

export interface Understood {
  readonly statement: Statement;
  readonly chain: Chain;
  kind: StatementKind;
  /** The words before and after the formula. */
  readonly before: string;
  readonly after: string;
  /** What the words after a formula in the text limit it to. */
  readonly limits: Limits | null;
  /** What the words before it limit it to: "If $i = j$ then". */
  readonly lead: readonly (readonly Tex[])[];
  /** The formula after the words after it is a range: "for $k = 1, …, N$". */
  readonly ranged: boolean;
  /** All words of the sentence before the formula, over the formulas between them. */
  readonly sentence: string;
  /** An arrow leads to it from the equation before it in the formula: `\Rightarrow`, `\iff`. */
  readonly follows: "implied" | "equivalent" | null;
  /** An equation that the sentence assumes. */
  assumes?: true;
  /** Why it is no claim, where a reader may wonder. */
  remark: string | null;
  /** How a definition was read where its letter says something else. */
  warning?: Note;
  /** Why it cannot be checked, where its left side alone tells. */
  fault?: NotUnderstood;
}

export interface UnderstoodEntry {
  /** The names as they stand in this entry's section. */
  scope: Scope;
  readonly formula: Formula;
  readonly fragment: number;
  readonly place: Place;
  readonly entry: Entry;
  readonly parts: readonly Understood[];
}

export interface Understanding {
  /** The names at the end of the document. */
  readonly scope: Scope;
  readonly entries: readonly UnderstoodEntry[];
}

export const readerFor = (scope: Scope, free: ReadonlySet<string> = new Set()): Reader => ({
  scope, bound: new Set(), free: new Set([...scope.ranges.keys(), ...free]), given: free, inSubscript: false, notes: [], read: readExpression,
});
