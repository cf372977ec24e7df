/** Operators that everybody knows and that no rung can decide: they are named, so that the reader learns what stops us. */
import { nameKey } from "./name-key.js";
import { coreOf, isSymbol, peek, plainText, stop, type Cursor, type Reader } from "./reader.js";

const OPERATORS: readonly (readonly [what: string, ...spellings: string[]])[] = [
  ["an expectation", "\\mathbb{E}"],
  ["a variance or covariance", "Var", "Cov", "Corr", "var", "cov", "corr"],
  ["argmax", "argmax", "arg max"],
  ["argmin", "argmin", "arg min"],
  ["a supremum or infimum", "sup", "inf", "\\sup", "\\inf"],
  ["a limit", "lim", "\\lim"],
  ["an integral", "\\int", "\\iint", "\\oint"],
  ["a rank", "rank", "rk"],
  ["a subspace or its dimension", "dim", "ker", "\\dim", "\\ker", "span", "null", "range"],
  ["an eigenvalue or a condition number", "eig", "spec", "cond"],
  ["a probability", "\\Pr", "Pr", "\\mathbb{P}"],
];

const SAID: ReadonlyMap<string, string> = new Map(OPERATORS.flatMap(([what, ...spellings]) => spellings.map((spelling) => [spelling, what] as const)));

/** `\operatorname{Arg\,Max}`, in whatever case it is written. */
const ARG = /^arg ?m(ax|in)$/i;

/** @throws NotUnderstood where the cursor stands at such an operator that the document does not declare */
export function refuseUnsupported(cursor: Cursor, { scope }: Reader): void {
  const tex = peek(cursor)!;
  const core = coreOf(tex);
  const next = cursor.items[cursor.at + 1];
  const isArg = isSymbol(core, "\\arg") && next !== undefined && isSymbol(coreOf(next), "\\max", "\\min");
  const key = isArg ? `arg${plainText(coreOf(next)).slice(1)}` : core.kind === "symbol" ? core.text : nameKey(core);
  if (key === null || scope.quantities.has(key) || scope.functions.has(key)) return;
  const what = SAID.get(key) ?? (ARG.test(key) ? SAID.get(key.toLowerCase()) : undefined);
  if (what !== undefined) stop(`${what} is not checked`, tex);
}
