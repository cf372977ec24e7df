/** What an equation's verdict is called, marked and measured by, the same on every page. */
import type { CheckedEquation, CheckedStep, Method, Verdict } from "../derivation/index.js";

export const MARKS: { readonly [V in Verdict]: string } = { holds: "✓", fails: "✗", unchecked: "?", waived: "–" };

export const VERDICT_WORDS: { readonly [V in Verdict]: string } = { holds: "holds", fails: "fails", unchecked: "unchecked", waived: "not checked" };

export const METHOD_WORDS: { readonly [M in Method]: string } = { structure: "shapes and scopes", exact: "exact", "high-precision": "64 digits", float64: "float64" };

/** From the weakest rung of the ladder up. */
const RUNGS: readonly Method[] = ["float64", "high-precision", "exact", "structure"];

/** Only claims have a verdict to show; a definition claims nothing. */
export const isJudged = ({ kind, verdict }: CheckedEquation): boolean => kind === "claim" || verdict !== "holds";

/** Of several equations in one display the one that matters most. */
export const worstOf = (equations: readonly { readonly verdict: Verdict }[]): Verdict => (["fails", "unchecked", "waived"] as const).find((verdict) => equations.some((equation) => equation.verdict === verdict)) ?? "holds";

/** The weakest rung that decided one of its steps; null where none did. */
export const methodOf = ({ steps }: CheckedEquation): Method | null => RUNGS.find((method) => steps.some((step) => step.method === method)) ?? null;

/** The largest of its steps' bounds. */
export function boundOf({ steps }: { readonly steps: readonly Pick<CheckedStep, "errorBound">[] }): number | null {
  const bounds = steps.flatMap(({ errorBound }) => (errorBound === null ? [] : [errorBound]));
  return bounds.length === 0 ? null : Math.max(...bounds);
}
