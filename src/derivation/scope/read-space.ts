/** Spaces: `\mathbb{R}^{m \times n}`, `\{0, 1\}^C`, `\{1, \dots, C\}`, `\mathbb{N}`, `(0, 1)`, `\mathbb{R}_{>0}`. */
import type { Expression } from "../expression/expression.js";
import { splitAt } from "../notation/read-indices.js";
import { bodyOf, coreOf, inSubscript, isSymbol, plainText, spanOf, type Reader } from "../notation/reader.js";
import { DOTS } from "../notation/symbols.js";
import type { Span, Tex } from "../tex/tex.js";
import type { Axes, Fact, Values } from "./scope.js";

export type Space =
  | { readonly kind: "array"; readonly axes: Axes; readonly values: Values; readonly facts: readonly Fact[]; /** Bounds that points are not drawn by. */ readonly within?: string }
  | { readonly kind: "natural"; /** below zero, too */ readonly isSigned?: true }
  /** Whole numbers from … to; `count` of them for a family of labels, `\{1, \dots, C\}^N`. */
  | { readonly kind: "range"; readonly from: Expression; readonly to: Expression; readonly count: Expression | null };

const isBlackboard = (tex: Tex, letter: string): boolean => (tex.kind === "font" && /^(mathbb|Bbb|mathds|mathbf)$/.test(tex.name) && plainText(tex) === letter) || isSymbol(tex, `\\${letter}`, `\\${letter}R`, letter === "R" ? "\\R" : "\\N", letter === "R" ? "\\reals" : "\\naturals") ;

const INTEGERS: readonly number[] = [-3, -2, -1, 0, 1, 2, 3];

