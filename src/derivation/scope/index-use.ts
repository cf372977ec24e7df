/** Which letters a document uses as indices, and what its declarations put below names: it tells families from names with labels. */
import type { Formula } from "../document/document.js";
import { isIndexLetter, nameKey } from "../notation/name-key.js";
import { splitAt } from "../notation/read-indices.js";
import { bodyOf, isSymbol, plainText } from "../notation/reader.js";
import { BIG_OPERATORS } from "../notation/symbols.js";
import type { Tex } from "../tex/tex.js";
import type { IndexUse } from "./declare.js";
import { plainAndBelow } from "./index-letters.js";
import type { UnderstoodEntry } from "./understood.js";
import { topDown } from "./walk-tex.js";

/** Letters bound by sums, and letters that are shifted in subscripts or superscripts: they are indices. */
export function indexUse(formulas: readonly Formula[], entries: readonly UnderstoodEntry[]): IndexUse {
  const letters = new Set<string>();
  const add = (tex: Tex | undefined): void => { const key = tex === undefined ? null : nameKey(tex); if (key !== null && isIndexLetter(key)) letters.add(key); };
  for (const { tex } of formulas) {
    for (const node of tex === null ? [] : topDown(tex.body)) {
      if (node.kind !== "scripts") continue;
      const isBig = node.base?.kind === "symbol" && BIG_OPERATORS.has(node.base.text);
      if (isBig && node.sub !== null) for (const part of splitAt(bodyOf(node.sub), (each) => isSymbol(each, ","))) add(part[0]);
      for (const script of [node.sub, node.sup]) {
        const inner = script === null ? [] : bodyOf(script);
        const [bracket] = inner;
        const shifted = inner.length === 1 && bracket?.kind === "delimited" ? bracket.body : inner;
        if (shifted.length === 3 && isSymbol(shifted[1], "+", "-") && shifted[2]!.kind === "number") add(shifted[0]);
      }
    }
  }
  for (const { entry } of entries) {
    for (const { body } of entry.statements) {
      const at = body.findIndex((tex) => isSymbol(tex, "="));
      if (at > 0 && body.some((tex) => isSymbol(tex, "\\dots", "\\ldots", "\\cdots"))) for (const part of splitAt(body.slice(0, at), (tex) => isSymbol(tex, ","))) if (part.length === 1) add(part[0]);
    }
  }
  const subscripts = declaredSubscripts(entries), recurring = shiftedBases(formulas);
  const letterCount = (labels: ReadonlySet<string>): number => [...labels].filter((label) => !/^\d+$/.test(label)).length;
  const isIndexed = (labels: ReadonlySet<string>): boolean => [...labels].some((label) => letters.has(label) || /^[ijklnt]$/.test(label));
  return {
    letters,
    indexed: indexedBases(formulas, letters),
    padded: new Set(entries.flatMap(({ parts }) => parts.flatMap(({ chain: { sides } }) => sides.slice(0, -1).flatMap(({ body }) => paddedBase(body))))),
    previous: plainAndBelow(formulas.flatMap(({ tex }) => (tex === null ? [] : [tex.body])), /^[a-z]-1$/),
    functions: new Set(entries.flatMap(({ entry }) => entry.statements.flatMap(({ body }) => definedCall(body) ?? []))),
    labelled: new Set([...subscripts].filter(([, labels]) => letterCount(labels) > 1).map(([key]) => key)),
    families: new Set([...subscripts].filter(([key, labels]) => (letterCount(labels) === 1 && isIndexed(labels)) || (labels.has("0") && letterCount(labels) === 0 && recurring.has(key))).map(([key]) => key)),
  };
}

/** The x of `x_0` and of `x_{T+1}`. */
function paddedBase([only, ...more]: readonly Tex[]): readonly string[] {
  const base = more.length === 0 && only?.kind === "scripts" && only.sup === null && only.sub !== null && only.base !== null && /^(0|[a-zA-Z]\+1)$/.test(plainText(bodyOf(only.sub))) ? nameKey(only.base) : null;
  return base === null ? [] : [base];
}

/** The f of `f(x) = …`; `A(t) = A` says nothing. */
function definedCall([name, bracket, sign, value]: readonly Tex[]): string | null {
  const isCall = bracket?.kind === "delimited" && bracket.left === "(" && isSymbol(sign, "=", ":=", "\\coloneqq", "\\triangleq", "\\equiv");
  const key = isCall && name !== undefined ? nameKey(name) : null;
  return key !== null && value !== undefined && nameKey(value) !== key ? key : null;
}

/** The x of `x_i` and of `x_{t+1}`. */
function indexedBases(formulas: readonly Formula[], letters: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { tex } of formulas) {
    for (const node of tex === null ? [] : topDown(tex.body)) {
      const base = node.kind === "scripts" && node.sub !== null && node.base !== null ? nameKey(node.base) : null;
      const [index, sign, shift, ...more] = node.kind === "scripts" && node.sub !== null ? bodyOf(node.sub) : [];
      const letter = base === null || index === undefined || more.length > 0 || (sign !== undefined && !(isSymbol(sign, "+", "-") && shift?.kind === "number")) ? null : nameKey(index);
      if (base !== null && letter !== null && (letters.has(letter) || /^[ijklnt]$/.test(letter))) found.add(base);
    }
  }
  return found;
}

/** The h of `h_{t-1}` and of `h_{t+1}`. */
function shiftedBases(formulas: readonly Formula[]): ReadonlySet<string> {
  const nodes = formulas.flatMap(({ tex }) => (tex === null ? [] : [...topDown(tex.body)]));
  return new Set(nodes.flatMap((node) => {
    const [index, sign, shift, ...more] = node.kind === "scripts" && node.sub !== null ? bodyOf(node.sub) : [];
    const key = node.kind === "scripts" && node.base !== null && index !== undefined && isSymbol(sign, "-", "+") && shift?.kind === "number" && more.length === 0 && isIndexLetter(nameKey(index) ?? "") ? nameKey(node.base) : null;
    return key === null ? [] : [key];
  }));
}

/** What stands below each base where it is declared: `W_x`, `W_h`; `h_t`, `h_0`. Two letters make names of them, one letter a family. */
function declaredSubscripts(entries: readonly UnderstoodEntry[]): ReadonlyMap<string, ReadonlySet<string>> {
  const seen = new Map<string, Set<string>>();
  for (const { entry } of entries) {
    for (const { body } of entry.statements) {
      const at = body.findIndex((tex) => isSymbol(tex, "\\in"));
      for (const tex of at > 0 ? body.slice(0, at) : []) {
        if (tex.kind !== "scripts" || tex.sub === null || tex.base === null) continue;
        const key = nameKey(tex.base);
        const label = plainText(bodyOf(tex.sub));
        if (key !== null && /^([a-zA-Z]|\\[a-z]+|\d+)$/.test(label)) seen.set(key, (seen.get(key) ?? new Set()).add(label));
      }
    }
  }
  return seen;
}
