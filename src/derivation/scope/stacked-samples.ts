/**
 * "Stack the inputs as rows of the design matrix $X \in \mathbb{R}^{N \times D}$": words that put samples into a matrix and do not write the samples' letter. They
 * are the only family of vectors that has no matrix yet and fits; where more than one does, nothing is said.
 */
import type { Expression } from "../expression/expression.js";
import { sameSize } from "../infer/lengths.js";
import { keyOf } from "../notation/read-scripts.js";
import { headOf } from "./column-phrases.js";
import { linkFamily } from "./members.js";
import type { Scope } from "./scope.js";
import type { UnderstoodEntry } from "./understood.js";

const STACKING = /\b(?:stack\w*|collect\w*|arrang\w*|gather\w*|concatenat\w*|assembl\w*|stor(?:e|ed|ing)|organi[sz]\w*|design matrix|data matrix|matrix (?:of|whose)|one (?:\w+ )?(?:example|sample|observation|input|data ?point)s? per (?:row|column))\b/i;

export function linkStackedSamples(sentences: readonly string[], entries: readonly UnderstoodEntry[], scope: Scope): void {
  const matrixAt = new Map<number, string>();
  for (const { formula, fragment, parts: [first] } of entries) {
    const head = first === undefined ? [] : headOf(first), key = head.length === 1 && head[0]!.kind !== "scripts" ? keyOf(head[0]!, { scope }) : null;
    if (!formula.display && key !== null && !matrixAt.has(fragment)) matrixAt.set(fragment, key);
  }
  for (const sentence of sentences) {
    if (!STACKING.test(sentence) || !/\b(row|column|design matrix|data matrix)/i.test(sentence)) continue;
    for (const [, fragment] of sentence.matchAll(/§(\d+)§/g)) {
      const matrix = matrixAt.get(Number(fragment));
      if (matrix !== undefined) linkOnlyFit(matrix, /\bcolumns?\b/i.test(sentence) ? "columns" : "rows", scope);
    }
  }
}

function linkOnlyFit(matrix: string, axis: "columns" | "rows", scope: Scope): void {
  const { axes, levels, definitions, role } = scope.quantities.get(matrix) ?? {};
  const families = [...scope.quantities.values()];
  if (axes?.length !== 2 || levels !== 0 || role !== "variable" || definitions!.length > 0 || families.some(({ memberOf }) => memberOf?.matrix === matrix)) return;
  const [count, length] = axis === "rows" ? [axes[0]!, axes[1]!] : [axes[1]!, axes[0]!];
  const fitting = families.filter((family) => family.levels === 1 && family.memberOf === null && family.definitions.length === 0 && family.axes?.length === 1 && sameSize(family.axes[0]!, length) && counts(family.levelNames, count, scope));
  const [only, ...more] = fitting;
  if (only !== undefined && more.length === 0) linkFamily(matrix, only.key.replace(/\^\{\(\\cdot\)\}$/, ""), axis, only.style === "sub" ? "sub" : "sup", scope, count);
}

/** The members' number, where the document says it, is the matrix's. */
const counts = (letters: readonly string[], count: Expression, { ranges }: Scope): boolean => letters.every((letter) => { const to = ranges.get(letter)?.to; return to === undefined || sameSize(to, count); });
