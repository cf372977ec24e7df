import type { CheckedDocument, CheckedEquation, CheckProblem } from "../../src/derivation/index.js";

/** One line an equation, and one for each thing that is said of it: verdicts and codes in full, without the numbers of a counterexample, the repairs where they are wanted. */
export function verdictLines({ equations, problems }: CheckedDocument, repairs: boolean): string {
  const lines = equations.flatMap((equation) => (isShown(equation) ? [`${nameOf(equation)} ${verdictOf(equation)}`, ...equation.problems.flatMap((problem) => problemLines(problem, repairs))] : []));
  return [...problems.map(({ line, message }) => `line ${line}: ${message}`), ...lines, ""].join("\n");
}

/** Declarations and statements in the text need no line of their own unless something is said of them. */
const isShown = ({ kind, problems, verdict, waiver }: CheckedEquation): boolean => kind === "claim" || kind === "definition" || problems.length > 0 || verdict !== "holds" || waiver !== undefined;

const nameOf = ({ tag, line }: CheckedEquation): string => (tag === null ? `line ${line}` : `(${tag})`);

function verdictOf({ kind, verdict, waiver, steps }: CheckedEquation): string {
  if (waiver !== undefined) return `waived: ${waiver}`;
  if (kind !== "claim") return kind;
  const wrong = steps.flatMap((step, k) => (step.verdict === "holds" ? [] : [`step ${k + 1} ${step.inherited ? "inherits it" : step.verdict}`]));
  return steps.length > 1 && wrong.length > 0 ? `${verdict}: ${wrong.join(", ")}` : verdict;
}

function problemLines({ severity, code, message, suggestion }: CheckProblem, repairs: boolean): readonly string[] {
  const said = `    ${severity === "error" ? "" : `${severity}, `}${code}: ${code === "value" ? message.split(/[:\n]/)[0] : message.replace(/: the left side gives [^]*$/, "")}`;
  return suggestion === undefined || !repairs ? [said] : [said, `    repair: ${suggestion.latex.replace(/\s+/g, " ")}`];
}
