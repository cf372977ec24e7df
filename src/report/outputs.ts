/** What a code cell gave, as blocks: the richest form both pages can set, in the order of trust. */
import { CAPTION_KEY, PLOTLY_MIME, TABLE_MIME, type CaptionData, type PlotlyFigure, type TableCell, type TableData } from "../figure/figure.js";
import { mimeText, type ErrorOutput, type Json, type Metadata, type MimeBundle, type Output, type StreamOutput } from "../notebook/nbformat.js";
import { isCellMap } from "../figure/cell-map.js";
import { ansiRuns } from "./ansi.js";
import { withoutReturns } from "./carriage-returns.js";
import { splitConsoleTables } from "./console-table.js";
import { describeFigure } from "./describe-figure.js";
import { highlight } from "./highlight.js";
import { readHtml } from "./html-output.js";
import { readInlineMarkdown, readMarkdown } from "./markdown/read-markdown.js";
import type { MarkdownContext } from "./markdown/context.js";
import type { Block, Inline, Picture } from "./model.js";
import { inlineOf } from "./model.js";
import { placeText, type Problem } from "./problem.js";

export interface OutputReading {
  readonly blocks: readonly Block[];
  readonly problems: readonly Problem[];
}

/**
 * Blocks for the outputs of one cell.
 * @param source the cell's code, quoted beside an error
 * @param mayFail its author expects an error
 */
export function readOutputs(outputs: readonly Output[], source: string, context: MarkdownContext, mayFail = false): OutputReading {
  const readings = joinStreams(outputs).map((output) => readOutput(output, source, context, mayFail));
  return { blocks: readings.flatMap((reading) => reading.blocks), problems: readings.flatMap((reading) => reading.problems) };
}

function joinStreams(outputs: readonly Output[]): readonly Output[] {
  return outputs.reduce<Output[]>((joined, next) => {
    const last = joined.at(-1);
    if (next.output_type === "stream" && last?.output_type === "stream" && last.name === next.name) joined[joined.length - 1] = { ...last, text: last.text + next.text };
    else joined.push(next);
    return joined;
  }, []);
}

function readOutput(output: Output, source: string, context: MarkdownContext, mayFail: boolean): OutputReading {
  switch (output.output_type) {
    case "stream": return plain(readStream(output, context));
    case "error": return plain([{ ...errorBlock(output, source, placeText(context.origin)), ...(mayFail && { isExpected: true }) }]);
    default: return readBundle(output.data, output.metadata, context);
  }
}

const plain = (blocks: readonly Block[]): OutputReading => ({ blocks, problems: [] });

function readStream({ name, text }: StreamOutput, { origin }: MarkdownContext): readonly Block[] {
  return splitConsoleTables(withoutReturns(text), origin).flatMap((part): readonly Block[] =>
    typeof part !== "string" ? [part] : part.trim() === "" ? [] : [{ kind: "stream", name, text: part.replace(/^\n(?=.)|\n+$/g, "") }]);
}

/** An error where it happened, with the line of the cell if the message names it. */
export function errorBlock({ ename, evalue, traceback }: ErrorOutput, source: string, where: string): Block & { readonly kind: "failure" } {
  const line = lineIn(traceback.join("\n"));
  return { kind: "failure", title: ename, message: evalue, excerpt: line === null ? null : excerptOf(source, line), where: line === null ? where : `${where}, line ${line}` };
}

/** tslab counts cells, `In[8]:2:5`, and calls from other cells may stand before this one's, which is named last; its compiler begins with `2:5 - `, Python `line 2`. */
function lineIn(traceback: string): number | null {
  const frames = [...traceback.matchAll(/In\[(\d+)\]:(\d+)/g)];
  const frame = frames.find(([, cell]) => cell === frames.at(-1)![1]);
  const line = frame?.[2] ?? /^(\d+):\d+ - /m.exec(traceback)?.[1] ?? /(?:line|cell:)\s*(\d+)/i.exec(traceback)?.[1];
  return line === undefined ? null : Number(line);
}

/** The line with one before and one after, numbered, the line itself marked. */
export function excerptOf(source: string, line: number): string {
  const lines = source.split("\n");
  return lines
    .map((text, k) => ({ text, number: k + 1 }))
    .filter(({ number }) => Math.abs(number - line) <= 1)
    .map(({ text, number }) => `${number === line ? ">" : " "} ${String(number).padStart(3)} | ${text}`)
    .join("\n");
}

export function captionOf(metadata: Metadata): CaptionData {
  const data = metadata[CAPTION_KEY];
  if (data === null || typeof data !== "object" || Array.isArray(data)) return {};
  const text = (key: "caption" | "label" | "alt"): Partial<CaptionData> => {
    const value = (data as { readonly [key: string]: Json })[key];
    return typeof value === "string" ? { [key]: value } : {};
  };
  return { ...text("caption"), ...text("label"), ...text("alt") };
}

type Reader = (value: Json, caption: CaptionData, context: MarkdownContext, bundle: MimeBundle, metadata: Metadata) => OutputReading | null;

