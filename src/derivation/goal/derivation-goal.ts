import type { Layout } from "../expand/world.js";
import type { Expression } from "../expression/expression.js";
import type { Scope } from "../scope/scope.js";

/** What is to be derived, with the names as they stand where it is asked for. */
export interface DerivationGoal {
  readonly goal: Expression;
  readonly scope: Scope;
  readonly layout: Layout;
}
