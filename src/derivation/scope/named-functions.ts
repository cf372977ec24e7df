/** "where $\sigma$ is the sigmoid function", "the softplus function $\phi$": a letter that words give to a function that everybody knows; "an activation function $\phi$": any smooth one of a number. */
import type { Expression } from "../expression/expression.js";
import { isIndexLetter } from "../notation/name-key.js";
import { keyOf } from "../notation/read-scripts.js";
import { isSymbol } from "../notation/reader.js";
import { quantityOf, type Scope } from "./scope.js";
import type { UnderstoodEntry } from "./understood.js";
import { listsIn } from "./walk-tex.js";

const NAMES: readonly (readonly [spelling: string, name: string])[] = [
  [String.raw`(?:logistic )?sigmoid|(?:standard )?logistic`, "sigmoid"],
  [String.raw`softplus`, "softplus"], [String.raw`softmax`, "softmax"], [String.raw`ReLU|rectified linear unit|rectifier`, "relu"],
  [String.raw`hyperbolic tangent|tanh`, "tanh"], [String.raw`error`, "erf"],
];
const NOUN = String.raw`(?:[- ](?:activation|non-?linearity|function))*`;
const AFTER = (spelling: string): RegExp => new RegExp(String.raw`^\s*,?\s*(?:(?:is|denotes|denote|be|being|stands for|means|for|=)\s+)(?:the\s+)?(?:element-?wise\s+|usual\s+|standard\s+)?(?:${spelling})${NOUN}(?![\w-])(?! (?:of|loss|regression|layer|gate)\b)`, "i");
const BEFORE = (spelling: string): RegExp => new RegExp(String.raw`\b(?:the|a)\s+(?:element-?wise\s+|usual\s+|standard\s+)?(?:${spelling})[- ](?:activation|non-?linearity|function)(?: function)?\s*$`, "i");
const ACTIVATION = String.raw`(?:[\w-]+ )*(?:activation|transfer|squashing)(?: functions?)?|(?:[\w-]+ )*non-?linearity`;
const IS_ACTIVATION = new RegExp(String.raw`^\s*,?\s*(?:is|denotes|be|being)\s+(?:an?|the|our|some|any)\s+(?:${ACTIVATION})(?![\w-])(?! of\b)`, "i");
const AN_ACTIVATION = new RegExp(String.raw`\b(?:an?|the|its|our|some|any)\s+(?:[\w-]+ )*(?:(?:activation|transfer|squashing) function|non-?linearity)\s*$`, "i");
const A_LOSS = /\b(?:loss|cost|error|objective)(?: (?:function|term))?(?: (?:at|for|of|on) [\w ]+)?(?: (?:is|be|by|given|defined|denoted|written|called|as))*\s*$/i;
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
      if ((IS_ACTIVATION.test(after) || AN_ACTIVATION.test(before)) && !isGiven(key, entries, scope) && isCalled(key, entries, scope)) {
        const quantity = quantityOf(scope, key);
        [quantity.axes, quantity.opaque, quantity.domain, quantity.declaredAt] = [[], "unknown", [[]], place];
        scope.functions.set(key, { key, definition: null, domain: [[]], codomain: [] });
        continue;
      }
      if (A_LOSS.test(sentence) && !isGiven(key, entries, scope) && isCalledWithArrays(key, entries, scope)) {
        const quantity = quantityOf(scope, key);
        [quantity.axes, quantity.opaque, quantity.declaredAt] = [[], "unknown", place];
        continue;
      }
      const found = NAMES.find(([spelling]) => AFTER(spelling).test(after) || BEFORE(spelling).test(before));
      if (found === undefined || (found[1] === "erf" && isIndexLetter(key))) continue;
      const at = { start: 0, end: 0 };
      const argument: Expression = { kind: "name", name: ARGUMENT, ...at };
      scope.functions.set(key, { key, definition: { parameters: [ARGUMENT], body: { kind: "apply", function: found[1], arguments: [argument], ...at }, place }, domain: null, codomain: null });
    }
  }
}

/** `\phi(z) = …` somewhere. */
const isGiven = (key: string, entries: readonly UnderstoodEntry[], scope: Scope): boolean =>
  entries.some(({ parts }) => parts.some(({ chain: { sides, relations } }) => { const [name, bracket] = sides[0]?.body ?? []; return relations.length > 0 && bracket?.kind === "delimited" && name!.kind !== "scripts" && keyOf(name!, { scope }) === key; }));

/** `\phi(z)` somewhere. */
const isCalled = (key: string, entries: readonly UnderstoodEntry[], scope: Scope): boolean =>
  entries.some(({ formula }) => listsIn(formula.tex?.body ?? []).some((list) => list.some((tex, k) => tex.kind !== "scripts" && list[k + 1]?.kind === "delimited" && keyOf(tex, { scope }) === key)));

/** `\ell(\mathbf{o}, y)` somewhere: of one thing or of several, and never beside a factor that it could be. */
const isCalledWithArrays = (key: string, entries: readonly UnderstoodEntry[], scope: Scope): boolean =>
  entries.some(({ formula }) => listsIn(formula.tex?.body ?? []).some((list) => list.some((tex, k) => { const bracket = list[k + 1]; return tex.kind !== "scripts" && bracket?.kind === "delimited" && bracket.left === "(" && bracket.body.some((each) => isSymbol(each, ",")) && keyOf(tex, { scope }) === key; })));

function isDeclared(key: string, scope: Scope): boolean {
  const quantity = scope.quantities.get(key);
  return scope.functions.has(key) || (quantity !== undefined && (quantity.axes !== null || quantity.definitions.length > 0 || quantity.role !== "variable" || quantity.facts.length > 0 || quantity.levels > 0));
}