/** null where the set is none that we know. */
export function readSpace(written: readonly Tex[], reader: Reader): Space | null {
  const body = written.filter((tex) => !isSymbol(tex, ".", ","));
  const without = body.findIndex((tex) => isSymbol(tex, "\\setminus", "\\backslash"));
  if (without > 0) return withoutZero(readSpace(body.slice(0, without), reader), plainText(body.slice(without + 1)));
  const [head, ...rest] = body;
  if (head === undefined) return null;
  if (rest.length > 0) return null;
  const core = coreOf(head);
  const sup = head.kind === "scripts" ? head.sup : null;
  const sub = head.kind === "scripts" ? head.sub : null;
  if (isBlackboard(core, "Z") && sub === null && (sup === null || !/^[+*>]/.test(plainText(bodyOf(sup))))) return sup === null ? { kind: "natural", isSigned: true } : { kind: "array", axes: axesFrom(sup, reader), values: INTEGERS, facts: [] };
  if (isBlackboard(core, "N") || isBlackboard(core, "Z")) return sup === null ? { kind: "natural" } : { kind: "array", axes: axesFrom(sup, reader), values: "natural", facts: [] };
  if (isBlackboard(core, "R")) {
    const positive = [sub, sup].some((script) => script !== null && /^(\+|>0|\+\+|\\ge0|\\geq0|\\geqslant0)$/.test(plainText(bodyOf(script))));
    const axes = sup === null || /^\+*$/.test(plainText(bodyOf(sup))) ? [] : axesFrom(sup, reader);
    return { kind: "array", axes, values: "real", facts: positive ? [{ kind: "sign", sign: "positive" }] : [] };
  }
  if (/^\\mathbb\{?S|^S$/.test(plainText(core)) && sub !== null && /\+\+/.test(plainText(sub)) && sup !== null) return { kind: "array", axes: square(sup, reader), values: "real", facts: [{ kind: "positive-definite" }] };
  if (core.kind !== "delimited") return null;
  return readBracketSpace(core, sup, reader);
}

/** `\mathbb{R}^n \setminus \{0\}`: of an array the points of it that are met by chance are not zero. */
const withoutZero = (space: Space | null, removed: string): Space | null =>
  space?.kind !== "array" || !/^(\\\{|\\lbrace)?(0|\\(mathbf|boldsymbol|vec|bm)\{?0\}?)(\\\}|\\rbrace)?$/.test(removed) ? null : space.axes.length > 0 ? space : { ...space, facts: [...space.facts, { kind: "sign", sign: "nonzero" }] };

const square = (sup: Tex, reader: Reader): Axes => { const axes = axesFrom(sup, reader); return axes.length === 1 ? [axes[0]!, axes[0]!] : axes; };

function readBracketSpace(core: Tex & { readonly kind: "delimited" }, sup: Tex | null, reader: Reader): Space | null {
  const parts = splitAt(core.body, (tex) => isSymbol(tex, ","));
  const text = plainText(core.body);
  if (/^(\\\{|\\lbrace)$/.test(core.left)) {
    if (text === "0,1") return { kind: "array", axes: sup === null ? [] : axesFrom(sup, reader), values: "binary", facts: [] };
    const dots = parts.findIndex((part) => part.length === 1 && part[0]!.kind === "symbol" && DOTS.has(part[0]!.text));
    if (dots > 0 && parts[dots + 1] !== undefined) return { kind: "range", from: reader.read(parts[0]!, core, inSubscript(reader)), to: reader.read(parts[dots + 1]!, core, inSubscript(reader)), count: sup === null ? null : (axesFrom(sup, reader)[0] ?? null) };
    const numbers = parts.map((part) => Number(plainText(part)));
    const values = text === "\\pm1" ? [-1, 1] : numbers;
    return values.length > 0 && values.every((value) => Number.isInteger(value)) ? { kind: "array", axes: sup === null ? [] : axesFrom(sup, reader), values, facts: [] } : null;
  }
  if ((core.left === "(" || core.left === "[" || core.left === "]") && text === "0,1") return { kind: "array", axes: sup === null ? [] : axesFrom(sup, reader), values: "real", facts: [{ kind: "sign", sign: "unit" }] };
  if (/^\(0,\\infty$|^0,\\infty$/.test(text)) return { kind: "array", axes: sup === null ? [] : axesFrom(sup, reader), values: "real", facts: [{ kind: "sign", sign: "positive" }] };
  // θ in (0, 2π)
  const bounds = parts.map((part) => plainText(part));
  if (/^[([\]]$/.test(core.left) && bounds.length === 2 && bounds.every((bound) => BOUND.test(bound))) return { kind: "array", axes: sup === null ? [] : axesFrom(sup, reader), values: "real", facts: /^\d/.test(bounds[0]!) ? [{ kind: "sign", sign: "positive" }] : [], within: text };
  return null;
}

/** A number, a multiple of π or an infinity. */
const BOUND = /^[-−+]?(\d+(\.\d+)?|\\infty|\d*\\pi(\/\d+)?)$/;

/** `m \times n`, `n`, `(n-1) \times k`, `n_l \times n_{l-1}`: one length an axis. */
function axesFrom(sup: Tex, reader: Reader): Axes {
  const parts = splitAt(bodyOf(sup), (tex) => isSymbol(tex, "\\times", "\\cdot", "x", ",") && !(isSymbol(tex, "x") && bodyOf(sup).length < 3));
  return parts.filter((part) => part.length > 0).map((part) => {
    const inner = part.length === 1 && part[0]!.kind === "delimited" ? part[0]!.body : part;
    return reader.read(inner, spanOf(inner, sup), inSubscript(reader));
  });
}

/** ℝ with these lengths above it. */
export function realSpace(lengths: readonly Tex[], { start, end }: Span): readonly Tex[] {
  const letter: Tex = { kind: "font", name: "mathbb", body: { kind: "symbol", text: "R", start, end }, start, end };
  return [lengths.length === 0 ? letter : { kind: "scripts", base: letter, sub: null, sup: { kind: "group", body: lengths, start, end }, primes: 0, start, end }];
}
