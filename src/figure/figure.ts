import type { Json } from "../notebook/nbformat.js";

/** A plotly figure as data: what `Plotly.newPlot` takes. */
export interface PlotlyFigure {
  readonly data: readonly { readonly [key: string]: Json }[];
  readonly layout?: { readonly [key: string]: Json };
}

/** The face figures are set in: its CSS family and the width of each character, in em. */
export interface FigureFont {
  readonly family: string;
  readonly widths: { readonly [character: string]: number };
  /** Width of a character the table lacks, in em. */
  readonly fallback: number;
}

/** MIME types that a cell's output may carry beside the usual ones. */
export const PLOTLY_MIME = "application/vnd.plotly.v1+json";
export const TABLE_MIME = "application/vnd.backproof.table+json";
export const CAPTION_KEY = "backproof";

/** One cell of a table: plain text, or TeX to be set as maths. */
export type TableCell = string | { readonly tex: string };

/** A table as data, so that each writer (HTML, PDF, terminal) sets it in its own way. */
export interface TableData {
  readonly columns: readonly { readonly title: TableCell; readonly align: "left" | "center" | "right" }[];
  readonly rows: readonly (readonly TableCell[])[];
  /** Small pictures that belong to the table and stand below it. */
  readonly maps?: readonly CellMap[];
}

/** A matrix as cells of which some stand out, as data: each medium draws it in its own face. */
export interface CellMap {
  readonly title: string;
  readonly rows: number;
  readonly columns: number;
  readonly rowTitle: string;
  readonly columnTitle: string;
  /** The cells that stand out, their place counted from 0. All others are as they should be. */
  readonly cells: readonly MarkedCell[];
  /** What a reader who cannot see the picture needs to know. */
  readonly alt: string;
}

export interface MarkedCell {
  readonly row: number;
  readonly column: number;
  /** What its colour shows; null for what is no number. */
  readonly value: number | null;
  /** `wrong` gets a cross, `undecided` a question mark: nothing is told by colour alone. */
  readonly mark: "wrong" | "undecided";
}

/** What an author says of an output; it travels in the output's metadata under `backproof`. */
export interface CaptionData {
  /** One sentence or two, in Markdown with LaTeX between `$`. Numbers it as a figure or table. */
  readonly caption?: string;
  /** The name other text refers to: `[figure](#fig-step-size)`. */
  readonly label?: string;
  /** What a reader who cannot see the picture needs to know. */
  readonly alt?: string;
}
