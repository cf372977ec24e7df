/**
 * `dO = \frac{\partial L}{\partial O}`: where a document says so once, `dO` side by side is one name everywhere in it, and d is no factor. (FlashAttention and
 * most code write gradients so.)
 */
import type { Formula } from "../document/document.js";
import { gradientKey } from "../notation/gradient-name.js";
import { keyOf } from "../notation/read-scripts.js";
import { bodyOf, coreOf, isSymbol, type Reader } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import { isRelationSign } from "./relation-sign.js";
import { quantityOf } from "./scope.js";
import { listsIn } from "./walk-tex.js";

export function declareGradientNames(formulas: readonly Formula[], reader: Reader): void {
  for (const { tex } of formulas) {
    for (const list of tex === null ? [] : listsIn(tex.body)) {
      list.forEach((sign, k) => {
        const [name, relation, gradient] = list.slice(k + 1);
        if (!isSymbol(sign, "d") || name === undefined || name.kind === "scripts" || relation === undefined || !isRelationSign(relation)) return;
        const key = keyOf(name, reader);
        if (key !== null && /^[A-Za-z]$/.test(key) && gradient !== undefined && isGradientBy(key, gradient, reader)) quantityOf(reader.scope, gradientKey(key));
      });
    }
  }
}

/** `\frac{\partial L}{\partial O}`, `\nabla_O L` */
function isGradientBy(key: string, tex: Tex, reader: Reader): boolean {
  if (tex.kind === "scripts") return tex.sub !== null && isSymbol(tex.base, "\\nabla") && isOne(bodyOf(tex.sub), key, reader);
  if (tex.kind !== "fraction") return false;
  const [above] = bodyOf(tex.numerator), [below, ...by] = bodyOf(tex.denominator);
  return isSymbol(above, "d", "\\partial") && isSymbol(below, "d", "\\partial") && isOne(by, key, reader);
}

const isOne = (body: readonly Tex[], key: string, reader: Reader): boolean => body.length === 1 && body[0]!.kind !== "scripts" && keyOf(coreOf(body[0]!), reader) === key;
