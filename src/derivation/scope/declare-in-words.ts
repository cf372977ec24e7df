/** Shapes that words tell: "all of $f, i, o$ are in $\mathbb{R}^n$", "$W$ is an $m \times n$ matrix", "an $m \times n$ matrix $W$", "$x$ is a vector of length $n$". */
import type { Formula, SourceDocument } from "../document/document.js";
import { NotUnderstood } from "../notation/not-understood.js";
import { keyOf } from "../notation/read-scripts.js";
import { coreOf, isSymbol, type Reader } from "../notation/reader.js";
import type { Span, Tex } from "../tex/tex.js";
import { declareList } from "./declare-list.js";
import { readSpace } from "./read-space.js";
import { declareMembership, type IndexUse } from "./declare.js";
import type { UnderstoodEntry } from "./understood.js";

export function declareInWords(document: SourceDocument, entries: readonly UnderstoodEntry[], reader: Reader, use: IndexUse): void {
  const byFragment = new Map(entries.map((entry) => [entry.fragment, entry]));
  const formula = (k: number): Formula | null => { const fragment = document.fragments[k]; return fragment?.kind === "formula" && fragment.tex !== null ? fragment : null; };
  const words = (k: number): string | null => { const fragment = document.fragments[k]; return fragment?.kind === "prose" ? fragment.text : null; };
  const declare = (names: number, space: readonly Tex[]): void => {
    const entry = byFragment.get(names);
    const written = formula(names)?.tex?.body;
    const [only] = written ?? [];
    // "the state $(c, h)$, both in ℝⁿ"
    const body = written?.length === 1 && only?.kind === "delimited" && only.left === "(" && only.body.some((tex) => isSymbol(tex, ",")) ? only.body : written;
    if (entry === undefined || body === undefined || body.some((tex) => isSymbol(tex, "=", "\\in", ":", "<", ">"))) return;
    try {
      if ((declareList(body, space, reader, entry.place) ?? declareMembership(body, space, reader, use, entry.place)) !== null) for (const part of entry.parts) part.kind = "declaration";
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
    }
  };
  document.fragments.forEach((_, k) => {
    const before = words(k - 1) ?? "", between = words(k + 1), second = formula(k + 2), after = words(k + 3) ?? "";
    const first = formula(k);
    if (first === null || between === null) return;
    const isOf = (pattern: RegExp): boolean => second !== null && pattern.test(between);
    if (isOf(MEMBER) && /\b(are|all|both|each|lie|live|belong)\b/i.test(between)) for (let at = k - 2; formula(at)?.display === false && LISTED.test(words(at + 1) ?? ""); at -= 2) declare(at, second!.tex!.body);
    if (isOf(MEMBER) || (isOf(/^\s*in\s*$/i) && readSpace(second!.tex!.body, reader) !== null)) return declare(k, second!.tex!.body);
    if (second !== null && isProduct(second.tex!.body)) {
      if (isOf(/^\s*,?\s*(is|are|be|denotes?|as|for|,)?\s*(an?|the|our|some|any)\s*(real )?$/i) && /^\s*-?\s*(\w+ ){0,3}(matri|array)/i.test(after)) return declare(k, realSpace(second.tex!.body, second.inner));
      if (isOf(OF_SIZE) || (isOf(/^\s*\($/) && /^\)/.test(after))) return declare(k, realSpace(second.tex!.body, second.inner));
    }
    if (isOf(/^\s*(\w+ ){0,3}(matrix|array|matrices)\s*$/i) && isProduct(first.tex!.body)) return declare(k + 2, realSpace(first.tex!.body, first.inner));
    if (second !== null && !isProduct(second.tex!.body) && !/\brow\b/i.test(before + between)) {
      const isVector = VECTOR.test(between) || VECTOR_BEFORE.test(before);
      if (isVector && isOf(/\b(of|with|has|have) (length|size|dimension)\s*$/i)) return declare(k, realSpace(second.tex!.body, second.inner));
      if (isVector && isOf(/\b(with|of|has|have)\s*$/i) && /^\s*(real )?(entries|components|elements|coordinates|numbers)\b/i.test(after)) return declare(k, realSpace(second.tex!.body, second.inner));
      if (isOf(/^\s*,?\s*(is|are|be|denotes?)\s+(an?|the)\s*$/i) && /^\s*-(dimensional )?(\w+ )?vectors?\b/i.test(after)) return declare(k, realSpace(second.tex!.body, second.inner));
    }
    if (isOf(/^\s*-(dimensional )?((?!row )\w+ )?vectors?\s*$/i)) return declare(k + 2, realSpace(first.tex!.body, first.inner));
    if (COUNT.test(between)) return declare(k, naturals(first.inner));
    if (CONSTANT.test(between) && isArray(first.tex!.body, reader)) return;
    if (SCALAR.test(between) || SCALAR_BEFORE.test(before)) return declare(k, realSpace([], first.inner));
  });
}

