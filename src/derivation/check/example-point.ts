/**
 * A claim in a worked example: "Let $x = 3$, $y = 4$. Then $\frac{\partial f}{\partial x} = 24$" differs in general and is meant at that point. Only where
 * one side knows nothing of the numbers that are put in: an equation with x on both sides is one for every x.
 */
import type { Condition, Expression } from "../expression/expression.js";
import { listed } from "../listed.js";
import type { Scope } from "../scope/scope.js";
import type { ExampleValue } from "../scope/worked-examples.js";
import type { Claim, ClaimContext, Decided } from "./claim.js";
import { namesReached } from "./closure.js";
import { decideClaim } from "./decide-claim.js";

export interface AtExample {
  readonly decided: Decided;
  /** The claim at the point. */
  readonly claim: Claim;
}

/** What becomes of a claim that fails in general; null where no example's numbers belong in it. */
export function atExample(claim: Claim, general: Decided, context: ClaimContext): AtExample | null {
  const { scope } = context;
  if (general.verdict !== "fails" || (general.code !== "value" && general.code !== "shape") || scope.examples.length === 0) return null;
  const left = namesReached([claim.left], scope), right = namesReached([claim.right], scope);
  const values = scope.examples.filter(({ key }) => left.has(key) !== right.has(key));
  if (values.length === 0) return null;
  const there: Claim = { ...claim, conditions: [...claim.conditions, ...values.flatMap((value) => [...sizesOf(value, scope), equal(value.of, value.value)])] };
  const decided = decideClaim(there, context);
  if (decided.verdict === "unchecked") return { decided: { ...decided, code: "condition", message: `the sides differ in general, and could not be compared at ${pointText(values)}, the example's: ${decided.message ?? ""}` }, claim: there };
  return { decided: decided.verdict === "holds" ? { ...decided, remarks: [...decided.remarks, { severity: "note", code: "example", message: `this holds at ${pointText(values)}, the example's`, start: claim.left.start, end: claim.left.end }] } : decided, claim: there };
}

const pointText = (values: readonly ExampleValue[]): string => listed(values.map(({ text }) => `'${text}'`));

const equal = (left: Expression, right: Expression): Condition => ({ kind: "compare", relation: "=", left, right, start: right.start, end: right.end });

/** `x = (3, 4)` of an x with n entries says that n is 2. */
function sizesOf({ key, of, value }: ExampleValue, scope: Scope): readonly Condition[] {
  const axes = of.kind === "name" ? (scope.quantities.get(key)?.axes ?? []) : [];
  const written = value.kind === "transpose" ? value.of : value;
  if (written.kind !== "matrix") return [];
  const [rows, columns] = [written.rows.length, written.rows[0]!.length];
  const lengths = axes.length === 1 ? [Math.max(rows, columns)] : value.kind === "transpose" ? [columns, rows] : [rows, columns];
  return axes.flatMap((axis, k) => (axis.kind === "name" && scope.quantities.get(axis.name)?.role === "size" ? [equal(axis, { kind: "number", digits: BigInt(lengths[k]!), places: 0, start: value.start, end: value.end })] : []));
}
