/**
 * A report as plain data: what the HTML writer and the PDF writer both read, and all they read.
 * Numbers and references are settled before (`number.ts`) and figures drawn (`draw-figures.ts`), so both pages say the same.
 */
import type { CheckedEquation, LayerPart } from "../derivation/index.js";
import type { CellMap, PlotlyFigure, TableCell } from "../figure/figure.js";

/** A place in the author's files, for messages and for links back. */
export interface Origin {
  /** The notebook's path, relative to the project. */
  readonly notebook: string;
  /** The cell, counted from 0. */
  readonly cell: number;
}

export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "maths"; readonly tex: string }
  | { readonly kind: "emphasis" | "strong" | "strike" | "key" | "sub" | "sup"; readonly children: readonly Inline[] }
  | { readonly kind: "link"; readonly href: string; readonly children: readonly Inline[] }
  /** A reference within the report: `target` is the id of a numbered thing, `children` its resolved text ("equation (7)"). */
  | { readonly kind: "reference"; readonly target: string; readonly children: readonly Inline[]; /** A reference to this place may lead here. */ readonly id?: string }
  | { readonly kind: "footnote"; readonly number: number; readonly blocks: readonly Block[] }
  /** An image; `source` is always a data: URI (files and attachments were read while composing). */
  | { readonly kind: "image"; readonly source: string; readonly alt: string }
  | { readonly kind: "break" }
  /** The box at the start of an item that is to be done, or was. */
  | { readonly kind: "task"; readonly isDone: boolean };

/** A part of a layer whose code was held against its equation: three ways, the equation, the code, one against the other. */
export interface LayerEvidence {
  readonly layer: string;
  /** The cell that checked it, from 0. */
  readonly cell: number;
  readonly part: LayerPart;
  /** Its row in the appendix. */
  readonly id: string;
}

export type Align = "left" | "center" | "right";

/** A row of a display that has numbers beside its rows; null where this one has none. */
export interface DisplayRow {
  readonly number: string | null;
  readonly id: string | null;
}

/** A token of highlighted code; `scope` is highlight.js's name without prefix ("keyword", "string", "title function_"), null for plain text. */
export interface CodeToken {
  readonly text: string;
  readonly scope: string | null;
}

/** `plotly` and `svg` are what a cell gave; `drawFigures` turns both into `drawn`, which is what the writers set. */
export type Picture =
  | { readonly kind: "plotly"; readonly figure: PlotlyFigure }
  | { readonly kind: "cells"; readonly map: CellMap }
  | { readonly kind: "svg"; readonly svg: string }
  /** A clean SVG; `figure` is the themed figure behind it, where there is one. */
  | { readonly kind: "drawn"; readonly svg: string; readonly figure: PlotlyFigure | null }
  | { readonly kind: "raster"; readonly mime: "image/png" | "image/jpeg" | "image/gif"; readonly base64: string; /** In CSS pixels, where the notebook says how wide it is shown. */ readonly width?: number }
  /** An image of prose, as it is; `source` is always a data: URI. */
  | { readonly kind: "image"; readonly source: string };

