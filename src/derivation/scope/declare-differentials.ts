/**
 * Documents that work with differentials: `d\ln\det X = \operatorname{tr}(X^{-1} dX)`. A d at the head of a line and another after its relation show it; where
 * d before an array may also be the gradient of a loss by it (`dV = P^T dO`), only what no gradient can be does: `d(…)`, `d\log …`, `dL` of the loss itself, or the word.
 */
import type { SourceDocument } from "../document/document.js";
import { isUpright, startsDifferential } from "../notation/differential.js";
import { knownFunction } from "../notation/functions.js";
import { keyOf } from "../notation/read-scripts.js";
import { coreOf, type Reader } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import type { DifferentialSign } from "./scope.js";
import type { UnderstoodEntry } from "./understood.js";
import { listsIn } from "./walk-tex.js";

/** What a line that starts with a sign shows. */
type Evidence = "certain" | "weak";

/** Lines that can be nothing else, or that the words call so. */
export function declareDifferentials({ fragments }: SourceDocument, entries: readonly UnderstoodEntry[], reader: Reader): void {
  const isSaid = fragments.some((fragment) => fragment.kind === "prose" && /\bdifferentials?\b(?! (equation|operator|geometry|entropy|privacy|form|evolution|cryptanalysis))/i.test(fragment.text));
  for (const { sign, evidence } of linesOf(entries, reader)) if (evidence === "certain" || isSaid) add(sign, isSaid, reader);
}

/** Of a document that reads no d as a gradient, the other lines too. */
export function declareWeakDifferentials(entries: readonly UnderstoodEntry[], reader: Reader): void {
  if (reader.scope.gradientOf === null) for (const { sign } of linesOf(entries, reader)) add(sign, false, reader);
}

function add(sign: DifferentialSign, isSaid: boolean, { scope }: Reader): void {
  // a declared d is a length or a target
  if (sign === "upright" || isSaid || !scope.quantities.has("d")) scope.differentials.add(sign);
}

function linesOf(entries: readonly UnderstoodEntry[], reader: Reader): readonly { readonly sign: DifferentialSign; readonly evidence: Evidence }[] {
  return entries.flatMap(({ parts }) => parts.flatMap(({ chain: { sides: [left, ...others] } }) => {
    const [sign, next] = left?.body ?? [];
    return startsDifferential(sign, next) && others.some(({ body }) => hasSign(body)) ? [{ sign: isUpright(sign!) ? "upright" as const : "italic" as const, evidence: evidenceOf(next!, reader) }] : [];
  }));
}

/** A sign with what it is of, here or in a bracket. */
const hasSign = (body: readonly Tex[]): boolean => listsIn(body).some((list) => list.some((each, k) => startsDifferential(each, list[k + 1])));

function evidenceOf(next: Tex, reader: Reader): Evidence {
  const core = coreOf(next);
  if (core.kind === "delimited" || core.kind === "fraction" || ((core.kind === "symbol" || core.kind === "words") && knownFunction(core.text) !== undefined)) return "certain";
  const key = keyOf(core, reader);
  const quantity = key === null ? undefined : reader.scope.quantities.get(key);
  const isFunction = key !== null && reader.scope.functions.has(key);
  return isFunction || (quantity !== undefined && quantity.opaque !== null) ? "certain" : "weak";
}
