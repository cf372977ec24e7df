/** What the checker says about shapes that were inferred: a note where a name first stands, an error where two equations contradict each other. */
import type { TextUnit } from "../document/document.js";
import type { UnderstoodEntry } from "../scope/understood.js";
import type { CheckProblem, Verdict } from "./checked-document.js";
import { place } from "./place.js";

export function inferenceProblems({ scope, fragment, entry }: UnderstoodEntry, unit: TextUnit, verdict: Verdict): readonly CheckProblem[] {
  const { names, contradictions } = scope.inference;
  // each row of an align is an equation of its own
  const isHere = (each: { readonly fragment: number; readonly start: number }): boolean => each.fragment === fragment && each.start >= entry.start && each.start < entry.end;
  const here = [...names.values()].filter(isHere);
  const note: readonly CheckProblem[] = here.length === 0 ? [] : [{ severity: "note", code: "inferred", message: `${here.map(({ text }) => `$${text}$`).join(", ")} ${here.length === 1 ? "is" : "are"} declared nowhere and inferred from the equations`, ...place(unit, here[0]!) }];
  // what holds in spite of it needs only one of the two
  const severity = verdict === "fails" || verdict === "unchecked" ? "error" : "warning";
  const clashes = contradictions.filter(isHere).slice(0, 1).map((each): CheckProblem => ({ severity, code: "shape", message: each.message, ...place(unit, each) }));
  return [...clashes, ...note];
}
