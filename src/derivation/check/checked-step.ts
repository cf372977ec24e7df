/** A step of a derivation as it is told: both sides as written, the verdict, and the evidence. */
import type { TextUnit } from "../document/document.js";
import type { Side, StepResult } from "./check-chain.js";
import type { CheckedStep } from "./checked-document.js";
import type { Decided } from "./claim.js";

export function toCheckedStep({ left, right, decided, inherited, explanation }: StepResult, unit: TextUnit): CheckedStep {
  const source = (side: Side): string => unit.text.slice(side.start, side.end).trim();
  return { verdict: decided.verdict, method: decided.verdict === "unchecked" ? null : decided.method, errorBound: decided.verdict === "unchecked" ? null : decided.errorBound, left: source(left), right: source(right), inherited, ...evidenceOf(decided, explanation) };
}

function evidenceOf({ sizes, draws = 0 }: Decided, explanation: StepResult["explanation"]): Pick<CheckedStep, "evidence"> {
  const { counterexample, example } = explanation ?? {};
  if (counterexample !== undefined) return { evidence: { sizes, draws: 1, counterexample } };
  return example === undefined ? {} : { evidence: { sizes, draws, ...(example === null ? {} : { example }) } };
}
