/** The names of a document with what it says of them: for a list of symbols. */
import type { SourceDocument } from "../document/document.js";
import { memberText, nameText } from "../latex/names.js";
import { printLatex } from "../latex/print-latex.js";
import type { Typography } from "../latex/typography.js";
import { typographyOf } from "../latex/typography-of.js";
import type { Axes, Place, Quantity } from "../scope/scope.js";
import { understand } from "../scope/understand.js";
import { type Mention, mentionsOf } from "./meanings.js";

export interface GlossaryEntry {
  /** LaTeX: `\mathbf{W}`, `\mathbf{x}^{(k)}`. */
  readonly symbol: string;
  /** What a sentence calls it: "upstream gradient"; null where none does. */
  readonly meaning: string | null;
  /** LaTeX: `\mathbb{R}^{m \times n}`, or `\mathbb{R}^m \to \mathbb{R}` of a function; null where the document does not tell. */
  readonly space: string | null;
  /** The number of the equation that defines it. */
  readonly definedBy: string | null;
  /** Where it is declared, or else defined: the cell from 0, the line from 1 within it. */
  readonly cell: number | null;
  readonly line: number;
}

/**
 * Quantities that the document declares or defines, and functions whose spaces it tells, in the order in which it speaks of them; upstream gradients that
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
    return [{ fragment, start: place?.span.start ?? 0, entry: { symbol, meaning, space, definedBy: tagOf(quantity.definitions[0]?.place, document), ...positionOf(fragment, document) } }];
  });
  return [...entries, ...gradients(mentions, document)].sort((a, b) => a.fragment - b.fragment || a.start - b.start).map(({ entry }) => entry);
}

interface Placed {
  readonly fragment: number;
  readonly start: number;
  readonly entry: GlossaryEntry;
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
function spaceOf({ axes, domain }: Quantity, typography: Typography): string | null {
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

function tagOf(place: Place | undefined, { fragments }: SourceDocument): string | null {
  const fragment = place === undefined ? undefined : fragments[place.fragment];
  return fragment?.kind === "formula" ? fragment.tag : null;
}

function positionOf(fragment: number, { units, fragments }: SourceDocument): { readonly cell: number | null; readonly line: number } {
  const { unit, span } = fragments[fragment]!;
  const { cell, text } = units[unit]!;
  return { cell, line: text.slice(0, span.start).split("\n").length };
}
