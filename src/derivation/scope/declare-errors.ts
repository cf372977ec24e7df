/**
 * `\delta_{ij} = \frac{\partial E}{\partial Y_{ij}}`: the "errors" of backpropagation. A document that says so once means its own array with δ, not Kronecker's delta,
 * which no derivative of one number by one entry is.
 */
import type { Formula } from "../document/document.js";
import { keyOf, labelText } from "../notation/read-scripts.js";
import { isSymbol, type Reader } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import { lossGradient } from "./loss-gradient.js";
import { isRelationSign } from "./relation-sign.js";
import { quantityOf } from "./scope.js";
import { listsIn } from "./walk-tex.js";

export function declareErrors(formulas: readonly Formula[], reader: Reader): void {
  const says = ({ tex }: Formula): boolean => tex !== null && listsIn(tex.body).some((list) => list.some((head, k) => isError(head, list[k + 1], list.slice(k + 2), list[k - 1], reader)));
  if (!reader.scope.quantities.has("\\delta") && formulas.some(says)) quantityOf(reader.scope, "\\delta");
}

function isError(head: Tex, relation: Tex | undefined, right: readonly Tex[], before: Tex | undefined, reader: Reader): boolean {
  if (head.kind !== "scripts" || head.base === null || head.sub === null || head.sup !== null || keyOf(head.base, reader) !== "\\delta") return false;
  if (relation === undefined || !isRelationSign(relation) || (before !== undefined && !isSymbol(before, ",", "\\quad", "\\qquad"))) return false;
  const variable = lossGradient(right, reader)?.by;
  return variable?.kind === "scripts" && variable.sub !== null && labelText(variable.sub) === labelText(head.sub);
}
