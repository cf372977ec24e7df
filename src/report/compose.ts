/** Executed notebooks to a report: every cell becomes blocks, then numbers and references are settled over all of them. */
import { mimeText, tagsOf, type Cell, type CodeCell, type MarkdownCell } from "../notebook/nbformat.js";
import { type CellRun, type ExecutedNotebook, outcomeText } from "../notebook/run.js";
import { dateText } from "./date-text.js";
import { highlight } from "./highlight.js";
import type { MarkdownContext } from "./markdown/context.js";
import { takeLabel } from "./markdown/captions.js";
import { readInlineMarkdown, readMarkdown, type MarkdownReading } from "./markdown/read-markdown.js";
import type { Author, Block, Chapter, Claim, Course, Origin, Report, Template } from "./model.js";
import { numberPieces, type Piece } from "./number.js";
import { excerptOf, readOutputs } from "./outputs.js";
import { placeText, type Problem } from "./problem.js";
import type { Bibliography } from "./bibliography/reference.js";
import { referencesBlocks, withoutEmptyHeading } from "./bibliography/references-block.js";
import { isSolution, settleSolutions } from "./solutions.js";
import type { Macros } from "./tex.js";

/** What the author says of the report as a whole. */
export interface Front {
  readonly title: string;
  readonly subtitle: string | null;
  readonly authors: readonly Author[];
  readonly date: string | null;
  readonly language: string;
  /** Markdown */
  readonly abstract: string | null;
  readonly template?: Template;
  readonly course?: Course | null;
}

export interface ComposeInput {
  readonly front: Front;
  readonly notebooks: readonly ExecutedNotebook[];
  readonly summary: readonly Claim[];
  readonly appendix: readonly Block[];
  /** Of what the report is built, and with what. */
  readonly provenance?: string;
  /** The blocks of a Markdown cell with the verdicts on its equations. */
  readonly withVerdicts?: (blocks: readonly Block[], cell: Origin) => readonly Block[];
  /** What can be cited; null where the report names no bibliography. */
  readonly bibliography?: Bibliography | null;
  /** Leave out what the author marked as a solution. */
  readonly withoutSolutions?: boolean;
  /** What is to be said after a cell: a check that fails there, say. */
  readonly notesAfter?: (cell: Origin) => readonly Block[];
  /** An image that prose in `notebook` names, as a data: URI, or why it cannot be had. */
  readonly readImage: (source: string, notebook: string) => { readonly source: string } | { readonly problem: string };
}

export interface Composed {
  readonly report: Report;
  readonly problems: readonly Problem[];
}

export function composeReport({ front, notebooks, summary, appendix, provenance, readImage, withoutSolutions = false, bibliography = null, notesAfter = () => [], withVerdicts = (blocks) => blocks }: ComposeInput): Composed {
  const chapters = notebooks.map((notebook) => readChapter(notebook, { readImage, notesAfter, withVerdicts, language: front.language }));
  const front0 = { origin: { notebook: "report", cell: 0 }, readImage: () => ({ problem: "the abstract holds no images" }), macros: new Map<string, string>(), language: front.language };
  const abstract = readMarkdown(front.abstract ?? "", front0);
  const first: Piece = { origin: front0.origin, blocks: abstract.blocks.map(withoutRank) };
  const { pieces: [settledFirst, ...pieces], problems, cited } = numberPieces([first, ...chapters.flatMap((chapter) => chapter.pieces)], bibliography);
  const chapterOf = (path: string): Chapter => {
    const own = pieces.filter((piece) => piece.origin.notebook === path);
    return { source: path, blocks: own.flatMap(({ blocks }) => blocks), cells: own.flatMap(({ blocks, origin }) => blocks.map(() => origin.cell)) };
  };
  const [settledAbstract, ...settled] = settleSolutions([{ source: "report", blocks: settledFirst!.blocks }, ...notebooks.map(({ path }) => chapterOf(path))], withoutSolutions);
  const references = bibliography === null ? [] : referencesBlocks(bibliography, cited, [settledAbstract!, ...settled]);
  return {
    report: { ...front, date: front.date === null ? null : dateText(front.date, front.language), abstract: settledAbstract!.blocks, summary, provenance: provenance ?? null, chapters: references.length === 0 ? settled : withoutEmptyHeading(settled), appendix: [...references, ...appendix] },
    problems: [...abstract.problems, ...chapters.flatMap((chapter) => chapter.problems), ...problems],
  };
}

/** A heading of the abstract is no section of the report. */
const withoutRank = (block: Block): Block => (block.kind === "heading" ? { kind: "paragraph", children: [{ kind: "strong", children: block.children }], leadsIn: false } : block);

