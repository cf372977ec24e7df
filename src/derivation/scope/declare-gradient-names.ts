/**
 * `dO = \frac{\partial L}{\partial O}`: where a document says so once, `dO` side by side is one name everywhere in it, d is no factor, and every other `dX` of
 * one of its arrays is the gradient by that. (FlashAttention and most code write gradients so.) Where nothing says so but there is one loss that nothing defines,
 * `dV = P^T dO`, a d before one array alone on the left and before another on the right, says it too.
 */
import type { Formula, SourceDocument } from "../document/document.js";
import { gradientKey, isArray } from "../notation/gradient-name.js";
import { keyOf } from "../notation/read-scripts.js";
import { bodyOf, coreOf, isSymbol, type Reader } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import { isRelationSign } from "./relation-sign.js";
import { quantityOf } from "./scope.js";
import { listsIn, topDown } from "./walk-tex.js";

export function declareGradientNames(document: SourceDocument, formulas: readonly Formula[], reader: Reader): void {
  const { scope } = reader;
  for (const { tex } of formulas) {
    for (const list of tex === null ? [] : listsIn(tex.body)) {
      list.forEach((sign, k) => {
        const [name, relation, gradient] = list.slice(k + 1);
        if (!isSymbol(sign, "d") || name === undefined || name.kind === "scripts" || relation === undefined || !isRelationSign(relation)) return;
        const key = keyOf(name, reader);
        const loss = key !== null && /^[A-Za-z]$/.test(key) && gradient !== undefined ? lossOver(key, gradient, list[k + 4], reader) : null;
        if (loss === null) return;
        quantityOf(scope, gradientKey(key!));
        scope.gradientOf ??= loss;
      });
    }
  }
  if (scope.gradientOf === null) declareSaidGradient(document, formulas, reader);
  if (scope.gradientOf === null && scope.differentials.size === 0) declareImpliedGradients(formulas, reader);
}

/** "we are given the gradient $dO$ of a scalar loss": of a loss that has no letter where nothing is one. */
function declareSaidGradient({ fragments }: SourceDocument, formulas: readonly Formula[], reader: Reader): void {
  const { scope } = reader;
  fragments.forEach((fragment, k) => {
    const before = fragments[k - 1], [sign, name, ...more] = fragment.kind === "formula" && !fragment.display ? (fragment.tex?.body ?? []) : [];
    const key = name === undefined || name.kind === "scripts" || more.length > 0 || !isSymbol(sign, "d") ? null : keyOf(name, reader);
    if (scope.gradientOf !== null || key === null || before?.kind !== "prose" || !/\bgradients?\s*$/i.test(before.text)) return;
    if (!isArray(name!, reader) && !formulas.some(({ tex }) => tex !== null && listsIn(tex.body).some((list) => list.some((tex, at) => isRelationSign(list[at + 1] ?? tex) && tex.kind !== "scripts" && keyOf(tex, reader) === key)))) return;
    const losses = [...scope.quantities].filter(([, { opaque, axes, levels }]) => opaque !== null && axes?.length === 0 && levels === 0).map(([loss]) => loss);
    const text = losses.length === 1 ? losses[0]! : LETTERS.find((letter) => !scope.quantities.has(letter) && !scope.functions.has(letter) && !formulas.some(({ tex }) => tex !== null && topDown(tex.body).some((each) => isSymbol(each, letter))));
    if (losses.length > 1 || text === undefined) return;
    if (losses.length === 0) {
      const loss = quantityOf(scope, text);
      [loss.axes, loss.opaque] = [[], [{ kind: "name", name: key, start: name!.start, end: name!.end }]];
    }
    scope.gradientOf = { kind: "symbol", text, start: name!.start, end: name!.end };
  });
}

/** What a loss without a letter is called. */
const LETTERS = ["L", "\\ell", "J", "E"];

/** The one loss of a document that writes `dV = P^T dO` and says nowhere what dO is. */
function declareImpliedGradients(formulas: readonly Formula[], reader: Reader): void {
  const { scope } = reader;
  if ((scope.quantities.get("d")?.role ?? "size") !== "size") return;
  const losses = [...scope.quantities].filter(([, quantity]) => Array.isArray(quantity.opaque) && quantity.axes?.length === 0 && quantity.levels === 0).map(([key]) => key);
  const lists = formulas.flatMap(({ tex }) => (tex === null ? [] : listsIn(tex.body)));
  const defined = new Set(lists.map((list) => (list[1] !== undefined && isRelationSign(list[1]) ? keyOf(coreOf(list[0]!), reader) : null)));
  const isNamed = (tex: Tex | undefined): boolean => tex !== undefined && !isRelationSign(tex) && (isArray(tex, reader) || defined.has(keyOf(coreOf(tex), reader) ?? ""));
  if (losses.length !== 1 || !lists.some((list) => isGradientLine(list, isNamed))) return;
  for (const list of lists) scope.gradientOf ??= list.find((tex) => tex.kind !== "scripts" && keyOf(tex, reader) === losses[0]) ?? null;
}

/** `dV = … dO …` */
function isGradientLine(list: readonly Tex[], isNamed: (tex: Tex | undefined) => boolean): boolean {
  const at = list.findIndex(isRelationSign);
  const [before, sign, variable] = [list[at - 3], list[at - 2], list[at - 1]];
  if (at < 2 || !isSymbol(sign, "d") || !isNamed(variable) || (before !== undefined && !isSymbol(before, ",", "\\quad", "\\qquad"))) return false;
  return list.slice(at + 1).some((tex, k, right) => isSymbol(tex, "d") && isNamed(right[k + 1]));
}

/** The L of `\frac{\partial L}{\partial O}` or `\nabla_O L`, a gradient by that name. */
function lossOver(key: string, tex: Tex, next: Tex | undefined, reader: Reader): Tex | null {
  if (tex.kind === "scripts") return tex.sub !== null && isSymbol(tex.base, "\\nabla") && isOne(bodyOf(tex.sub), key, reader) ? (next ?? null) : null;
  if (tex.kind !== "fraction") return null;
  const [above, loss, ...more] = bodyOf(tex.numerator), [below, ...by] = bodyOf(tex.denominator);
  const isGradient = isSymbol(above, "d", "\\partial") && isSymbol(below, "d", "\\partial") && isOne(by, key, reader);
  return isGradient && loss !== undefined && more.length === 0 ? loss : null;
}

const isOne = (body: readonly Tex[], key: string, reader: Reader): boolean => body.length === 1 && body[0]!.kind !== "scripts" && keyOf(coreOf(body[0]!), reader) === key;
