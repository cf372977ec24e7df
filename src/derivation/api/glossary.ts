/** The names of a document with what it says of them: for a list of symbols. */
import type { SourceDocument } from "../document/document.js";
import { memberText, nameText } from "../latex/names.js";
import { printLatex } from "../latex/print-latex.js";
import type { Typography } from "../latex/typography.js";
import { typographyOf } from "../latex/typography-of.js";
import type { Axes, Place, Quantity } from "../scope/scope.js";
import { understand } from "../scope/understand.js";

export interface GlossaryEntry {
  /** LaTeX: `\mathbf{W}`, `\mathbf{x}^{(k)}`. */
  readonly symbol: string;
  /** LaTeX: `\mathbb{R}^{m \times n}`, or `\mathbb{R}^m \to \mathbb{R}` of a function; null where the document does not tell. */
  readonly space: string | null;
  /** The number of the equation that defines it. */
  readonly definedBy: string | null;
  /** Where it is declared, or else defined: the cell from 0, the line from 1 within it. */
  readonly cell: number | null;
  readonly line: number;
}

/** Quantities that the document declares or defines, and functions whose spaces it tells, in the order in which it speaks of them. Sizes and indices are left out: they say what they are in the shapes. */
export function glossaryOf(document: SourceDocument): readonly GlossaryEntry[] {
  const { scope } = understand(document);
  const typography = typographyOf(document, scope);
  return [...scope.quantities.values()]
    .filter(({ role }) => role === "variable")
    .flatMap((quantity) => {
      const place = quantity.declaredAt ?? quantity.definitions[0]?.place;
      return place === undefined ? [] : [{ place, entry: { symbol: symbolOf(quantity, typography), space: spaceOf(quantity, typography), definedBy: tagOf(quantity.definitions[0]?.place, document), ...positionOf(place, document) } }];
    })
    .sort((a, b) => a.place.fragment - b.place.fragment || a.place.span.start - b.place.span.start)
    .map(({ entry }) => entry);
}

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

function positionOf({ unit, span }: Place, { units }: SourceDocument): { readonly cell: number | null; readonly line: number } {
  const { cell, text } = units[unit]!;
  return { cell, line: text.slice(0, span.start).split("\n").length };
}
