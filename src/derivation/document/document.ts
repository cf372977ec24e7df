/** A document as the checker takes it in: text and formulas in reading order, nothing understood yet, no code run. */
import type { Spelling } from "../notation/spelling.js";
import type { Macros } from "../tex/macros.js";
import type { Span, TexFormula, TexProblem } from "../tex/tex.js";

/** A text that offsets count in: a whole file, or one Markdown cell of a notebook. */
export interface TextUnit {
  /** null outside notebooks; counts from 0 over all cells */
  readonly cell: number | null;
  readonly text: string;
}

/** One formula, inline or displayed, where it stands. `span` is all of it with its delimiters, `source` what is between them. */
export interface Formula {
  readonly kind: "formula";
  readonly display: boolean;
  readonly unit: number;
  readonly span: Span;
  readonly inner: Span;
  readonly tex: TexFormula | null;
  /** Why it cannot be read, where `tex` is null. */
  readonly problem: TexProblem | null;
  /** `\tag{7}`, or a number in parentheses on the line after the display. */
  readonly tag: string | null;
  readonly label: string | null;
  /** `<!-- not checked: because … -->` before it: the reason. */
  readonly waiver: string | null;
}

/** Words between formulas, blanks folded, markup dropped: "where", "Assume". */
export interface Prose {
  readonly kind: "prose";
  readonly unit: number;
  readonly span: Span;
  readonly text: string;
}

/** A heading starts a section: one name may be defined anew there. */
export interface Heading {
  readonly kind: "heading";
  readonly unit: number;
  readonly span: Span;
  readonly level: number;
  readonly text: string;
}

/** A blank line, or the end of a list item or table cell: a sentence does not go on over it. */
export interface ParagraphBreak {
  readonly kind: "break";
  readonly unit: number;
  readonly span: Span;
}

export type Fragment = Formula | Prose | Heading | ParagraphBreak;

export interface Conventions {
  readonly layout: "gradient" | "numerator" | "denominator";
  readonly einstein: boolean;
  readonly broadcast: "columns" | "rows" | null;
  /** base of `\log`; null is the natural logarithm */
  readonly log: number | null;
}

/** A sentence that states the layout of derivatives; it counts from there to the next one. */
export interface LayoutStatement {
  readonly layout: Conventions["layout"];
  /** The fragment from which it counts. */
  readonly from: number;
  readonly unit: number;
  readonly span: Span;
}

export interface SourceDocument {
  readonly path: string;
  readonly units: readonly TextUnit[];
  readonly fragments: readonly Fragment[];
  readonly conventions: Conventions;
  /** What the text says of the layout of derivatives, in reading order. */
  readonly layouts: readonly LayoutStatement[];
  /** The conventions give the layout; else it is the default. */
  readonly setsLayout: boolean;
  /** The author's own commands. */
  readonly macros: Macros;
  /** How its formulas are spelled, where it has ways of its own: primes that transpose, words as names. */
  readonly spelling?: Spelling;
  /** A line of `--where`: what it does not declare is asked for, and no shape is guessed from how a name is written. */
  readonly isOneLine?: true;
  /** What could not be read of the document itself: front matter with an unknown key, a cell that is no text. */
  readonly problems: readonly { readonly unit: number; readonly span: Span; readonly message: string }[];
}
