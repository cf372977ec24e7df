/** Equations that could not be checked, and say why: nothing passes in silence. */
import type { Formula, SourceDocument, TextUnit } from "../document/document.js";
import { plainText } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import type { CheckedEquation, CheckProblem } from "./checked-document.js";
import { at, place } from "./place.js";

export function unreadableEquation(document: SourceDocument, formula: Formula, k: number): CheckedEquation {
  const unit = document.units[formula.unit]!;
  const fault = formula.problem!;
  return {
    id: `eq-${k + 1}`, tag: formula.tag, cell: unit.cell, ...at(unit, formula.span.start), latex: unit.text.slice(formula.inner.start, formula.inner.end).trim(),
    kind: "claim", verdict: formula.waiver === null ? "unchecked" : "waived", ...(formula.waiver === null ? {} : { waiver: formula.waiver }), steps: [],
    problems: [{ severity: "error", code: "tex", message: fault.message, ...place(unit, fault) }],
  };
}

/** An equation that ends with its sign, and that nothing continues, says nothing that could hold. */
export const withoutRightSide = (equation: CheckedEquation): CheckedEquation => ({
  ...equation, kind: "claim", verdict: "unchecked",
  problems: [...equation.problems, { severity: "error", code: "notation", message: "the right side is missing, and no display goes on from here", line: equation.line, column: equation.column, length: 1 }],
});

/** What is not read as an equation, and asserts something, is unchecked. */
export function unreadEquation(equation: CheckedEquation, sign: Tex, unit: TextUnit, { waiver }: Formula): CheckedEquation {
  const problem: CheckProblem = { severity: "error", code: "notation", message: `the equation around this '${plainText(sign)}' is not read: write it on its own, outside of what it is wrapped in`, ...place(unit, sign) };
  return { ...equation, kind: "claim", verdict: waiver !== null ? "waived" : equation.verdict === "fails" ? "fails" : "unchecked", problems: waiver === null ? [...equation.problems, problem] : equation.problems };
}

/** An error of ours in one display leaves the others checked; the display is unchecked and says so. */
export function stumbledAt(document: SourceDocument, formula: Formula, tag: string | null, id: string, error: unknown): CheckedEquation {
  const unit = document.units[formula.unit]!;
  // definitions that lead into one another without end outgrow the stack before they reach a limit of ours
  const tooDeep = error instanceof RangeError && /call stack/.test(error.message);
  const said = tooDeep ? { code: "too-large", message: "the definitions lead too deep here to be worked out" } : { code: "internal", message: `the checker stumbled here, please report it: ${error instanceof Error ? error.message : String(error)}` };
  const problem: CheckProblem = { severity: "error", ...said, ...place(unit, formula.inner) };
  return { id, tag, cell: unit.cell, ...at(unit, formula.span.start), latex: unit.text.slice(formula.inner.start, formula.inner.end).trim(), kind: "claim", verdict: "unchecked", steps: [], problems: [problem] };
}
