/**
 * `\bar{y}_i = \partial L / \partial y_i`: where a document says so once, the bar over any other array of it is the gradient by that array (the notation of
 * automatic differentiation), and `\bar{x} = W^T \bar{y}` is a claim, no definition. A bar that an equation gives without gradients, `\bar{x} = \frac1N \sum_n x_n`, is a name of its own.
 */
import type { Formula } from "../document/document.js";
import { isArray } from "../notation/gradient-name.js";
import { keyOf } from "../notation/read-scripts.js";
import { coreOf, isSymbol, plainText, type Reader } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import { lossGradient } from "./loss-gradient.js";
import { isRelationSign } from "./relation-sign.js";
import { listsIn, topDown } from "./walk-tex.js";

type Accent = Tex & { readonly kind: "accent" };

export function declareAdjoints(formulas: readonly Formula[], reader: Reader): void {
  const { scope } = reader;
  const lists = formulas.flatMap(({ tex }) => (tex === null ? [] : listsIn(tex.body)));
  const said = lists.flatMap((list) => list.flatMap((head, k) => {
    const accent = accentOf(head), loss = accent === null || !isRelation(list[k + 1]) ? null : lossOf(head, list.slice(k + 2), reader);
    return accent === null || loss === null ? [] : [{ head, name: accent.name, key: keyOf(accent, reader), loss }];
  }));
  const [first] = said;
  if (first === undefined) return;
  const given = new Set(lists.flatMap((list) => (isRelation(list[1]) ? [keyOf(coreOf(list[0]!), reader)] : [])));
  const isAdjoint = (tex: Tex): tex is Accent => tex.kind === "accent" && tex.name === first.name;
  const keys = new Set<string>();
  for (const tex of formulas.flatMap((formula) => (formula.tex === null ? [] : topDown(formula.tex.body))).filter(isAdjoint)) {
    const key = keyOf(tex, reader);
    if (key !== null && !scope.quantities.has(key) && (isArray(tex.body, reader) || given.has(keyOf(tex.body, reader)))) keys.add(key);
  }
  for (const { key } of said) keys.delete(key ?? "");
  for (const list of lists) {
    const key = list[0] !== undefined && isRelation(list[1]) ? keyOf(coreOf(list[0]), reader) : null;
    if (key !== null && !topDown(list.slice(2)).some((tex) => isAdjoint(tex) || isSymbol(tex, "\\partial", "\\nabla"))) keys.delete(key);
  }
  scope.adjoints = { loss: first.loss, keys, by: said.length === 1 ? accentOf(first.head)!.body : null };
}

const isRelation = (tex: Tex | undefined): boolean => tex !== undefined && isRelationSign(tex);
const accentOf = (tex: Tex): Accent | null => { const core = coreOf(tex); return core.kind === "accent" ? core : null; };

/** The L of `\partial L / \partial y_i` for `\bar{y}_i`. */
function lossOf(head: Tex, side: readonly Tex[], reader: Reader): Tex | null {
  const gradient = lossGradient(side, reader), { body } = accentOf(head)!;
  const bare = head.kind === "scripts" ? { ...head, base: body } : body;
  return gradient !== null && plainText(bare) === plainText(gradient.by) ? gradient.loss : null;
}
