/** `s(z) = z\,\sigma(z)`, and later `s'(z) = …`: a letter that is nothing but the argument of a function of numbers is a number. */
import { namesIn } from "../expression/expression.js";
import { isOfNumbers } from "../notation/entrywise.js";
import { keyOf } from "../notation/read-scripts.js";
import { quantityOf, type FunctionEntry, type Scope } from "./scope.js";
import type { UnderstoodEntry } from "./understood.js";
import { topDown } from "./walk-tex.js";

/** Small letters alone, that nothing else gives a meaning and that stand in no script, where they may count; a capital may be a matrix, and its function one of matrices. */
export function declareOwnArguments(entries: readonly UnderstoodEntry[], scope: Scope): void {
  for (const { parts } of entries) {
    for (const { kind, chain: { sides: [left] } } of parts) {
      const [head, bracket, ...more] = left?.body ?? [];
      if (kind === "definition" || head === undefined || bracket?.kind !== "delimited" || bracket.body.length !== 1 || more.length > 0) continue;
      const name = head.kind === "scripts" && head.sub === null && head.sup === null && head.base !== null ? head.base : head;
      const argument = keyOf(bracket.body[0]!, { scope }), entry = scope.functions.get(keyOf(name, { scope }) ?? "");
      if (argument === null || !/^([a-z]|\\[a-z]+)$/.test(argument) || entry?.definition == null || !isOfOneNumber(argument, entry.definition, scope)) continue;
      if (!scope.quantities.has(argument) && !scope.functions.has(argument) && !scope.ranges.has(argument) && !standsInScripts(argument, entries, scope)) quantityOf(scope, argument).axes = [];
    }
  }
}

const standsInScripts = (key: string, entries: readonly UnderstoodEntry[], scope: Scope): boolean =>
  entries.some(({ formula }) => topDown(formula.tex?.body ?? []).some((tex) => tex.kind === "scripts" && [tex.sub, tex.sup].some((script) => script !== null && topDown([script]).some((each) => keyOf(each, { scope }) === key))));

/** The formula is one of this letter, and of numbers besides. */
const isOfOneNumber = (argument: string, { parameters, body }: NonNullable<FunctionEntry["definition"]>, { quantities, functions }: Scope): boolean =>
  parameters.length === 1 && parameters[0] === argument && isOfNumbers(argument, body) && [...namesIn(body)].every((name) => name === argument || functions.get(name)?.domain === null || quantities.get(name)?.axes?.length === 0);
