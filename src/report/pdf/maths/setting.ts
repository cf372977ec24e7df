import type { MathNode } from "../mathml.js";

/** What a kind of node needs to set the nodes within it. */
export interface Setting {
  readonly one: (node: MathNode) => string;
  /** Siblings in order. */
  readonly row: (nodes: readonly MathNode[]) => string;
  /** As an argument of a function: an empty formula must still be there. */
  readonly argument: (node: MathNode) => string;
}

export type SetNode = (node: MathNode, set: Setting) => string;

/** Nothing that is seen, but something for an operator to keep its distance from. */
export const EMPTY = '""';

const FUNCTION_APPLICATION = "\u2061";

/** The sign after a name that makes it an operator such as sin. */
export const isApplication = (node: MathNode | undefined): boolean => node?.tag === "mo" && node.text === FUNCTION_APPLICATION;
