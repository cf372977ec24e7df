/** "where $\sigma$ is the sigmoid function", "the softplus function $\phi$": a letter that words give to a function that everybody knows. */
import type { Expression } from "../expression/expression.js";
import { isIndexLetter } from "../notation/name-key.js";
import { keyOf } from "../notation/read-scripts.js";
import type { Scope } from "./scope.js";
import type { UnderstoodEntry } from "./understood.js";

const NAMES: readonly (readonly [spelling: string, name: string])[] = [
  [String.raw`(?:logistic )?sigmoid|(?:standard )?logistic`, "sigmoid"],
  [String.raw`softplus`, "softplus"], [String.raw`softmax`, "softmax"], [String.raw`ReLU|rectified linear unit|rectifier`, "relu"],
  [String.raw`hyperbolic tangent|tanh`, "tanh"], [String.raw`error`, "erf"],
];
const NOUN = String.raw`(?:[- ](?:activation|non-?linearity|function))*`;
const AFTER = (spelling: string): RegExp => new RegExp(String.raw`^\s*,?\s*(?:(?:is|denotes|denote|be|being|stands for|means|for|=)\s+)(?:the\s+)?(?:element-?wise\s+|usual\s+|standard\s+)?(?:${spelling})${NOUN}(?![\w-])(?! (?:of|loss|regression|layer|gate)\b)`, "i");
const BEFORE = (spelling: string): RegExp => new RegExp(String.raw`\b(?:the|a)\s+(?:element-?wise\s+|usual\s+|standard\s+)?(?:${spelling})[- ](?:activation|non-?linearity|function)(?: function)?\s*$`, "i");
const DENIED = /\b(not|no|never|if|unless|instead of|rather than|whether|unlike|neither|nor)\b/i;

/** The argument of a function that words name; no author writes it. */
export const ARGUMENT = "·";

/** Only where nothing else declares or defines the letter. */
export function nameFunctionsByWords(entries: readonly UnderstoodEntry[], scope: Scope): void {
  for (const { parts, place } of entries) {
    for (const { statement: { body }, before, after, sentence } of parts) {
      const [name, bracket] = body;
      const isAlone = body.length === 1 || (body.length === 2 && bracket?.kind === "delimited");
      const key = isAlone && name !== undefined ? keyOf(name, { scope }) : null;
      if (key === null || isDeclared(key, scope) || DENIED.test(sentence.split(/[,;]/).at(-1) ?? "")) continue;
      const found = NAMES.find(([spelling]) => AFTER(spelling).test(after) || BEFORE(spelling).test(before));
      if (found === undefined || (found[1] === "erf" && isIndexLetter(key))) continue;
      const at = { start: 0, end: 0 };
      const argument: Expression = { kind: "name", name: ARGUMENT, ...at };
      scope.functions.set(key, { key, definition: { parameters: [ARGUMENT], body: { kind: "apply", function: found[1], arguments: [argument], ...at }, place }, domain: null, codomain: null });
    }
  }
}

function isDeclared(key: string, scope: Scope): boolean {
  const quantity = scope.quantities.get(key);
  return scope.functions.has(key) || (quantity !== undefined && (quantity.axes !== null || quantity.definitions.length > 0 || quantity.role !== "variable" || quantity.facts.length > 0 || quantity.levels > 0));
}
