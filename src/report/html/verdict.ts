/** An equation's verdict as a mark in the margin that opens to the evidence; it needs no script. */
import { scientific } from "../../gradcheck/format.js";
import type { CheckedEquation, CheckedStep, CheckProblem } from "../../derivation/index.js";
import { isJudged, MARKS, METHOD_WORDS, methodOf, VERDICT_WORDS, worstOf } from "../equation-verdict.js";
import { inlineOf } from "../model.js";
import { texError } from "../tex.js";
import { escapeHtml } from "./escape.js";
import { inlinesHtml, mathsHtml } from "./inlines.js";

export function verdictHtml(equations: readonly CheckedEquation[]): string {
  const judged = equations.filter(isJudged);
  if (judged.length === 0) return "";
  const verdict = worstOf(judged);
  const tags = judged.flatMap(({ tag }) => (tag === null ? [] : [`(${tag})`]));
  const name = tags.length === 0 ? "This equation" : `Equation ${tags.join(", ")}`;
  const evidence = judged.map((equation) => equationHtml(equation, judged.length > 1)).join("");
  return `<details class="verdict ${verdict}"><summary aria-label="${escapeHtml(`${name}: ${VERDICT_WORDS[verdict]}. Evidence`)}" title="${VERDICT_WORDS[verdict]}">${MARKS[verdict]}</summary><div class="evidence">${evidence}</div></details>`;
}

function equationHtml(equation: CheckedEquation, isOneOfSeveral: boolean): string {
  const { steps, problems, tag } = equation;
  const label = isOneOfSeveral && tag !== null ? `<span class="number">(${escapeHtml(tag)})</span> ` : "";
  const sizes = [...new Set(steps.flatMap((step) => step.evidence?.sizes ?? []))];
  return [
    `<p>${label}${sentence(equation)}</p>`,
    ...(steps.length < 2 ? [] : [`<ol tabindex="0">${steps.map(stepHtml).join("")}</ol>`]),
    ...(sizes.length === 0 ? [] : [`<p>Tried at ${escapeHtml(sizes.join("; "))}.</p>`]),
    ...problems.map(problemHtml),
  ].join("");
}

function sentence(equation: CheckedEquation): string {
  const { verdict, waiver, steps } = equation;
  const method = methodOf(equation);
  const many = steps.length > 1 ? `, in ${steps.length} steps` : "";
  switch (verdict) {
    case "waived": return `Not checked, because ${escapeHtml(waiver ?? "its author asks for it")}.`;
    case "unchecked": return "Unchecked.";
    case "fails": return "It does not hold.";
    case "holds": return `Holds${many}. ${method === null ? "" : `${DECIDED[method]}${boundHtml(equation)}`}`;
  }
}

const DECIDED = {
  structure: "Decided by shapes and scopes.",
  exact: "Decided exactly, at random values over prime fields",
  "high-precision": "Decided with 64 digits at random values",
  float64: "Compared in double precision",
} as const;

function boundHtml(equation: CheckedEquation): string {
  const bound = Math.max(0, ...equation.steps.map((step) => step.errorBound ?? 0));
  if (methodOf(equation) === "structure") return "";
  if (methodOf(equation) === "exact") return bound === 0 ? ": written out, both sides are the same expression." : `; a wrong equation would pass with a chance below ${numberHtml(bound)}.`;
  return `; relative differences up to ${numberHtml(bound)} count as none.`;
}

const numberHtml = (value: number): string => inlinesHtml(inlineOf(scientific(value)));

function stepHtml({ left, right, verdict, method, errorBound, inherited }: CheckedStep): string {
  const how = [VERDICT_WORDS[verdict], ...(method === null || verdict !== "holds" ? [] : [METHOD_WORDS[method], ...(errorBound === null || errorBound === 0 ? [] : [`bound ${numberHtml(errorBound)}`])]), ...(inherited ? ["inherits an earlier mistake"] : [])];
  return `<li class="${verdict}">${formulaHtml(`${left} = ${right}`)} <span class="how">${MARKS[verdict]} ${how.join(", ")}</span></li>`;
}

function problemHtml({ severity, message, suggestion }: CheckProblem): string {
  const repair = suggestion === undefined ? "" : `<p class="repair">${escapeHtml(suggestion.message)}: ${formulaHtml(suggestion.latex)}</p>`;
  return `<p class="${severity}">${severity === "error" ? "" : `${severity}: `}${escapeHtml(message)}</p>${repair}`;
}

/** As a formula if it stands by itself; as its source if it is part of a larger one. */
function formulaHtml(latex: string): string {
  const tex = latex.replace(/\\tag\*?\s*\{[^{}]*\}|\\label\s*\{[^{}]*\}/g, "").trim();
  return texError(tex, false) === null ? `<span class="step">${mathsHtml(tex, false)}</span>` : `<code>${escapeHtml(tex)}</code>`;
}
