/**
 * What is claimed before "setting it to zero gives $w = \dots$" is claimed of every w. With that value put in both sides of a derivative by w vanish, whatever
 * is written there.
 */
import type { SourceDocument } from "../document/document.js";
import { namesBelowBars } from "../expand/evaluate.js";
import { zeroAt } from "../expression/build.js";
import { isLiteralZero, namesIn, walk, type Expression } from "../expression/expression.js";
import { withQuantity, type Scope } from "../scope/scope.js";
import type { UnderstoodEntry } from "../scope/understood.js";
import type { ChainResult, StepResult } from "./check-chain.js";
import type { ClaimContext } from "./claim.js";
import { namesReached } from "./closure.js";
import { decideClaim } from "./decide-claim.js";
import { solvedLater } from "./defined-later.js";

/** The chain, where what holds only with a value that a name gets further on does not hold. @param again the chain in another scope */
export function whateverIsSolved(chain: ChainResult, again: (scope: Scope) => ChainResult, entry: UnderstoodEntry, context: ClaimContext, document: SourceDocument): ChainResult {
  const { scope } = context, sides = chain.sides.flatMap((side) => ("expression" in side ? [side.expression] : []));
  if (sides.length === 0 || !chain.steps.some(({ decided }) => decided.verdict === "holds")) return chain;
  const by = new Set(sides.flatMap(differentiatedBy));
  const solved = solvedLater(namesReached(sides, entry.scope), by, Math.max(...sides.map(({ end }) => end)), entry, document);
  if (solved.length === 0) return chain;
  const isDeclared = (name: string): boolean => scope.quantities.get(name)!.axes !== null;
  const free = solved.reduce((each, key) => withQuantity(each, key, { ...each.quantities.get(key)!, axes: each.quantities.get(key)!.axes ?? scope.inference.defined.get(key) ?? null, definitions: [] }), scope), general = again(free);
  const message = `this holds for the value that ${solved.map((name) => `'${name}'`).join(" and ")} gets further on, and not for all: say so here, or give that value another name, '${solved[0]!}^*'`;
  const steps = chain.steps.map((step, k): StepResult => {
    const whole = general.steps[k];
    if (step.decided.verdict !== "holds" || whole === undefined || whole.decided.verdict === "holds") return step;
    // what is set to zero says otherwise
    if (whole.decided.verdict === "fails" && whole.claim?.assumed !== undefined) return whole;
    if (step.claim !== null && isLiteralZero(step.claim.right)) return { ...step, decided: { ...step.decided, remarks: [...step.decided.remarks, { severity: "note", code: "solved", message: `this is what ${solved.map((name) => `'${name}'`).join(" and ")} ${solved.length === 1 ? "is" : "are"} solved for: it holds for the value further on`, start: step.claim.left.start, end: step.claim.right.end }] } };
    // what both sides are at the solution says nothing of the derivative
    if (solved.some((name) => by.has(name)) && vanishes(step, context)) return whole.decided.verdict === "fails" ? whole : step;
    return solved.every(isDeclared) ? { ...step, decided: { ...step.decided, verdict: "unchecked", code: "ambiguous", message, difference: null } } : step;
  });
  return { ...chain, steps };
}

/** The w of `\partial L / \partial w` and of `f'(w)`, `\nabla f(w)`. */
export function differentiatedBy(e: Expression): readonly string[] {
  const applied = [...walk(e)].flatMap((node) => {
    const call = node.kind === "gradient" && node.by === null ? node.of : node;
    return call.kind === "call" && (call !== node || call.primes > 0) ? call.arguments.flatMap((argument) => [...namesIn(argument)]) : [];
  });
  return [...namesBelowBars(e), ...applied];
}

/** Whether the left side is zero as computed, with everything put in. */
function vanishes({ claim }: StepResult, context: ClaimContext): boolean {
  return claim !== null && decideClaim({ ...claim, right: zeroAt(claim.right) }, context).verdict === "holds";
}
