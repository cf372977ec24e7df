/** The names of a document with what it says of them: for a list of symbols. */
import type { SourceDocument } from "../document/document.js";
import { memberText, nameText } from "../latex/names.js";
import { printLatex } from "../latex/print-latex.js";
import type { Typography } from "../latex/typography.js";
import { typographyOf } from "../latex/typography-of.js";
import type { Axes, Quantity, Scope } from "../scope/scope.js";
import { understand } from "../scope/understand.js";
import { type Mention, mentionsOf } from "./meanings.js";

export interface GlossaryEntry {
  /** LaTeX: `\mathbf{W}`, `\mathbf{x}^{(k)}`. */
  readonly symbol: string;
  /** What a sentence calls it: "upstream gradient"; null where none does. */
  readonly meaning: string | null;
  /** LaTeX: `\mathbb{R}^{m \times n}`, or `\mathbb{R}^m \to \mathbb{R}` of a function; null where the document does not tell. */
  readonly space: string | null;
  /** The equation that defines it. */
  readonly definedBy: DefiningEquation | null;
  /** Where it is declared, or else defined: the cell from 0, the line from 1 within it. */
  readonly cell: number | null;
  readonly line: number;
}

/** By its `\tag`, by its `\label`, whose number the page counts, or by both. */
export interface DefiningEquation {
  readonly tag: string | null;
  readonly label: string | null;
}

/**
 * Quantities and functions that the document declares or defines, in the order in which it speaks of them; upstream gradients that
 * a sentence names. Sizes are among them where a sentence says what they count; indices are left out: they say what they are in the shapes.
 */
export function glossaryOf(document: SourceDocument): readonly GlossaryEntry[] {
  const { scope } = understand(document);
  const typography = typographyOf(document, scope);
  const mentions = mentionsOf(document);
  const entries = [...scope.quantities.values()].flatMap((quantity): readonly Placed[] => {
    if (quantity.role !== "variable" && quantity.role !== "size") return [];
    const symbol = symbolOf(quantity, typography);
    const own = mentions.filter(({ source }) => bare(headOf(source)) === bare(symbol));
    const place = quantity.declaredAt ?? quantity.definitions[0]?.place ?? null;
    const written = own.find(({ source }) => spaceIn(source) !== null);
    const at = place?.fragment ?? written?.fragment;
    const meaning = (own.find(({ fragment, meaning: words }) => fragment === at && words !== null) ?? own.find(({ meaning: words }) => words !== null))?.meaning ?? null;
    if (quantity.role === "size" ? meaning === null : at === undefined) return [];
    const fragment = at ?? own[0]!.fragment;
    const space = quantity.role === "size" ? "\\mathbb{N}" : (spaceOf(quantity, typography) ?? (written === undefined ? null : spaceIn(written.source)));
    return [{ fragment, start: place?.span.start ?? 0, entry: { symbol, meaning, space, definedBy: equationAt(quantity.definitions[0]?.place.fragment ?? columnsAt(quantity, symbol, scope, document), document), ...positionOf(fragment, document) } }];
  });
  return [...entries, ...functionsIn(scope, mentions, typography, document), ...gradients(mentions, document)].sort((a, b) => a.fragment - b.fragment || a.start - b.start).map(({ entry }) => entry);
}

interface Placed {
  readonly fragment: number;
  readonly start: number;
  readonly entry: GlossaryEntry;
}

