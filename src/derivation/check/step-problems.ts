/** What a checked step has to tell: its error with what each side gives, its remarks, and what would make it right. */
import type { TextUnit } from "../document/document.js";
import { counterexampleText } from "../explain/counterexample.js";
import type { UnderstoodEntry } from "../scope/understood.js";
import type { Span } from "../tex/tex.js";
import type { Side, StepResult } from "./check-chain.js";
import type { CheckProblem, Suggestion } from "./checked-document.js";
import { at, place } from "./place.js";
import { undeclaredNames } from "./undeclared-names.js";

export function stepProblems(step: StepResult, unit: TextUnit, entry: UnderstoodEntry): readonly CheckProblem[] {
  const { decided, explanation } = step;
  const remarks = [...decided.remarks, ...(explanation?.remarks ?? [])].map((remark): CheckProblem => ({ severity: remark.severity, code: remark.code, message: remark.message, ...place(unit, remark) }));
  if (decided.verdict === "holds") return remarks;
  const span = explanation?.span ?? decided.span ?? step.right;
  const code = explanation?.code ?? decided.code ?? "value";
  const what = explanation?.message ?? decided.message ?? "the two sides differ", example = explanation?.counterexample;
  const message = example === undefined ? what : `${what}: ${counterexampleText(example, { left: at(unit, step.left.start).line, right: at(unit, step.right.start).line })}`;
  const insertion = "fault" in step.right ? step.right.fault.insertion : "fault" in step.left ? step.left.fault.insertion : null;
  const suggestion: Suggestion | null = explanation?.suggestion ?? (insertion === null ? null : { latex: inserted(unit.text, entry.formula.inner, insertion), message: `write '${insertion.text.trim()}' here` });
  const missing = code === "undeclared" && step.claim !== null ? undeclaredNames(step.claim, entry.scope) : [];
  return [{ severity: "error", code, message, ...place(unit, span), ...(suggestion === null ? {} : { suggestion }), ...(missing.length === 0 ? {} : { missing }) }, ...remarks];
}

function inserted(text: string, inner: Span, { at: offset, text: addition }: { readonly at: number; readonly text: string }): string {
  return (text.slice(inner.start, offset) + addition + text.slice(offset, inner.end)).trim();
}

export const faultProblem = (side: Side, unit: TextUnit): CheckProblem => ({ severity: "error", code: "fault" in side ? side.fault.code : "notation", message: "fault" in side ? side.fault.message : "", ...place(unit, "fault" in side ? side.fault.span : side) });

/** What two steps say of the side that they share is told once. */
export const once = (problems: readonly CheckProblem[]): readonly CheckProblem[] =>
  problems.filter(({ code, line, column, message }, k) => problems.findIndex((each) => each.code === code && each.line === line && each.column === column && each.message === message) === k);

/** The repair goes with the first error. */
export function withRepair(problems: readonly CheckProblem[], repair: Suggestion | null): readonly CheckProblem[] {
  const first = problems.findIndex((problem) => problem.severity === "error");
  return repair === null || first < 0 ? problems : problems.map((problem, k) => (k === first ? { ...problem, suggestion: problem.suggestion ?? repair } : problem));
}
