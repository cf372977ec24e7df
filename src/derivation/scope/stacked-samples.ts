/**
 * "Stack the inputs as rows of the design matrix $X \in \mathbb{R}^{N \times D}$": words that put samples into a matrix and do not write the samples' letter. They
 * are the only family of vectors that has no matrix yet and fits; where more than one does, nothing is said.
 */
import type { Expression } from "../expression/expression.js";
import { sameSize } from "../infer/lengths.js";
import { keyOf } from "../notation/read-scripts.js";
import { headOf } from "./column-phrases.js";
import { linkFamily } from "./members.js";
import { familyKey, type Scope } from "./scope.js";
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

/**
 * "let $y \\in \\mathbb{R}^m$ be the vector of labels" beside the numbers $y^{(i)}$, "collect $t_n$ in $\\mathbf{t}$": the vector's entries are these numbers. The sentence must say that it is a vector of
 * something, and nothing else may define either.
 */
export function stackNumbers(sentences: readonly string[], entries: readonly UnderstoodEntry[], scope: Scope): void {
  for (const { fragment, formula, place, parts } of entries) {
    if (formula.display) continue;
    for (const key of parts.flatMap((part) => headOf(part)).map((tex) => keyOf(tex, { scope }))) {
      const vector = scope.quantities.get(key ?? ""), family = scope.quantities.get(familyKey(key ?? "")) ?? scope.quantities.get(letterOf(key ?? ""));
      const isVector = vector?.axes?.length === 1 && vector.role === "variable" && vector.definitions.length === 0 && vector.opaque === null;
      const ofNumbers = family?.levels === 1 && family.axes?.length === 0 && family.memberOf === null && family.definitions.length === 0;
      if (!isVector || !ofNumbers || !counts(family.levelNames, vector.axes![0]!, scope) || (family.levelRange !== null && !sameSize(family.levelRange.to, vector.axes![0]!))) continue;
      if (!sentences.some((sentence) => sentence.includes(`§${fragment}§`) && OF_NUMBERS.test(sentence))) continue;
      const at: Expression = { kind: "index", name: family.levelNames[0] ?? "i", ...formula.inner };
      family.definitions.push({ target: vector.key, levels: [at], entries: [], body: { kind: "entry", of: { kind: "name", name: vector.key, ...formula.inner }, at: [at], ...formula.inner }, place, text: "", where: null });
      vector.values = family.values;
    }
  }
}

/** t of \mathbf{t}. */
const letterOf = (key: string): string => /^\\(?:mathbf|boldsymbol|bm|vec)\{(.+)\}$/.exec(key)?.[1] ?? "";

const OF_NUMBERS = /\b(vectors? of|stack\w*|collect\w*|gather\w*|concatenat\w*|assembl\w*)\b/i;

/** The members' number, where the document says it, is the matrix's. */
const counts = (letters: readonly string[], count: Expression, { ranges }: Scope): boolean => letters.every((letter) => { const to = ranges.get(letter)?.to; return to === undefined || sameSize(to, count); });