const MEMBER = /^\s*,?\s*((are|is|lie|lies|live|lives|belong|belongs|being|be)( all| each| both)?|all|each|both)( (?!not\b)\w+(-\w+)?( and \w+)?)?( vectors?| matrices| arrays)? (in|to)\s*$/i;
/** Between the names of a list: ", ", " and ", ", a positive ". */
const LISTED = /^\s*(,|and|, and)( (an?|the|its|our)( [\w-]+){1,3})?\s*$/i;
/** "of size", "has shape", "is a matrix of size" */
const OF_SIZE = /^\s*,?\s*((is|are|be|denotes?)\s+)?((an?|the)\s+)?(\w+ ){0,3}(of|with|has|have) (size|shape|dimensions?|order)\s*$/i;
const VECTOR = /^\s*,?\s*((is|are|be|denotes?|as)\s+)?((an?|the)\s+)?((column|real|feature|input|output|weight|bias|parameter|data) )*vectors?\b/i;
const VECTOR_BEFORE = /\bvectors?\s*$/i;
/** A number and nothing more: no "scalar function of", no "constant vector". */
const SCALAR = /^\s*,?\s*((is|are|be|denotes?|of)\s+)?(an?|the|all|both)? ?((small|fixed|given|real|positive|some|unknown|learned|learnable) )*(scalars?|real numbers?|constants?)\b(?! (vector|vectors|matrix|matrices|array|function|functions|valued|multiple|product))/i;
/** It may be said of an array, too. */
const CONSTANT = /^\s*,?\s*(is|are|be)\s+(an?\s+)?constants?\b/i;
const SCALAR_BEFORE = /\b((a|an|the|some|every|any|each) ((small|fixed|given|real|positive) )*(scalar|real number|constant)|(a|an|any|every|each|some|all) real|(scalars|real numbers|constants))\s*$/i;
/** "is the number of samples", "denotes the batch size" */
const COUNT = /^\s*,?\s*(is|are|denotes?|be)\s+(the|a) (total )?((number|count) of|(batch|sample|input|output|hidden|vocabulary|kernel|filter) (size|dimension)|dimension)\b/i;

/** A lone name that is declared as a vector or a matrix. */
const isArray = ([only, ...more]: readonly Tex[], { scope }: Reader): boolean => only !== undefined && more.length === 0 && (scope.quantities.get(keyOf(coreOf(only), { scope }) ?? "")?.axes?.length ?? 0) > 0;

const isProduct = (body: readonly Tex[]): boolean => body.length >= 3 && body.some((tex) => isSymbol(tex, "\\times"));

const naturals = ({ start, end }: Span): readonly Tex[] => [{ kind: "font", name: "mathbb", body: { kind: "symbol", text: "N", start, end }, start, end }];

/** ℝ with these lengths above it. */
function realSpace(lengths: readonly Tex[], { start, end }: Span): readonly Tex[] {
  const letter: Tex = { kind: "font", name: "mathbb", body: { kind: "symbol", text: "R", start, end }, start, end };
  return [lengths.length === 0 ? letter : { kind: "scripts", base: letter, sub: null, sup: { kind: "group", body: lengths, start, end }, primes: 0, start, end }];
}
