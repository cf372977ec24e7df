/**
 * `X'` for the transpose, as statisticians write it: where the words say so, or where a matrix that the document declares carries a prime and nothing
 * declares the primed name. Then a prime on an array or on a bracket is read as `^T`; functions, and names that are declared with their prime, keep theirs.
 */
import { mapTex } from "../tex/map-tex.js";
import type { Span, Tex } from "../tex/tex.js";
import { listsIn, topDown } from "../scope/walk-tex.js";
import { nameKey } from "./name-key.js";
import { isSymbol, plainText } from "./reader.js";

/** Whether the prime on this node transposes. */
export type PrimeTest = (tex: Tex & { readonly kind: "scripts" }) => boolean;

const SAID = /\bprimes? (denotes?|is|are|means?|marks?|stands? for|indicates?)( the| a)? (matrix )?transpos|\btranspos\w+( (is|are))?( being)? (denoted|written|marked|indicated)( by| with| as)?( a| the)? prime/i;

/** null where a prime is what it is elsewhere. */
export function transposingPrimes(bodies: readonly (readonly Tex[])[], words: string): PrimeTest | null {
  const arrays = new Set<string>(), matrices = new Set<string>(), own = new Set<string>(), primed = new Set<string>(), applied = new Set<string>();
  for (const body of bodies) {
    const at = body.findIndex((tex) => isSymbol(tex, "\\in"));
    const members = at < 0 ? [] : body.slice(0, at);
    const space = body[at + 1];
    const lengths = at < 0 || space?.kind !== "scripts" || space.sup === null || !/^(\\R|R|\\mathbb\{R\})$/.test(plainText(space.base ?? space)) ? null : plainText(space.sup);
    for (const tex of members) {
      const key = nameKey(tex.kind === "scripts" ? tex.base : tex);
      if (key === null) continue;
      if (tex.kind === "scripts" && tex.primes > 0) own.add(key);
      else if (lengths !== null) (lengths.includes("\\times") && tex.kind !== "scripts" ? matrices : arrays).add(key);
    }
    const [head, next] = body;
    if (head?.kind === "scripts" && head.primes > 0 && head.sub === null && (next === undefined || isSymbol(next, ":", "\\colon", ":="))) own.add(nameKey(head.base) ?? "");
    // y' = Wx' names a thing, A' = A says that A is symmetric
    if (head?.kind === "scripts" && head.primes > 0 && isSymbol(next, "=", "\\coloneqq") && plainText(body.slice(2)) !== plainText(head.base ?? head)) own.add(nameKey(head.base) ?? "");
    for (const list of listsIn(body)) list.forEach((tex, k) => { if (tex.kind === "scripts" && tex.primes > 0 && list[k + 1]?.kind === "delimited") applied.add(nameKey(tex.base) ?? ""); });
    for (const tex of topDown(body)) if (tex.kind === "scripts" && tex.primes === 1) primed.add(nameKey(tex.base) ?? "");
  }
  const isSaid = SAID.test(words);
  if (!isSaid && ![...matrices].some((key) => primed.has(key) && !own.has(key))) return null;
  return ({ base, sub, sup, primes }) => {
    if (primes !== 1 || sup !== null || base === null) return false;
    if (base.kind === "delimited") return sub === null;
    const key = nameKey(base);
    return key !== null && !own.has(key) && (matrices.has(key) || arrays.has(key) || (isSaid && (sub !== null || (/^(\\(hat|tilde|bar)\{)?\\?[A-Za-z]+\}?$/.test(key) && !applied.has(key)))));
  };
}

/** The formula with those primes as transposes. */
export const withTransposes = (body: readonly Tex[], isTranspose: PrimeTest): readonly Tex[] => body.map((tex) => turned(tex, isTranspose));

function turned(tex: Tex, isTranspose: PrimeTest): Tex {
  const inner = mapTex(tex, (each) => turned(each, isTranspose));
  return tex.kind === "scripts" && inner.kind === "scripts" && isTranspose(tex) ? { ...inner, primes: 0, sup: sign(tex) } : inner;
}

const sign = ({ end }: Span): Tex => ({ kind: "symbol", text: "\\top", start: end - 1, end });
