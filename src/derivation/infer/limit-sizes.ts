/**
 * Letters that are sizes although nothing declares them: the upper limit of a sum or a product (`\sum_{l=1}^n`), and the letter in the last cell
 * after dots that the first cell does not have (`x_1, \dots, x_m`). Not those that a sum binds, that are shifted in a subscript, ranged over,
 * that stand as a subscript on a left side, or that stand above a bar.
 */
import type { Formula } from "../document/document.js";
import { isIndexLetter } from "../notation/name-key.js";
import { lastSteps } from "./last-steps.js";
import { keyOf } from "../notation/read-scripts.js";
import { bodyOf, coreOf, isSymbol, type Reader } from "../notation/reader.js";
import { BIG_OPERATORS, DOTS } from "../notation/symbols.js";
import { quantityOf } from "../scope/scope.js";
import type { UnderstoodEntry } from "../scope/understood.js";
import { topDown } from "../scope/walk-tex.js";
import type { Tex } from "../tex/tex.js";

export function declareLimits(formulas: readonly Formula[], entries: readonly UnderstoodEntry[], indices: ReadonlySet<string>, reader: Reader): void {
  const { scope } = reader;
  const known = (letter: string): boolean => scope.quantities.has(letter) || scope.functions.has(letter) || scope.ranges.has(letter) || indices.has(letter) || scope.clashing.has(letter);
  const onLeftSides = new Set(entries.flatMap(({ parts }) => parts.flatMap(({ chain }) => (chain.relations.length === 0 ? [] : [...subscripts(chain.sides[0]!.body, reader)]))));
  const differentiated = new Set(formulas.flatMap(({ tex }) => (tex === null ? [] : [...aboveBars(tex.body, reader)])));
  const candidates = formulas.flatMap(({ tex }) => (tex === null ? [] : [...limits(tex.body, reader), ...lastCells(tex.body, reader)]));
  const last = lastSteps(formulas.flatMap(({ tex }) => (tex === null ? [] : [tex.body])), reader);
  for (const letter of candidates) {
    if (known(letter) || (onLeftSides.has(letter) && !last.has(letter)) || differentiated.has(letter)) continue;
    const size = quantityOf(scope, letter);
    [size.role, size.axes] = ["size", []];
  }
}

const letterOf = (tex: Tex, reader: Reader): string | null => {
  const key = tex.kind === "scripts" ? null : keyOf(tex, reader);
  return key !== null && isIndexLetter(key) ? key : null;
};

function* limits(body: readonly Tex[], reader: Reader): Generator<string> {
  for (const node of topDown(body)) {
    if (node.kind !== "scripts" || node.sup === null || node.base === null) continue;
    const core = coreOf(node.base);
    if ((core.kind !== "symbol" && core.kind !== "words") || !BIG_OPERATORS.has(core.text.trim())) continue;
    for (const tex of bodyOf(node.sup)) { const letter = letterOf(tex, reader); if (letter !== null) yield letter; }
  }
}

/** Letters below and in brackets above, where they stand alone or between commas. */
function* scriptLetters(node: Tex & { readonly kind: "scripts" }, reader: Reader): Generator<string> {
  const [bracket] = node.sup === null ? [] : bodyOf(node.sup);
  for (const tex of [...(node.sub === null ? [] : bodyOf(node.sub)), ...(bracket?.kind === "delimited" ? bracket.body : [])]) { const letter = letterOf(tex, reader); if (letter !== null) yield letter; }
}

/** Subscripts of a left side; a matrix written out and a sum's limits speak of sizes, not of free indices. */
function* subscripts(body: readonly Tex[], reader: Reader): Generator<string> {
  const written = new Set<Tex>();
  for (const node of topDown(body)) {
    if (node.kind === "environment" || (node.kind === "delimited" && hasDots(node.body))) for (const inner of topDown(node.kind === "environment" ? node.rows.flatMap((row) => row.cells.flatMap((cell) => cell.body)) : node.body)) written.add(inner);
    if (node.kind !== "scripts" || written.has(node) || node.base === null) continue;
    const { base } = node;
    if (base.kind === "symbol" && BIG_OPERATORS.has(base.text)) continue;
    yield* scriptLetters(node, reader);
  }
}

const isDots = (tex: Tex): boolean => tex.kind === "symbol" && DOTS.has(tex.text);
const hasDots = (body: readonly Tex[]): boolean => body.some(isDots);

function* lastCells(body: readonly Tex[], reader: Reader): Generator<string> {
  for (const node of topDown(body)) {
    if (node.kind === "environment" && /matrix|array/.test(node.name)) yield* grid(node.rows.map((row) => row.cells.map((cell) => cell.body)), reader);
    else if (node.kind === "delimited" && hasDots(node.body)) {
      const at = node.body.findIndex(isDots);
      yield* news(node.body.slice(0, at), node.body.slice(at + 1), reader);
    }
  }
}

function* grid(rows: readonly (readonly (readonly Tex[])[])[], reader: Reader): Generator<string> {
  const solid = rows.filter((row) => !row.every((cell) => hasDots(cell) || cell.length === 0));
  const [top] = solid, bottom = solid.at(-1);
  for (const row of solid) if (row.some(hasDots)) yield* news(row[0]!, row.at(-1)!, reader);
  if (top === undefined || bottom === undefined || solid.length === rows.length) return;
  for (const [j, cell] of top.entries()) if (bottom[j] !== undefined && !hasDots(cell)) yield* news(cell, bottom[j], reader);
}

/** Letters of the last cell that the first does not have. */
function* news(first: readonly Tex[], last: readonly Tex[], reader: Reader): Generator<string> {
  const letters = (cell: readonly Tex[]): readonly string[] => topDown(cell).flatMap((node) => (node.kind === "scripts" ? [...scriptLetters(node, reader)] : []));
  const before = new Set(letters(first));
  for (const letter of letters(last)) if (!before.has(letter)) yield letter;
}

/** What is differentiated: L in `\frac{dL}{dx}`. */
function* aboveBars(body: readonly Tex[], reader: Reader): Generator<string> {
  for (const node of topDown(body)) {
    if (node.kind !== "fraction") continue;
    const above = bodyOf(node.numerator);
    const letter = above.length === 2 && isSymbol(above[0], "d", "\\partial") ? letterOf(above[1]!, reader) : null;
    if (letter !== null) yield letter;
  }
}