/** `$f(x) = …$`, and `$f : \\mathbb{R}^n \\to \\mathbb{R}$` where it is defined, too. */
function functionsIn({ functions, quantities }: Scope, mentions: readonly Mention[], typography: Typography, document: SourceDocument): readonly Placed[] {
  return [...functions.values()].flatMap(({ key, definition, domain, codomain }): readonly Placed[] => {
    if (definition === null || quantities.has(key)) return [];
    const { fragment, span } = definition.place, symbol = nameText(key, typography);
    const meaning = mentions.find(({ source, meaning: words }) => words !== null && bare(headOf(source)).replace(/\(.*/s, "") === bare(symbol))?.meaning ?? null;
    const space = codomain === null || domain === null ? null : spaceOf({ axes: codomain, domain }, typography);
    return [{ fragment, start: span.start, entry: { symbol, meaning, space, definedBy: equationAt(fragment, document), ...positionOf(fragment, document) } }];
  });
}

/** `the upstream gradient $\frac{dL}{d\mathbf{y}} \in \mathbb{R}^m$`. */
function gradients(mentions: readonly Mention[], document: SourceDocument): readonly Placed[] {
  const named = mentions.filter(({ source, meaning }) => meaning !== null && /^\\[dt]?frac\{(\\partial\s*|d)[^{}]*\}\{/.test(source) && spaceIn(source) !== null);
  return named.map(({ fragment, source, meaning }) => ({ fragment, start: 0, entry: { symbol: headOf(source), meaning, space: spaceIn(source), definedBy: null, ...positionOf(fragment, document) } }));
}

/** What stands before `\in` or a colon, and what after it. */
const headOf = (source: string): string => source.split(/\s*(?:\\in\b|:|\\colon\b)\s*/)[0]!;
const spaceIn = (source: string): string | null => /(?:\\in\b|:|\\colon\b)\s*(\\mathbb.+)$/s.exec(source)?.[1]?.trim() ?? null;

/** The letters alone: `\mathbf{W}` and `W` are one symbol. */
const bare = (tex: string): string => tex.replace(/\\(mathbf|boldsymbol|bm|vec|mathrm|mathit)\b/g, "").replace(/[{}\s]/g, "");

function symbolOf({ key, levels, style, levelNames }: Quantity, typography: Typography): string {
  if (levels === 0) return nameText(key, typography);
  const letter = memberText(key.replace("^{(\\cdot)}", ""), typography), index = levelNames[0] ?? "k";
  return style === "sub" ? `${letter}_{${index}}` : `${letter}^{(${index})}`;
}

/** Null where an axis has a length that has no name. */
function spaceOf({ axes, domain }: Pick<Quantity, "axes" | "domain">, typography: Typography): string | null {
  const own = axes === null ? null : arrays(axes, typography);
  const from = domain?.map((each) => arrays(each, typography)) ?? [];
  return own === null || from.includes(null) ? null : from.length === 0 ? own : `${from.join(" \\times ")} \\to ${own}`;
}

function arrays(axes: Axes, typography: Typography): string | null {
  if (axes.length === 0) return "\\mathbb{R}";
  try {
    const sizes = axes.map((axis) => printLatex(axis, typography));
    return `\\mathbb{R}^{${sizes.join(" \\times ")}}`;
  } catch {
    return null;
  }
}

/** Null of a formula in the text, and of a display that nothing can refer to. */
function equationAt(at: number | undefined, { fragments }: SourceDocument): DefiningEquation | null {
  const fragment = at === undefined ? undefined : fragments[at];
  return fragment?.kind === "formula" && (fragment.tag !== null || fragment.label !== null) ? { tag: fragment.tag, label: fragment.label } : null;
}

/** A matrix that is written as its columns, `X = [x^{(1)} … x^{(N)}]`, has no other definition. */
function columnsAt({ key }: Quantity, symbol: string, { quantities }: Scope, { fragments, units }: SourceDocument): number | undefined {
  if (![...quantities.values()].some(({ memberOf }) => memberOf?.matrix === key)) return undefined;
  const at = fragments.findIndex((fragment) => fragment.kind === "formula" && fragment.display && bare(units[fragment.unit]!.text.slice(fragment.inner.start, fragment.inner.end)).includes(`${bare(symbol)}=\\begin`));
  return at < 0 ? undefined : at;
}

function positionOf(fragment: number, { units, fragments }: SourceDocument): { readonly cell: number | null; readonly line: number } {
  const { unit, span } = fragments[fragment]!;
  const { cell, text } = units[unit]!;
  return { cell, line: text.slice(0, span.start).split("\n").length };
}