function readChapter({ path, notebook, runs }: ExecutedNotebook, { readImage, notesAfter, withVerdicts, language }: Required<Pick<ComposeInput, "readImage" | "notesAfter" | "withVerdicts">> & Pick<Front, "language">): { readonly pieces: readonly Piece[]; readonly problems: readonly Problem[] } {
  const pieces: Piece[] = [];
  const problems: Problem[] = [];
  let macros: Macros = new Map();
  notebook.cells.forEach((cell, k) => {
    const origin: Origin = { notebook: path, cell: k };
    const push = (blocks: readonly Block[]): void => void pieces.push({ origin, source: cell.source, blocks: isSolution(cell) ? [{ kind: "solution", blocks }] : blocks });
    const run = runs.find((each) => each.cell === k);
    const context: MarkdownContext = { origin, macros, language, readImage: (source) => attachment(cell, source) ?? readImage(source, path) };
    if (tagsOf(cell).includes("remove-cell")) return push([...withVerdicts([], origin), ...failureOf(cell, run, origin), ...notesAfter(origin)]);
    const reading = readCell(cell, run, context);
    macros = reading.macros;
    push([...withVerdicts(reading.blocks, origin), ...notesAfter(origin)]);
    problems.push(...reading.problems);
  });
  return { pieces, problems };
}

function readCell(cell: Cell, run: CellRun | undefined, context: MarkdownContext): MarkdownReading {
  switch (cell.cell_type) {
    case "markdown": return readMarkdown(cell.source, context);
    case "code": return { ...readCode(cell, run, context), macros: context.macros };
    case "raw": return { blocks: [], problems: [], macros: context.macros };
  }
}

/** An image that is part of the cell itself. */
function attachment(cell: Cell, source: string): { readonly source: string } | { readonly problem: string } | null {
  if (!source.startsWith("attachment:")) return null;
  const bundle = (cell as MarkdownCell).attachments?.[decodeURIComponent(source.slice("attachment:".length))];
  const found = Object.entries(bundle ?? {}).find(([mime]) => /^image\/(png|jpeg|gif|svg\+xml)$/.test(mime));
  if (found === undefined) return { problem: "the cell has no such attachment" };
  const [mime, value] = found;
  const base64 = mime === "image/svg+xml" ? Buffer.from(mimeText(value)).toString("base64") : mimeText(value).replace(/\s+/g, "");
  return { source: `data:${mime};base64,${base64}` };
}

function readCode(cell: CodeCell, run: CellRun | undefined, context: MarkdownContext): { readonly blocks: readonly Block[]; readonly problems: readonly Problem[] } {
  const tags = tagsOf(cell);
  const code = cell.source.replace(/\s+$/, "");
  const listing = code === "" || tags.includes("hide-input") ? { blocks: [], problems: [] } : readListing(code, context);
  const mayFail = tags.includes("raises-exception") && (run === undefined || run.outcome.status === "ok");
  const { blocks, problems } = readOutputs(cell.outputs, cell.source, context, mayFail);
  const shown = tags.includes("hide-output") ? blocks.filter((block) => block.kind === "failure") : blocks;
  const others = shown.filter((block) => !isToldBy(block, run));
  const outputs = tags.includes("skip-execution") ? stored(shown) : [...others, ...failureOf(cell, run, context.origin)];
  return { blocks: [...listing.blocks, ...outputs], problems: [...listing.problems, ...problems] };
}

const stored = (blocks: readonly Block[]): readonly Block[] => (blocks.length === 0 ? [] : [{ kind: "stored", blocks }]);

/** A first line `// Listing: its caption. {#lst-x}` is the caption of the code below it. */
function readListing(source: string, context: MarkdownContext): { readonly blocks: readonly Block[]; readonly problems: readonly Problem[] } {
  const [, words = "", code = source] = /^(?:\/\/|#) *Listing: *(.*)\n([^]*)$/.exec(source) ?? [];
  const { inlines, problems } = readInlineMarkdown(words, context);
  const { content, id } = takeLabel(inlines);
  const listing: Block = { kind: "listing", language: "typescript", code, tokens: highlight(code, "typescript"), origin: context.origin };
  return { blocks: [words === "" ? listing : { ...listing, number: null, id, caption: content }], problems };
}

/** The failure of a cell, in place: its error with the line of the cell, or why it did not end. */
function failureOf(cell: Cell, run: CellRun | undefined, origin: Origin): readonly Block[] {
  if (run === undefined || run.outcome.status === "ok") return [];
  const { outcome } = run;
  const line = outcome.status === "error" ? outcome.line : undefined;
  const where = `${placeText(origin)}${line === undefined ? "" : `, line ${line}`}`;
  const excerpt = line === undefined ? null : excerptOf(cell.source, line);
  return [{ kind: "failure", title: outcome.status === "error" ? outcome.name : TITLES[outcome.status], message: outcomeText(outcome), excerpt, where }];
}

/** Does the cell's failure say this output, too? The written notebook tells each failure as an error. */
const isToldBy = (block: Block, run: CellRun | undefined): boolean =>
  block.kind === "failure" && run !== undefined && run.outcome.status !== "ok" && (run.outcome.status === "error" || block.message === run.outcome.message);

const TITLES = { timeout: "The cell did not end in time", dead: "The kernel died", "lost-output": "Output was lost", "not-run": "The cell was not run" };
