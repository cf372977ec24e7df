import type { MarkdownContext } from "../../../src/report/markdown/context.js";
import { readMarkdown, type MarkdownReading } from "../../../src/report/markdown/read-markdown.js";

export const CONTEXT: MarkdownContext = {
  origin: { notebook: "notebooks/1.ipynb", cell: 3 },
  macros: new Map(),
  readImage: (source) => (source === "a.png" ? { source: "data:image/png;base64,AAAA" } : { problem: "there is no such file" }),
};

export const read = (text: string): MarkdownReading => readMarkdown(text, CONTEXT);
