/** Operators that everybody knows and that no rung can decide: they are named, so that the reader learns what stops us. */
import { nameKey } from "./name-key.js";
import { coreOf, isSymbol, peek, plainText, stop, type Cursor, type Reader } from "./reader.js";

const SAID: readonly (readonly [spelling: RegExp, what: string])[] = [
  [/^\\mathbb\{E\}$/, "an expectation"],
  [/^(Var|Cov|Corr|var|cov|corr)$/, "a variance or covariance"],
  [/^arg ?max$/i, "argmax"],
  [/^arg ?min$/i, "argmin"],
  [/^(sup|inf|\\sup|\\inf)$/, "a supremum or infimum"],
  [/^(lim|\\lim)$/, "a limit"],
  [/^\\(int|iint|oint)$/, "an integral"],
  [/^(rank|rk)$/, "a rank"],
  [/^\\?(dim|ker)$|^(span|null|range)$/, "a subspace or its dimension"],
  [/^(eig|spec|cond)$/, "an eigenvalue or a condition number"],
  [/^(\\Pr|Pr|\\mathbb\{P\})$/, "a probability"],
];

/** @throws NotUnderstood where the cursor stands at such an operator that the document does not declare */
export function refuseUnsupported(cursor: Cursor, { scope }: Reader): void {
  const tex = peek(cursor)!;
  const core = coreOf(tex);
  const next = cursor.items[cursor.at + 1];
  const isArg = isSymbol(core, "\\arg") && next !== undefined && isSymbol(coreOf(next), "\\max", "\\min");
  const key = isArg ? `arg${plainText(coreOf(next)).slice(1)}` : core.kind === "symbol" ? core.text : nameKey(core);
  if (key === null || scope.quantities.has(key) || scope.functions.has(key)) return;
  const what = SAID.find(([spelling]) => spelling.test(key))?.[1];
  if (what !== undefined) stop(`${what} is not checked`, tex);
}
