/** What an author says of a report: `report/report.json`, read and checked. */
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { describeSyntaxFault } from "../notebook/json-syntax.js";
import { DEEPEST, isTooDeep } from "../notebook/nesting.js";
import { author, AUTHORS, course, TEMPLATES } from "./author-settings.js";
import type { Front } from "./compose.js";
import { DEFAULT_OUTPUT_LIMIT } from "../notebook/kernel/guard/output-limits.js";
import { didYouMean } from "../notebook/did-you-mean.js";
import { ReportError } from "./report-error.js";
import { list, oneOf, oneOrMore, optional, positive, text, yesOrNo } from "./setting-readers.js";

/** `ipynb` asks for the executed notebooks alone, which are always written. */
export type Format = "html" | "pdf" | "md" | "tex" | "ipynb";

export interface ReportConfiguration {
  /** The file, as messages name it. */
  readonly path: string;
  readonly front: Front;
  /** Notebooks in the order of the report; absolute paths. */
  readonly chapters: readonly string[];
  readonly formats: readonly Format[];
  /** HTML: the whole report in one page, or a page for each chapter. */
  readonly pages: "one" | "chapter";
  /** The folder that receives the report; an absolute path. */
  readonly output: string;
  /** A folder with a `screen.css` or a `paper.typ` of its own, in place of the theme that comes with the package; an absolute path. */
  readonly theme: string | null;
  /** Seconds that one cell may take. */
  readonly cellSeconds: number;
  /** Seconds that all cells of one notebook may take together; null: no limit. */
  readonly notebookSeconds: number | null;
  /** Megabytes that one cell may write. */
  readonly outputMegabytes: number;
  /** Megabytes that all cells of one notebook may write together; null: no limit. */
  readonly notebookMegabytes: number | null;
  /** Files and folders that the notebooks read; absolute paths. */
  readonly data: readonly string[];
  /** Is there a list of symbols at the end? */
  readonly glossary: boolean;
  /** Files of BibTeX or CSL-JSON; absolute paths. */
  readonly bibliography: readonly string[];
}

export const FORMATS: readonly Format[] = ["html", "pdf", "md", "tex", "ipynb"];
export const PAGES = ["one", "chapter"] as const;
const USUAL: readonly Format[] = ["html", "pdf"];

type Fields = { readonly [name: string]: unknown };

/**
 * Reads the text of a configuration. Paths in it are relative to its folder.
 * @throws {ReportError} naming the field that is unknown, missing or of the wrong kind
 */
export function readConfiguration(text: string, path: string): ReportConfiguration {
  const fields = parse(text, path);
  const unknown = Object.keys(fields).find((name) => !Object.hasOwn(READERS, name) && name !== "$schema");
  if (unknown !== undefined) throw new ReportError(path, `"${unknown}" is no setting of a report${didYouMean(unknown, Object.keys(READERS)) || `; there are ${Object.keys(READERS).join(", ")}`}`);
  const read = <Name extends keyof typeof READERS>(name: Name): ReturnType<(typeof READERS)[Name]> => {
    try {
      return READERS[name](fields[name]) as ReturnType<(typeof READERS)[Name]>;
    } catch (error) {
      const given = fields[name] === undefined ? "it is missing" : `it is ${JSON.stringify(fields[name])}`;
      throw new ReportError(path, `"${name}" must be ${(error as Error).message}; ${given}`);
    }
  };
  const folder = dirname(resolve(path));
  const at = (file: string): string => (isAbsolute(file) ? file : join(folder, file));
  const theme = read("theme");
  return {
    path,
    front: { title: read("title"), subtitle: read("subtitle"), authors: read("authors"), date: read("date"), language: read("language"), abstract: read("abstract"), template: read("template"), course: read("course") },
    chapters: distinct(read("chapters").map(at), path),
    formats: read("formats"),
    pages: read("pages"),
    output: at(read("output")),
    theme: theme === null ? null : at(theme),
    cellSeconds: read("cellSeconds"),
    notebookSeconds: read("notebookSeconds"),
    outputMegabytes: read("outputMegabytes"),
    notebookMegabytes: read("notebookMegabytes"),
    data: read("data").map(at),
    glossary: read("glossary"),
    bibliography: read("bibliography").map(at),
  };
}

function parse(text: string, path: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new ReportError(path, describeSyntaxFault(text));
  }
  if (isTooDeep(value)) throw new ReportError(path, `it is nested more than ${DEEPEST} lists and objects deep; no configuration needs that`);
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new ReportError(path, `a configuration is an object with "title" and "chapters"; this is ${JSON.stringify(value).slice(0, 40)}`);
  return value as Fields;
}

function distinct(chapters: readonly string[], path: string): readonly string[] {
  const twice = chapters.find((chapter, k) => chapters.indexOf(chapter) !== k);
  if (twice !== undefined) throw new ReportError(path, `"chapters" names ${relative(dirname(resolve(path)), twice)} twice; each chapter stands once`);
  return chapters;
}

/** A reader throws what the value must be, in words. */
const READERS = {
  title: text("a text"),
  subtitle: optional(text("a text"), null),
  authors: optional(list(author, AUTHORS, 0), []),
  date: optional(text("a text"), null),
  language: optional(text('a language tag such as "en"'), "en"),
  abstract: optional(text("a text in Markdown"), null),
  template: optional(oneOf(TEMPLATES, `one of ${TEMPLATES.map((name) => `"${name}"`).join(", ")}`), "article"),
  course: optional(course, null),
  chapters: list(text("a text"), "a list with at least one notebook", 1),
  formats: optional(list(oneOf(FORMATS), `a list of ${FORMATS.map((format) => `"${format}"`).join(", ")}`, 1), USUAL),
  pages: optional(oneOf(PAGES, `one of ${PAGES.map((name) => `"${name}"`).join(", ")}`), "one"),
  output: optional(text("the name of a folder"), "out"),
  theme: optional(text("the name of a folder"), null),
  cellSeconds: optional(positive("seconds"), 120),
  notebookSeconds: optional<number | null>(positive("seconds"), null),
  outputMegabytes: optional(positive("megabytes"), DEFAULT_OUTPUT_LIMIT / 1e6),
  notebookMegabytes: optional<number | null>(positive("megabytes"), null),
  glossary: optional(yesOrNo, false),
  bibliography: optional(oneOrMore(text("a file of BibTeX (.bib) or CSL-JSON (.json), or a list of them")), []),
  data: optional(list(text("a text"), "a list of files and folders", 0), []),
};
