/**
 * Letters that stand below names to tell them apart and count nothing: the i, f, o, g of "weights $W_i, W_f, W_o, W_g$ and biases $b_i, b_f, b_o, b_g$".
 * What the lists of the declarations show holds for every name of the document: `a_f = W_f x + b_f` defines a_f alone.
 */
import type { Formula } from "../document/document.js";
import { nameKey } from "../notation/name-key.js";
import { splitAt } from "../notation/read-indices.js";
import { keyOf, labelText } from "../notation/read-scripts.js";
import { bodyOf, isSymbol, plainText, type Reader } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import { quantityOf } from "./scope.js";
import type { UnderstoodEntry } from "./understood.js";
import { topDown } from "./walk-tex.js";

/** Letters that number things more often than they tell them apart: lists of these alone, `x_i, x_j`, are members of a family. */
const NUMBERING = /^[ijklmnstpq]$/;

/**
 * Makes a name of its own of every name with such a letter below it.
 * @param counted letters that a sum binds or that are shifted somewhere
 */
export function declareLabelled(formulas: readonly Formula[], entries: readonly UnderstoodEntry[], counted: ReadonlySet<string>, { scope }: Reader): void {
  const labels = labelLetters(formulas, entries, counted);
  if (labels.size === 0) return;
  for (const node of formulas.flatMap(({ tex }) => (tex === null ? [] : [...topDown(tex.body)]))) {
    const base = node.kind === "scripts" && node.base !== null && node.sub !== null && labels.has(labelText(node.sub)) ? keyOf(node.base, { scope }) : null;
    const own = base === null ? undefined : scope.quantities.get(base);
    // an entry of a, where a is declared as it is
    if (base !== null && (own === undefined || (own.axes === null && own.levels === 0 && own.role === "variable")) && node.kind === "scripts") quantityOf(scope, `${base}_{${labelText(node.sub!)}}`);
  }
}

function labelLetters(formulas: readonly Formula[], entries: readonly UnderstoodEntry[], counted: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  const lists = entries.flatMap(({ entry }) => entry.statements.map(({ body }) => declaredLabels(body)));
  for (const labels of lists) if (labels !== null && labels.some((label) => !NUMBERING.test(label)) && labels.every((label) => !counted.has(label))) for (const label of labels) found.add(label);
  if (found.size === 0) return found;
  for (const { tex } of formulas) for (const letter of tex === null ? [] : indicesIn(tex.body)) found.delete(letter);
  return found;
}

/** i, f, o of `W_i, W_f, W_o \in \mathbb{R}^{m \times d}`; null where this is no such list. */
function declaredLabels(body: readonly Tex[]): readonly string[] | null {
  const at = body.findIndex((tex) => isSymbol(tex, "\\in"));
  const names = at < 3 ? [] : splitAt(body.slice(0, at), (tex) => isSymbol(tex, ","));
  const labels = names.map(([only, ...more]) => (more.length === 0 && only?.kind === "scripts" && only.sub !== null && only.sup === null && only.base !== null ? { base: nameKey(only.base), label: plainText(bodyOf(only.sub)) } : null));
  const [first] = labels;
  if (first == null || labels.length < 2 || labels.some((each) => each === null || each.base !== first.base || !/^[a-z]$/.test(each.label))) return null;
  return labels.map((each) => each!.label);
}

/** Letters that this formula counts with: two below one name, `x_{ij}`, a letter in brackets above one, or a comparison of letters and numbers, `i \ne j`. */
function indicesIn(body: readonly Tex[]): readonly string[] {
  const found: string[] = [];
  for (const node of topDown(body)) {
    if (node.kind !== "scripts") continue;
    for (const script of [node.sub, node.sup]) {
      const [first, ...more] = script === null ? [] : bodyOf(script);
      const inside = first?.kind === "delimited" ? first.body : more.length > 0 ? [first!, ...more] : [];
      for (const tex of inside) { const letter = nameKey(tex); if (letter !== null) found.push(letter); }
    }
  }
  const letters = body.map((tex) => (tex.kind === "number" ? "" : nameKey(tex)));
  if (body.length === 3 && isSymbol(body[1], "=", "\\ne", "\\neq", "<", ">", "\\le", "\\leq", "\\ge", "\\geq") && letters[0] !== null && letters[2] !== null) for (const letter of [letters[0], letters[2]]) if (letter !== undefined && letter !== "") found.push(letter);
  return found;
}
