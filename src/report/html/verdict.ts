/** An equation's verdict as a mark in the margin that opens to the evidence; it needs no script. */
import type { CheckedEquation, CheckedStep, CheckProblem } from "../../derivation/index.js";
import { boundOf, isJudged, MARKS, METHOD_WORDS, methodOf, VERDICT_WORDS, worstOf } from "../equation-verdict.js";
import { agreeText, layerVerdict, SIDES } from "../layer-evidence.js";
import type { LayerEvidence } from "../model.js";
import { texError } from "../tex.js";
import { escapeHtml } from "./escape.js";
import { mathsHtml } from "./inlines.js";
import { numberHtml } from "./number-html.js";

/**
 * @param layers whose equation the display is: what their code gives stands below what the checker says
 * @param place attributes: where in the display the mark stands, if not beside all of it
 */
export function verdictHtml(equations: readonly CheckedEquation[], layers: readonly LayerEvidence[] = [], place = ""): string {
  const judged = equations.filter(isJudged);
  if (judged.length + layers.length === 0) return "";
  const verdict = worstOf([...judged, ...layers.map(layerVerdict)]);
  const tags = judged.flatMap(({ tag }) => (tag === null ? [] : [`(${tag})`]));
  const name = tags.length === 0 ? "This equation" : `Equation ${tags.join(", ")}`;
  const evidence = [...judged.map((equation) => equationHtml(equation, judged.length > 1)), ...layers.map(layerHtml)].join("");
  return `<details class="verdict ${verdict}"${place}><summary aria-label="${escapeHtml(`${name}: ${VERDICT_WORDS[verdict]}. Evidence`)}" title="${VERDICT_WORDS[verdict]}">${MARKS[verdict]}</summary><div class="evidence">${evidence}</div></details>`;
}

/** Three ways: the equation, the code, one against the other; its row in the appendix is where the others of its layer stand. */
function layerHtml({ layer, cell, part: { name, paper, code, agree, message }, id }: LayerEvidence): string {
  return `<p><b>Layer</b> <a href="#${escapeHtml(id)}"><code>${escapeHtml(layer)}</code></a>, ${escapeHtml(name)}, checked in cell ${cell + 1}: equation ${SIDES[paper]}, code ${SIDES[code]}, on the same inputs they ${agreeText(agree)}: ${escapeHtml(message)}.</p>`;
}

function equationHtml(equation: CheckedEquation, isOneOfSeveral: boolean): string {
  const { steps, problems, tag } = equation;
  const label = isOneOfSeveral && tag !== null ? `<span class="number">(${escapeHtml(tag)})</span> ` : "";
  return [
    `<p>${label}${sentence(equation)}</p>`,
    ...(steps.length < 2 || isUniform(steps) ? [] : [`<ol tabindex="0">${steps.map((step, k) => stepHtml(step, steps[k - 1]?.right)).join("")}</ol>`]),
    ...sizesHtml(steps),
    ...exampleHtml(equation),
    ...problems.map(problemHtml),
  ].join("");
}

function sentence(equation: CheckedEquation): string {
  const { verdict, waiver, steps } = equation;
  const many = steps.length > 1 ? `, in ${steps.length} steps` : "";
  switch (verdict) {
    case "waived": return `<b>Not checked</b>, because ${escapeHtml(waiver ?? "its author asks for it")}.`;
    case "unchecked": return "<b>Unchecked.</b>";
    case "fails": return "<b>It does not hold.</b>";
    case "holds": return `<b>Holds</b>${many}. ${rungHtml(equation)}`;
  }
}

/** What decided it, and how sure that is. */
function rungHtml(equation: CheckedEquation): string {
  const bound = boundOf(equation) ?? 0;
  switch (methodOf(equation)) {
    case null: return "";
    case "structure": return "Decided by shapes and scopes.";
    case "exact": return bound === 0 ? "Exact: written out, both sides are the same expression." : `Exact, at random values over prime fields: a wrong equation would pass with a chance below ${numberHtml(bound)}.`;
    case "high-precision": return `Decided with 64 digits at random values: relative differences up to ${numberHtml(bound)} count as none.`;
    case "float64": return `Compared in double precision: relative differences up to ${numberHtml(bound)} count as none.`;
  }
}

/** Every step holds by the same rung: then the display itself shows them. */
const isUniform = (steps: readonly CheckedStep[]): boolean => steps.every(({ verdict, method }) => verdict === "holds" && method === steps[0]!.method);

function sizesHtml(steps: readonly CheckedStep[]): readonly string[] {
  const sizes = [...new Set(steps.flatMap((step) => step.evidence?.sizes ?? []))].filter((text) => text !== "");
  if (sizes.length === 0) return [];
  const draws = steps.reduce((sum, step) => sum + (step.evidence?.draws ?? 0), 0);
  return [`<p>Tried at ${escapeHtml(sizes.join("; "))}${draws === 0 ? "" : `, ${draws} random points in all`}.</p>`];
}

/** The numbers of one small example; a chain's is that of its last step, which ends in the result. */
function exampleHtml({ verdict, steps }: CheckedEquation): readonly string[] {
  const example = verdict === "holds" ? steps.findLast((step) => step.evidence?.example !== undefined)?.evidence?.example : undefined;
  return example === undefined ? [] : [`<p>For example, with ${escapeHtml(example.where)}, both sides give ${escapeHtml(example.value)}.</p>`];
}

/** A step that goes on from the one before begins with its relation, as on paper. */
function stepHtml({ left, right, verdict, method, errorBound, inherited }: CheckedStep, before: string | undefined): string {
  const how = [VERDICT_WORDS[verdict], ...(method === null || verdict !== "holds" ? [] : [METHOD_WORDS[method], ...(errorBound === null || errorBound === 0 ? [] : [`bound ${numberHtml(errorBound)}`])]), ...(inherited ? ["inherits an earlier mistake"] : [])];
  return `<li class="${verdict}">${formulaHtml(left === before ? `{} = ${right}` : `${left} = ${right}`)} <span class="how">${MARKS[verdict]} ${how.join(", ")}</span></li>`;
}

function problemHtml({ severity, message, suggestion }: CheckProblem): string {
  return `<p class="${severity}">${severity === "error" ? "" : `${severity}: `}${escapeHtml(message)}</p>${suggestion === undefined ? "" : repairHtml(suggestion.message, suggestion.latex)}`;
}

/** As a formula, where it stands by itself, and as its source, to be copied. */
export function repairHtml(words: string, latex: string): string {
  const tex = untagged(latex), formula = settable(tex) ? `: <span class="step">${mathsHtml(tex, false)}</span>` : "";
  return `<p class="repair"><b>Repair:</b> ${escapeHtml(words)}${formula}</p><pre class="repair" tabindex="0">${escapeHtml(tex)}</pre>`;
}

/** As a formula if it stands by itself; as its source if it is part of a larger one. */
function formulaHtml(latex: string): string {
  const tex = untagged(latex);
  return settable(tex) ? `<span class="step">${mathsHtml(tex, false)}</span>` : `<code>${escapeHtml(tex)}</code>`;
}

const untagged = (latex: string): string => latex.replace(/\\tag\*?\s*\{[^{}]*\}|\\label\s*\{[^{}]*\}/g, "").trim();
const settable = (tex: string): boolean => texError(tex, false) === null;
