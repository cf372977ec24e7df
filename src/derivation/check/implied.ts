/**
 * `A x = b \Rightarrow x = A^{-1} b`: what stands before the arrow may be a condition on free names, and what follows is claimed where it is true. An equation that
 * tells what a name is, a derivative, and an identity with a slip are no conditions.
 */
import { differentiates, isLiteralZero, namesIn } from "../expression/expression.js";
import { texOf } from "../latex/tex-of.js";
import type { Place, Scope, UnusedAssumption } from "../scope/scope.js";
import type { Understood, UnderstoodEntry } from "../scope/understood.js";
import { checkChain, type ChainResult, type StepResult } from "./check-chain.js";
import type { Claim, ClaimContext, Decided } from "./claim.js";

/** What the chain demands of its names, where it is such a condition; null where it is a claim. */
export function conditionOf({ steps }: ChainResult, { statement }: Understood, place: Place, scope: Scope): UnusedAssumption | null {
  const open = steps.filter(({ decided: { verdict } }) => verdict !== "holds");
  if (open.length === 0 || !open.every(({ claim, decided: { code, verdict } }) => claim !== null && (verdict === "fails" ? code === "value" : code === "assumption") && isDemand(claim, scope))) return null;
  return demandOf(open.map(({ claim }) => claim!), texOf(statement.body), place);
}

/** "Recall the normal equations", "a solution to": an equation that is to be solved, where nothing else in the document could tell that it is wrong. */
export function askedFor({ steps }: ChainResult, words: string, { place, entry: { statements } }: UnderstoodEntry, scope: Scope): UnusedAssumption | null {
  const claims = steps.flatMap(({ claim, decided }) => (decided.verdict === "fails" && decided.code === "value" && claim !== null ? [claim] : []));
  if (!DEMANDS.test(words) || claims.length === 0 || claims.length < steps.length || !claims.every((claim) => isDemand(claim, scope))) return null;
  const names = new Set(claims.flatMap(({ left, right }) => [...namesIn(left), ...namesIn(right)]));
  const isTold = [...scope.functions.values()].some(({ definition }) => definition !== null && [...namesIn(definition.body)].some((name) => names.has(name)))
    || [...scope.quantities.values()].some(({ definitions, axes }) => (axes === null || axes.length === 0) && definitions.some(({ body, text }) => text !== "" && [...namesIn(body)].some((name) => names.has(name))));
  return isTold ? null : { ...demandOf(claims, statements.map(({ body }) => texOf(body)).join(", "), place), said: { place, isCase: false } };
}

const DEMANDS = /\b(?:normal equations?|solv(?:e|es|ed|ing)|solutions? (?:of|to)|linear system|system of (?:linear )?equations|subject to|constraints?)\b[^.;]*$/i;

/** What a chain says of its names, whether it holds or not. */
export const demandOf = (claims: readonly Pick<Claim, "left" | "right">[], text: string, place: Place): UnusedAssumption =>
  ({ names: new Set(claims.flatMap(({ left, right }) => [...namesIn(left), ...namesIn(right)])), text, equations: claims.map(({ left, right }) => [left, right] as const), said: { place, isCase: true } });

/** Of names that nothing defines: they could not obey it by themselves. With the same names on both sides it would be an identity that is wrong. */
function isDemand({ left, right }: Claim, { quantities, functions }: Scope): boolean {
  const [a, b] = [namesIn(left), namesIn(right)], names = [...a, ...b];
  if (differentiates(left) || differentiates(right) || names.some((name) => functions.has(name) || (quantities.get(name)?.definitions.length ?? 0) > 0)) return false;
  return names.some((name) => quantities.get(name)?.role === "variable") && (isLiteralZero(right) || right.kind === "number" || [...a].some((name) => !b.has(name)) || [...b].some((name) => !a.has(name)));
}

/** The chain of a condition, which claims nothing by itself. */
export const asConditionOnly = (chain: ChainResult): ChainResult => ({ ...chain, steps: chain.steps.map((step) => (step.decided.verdict === "holds" ? step : { ...step, inherited: false, decided: claimsNothing(step) })) });

/** The same where the arrow goes one way; where it goes both ways, the condition must follow as well. @param again the condition's chain in another context */
export function asCondition(chain: ChainResult, following: Understood, again: (context: ClaimContext) => ChainResult, { place }: UnderstoodEntry, context: ClaimContext): ChainResult {
  if (following.follows !== "equivalent") return asConditionOnly(chain);
  const { steps } = checkChain(following.chain, following.statement, { previous: null, ranges: new Map(), defines: false }, context), claims = steps.flatMap(({ claim }) => claim ?? []);
  const conversely = again({ ...context, scope: assuming(context.scope, [demandOf(claims, texOf(following.statement.body), place)]) });
  return conversely.steps.every(({ decided }) => decided.verdict === "holds") ? asConditionOnly(chain) : conversely;
}

export const assuming = (scope: Scope, more: readonly UnusedAssumption[]): Scope => (more.length === 0 ? scope : { ...scope, unusedAssumptions: [...scope.unusedAssumptions, ...more] });

const claimsNothing = ({ decided, claim, right }: StepResult): Decided => {
  const { start, end } = claim?.left ?? right;
  return { ...decided, verdict: "holds", code: null, message: "", difference: null, remarks: [...decided.remarks, { severity: "note", code: "condition", message: "this is the condition under which the rest is claimed", start, end }] };
};
