/** Everything there is to tell of a document, in its order: what fails, what nobody could check, warnings, notes, what its author waived. */
import type { CheckedDocument, CheckedEquation, CheckedStep, CheckProblem } from "../check/checked-document.js";

export type Standing = "fails" | "unchecked" | "warning" | "note" | "waived";

export interface Finding {
  readonly standing: Standing;
  /** null where it belongs to the document as a whole. */
  readonly equation: CheckedEquation | null;
  readonly problem: CheckProblem;
  /** The relation that it speaks of, where that is known. */
  readonly step: CheckedStep | null;
}

export function findingsOf({ equations, problems }: CheckedDocument): readonly Finding[] {
  const ofDocument = problems.map((problem): Finding => ({ standing: problem.severity === "error" ? "unchecked" : problem.severity, equation: null, problem, step: null }));
  return [...ofDocument, ...equations.flatMap(ofEquation)];
}

function ofEquation(equation: CheckedEquation): readonly Finding[] {
  const { verdict, problems, waiver } = equation;
  if (verdict === "waived") return [{ standing: "waived", equation, problem: wholeEquation(equation, "note", "waived", waiver ?? "its author asks for it"), step: null }];
  const errors = problems.filter((problem) => problem.severity === "error");
  const troubled = equation.steps.filter((step) => step.verdict !== "holds");
  // The checker tells one error for each step that does not hold, in their order.
  const stepOf = (problem: CheckProblem): CheckedStep | null => (errors.length === troubled.length ? (troubled[errors.indexOf(problem)] ?? null) : null);
  const found = problems.map((problem): Finding => {
    const step = problem.severity === "error" ? stepOf(problem) : null;
    return { standing: problem.severity === "error" ? standingOf(step ?? equation) : problem.severity, equation, problem, step };
  });
  const isTold = errors.length > 0 || verdict === "holds";
  const untold: readonly Finding[] = isTold ? [] : [{ standing: verdict, equation, problem: wholeEquation(equation, "error", "untold", verdict === "fails" ? "it does not hold" : "it could not be checked"), step: null }];
  return distinct([...found, ...untold]);
}

/** An error is never quieter than "unchecked". */
const standingOf = ({ verdict }: { readonly verdict: CheckedEquation["verdict"] }): Standing => (verdict === "fails" ? "fails" : "unchecked");

const wholeEquation = ({ line, column }: CheckedEquation, severity: CheckProblem["severity"], code: string, message: string): CheckProblem => ({ severity, code, message, line, column, length: 1 });

/** Two steps of a chain that fail for the same reason at the same place tell it once. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  const key = ({ problem: { message, line, column } }: Finding): string => `${line}:${column}:${message}`;
  return findings.filter((finding, k) => findings.findIndex((other) => key(other) === key(finding)) === k);
}
