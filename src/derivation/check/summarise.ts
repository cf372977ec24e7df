/** An equation as it is told, from what was found of its statements. */
import type { TextUnit } from "../document/document.js";
import type { Understood, UnderstoodEntry } from "../scope/understood.js";
import type { ChainResult } from "./check-chain.js";
import type { CheckedEquation, CheckProblem, EquationKind, Suggestion, Verdict } from "./checked-document.js";
import { toCheckedStep } from "./checked-step.js";
import { inferenceProblems } from "./inference-problems.js";
import { place } from "./place.js";
import { faultProblem, once, stepProblems, withRepair } from "./step-problems.js";

/** A statement that was checked, with its repair where one was found. */
export interface Outcome {
  readonly part: Understood;
  readonly chain: ChainResult;
  readonly repair: Suggestion | null;
}

export function summarise(base: { readonly tag: string | null; readonly cell: number | null; readonly line: number; readonly column: number; readonly latex: string }, entry: UnderstoodEntry, results: readonly Outcome[], unit: TextUnit): CheckedEquation {
  const { waiver } = entry.formula;
  const steps = results.flatMap(({ chain }) => chain.steps);
  const kind: EquationKind = results.some(({ part, chain }) => part.kind === "claim" && (chain.steps.length > 0 || chain.sides.some((side) => "fault" in side))) ? "claim" : results.some(({ part }) => part.kind === "definition") || entry.parts.some((part) => part.kind === "definition") ? "definition" : entry.parts.some((part) => part.kind === "declaration") ? "declaration" : "statement";
  const verdicts = steps.map((step) => step.decided.verdict);
  const verdict: Verdict = waiver !== null ? "waived" : verdicts.includes("fails") ? "fails" : verdicts.includes("unchecked") ? "unchecked" : "holds";
  const problems = [
    ...results.flatMap(({ chain, repair }) => withRepair(once(chain.steps.flatMap((step) => stepProblems(step, unit, entry))), repair)),
    ...results.flatMap(({ chain }) => chain.notes).filter((note, k, all) => note.code !== "gradient-name" || all.findIndex(({ code }) => code === note.code) === k).map((note): CheckProblem => ({ severity: "note", code: note.code, message: note.message, ...place(unit, note) })),
    ...entry.parts.flatMap(({ warning }): readonly CheckProblem[] => (warning === undefined ? [] : [{ severity: "warning", code: warning.code, message: warning.message, ...place(unit, warning) }])),
    ...results.filter(({ part }) => part.kind === "definition").flatMap(({ chain }) => chain.sides.flatMap((side) => ("fault" in side ? [faultProblem(side, unit)] : []))),
  ];
  const unread = results.some(({ part, chain }) => part.kind === "definition" && chain.sides.some((side) => "fault" in side));
  const inferred = inferenceProblems(entry, unit, verdict);
  const clash = inferred.some(({ severity }) => severity === "error");
  const told = waiver === null ? [...inferred, ...(clash ? problems.filter(({ severity, code }) => severity !== "error" || !/^(shape|range)$/.test(code)) : problems)] : [];
  return { id: "", ...base, kind: unread ? "claim" : kind, verdict: unread && verdict === "holds" ? "unchecked" : verdict, ...(waiver === null ? {} : { waiver }), steps: steps.map((step) => toCheckedStep(step, unit)), problems: told };
}
