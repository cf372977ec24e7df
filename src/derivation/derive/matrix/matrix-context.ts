/** What the way to arrays needs to know: the names, the layout, and over what each index runs. */
import type { Layout } from "../../expand/world.js";
import type { Expression } from "../../expression/expression.js";
import type { Scope } from "../../scope/scope.js";

export interface MatrixContext {
  readonly scope: Scope;
  readonly layout: Layout;
  /** Upper limits of the indices that are free or bound here; all begin at 1. */
  readonly ranges: ReadonlyMap<string, Expression>;
  /** Indices that run here: over the goal's axes, or bound by a sum. Others stand for one fixed member. */
  readonly running: ReadonlySet<string>;
  /** The transpose, simplified. */
  readonly turned: (e: Expression) => Expression;
}
