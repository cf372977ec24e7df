/** The gradient as arrays: several ways are tried (as it stands, factored, multiplied out), and the simplest that is found is taken. */
import { isNumber } from "../../expression/build.js";
import { walk, type Expression } from "../../expression/expression.js";
import { arrayForm } from "../arrays.js";
import type { DeriveContext } from "../context.js";
import { CannotDerive } from "../derivation.js";
import { quantityFor, referenceOf } from "../reference.js";
import { expanded, factored } from "../simplify/factor.js";
import { turned } from "./array-algebra.js";
import { NoMatrixForm } from "./atom.js";
import { atomOf, ONES, spread } from "./atoms.js";
import type { MatrixContext } from "./matrix-context.js";

export interface MatrixGoal {
  /** The free indices of the entry, in the order of the goal's axes; null where an axis has length one. */
  readonly at: readonly (string | null)[];
  readonly ranges: ReadonlyMap<string, Expression>;
}

/** Array expressions that `e`, an entry of the goal, is the entry of; the simplest first. None: no way was found. */
export function matrixForms(e: Expression, goal: MatrixGoal, deriving: DeriveContext): readonly Expression[] {
  const context = matrixContext(deriving, goal);
  const ways = [e, factored(e), expanded(e)].filter((way) => way !== null);
  const found = ways.flatMap((way) => {
    try {
      return [placed(way, goal, context)];
    } catch (error) {
      if (error instanceof NoMatrixForm) return [];
      throw error;
    }
  });
  return [...found].sort((a, b) => complexity(a) - complexity(b));
}

function placed(e: Expression, { at }: MatrixGoal, context: MatrixContext): Expression {
  if (isNumber(e, 0)) return e;
  const atom = atomOf(e, context);
  const indices = at.filter((name) => name !== null);
  if (atom.indices.some((name) => !indices.includes(name))) throw new NoMatrixForm("an index is left over");
  const array = spread(atom, indices, context);
  // a row, or a column
  return at.length === 2 && at[0] === null ? context.turned(array) : array;
}

function matrixContext(context: DeriveContext, { at, ranges }: MatrixGoal): MatrixContext {
  const { scope, layout } = context;
  const isScalar = (e: Expression): boolean => isNumberHere(e, context);
  const isSymmetric = (e: Expression): boolean => {
    if (e.kind === "name" && e.name === "I") return true;
    if (e.kind === "apply" && e.function === "diag") return true;
    const reference = referenceOf(e);
    return reference !== null && reference.at.length === 0 && (quantityFor(scope, reference)?.facts ?? []).some(({ kind }) => kind === "symmetric" || kind === "positive-definite" || kind === "diagonal");
  };
  return { scope, layout, ranges, running: new Set(at.filter((name) => name !== null)), turned: (e) => turned(e, isSymmetric, isScalar) };
}

/** Whether it is a number; what has no shape that is known is none. */
function isNumberHere(e: Expression, context: DeriveContext): boolean {
  try {
    return arrayForm(e, context).axes.length === 0;
  } catch (error) {
    if (error instanceof CannotDerive) return false;
    throw error;
  }
}

/** How much there is to read: nodes, and more for ones and diag, which a person avoids. */
export function complexity(e: Expression): number {
  let count = 0;
  for (const node of walk(e)) count += node.kind === "name" && node.name === ONES_NAME ? 6 : node.kind === "apply" && node.function === "diag" ? 3 : isNumber(node, 1) ? 1 : 2;
  return count;
}
const ONES_NAME = (ONES as Expression & { readonly kind: "name" }).name;
