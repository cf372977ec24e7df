import type { Block, Origin } from "../model.js";
import type { Problem } from "../problem.js";
import type { Macros } from "../tex.js";

/** What reading a piece of Markdown may need from outside, and what it reports. */
export interface MarkdownContext {
  readonly origin: Origin;
  /** The text of an image as a data: URI, or why it cannot be had. Nothing else is ever read. */
  readonly readImage: (source: string) => { readonly source: string } | { readonly problem: string };
  /** Of the report; English where nothing is said. */
  readonly language?: string;
  /** Macros defined so far in the document. */
  readonly macros: Macros;
}

/** The mutable part while one document is read: macros grow, problems are collected. */
export interface Reading {
  readonly context: MarkdownContext;
  macros: Macros;
  readonly problems: Problem[];
  /** Footnotes by the parser's id: numbered through the whole report later. */
  readonly footnotes: Map<number, readonly Block[]>;
}