export type Block =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3 | 4 | 5 | 6; readonly number: string | null; readonly id: string; readonly children: readonly Inline[] }
  | { readonly kind: "paragraph"; readonly children: readonly Inline[]; /** It leads into the display that follows and must stay with it. */ readonly leadsIn: boolean }
  /** A display; `tex` without \tag and \label. Null is unnumbered. Where its rows are numbered, `number` is all of theirs ("8, 9") and `id` the first one's. */
  | { readonly kind: "equation"; readonly tex: string; readonly number: string | null; readonly id: string | null; readonly rows?: readonly DisplayRow[]; readonly origin: Origin | null; /** What the checker says of it: one for each of its equations. */ readonly verdicts?: readonly CheckedEquation[]; /** Layers whose equation it is. */ readonly layers?: readonly LayerEvidence[] }
  | { readonly kind: "list"; readonly ordered: boolean; readonly start: number; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: "quote"; readonly blocks: readonly Block[] }
  /** What a page folds behind its summary, and paper shows below it. */
  | { readonly kind: "details"; readonly summary: readonly Inline[]; readonly isOpen: boolean; readonly blocks: readonly Block[] }
  /** What a build without solutions leaves out. It is there until numbers are settled; the writers never meet it. */
  | { readonly kind: "solution"; readonly blocks: readonly Block[] }
  /** Outputs that were stored in the notebook, of a cell that was not run: nothing in them was checked. */
  | { readonly kind: "stored"; readonly blocks: readonly Block[] }
  | { readonly kind: "rule" }
  | { readonly kind: "table"; readonly number: string | null; readonly id: string | null; readonly caption: readonly Inline[]; readonly columns: readonly { readonly align: Align; readonly head: readonly Inline[] }[]; readonly rows: readonly (readonly (readonly Inline[])[])[]; /** The cell that gave it: then a very long one is cut. */ readonly origin?: Origin }
  | { readonly kind: "figure"; readonly number: string | null; readonly id: string | null; readonly caption: readonly Inline[]; readonly alt: string; readonly picture: Picture }
  /** Code: a cell's source (`origin` set, folded in HTML) or a fenced block in prose. One with a caption has a number and is open. */
  | { readonly kind: "listing"; readonly language: string; readonly code: string; readonly tokens: readonly CodeToken[]; readonly origin: Origin | null; readonly number?: string | null; readonly id?: string | null; readonly caption?: readonly Inline[] }
  /** Text a cell printed. May hold ANSI colour sequences. */
  | { readonly kind: "stream"; readonly name: "stdout" | "stderr"; readonly text: string }
  /** Sanitised HTML from an output, with the plain text that stands for it where HTML cannot (the PDF). */
  | { readonly kind: "html"; readonly html: string; readonly text: string }
  /** The works that are cited, each under its number. */
  | { readonly kind: "references"; readonly items: readonly { readonly id: string; readonly label: string; readonly children: readonly Inline[] }[] }
  /** Something that went wrong, in place: an error in a cell, a hang, a figure that cannot be drawn, TeX that cannot be read. */
  | { readonly kind: "failure"; readonly title: string; readonly message: string; readonly excerpt: string | null; readonly where: string; /** Its author says that it has to go wrong. */ readonly isExpected?: boolean; /** What would make an equation true, and the equation as it would then be. */ readonly repair?: Repair };

export interface Chapter {
  readonly source: string;
  readonly blocks: readonly Block[];
  /** The cell that each block comes from, counted from 0. */
  readonly cells?: readonly number[];
}

/** A formula that would hold, and the words before it: "a transpose is missing". */
export interface Repair {
  readonly words: string;
  readonly tex: string;
}

/** One line of the summary at the front: "9 of 9 gradient checks hold". */
export interface Claim {
  /** null: nothing of it fails, and not all of it was checked. */
  readonly holds: boolean | null;
  readonly text: string;
}

export interface Author {
  readonly name: string;
  readonly affiliations?: readonly string[];
  readonly email?: string;
  /** The number that a course knows its bearer by. */
  readonly id?: string;
}

/** The course that a report is handed in to. */
export interface Course {
  readonly name: string;
  readonly code?: string;
  readonly term?: string;
  readonly institution?: string;
  readonly teacher?: string;
  /** "Assignment 1" */
  readonly assignment?: string;
}

/** How the title is set: of a paper; of an assignment, under the course's header; of a few pages, without contents. */
export type Template = "article" | "hand-in" | "note";

export interface Report {
  readonly title: string;
  readonly subtitle: string | null;
  readonly authors: readonly Author[];
  readonly date: string | null;
  /** "article" where nothing is said. */
  readonly template?: Template;
  readonly course?: Course | null;
  readonly language: string;
  readonly abstract: readonly Block[];
  readonly summary: readonly Claim[];
  /** Of what it was built, and with what: "Built from commit 4b61102 with Node 20.20.0." */
  readonly provenance: string | null;
  readonly chapters: readonly Chapter[];
  /** What follows the chapters, headings unnumbered: the table of checks. */
  readonly appendix: readonly Block[];
}

/** A table cell as data, as inline content. */
export function inlineOf(cell: TableCell): readonly Inline[] {
  return typeof cell === "string" ? [{ kind: "text", text: cell }] : [{ kind: "maths", tex: cell.tex }];
}
