/** What definitions of functions and of arrays share: the signs that define, a logarithm or an inverse on the left, sums that reach over what follows. */
import { number, powerOf, sumOf, term } from "../expression/build.js";
import type { Expression } from "../expression/expression.js";
import { knownFunction } from "../notation/functions.js";
import { withReachingSums } from "../notation/reaching-sums.js";
import { keyOf, labelText } from "../notation/read-scripts.js";
import { bodyOf, plainText, type Reader } from "../notation/reader.js";
import type { Scope } from "./scope.js";
import type { Tex } from "../tex/tex.js";
import type { Understood } from "./understood.js";

/** Signs that say that what is left of them is defined. */
export const MARKED = new Set([":=", "\\coloneqq", "\\triangleq", "\\defeq", "\\coloneq", "\\doteq"]);
/** Signs that can define. */
export const EQUAL = new Set(["=", "\\equiv", ...MARKED]);

/** Reads names of a scope, with the letters that are free. */
export type ReaderFor = (scope: Scope, free?: ReadonlySet<string>) => Reader;

/** The p of `\log p = …`, the p(x) of `\log p(x) = …`, where nothing else says what p is: it is the exponential of the right side. */
export function ofLogarithm(side: readonly Tex[], reader: Reader): readonly Tex[] | null {
  const [log, name, bracket, ...more] = side;
  if (more.length > 0 || log?.kind !== "symbol" || (log.text !== "\\log" && log.text !== "\\ln") || reader.scope.logBase !== null || name === undefined) return null;
  if (bracket !== undefined && (bracket.kind !== "delimited" || bracket.left !== "(")) return null;
  const key = keyOf(name, reader);
  return key !== null && !reader.scope.quantities.has(key) && !reader.scope.functions.has(key) && knownFunction(key) === undefined ? side.slice(1) : null;
}

/** The S of `S^{-1} = …`, where nothing else says what S is: it is the inverse of the right side. `\\Lambda_{aa}^{-1}` may be that of a block of Λ. */
export function ofInverse(side: readonly Tex[], { scope }: Reader): readonly Tex[] | null {
  const [head, ...more] = side;
  if (more.length > 0 || head?.kind !== "scripts" || head.base === null || head.sup === null || plainText(bodyOf(head.sup)) !== "-1") return null;
  if (head.sub !== null && bodyOf(head.sub).length > 1) return null;
  const name: Tex = head.sub === null ? head.base : { ...head, sup: null };
  const key = name.kind === "scripts" && head.sub !== null ? `${keyOf(head.base, { scope }) ?? ""}_{${labelText(head.sub)}}` : keyOf(name, { scope });
  return key !== null && (!scope.quantities.has(key) || isUntouched(scope, key)) && (head.sub === null || scope.quantities.has(key)) && !scope.functions.has(key) && knownFunction(key) === undefined ? [name] : null;
}

export const inverseOf = (value: Expression): Expression => powerOf(value, sumOf([term(-1, number(1))]));

/** The value of what is written as its logarithm. */
export const exponentialOf = (value: Expression): Expression => ({ kind: "apply", function: "exp", arguments: [value], start: value.start, end: value.end });

/** What is defined, with its sums over what only they can bind; the author is told. */
export function reachedBody(read: Expression, free: ReadonlySet<string>, part: Understood): Expression {
  const { body, reached } = withReachingSums(read, free);
  if (reached !== null) part.warning = { code: "sum-reach", message: `the sum over '${reached.binders.map(({ name }) => name).join(", ")}' is read over the terms after it too, since they have its index: put them in brackets`, start: reached.start, end: reached.end };
  return body;
}

/** Nothing says anything of the name yet. */
export const isUntouched = (scope: Scope, key: string): boolean => {
  const quantity = scope.quantities.get(key)!;
  return quantity.axes === null && quantity.definitions.length === 0 && quantity.facts.length === 0;
};
