/** A derivation as data: the goal, one move a line, and where it ended. Printers, notebooks and tests read the same record. */
import type { Expression } from "../expression/expression.js";
import type { Why } from "./words.js";
import type { Method } from "../check/checked-document.js";

/** The rules that a person uses; one file each below `rules/`. */
export type RuleName =
  /** look at one entry of the array below the bar */
  | "entries"
  /** dL/dv = Σ_l dL/dy_l dy_l/dv over the intermediate that L is a function of */
  | "chain"
  /** put the definition in */
  | "substitute"
  /** sums, products, quotients, powers and functions of one variable */
  | "differentiate"
  /** dW_{lk}/dW_{ij} = δ_{li} δ_{kj} */
  | "kronecker"
  /** Σ_l δ_{li} a_l = a_i */
  | "contract"
  /** arithmetic, like terms, common factors */
  | "simplify"
  /** what stands there has a name in the document */
  | "fold"
  /** all entries at once, as products of arrays */
  | "matrix";

export interface DerivationStep {
  readonly rule: RuleName;
  readonly why: readonly Why[];
  /** The same as a sentence for the reader; mathematics stands between dollars. */
  readonly reason: string;
  readonly before: Expression;
  readonly after: Expression;
  /** What changed: parts of `before`, each with what stands in its place in `after`. */
  readonly changed: readonly { readonly before: Expression; readonly after: Expression }[];
  /** How the checker decided `before = after`. */
  readonly method: Method;
}

/** How much is shown: `brief` the landmarks, `normal` one move a line, `every` each rule on its own. */
export type Detail = "brief" | "normal" | "every";

export interface Derivation {
  readonly goal: Expression;
  readonly steps: readonly DerivationStep[];
  readonly result: Expression;
}

/** No rule goes on from here, or the goal cannot be derived; `steps` shows how far it came. */
export class CannotDerive extends Error {
  constructor(message: string, readonly code: "no-rule" | "undeclared" | "shape" | "no-matrix-form" | "too-large", readonly steps: readonly DerivationStep[] = [], readonly at: Expression | null = null) {
    super(message);
    this.name = "CannotDerive";
  }
}
