/** Shapes that words tell: "all of $f, i, o$ are in $\mathbb{R}^n$", "$W$ is an $m \times n$ matrix", "an $m \times n$ matrix $W$", "$x$ is a vector of length $n$". */
import type { Formula, SourceDocument } from "../document/document.js";
import { NotUnderstood } from "../notation/not-understood.js";
import { isSymbol, type Reader } from "../notation/reader.js";
import type { Span, Tex } from "../tex/tex.js";
import { declareMembership, type IndexUse } from "./declare.js";
import type { UnderstoodEntry } from "./understand.js";

export function declareInWords(document: SourceDocument, entries: readonly UnderstoodEntry[], reader: Reader, use: IndexUse): void {
  const byFragment = new Map(entries.map((entry) => [entry.fragment, entry]));
  const formula = (k: number): Formula | null => { const fragment = document.fragments[k]; return fragment?.kind === "formula" && fragment.tex !== null ? fragment : null; };
  const words = (k: number): string | null => { const fragment = document.fragments[k]; return fragment?.kind === "prose" ? fragment.text : null; };
  const declare = (names: number, space: readonly Tex[]): void => {
    const entry = byFragment.get(names);
    const body = formula(names)?.tex?.body;
    if (entry === undefined || body === undefined || body.some((tex) => isSymbol(tex, "=", "\\in", ":", "<", ">"))) return;
    try {
      if (declareMembership(body, space, reader, use, entry.place) !== null) for (const part of entry.parts) part.kind = "declaration";
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
    }
  };
  document.fragments.forEach((_, k) => {
    const between = words(k + 1), second = formula(k + 2), after = words(k + 3) ?? "";
    const first = formula(k);
    if (first === null || between === null) return;
    if (second !== null && /^\s*,?\s*(are|is|lie|lies|live|lives|belong|belongs|being|be)( all| each| both)?( vectors?| matrices| arrays)? (in|to)\s*$/i.test(between)) return declare(k, second.tex!.body);
    if (second !== null && /^\s*,?\s*(is|are|be|denotes?|as|,)?\s*(an?|the|our)\s*$/i.test(between) && isProduct(second.tex!.body) && /^\s*-?\s*(\w+ )?(matri|array)/i.test(after)) return declare(k, realSpace(second.tex!.body, second.inner));
    if (second !== null && isProduct(first.tex!.body) && /^\s*(\w+ )?(matrix|array|matrices)\s*$/i.test(between)) return declare(k + 2, realSpace(first.tex!.body, first.inner));
    if (second !== null && /^\s*,?\s*(is|are|be|denotes?|,)?\s*(an?|the)? ?(column |real )?vectors? (of|with) (length|size|dimension|\w+ entries)\s*$/i.test(between)) return declare(k, realSpace(second.tex!.body, second.inner));
    if (second !== null && /^\s*-(dimensional )?(column )?vectors?\s*$/i.test(between)) return declare(k + 2, realSpace(first.tex!.body, first.inner));
    if (/^\s*,?\s*(is|are|denotes?) (an?|the) (real )?(scalar|number|constant)s?\b/i.test(between)) return declare(k, realSpace([], first.inner));
  });
}

const isProduct = (body: readonly Tex[]): boolean => body.length >= 3 && body.some((tex) => isSymbol(tex, "\\times"));

/** ℝ with these lengths above it. */
function realSpace(lengths: readonly Tex[], { start, end }: Span): readonly Tex[] {
  const letter: Tex = { kind: "font", name: "mathbb", body: { kind: "symbol", text: "R", start, end }, start, end };
  return [lengths.length === 0 ? letter : { kind: "scripts", base: letter, sub: null, sup: { kind: "group", body: lengths, start, end }, primes: 0, start, end }];
}
