import { inspect } from "node:util";
import { CAPTION_KEY, PLOTLY_MIME, TABLE_MIME, type CaptionData, type PlotlyFigure, type TableCell, type TableData } from "../figure/figure.js";
import { stixTwoText } from "../figure/fonts.js";
import { renderFigure } from "../figure/render-figure.js";
import { drawable } from "../figure/supported.js";
import type { Json, Metadata, MimeBundle } from "../notebook/nbformat.js";
import { send } from "./kernel-output.js";
import { tableBundle, tableData, type CellValue } from "./table.js";

/** A value that knows how it is shown: the convention that Deno's kernel has too. */
interface Displayable {
  readonly [key: symbol]: () => MimeBundle;
}

const DISPLAY = Symbol.for("Jupyter.display");

function isDisplayable(value: unknown): value is Displayable {
  return value !== null && typeof value === "object" && typeof (value as Displayable)[DISPLAY] === "function";
}

const metadataOf = ({ caption, label, alt }: CaptionData): Metadata => {
  const said = Object.fromEntries(Object.entries({ caption, label, alt }).filter(([, text]) => text !== undefined)) as { [key: string]: Json };
  return Object.keys(said).length === 0 ? {} : { [CAPTION_KEY]: said };
};

/**
 * Shows a value in the notebook: a gradient check as a table, anything with `[Symbol.for("Jupyter.display")]()` as it wants to be shown, all else as text.
 * @param caption numbers it in the report, and gives it the label that prose refers to
 */
export function show(value: unknown, caption: CaptionData = {}): void {
  const bundle = isDisplayable(value) ? completed(value[DISPLAY]!()) : { "text/plain": typeof value === "string" ? value : inspect(value) };
  send({ data: bundle, metadata: metadataOf(caption) });
}

/** A table given as data alone gets its HTML. */
function completed(bundle: MimeBundle): MimeBundle {
  const table = bundle[TABLE_MIME];
  return table === undefined || "text/html" in bundle ? bundle : { ...tableBundle(table as unknown as TableData), ...bundle };
}

/**
 * Shows a plotly figure: its JSON (where plotly is at hand), a picture made now (everywhere), and a summary in words.
 * @throws FigureError if the figure is malformed or needs a browser to be drawn
 */
export function plot(figure: { readonly data: readonly object[]; readonly layout?: object }, caption: CaptionData = {}): void {
  const drawn = drawable(JSON.parse(JSON.stringify(figure)));
  const data = { [PLOTLY_MIME]: drawn as unknown as Json, "image/svg+xml": renderFigure(drawn, { font: stixTwoText }), "text/plain": summaryOf(drawn) };
  send({ data, metadata: metadataOf(caption) });
}

/** Shows rows of text, numbers and TeX under titles. */
export function table(columns: readonly TableCell[], rows: readonly (readonly CellValue[])[], caption: CaptionData = {}): void {
  send({ data: tableBundle(tableData(columns, rows)), metadata: metadataOf(caption) });
}

/** Shows a displayed formula. */
export function tex(latex: string): void {
  send({ data: { "text/latex": `$$${latex}$$`, "text/plain": latex }, metadata: {} });
}

/** Shows text with Markdown in it. */
export function markdown(text: string): void {
  send({ data: { "text/markdown": text, "text/plain": text }, metadata: {} });
}

function summaryOf({ data }: PlotlyFigure): string {
  const traces = data.map((trace) => `${typeof trace["type"] === "string" ? trace["type"] : "scatter"}${typeof trace["name"] === "string" ? ` "${trace["name"]}"` : ""}`);
  return `Figure: ${traces.join(", ")}`;
}
