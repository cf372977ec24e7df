/** What was inferred about the names that a document declares nowhere: plain data, for the notes and problems of the checker. */
import type { Span } from "../tex/tex.js";
import type { Axes } from "../scope/scope.js";
import type { Kind } from "./shape.js";

/** One name whose shape follows from the equations. */
export interface InferredName extends Span {
  /** `y \in \mathbb{R}^n` */
  readonly text: string;
  /** The fragment that it was first seen in. */
  readonly fragment: number;
}

/** One name that two equations give different lengths. It belongs to the later equation. */
export interface Contradiction extends Span {
  readonly fragment: number;
  readonly message: string;
}

export interface Inference {
  readonly names: ReadonlyMap<string, InferredName>;
  readonly contradictions: readonly Contradiction[];
  /** Shapes of names that a definition gives theirs, for where the definition does not count. */
  readonly defined: ReadonlyMap<string, Axes>;
  /** What each name that stays undeclared can be, as far as the equations tell. */
  readonly open: ReadonlyMap<string, readonly Kind[]>;
}

export const NOTHING_INFERRED: Inference = { names: new Map(), contradictions: [], defined: new Map(), open: new Map() };