/** In this order: data we set ourselves, pictures, text with markup, plain text. Scripts are never run and have no reader. */
const READERS: readonly (readonly [mime: string, read: Reader])[] = [
  [PLOTLY_MIME, (value, caption, context) => figureReading({ kind: "plotly", figure: value as unknown as PlotlyFigure }, caption, context)],
  [TABLE_MIME, readTable],
  ["image/png", raster("image/png")],
  ["image/jpeg", raster("image/jpeg")],
  ["image/gif", raster("image/gif")],
  ["image/svg+xml", (value, caption, context) => figureReading({ kind: "svg", svg: mimeText(value) }, caption, context)],
  ["text/latex", (value, _, context) => readMarkdown(displayed(mimeText(value)), context)],
  ["text/markdown", (value, _, context) => readMarkdown(mimeText(value), context)],
  ["text/html", (value, _, { origin }, bundle) => plain(readHtml(mimeText(value), mimeText(bundle["text/plain"] ?? ""), origin))],
  ["text/plain", (value, caption, context) => readText(mimeText(value), caption, context)],
];

function readBundle(bundle: MimeBundle, metadata: Metadata, context: MarkdownContext): OutputReading {
  const caption = captionOf(metadata);
  for (const [mime, read] of READERS) {
    const value = bundle[mime];
    const reading = value === undefined ? null : read(value, caption, context, bundle, metadata);
    if (reading !== null) return reading;
  }
  const json = Object.entries(bundle).find(([mime]) => mime === "application/json" || mime.endsWith("+json"));
  if (json !== undefined) return plain([{ kind: "stream", name: "stdout", text: JSON.stringify(json[1], null, 2) }]);
  const types = Object.keys(bundle).join(", ") || "nothing";
  return plain([{ kind: "failure", title: "Output cannot be shown", message: `the cell displayed ${types}; none of these can be set on a page`, excerpt: null, where: placeText(context.origin) }]);
}

const displayed = (tex: string): string => (/^\s*(\$|\\\[|\\\(|\\begin\{)/.test(tex) ? tex : `$$${tex}$$`);

function raster(mime: "image/png" | "image/jpeg" | "image/gif"): Reader {
  return (value, caption, context, _, metadata) => figureReading({ kind: "raster", mime, base64: mimeText(value).replace(/\s+/g, ""), ...widthOf(metadata[mime]) }, caption, context);
}

/** Text with a caption or a label is a listing: it has a number that prose can refer to. */
function readText(text: string, { caption = "", label }: CaptionData, context: MarkdownContext): OutputReading {
  if (caption === "" && label === undefined) return plain(readStream({ output_type: "stream", name: "stdout", text }, context));
  const { inlines, problems } = readInlineMarkdown(caption, context), code = withoutAnsi(text).trimEnd();
  return { blocks: [{ kind: "listing", language: "text", code, tokens: highlight(code, "text"), origin: null, number: null, id: label ?? null, caption: inlines }], problems };
}

const withoutAnsi = (text: string): string => ansiRuns(text).map((run) => run.text).join("");

/** `{ "image/png": { "width": 100 } }`, as Jupyter's kernels write it beside an image. */
function widthOf(said: Json | undefined): { readonly width?: number } {
  const width = (said as { readonly width?: Json } | null | undefined)?.width;
  return typeof width === "number" && width > 0 && width < 1e4 ? { width: Math.round(width) } : {};
}

function figureReading(picture: Picture, data: CaptionData, context: MarkdownContext): OutputReading {
  const { inlines, problems } = readInlineMarkdown(data.caption ?? "", context);
  return { blocks: [{ kind: "figure", number: null, id: data.label ?? null, caption: inlines, alt: data.alt ?? describeFigure(picture, data.caption), picture }], problems };
}

/** A table as data; null if it has not the form, so that the next type is tried. */
function readTable(value: Json, data: CaptionData, context: MarkdownContext): OutputReading | null {
  if (!isTableData(value)) return null;
  const { inlines, problems } = readInlineMarkdown(data.caption ?? "", context);
  const cells = (row: readonly TableCell[]): readonly (readonly Inline[])[] => row.map(inlineOf);
  const columns = value.columns.map(({ title, align }) => ({ align, head: inlineOf(title) }));
  const pictures = (value.maps ?? []).map((map): Block => ({ kind: "figure", number: null, id: null, caption: [], alt: map.alt, picture: { kind: "cells", map } }));
  return { blocks: [{ kind: "table", number: null, id: data.label ?? null, caption: inlines, columns, rows: value.rows.map(cells), origin: context.origin }, ...pictures], problems };
}

function isTableData(value: unknown): value is TableData {
  const { columns, rows, maps = [] } = (value ?? {}) as { readonly columns?: unknown; readonly rows?: unknown; readonly maps?: unknown };
  const isCell = (cell: unknown): boolean => typeof cell === "string" || typeof (cell as { tex?: unknown } | null)?.tex === "string";
  return (
    Array.isArray(columns) && columns.length > 0 && columns.every((column: { title?: unknown; align?: unknown }) => isCell(column.title) && ["left", "center", "right"].includes(String(column.align))) &&
    Array.isArray(rows) && rows.every((row) => Array.isArray(row) && row.length === columns.length && row.every(isCell)) &&
    Array.isArray(maps) && maps.every(isCellMap)
  );
}
