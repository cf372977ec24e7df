/** A report as files, in each format that is asked for. */
import { join } from "node:path";
import { stixTwoText } from "../figure/fonts.js";
import type { Format } from "./configuration.js";
import { drawFigures } from "./draw-figures.js";
import { writeChapterPages } from "./html/write-chapter-pages.js";
import { writeHtml } from "./html/write-html.js";
import type * as latex from "./latex/write-latex.js";
import { writeMarkdown } from "./md/write-markdown.js";
import type { Report } from "./model.js";
import type { OutputFile } from "./output-files.js";
import type * as pdf from "./pdf/index.js";
import { noStore, type PictureStore, pictureStore } from "./picture-store.js";
import type { Problem } from "./problem.js";
import { ReportError } from "./report-error.js";
import type { Theme } from "./theme-files.js";

export interface Pages {
  readonly files: readonly OutputFile[];
  readonly problems: readonly Problem[];
  /** What a file lacks that is complete all the same. */
  readonly warnings: readonly Problem[];
}

/** What the writers are given beside the report. */
export interface Means {
  readonly theme: Theme;
  /** Where drawn figures and set documents are kept between builds; null for nowhere. */
  readonly kept: string | null;
  /** HTML: all in one page, or a page for each chapter? */
  readonly pages: "one" | "chapter";
  /** The executed notebooks as files, in the order of the chapters. */
  readonly notebooks: readonly OutputFile[];
}

/** @throws {ReportError} before any work is done, if a format cannot be written on this platform */
export async function requireWriters(formats: readonly Format[]): Promise<void> {
  if (formats.includes("pdf")) await loadPdf();
  if (formats.includes("tex")) await loadLatex();
}

export async function writePages(report: Report, formats: readonly Format[], means: Means, onFormat: (format: Format) => void = () => undefined): Promise<Pages> {
  const written: Pages[] = [];
  for (const format of formats) {
    onFormat(format);
    written.push(await WRITERS[format](report, means));
  }
  return { files: onceEach(written.flatMap((page) => page.files)), problems: distinct(written.flatMap((page) => page.problems)), warnings: written.flatMap((page) => page.warnings) };
}

const picturesIn = (kept: string | null): PictureStore => (kept === null ? noStore : pictureStore(join(kept, "pictures")));

/** Markdown and LaTeX show the figures as the page does. */
function onScreen(write: (report: Report, means: Means) => readonly OutputFile[]): (report: Report, means: Means) => Promise<Pages> {
  return (report, means) => {
    const drawn = drawFigures(report, stixTwoText, new Map(), picturesIn(means.kept));
    return Promise.resolve({ files: write(drawn.report, means), problems: drawn.problems, warnings: [] });
  };
}

const WRITERS: { readonly [F in Format]: (report: Report, means: Means) => Promise<Pages> } = {
  html: onScreen((report, { theme: { screen: css }, pages, notebooks }) => (pages === "one" ? [{ name: "report.html", content: writeHtml(report, { css, notebooks }) }] : writeChapterPages(report, { css, notebooks }))),
  pdf: async (report, { theme: { paper }, kept }) => {
    const { noPdfs, paperFont, pdfStore, writePdf } = await loadPdf();
    const drawn = drawFigures(report, paperFont, new Map(), picturesIn(kept));
    const problems = [...drawn.problems], warnings: Problem[] = [];
    const content = await writePdf(drawn.report, { theme: paper, store: kept === null ? noPdfs : pdfStore(join(kept, "pdf")), onProblem: (problem) => problems.push(problem), onWarning: (warning) => warnings.push(warning) });
    return { files: [{ name: "report.pdf", content }], problems, warnings };
  },
  md: onScreen(writeMarkdown),
  tex: async (report, means) => onScreen((await loadLatex()).writeLatex)(report, means),
  ipynb: () => Promise.resolve({ files: [], problems: [], warnings: [] }),
};

/** Typst is a binary for each platform: loaded only where a PDF is wanted. */
const loadPdf = (): Promise<Pick<typeof pdf, "noPdfs" | "paperFont" | "pdfStore" | "writePdf">> => loaded("report.pdf", import("./pdf/index.js"));

/** It sets the figures of a LaTeX article, too. */
const loadLatex = (): Promise<Pick<typeof latex, "writeLatex">> => loaded("report.tex", import("./latex/write-latex.js"));

/** @throws {ReportError} if there is no Typst for this platform */
async function loaded<T>(file: string, module: Promise<T>): Promise<T> {
  try {
    return await module;
  } catch (error) {
    throw new ReportError(file, `the PDF's compiler cannot be loaded on ${process.platform} ${process.arch}: ${(error as Error).message.split("\n")[0]}. Install again without --omit=optional, or set "formats": ["html"] in the configuration`);
  }
}

/** A figure that cannot be drawn for one page cannot for the other: it is told once. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  return problems.filter(({ where, message }, k) => problems.findIndex((other) => other.where === where && other.message === message) === k);
}

/** A picture that two formats take as it is has one file. */
function onceEach(files: readonly OutputFile[]): readonly OutputFile[] {
  return files.filter(({ name }, k) => files.findIndex((other) => other.name === name) === k);
}
