/** How the document as a whole uses its letters as indices: what a sum binds, what stands below or above a name on a left side. */
import type { Formula } from "../document/document.js";
import { isIndexLetter, nameKey } from "../notation/name-key.js";
import { bodyOf, plainText } from "../notation/reader.js";
import { BIG_OPERATORS } from "../notation/symbols.js";
import type { Tex } from "../tex/tex.js";
import type { UnderstoodEntry } from "./understood.js";
import { topDown } from "./walk-tex.js";

export interface IndexLetters {
  /** Letters under a sum, a product or a maximum. */
  readonly bound: ReadonlySet<string>;
  /** Letters in scripts of a left side: what is said there is said for each of them. */
  readonly onLeft: ReadonlySet<string>;
  /** Names with a bracket right after them: functions, or factors before a sum. */
  readonly applied: ReadonlySet<string>;
  /** Names before a bracket that holds one name and nothing else: `\\ell_t(h_t)`, functions to every reader. */
  readonly called: ReadonlySet<string>;
  /** Letters with a lone sign above them on a left side: the P of `P^+ = (I - KH)P^-`, which is no pseudoinverse. */
  readonly signed: ReadonlySet<string>;
  /** Letters that stand with a 0 below and with no other subscript, and without any: the w_0 beside w of `y = X w_0 + \\varepsilon`, another value of w. */
  readonly zeroed: ReadonlySet<string>;
}

/** Letters that are functions to every reader where a bracket follows them, and never a factor. */
export const isFunctionLetter = (key: string): boolean => /^(f|g|h|\\sigma|\\phi|\\Phi|\\psi|\\Psi|\\rho|.*'+)$/.test(key);

export const NO_LETTERS: IndexLetters = { bound: new Set(), onLeft: new Set(), applied: new Set(), called: new Set(), signed: new Set(), zeroed: new Set() };

export function indexLetters(formulas: readonly Formula[], entries: readonly UnderstoodEntry[]): IndexLetters {
  const bound = new Set<string>(), onLeft = new Set<string>();
  for (const { tex } of formulas) for (const letter of tex === null ? [] : boundIn(tex.body)) bound.add(letter);
  for (const { parts } of entries) {
    for (const { chain } of parts) {
      if (chain.relations.length === 0) continue;
      for (const node of topDown(chain.sides[0]!.body)) {
        if (node.kind !== "scripts" || isBig(node.base)) continue;
        for (const letter of lettersIn([node.sub, node.sup])) onLeft.add(letter);
      }
    }
  }
  const bodies = formulas.flatMap(({ tex }) => (tex === null ? [] : [tex.body]));
  return { bound, onLeft, applied: new Set(bodies.flatMap(appliedIn)), called: new Set(bodies.flatMap(calledIn)), signed: new Set(entries.flatMap(({ parts }) => parts.flatMap(({ chain }) => (chain.relations.length === 0 ? [] : signedIn(chain.sides[0]!.body))))), zeroed: plainAndBelow(bodies, /^0$/) };
}

/** Names that stand without a subscript, and with one only, which is like this. */
export function plainAndBelow(bodies: readonly (readonly Tex[])[], subscript: RegExp): ReadonlySet<string> {
  const below = new Map<string, Set<string>>(), plain = new Set<string>();
  const nodes = bodies.flatMap((body) => topDown(body)), bases = new Set(nodes.flatMap((node) => (node.kind === "scripts" && node.sub !== null ? [node.base] : [])));
  for (const node of nodes) {
    const key = bases.has(node) ? null : nameKey(node.kind === "scripts" ? node.base : node);
    if (key === null) continue;
    if (node.kind !== "scripts" || node.sub === null) plain.add(key);
    else below.set(key, (below.get(key) ?? new Set()).add(plainText(bodyOf(node.sub))));
  }
  return new Set([...below].filter(([key, [only, ...more]]) => plain.has(key) && more.length === 0 && subscript.test(only!)).map(([key]) => key));
}

function signedIn([only, ...more]: readonly Tex[]): readonly string[] {
  const key = only?.kind === "scripts" && more.length === 0 && only.sup !== null && /^[-+]$/.test(plainText(bodyOf(only.sup))) ? nameKey(only.base) : null;
  return key === null ? [] : [key];
}

function calledIn(body: readonly Tex[]): readonly string[] {
  const own = body.flatMap((tex, k) => {
    const bracket = body[k + 1];
    const key = nameKey(tex.kind === "scripts" && tex.sup === null ? tex.base : tex);
    return key !== null && bracket?.kind === "delimited" && bracket.left === "(" && isOneName(bracket.body) ? [key] : [];
  });
  return [...own, ...partsOf(body).flatMap(calledIn)];
}

const isOneName = ([only, ...more]: readonly Tex[]): boolean => more.length === 0 && only !== undefined && nameKey(only.kind === "scripts" ? only.base : only) !== null;

/** The lists of nodes inside a list. */
const partsOf = (body: readonly Tex[]): readonly (readonly Tex[])[] =>
  body.flatMap((tex): readonly Tex[][] => {
    switch (tex.kind) {
      case "group": case "delimited": return [[...tex.body]];
      case "fraction": return [[...bodyOf(tex.numerator)], [...bodyOf(tex.denominator)]];
      case "scripts": return [tex.base === null ? [] : [tex.base], tex.sup === null ? [] : [...bodyOf(tex.sup)]];
      case "root": return [[...bodyOf(tex.radicand)]];
      case "font": case "annotated": return [[...bodyOf(tex.body)]];
      case "environment": return tex.rows.flatMap((row) => row.cells.map((cell) => [...cell.body]));
      default: return [];
    }
  });

function appliedIn(body: readonly Tex[]): readonly string[] {
  const own = body.flatMap((tex, k) => {
    const next = body[k + 1];
    const bracket = next?.kind === "scripts" ? next.base : next;
    const base = tex.kind === "scripts" && tex.sub === null && tex.sup === null ? tex.base : tex;
    const key = base === null || base === undefined ? null : nameKey(base);
    return key !== null && bracket?.kind === "delimited" && bracket.left === "(" ? [key + "'".repeat(tex.kind === "scripts" ? tex.primes : 0)] : [];
  });
  return [...own, ...partsOf(body).flatMap(appliedIn)];
}

/** Letters under a sum, a product or a maximum of this formula. */
export function boundIn(body: readonly Tex[]): ReadonlySet<string> {
  const bound = new Set<string>();
  for (const node of topDown(body)) if (node.kind === "scripts" && node.sub !== null && isBig(node.base)) for (const letter of lettersIn([node.sub])) bound.add(letter);
  return bound;
}

const isBig = (base: Tex | null): boolean => base !== null && (base.kind === "symbol" || base.kind === "words") && (BIG_OPERATORS.has(base.text.trim()) || /^\\?(max|min)$/.test(base.text.trim()));

/** Letters in scripts, in their brackets and shifts too: t of `_{t-1}`, l of `^{(l)}`. */
function lettersIn(scripts: readonly (Tex | null)[]): readonly string[] {
  return scripts.flatMap((script) => (script === null ? [] : topDown(bodyOf(script)))).flatMap((tex) => {
    const key = tex.kind === "symbol" ? nameKey(tex) : null;
    return key !== null && isIndexLetter(key) && plainText(tex) !== "T" ? [key] : [];
  });
}
