/** A claim, left = right, with what limits it, and what was decided of it: plain data. */
import type { Env, Layout, Remark, World } from "../expand/world.js";
import type { Condition, Expression } from "../expression/expression.js";
import type { Node } from "../scalar/graph.js";
import type { IndexRange, Scope } from "../scope/scope.js";
import type { Span } from "../tex/tex.js";
import type { Method } from "./checked-document.js";

export interface Claim {
  readonly left: Expression;
  readonly right: Expression;
  /** Ranges that the sentence before gives: "For i = 1, …, n:". */
  readonly ranges: ReadonlyMap<string, IndexRange>;
  readonly conditions: readonly Condition[];
  /** Equations that the document assumes and that the points are to satisfy (see `solve.ts`). */
  readonly assumed?: readonly Equation[];
}

export type Equation = readonly [left: Expression, right: Expression];

export interface ClaimContext {
  readonly scope: Scope;
  readonly layout: Layout;
  readonly seed: number;
  /** Steps that hold get their evidence, too: an example with its numbers. */
  readonly evidence?: boolean;
  /** Decimals that stand as results before: they may be rounded. */
  readonly printed?: ReadonlySet<string>;
}

export interface Decided {
  readonly verdict: "holds" | "fails" | "unchecked";
  readonly method: Method;
  readonly errorBound: number;
  readonly code: string | null;
  readonly message: string | null;
  readonly span: Span | null;
  readonly sizes: readonly string[];
  /** Random points in all, where the claim holds. */
  readonly draws?: number;
  readonly remarks: readonly Remark[];
  /** Where the sides differ, for an example. */
  readonly difference: Difference | null;
  /** At these sizes one side has no value anywhere: the inverse of $X^T X$ where X has more columns than rows. */
  readonly nowhere?: boolean;
}

export interface Difference {
  readonly world: World;
  readonly env: Env;
  readonly left: Node;
  readonly right: Node;
  readonly values: { readonly left: number; readonly right: number };
  readonly seed: number;
  /** Values that take the place of the seed's. */
  readonly given?: ReadonlyMap<Node, number>;
}
