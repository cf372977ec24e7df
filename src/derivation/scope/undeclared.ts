/** Names that the text uses in a way that tells what they are: a loss over a bar, a variance below one. */
import type { Expression } from "../expression/expression.js";
import type { Formula } from "../document/document.js";
import { knownFunction } from "../notation/functions.js";
import { isTransposeSign, keyOf, labelText } from "../notation/read-scripts.js";
import { bodyOf, coreOf, isSymbol, plainText, type Reader } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import { quantityOf } from "./scope.js";
import { listsIn, topDown } from "./walk-tex.js";

const isSign = (tex: Tex | undefined): boolean => isSymbol(tex, "d", "\\partial") || (tex !== undefined && tex.kind !== "scripts" && plainText(tex) === "d");

function* derivatives(formulas: readonly Formula[]): Generator<{ readonly above: readonly Tex[]; readonly below: readonly Tex[] }> {
  for (const { tex } of formulas) {
    for (const node of tex === null ? [] : topDown(tex.body)) {
      if (node.kind !== "fraction") continue;
      const [above, below] = [bodyOf(node.numerator), bodyOf(node.denominator)];
      if (above[0] !== undefined && below[0] !== undefined && isSign(coreOf(above[0])) && isSign(coreOf(below[0]))) yield { above, below };
    }
  }
}

/** `\frac{\partial L}{\partial \sigma^2}`: σ² is a variable, and σ its root; but σ is the variable where a derivative is taken by it, too. */
export function declareSquares(formulas: readonly Formula[], reader: Reader): void {
  const all = [...derivatives(formulas)], plain = new Set(all.flatMap(({ below }) => (below.length === 2 ? [keyOf(below[1]!, reader)] : [])));
  for (const { above, below } of all) {
    if (above[0]!.kind === "scripts" || below.length !== 2) continue;
    const variable = below[1]!;
    if (variable.kind !== "scripts" || variable.base === null || variable.sup === null || labelText(variable.sup) !== "2") continue;
    const root = rootOf(variable, reader);
    if (root !== null && !plain.has(root)) registerSquare(root, reader);
  }
}

/** σ of σ²; σ_B of σ_B² where that is a name. */
export function rootOf({ base, sub }: Tex & { readonly kind: "scripts" }, reader: Pick<Reader, "scope">): string | null {
  const root = base === null ? null : keyOf(base, reader);
  const labelled = root === null || sub === null ? null : `${root}_{${labelText(sub)}}`;
  return labelled !== null && reader.scope.quantities.has(labelled) ? labelled : root;
}

/** σ² becomes a quantity with the shape of σ; σ is its positive root unless it has a definition of its own. */
export function registerSquare(root: string, { scope }: Reader): string {
  const key = `${root}^{2}`;
  if (scope.quantities.has(key)) return key;
  const own = quantityOf(scope, root);
  const square = quantityOf(scope, key);
  [square.axes, square.levels, square.levelNames, square.declaredAt] = [own.axes, own.levels, own.levelNames, own.declaredAt];
  square.facts.push({ kind: "sign", sign: "positive" });
  if (own.definitions.length === 0) {
    const at = { start: 0, end: 0 };
    const whole = { kind: "name", name: key, ...at } as const;
    own.definitions.push({ target: root, levels: [], entries: [], body: { kind: "apply", function: "sqrt", arguments: [whole], ...at }, place: { fragment: 0, section: 0, path: [], unit: 0, span: at }, text: "", where: null });
  }
  return key;
}

/** A scalar that is differentiated, never differentiated by, and defined nowhere, is an unspecified function of what follows from the text. */
export function declareLosses(formulas: readonly Formula[], reader: Reader): void {
  const { scope } = reader;
  const above = new Set<string>(), below = new Set<string>();
  for (const derivative of derivatives(formulas)) {
    const [only] = derivative.above.slice(1);
    const key = derivative.above.length === 2 && only !== undefined && only.kind !== "scripts" ? keyOf(only, reader) : null;
    if (key !== null) above.add(key);
    for (const tex of derivative.below) { const name = keyOf(coreOf(tex), reader); if (name !== null) below.add(name); }
  }
  for (const { tex } of formulas) {
    const nodes = tex === null ? [] : [...tex.body];
    nodes.forEach((node, k) => {
      if (!isSymbol(coreOf(node), "\\nabla") || node.kind !== "scripts" || node.sub === null) return;
      const next = nodes[k + 1];
      const key = next === undefined || next.kind === "scripts" ? null : keyOf(next, reader);
      if (key !== null) above.add(key);
    });
  }
  const adjoint = scope.adjoints === null ? null : keyOf(coreOf(scope.adjoints.loss), reader);
  if (adjoint !== null) above.add(adjoint);
  for (const key of above) {
    if (knownFunction(key) !== undefined) continue;
    const quantity = scope.quantities.get(key);
    if (below.has(key) || scope.functions.get(key)?.definition != null || (scope.functions.get(key)?.codomain?.length ?? 0) > 0 || (quantity !== undefined && (quantity.definitions.length > 0 || quantity.opaque !== null || (quantity.axes?.length ?? 0) > 0 || quantity.levels > 0 || quantity.role !== "variable"))) continue;
    if (quantity === undefined && [...scope.quantities.values()].some((each) => each.memberOf?.matrix === key)) continue;
    if (formulas.some(({ tex }) => tex !== null && standsAsMatrix(key, tex.body, reader))) continue;
    const loss = quantityOf(scope, key);
    [loss.axes, loss.opaque] = [[], givenGradient(key, reader) ?? "unknown"];
  }
}

/** "We are given $\\bar O = \\partial L / \\partial O$" of an O that the document defines: L is a function of O. */
function givenGradient(loss: string, reader: Reader): readonly Expression[] | null {
  const { adjoints, quantities } = reader.scope;
  const by = adjoints === null || keyOf(coreOf(adjoints.loss), reader) !== loss || adjoints.by === null ? null : keyOf(adjoints.by, reader);
  return by !== null && (quantities.get(by)?.definitions.length ?? 0) > 0 ? [{ kind: "name", name: by, start: adjoints!.by!.start, end: adjoints!.by!.end }] : null;
}

/** Transposed, or below a trace or a determinant: no number is. */
const standsAsMatrix = (key: string, body: readonly Tex[], reader: Reader): boolean =>
  listsIn(body).some((list) => list.some((tex, k) => isTransposed(tex, key, reader) || (isOfMatrices(tex) && startsWith(list[k + 1], key, reader))));

/** A^T, A^{-T}, and A^{-1} of a capital. */
function isTransposed(tex: Tex, key: string, reader: Reader): boolean {
  if (tex.kind !== "scripts" || tex.sup === null || tex.base === null || keyOf(tex.base, reader) !== key) return false;
  const sup = bodyOf(tex.sup), unsigned = isSymbol(sup[0], "-") ? sup.slice(1) : sup;
  return (unsigned.length === 1 && isTransposeSign(unsigned[0], reader)) || (plainText(sup) === "-1" && /^[A-Z]$/.test(key));
}

const isOfMatrices = (tex: Tex): boolean => /^(\\?tr|\\?Tr|\\det|det|trace)$/.test(plainText(coreOf(tex)).trim());

const startsWith = (tex: Tex | undefined, key: string, reader: Reader): boolean =>
  tex !== undefined && (keyOf(coreOf(tex), reader) === key || (tex.kind === "delimited" && tex.body[0] !== undefined && keyOf(coreOf(tex.body[0]), reader) === key));
