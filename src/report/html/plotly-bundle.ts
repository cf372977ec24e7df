/** plotly for the figures that a reader makes move: packed in a page, or as a file that several pages share. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import type { OutputFile } from "../output-files.js";

/** What stands beside a figure that can move: no text of an author can look like it. */
export const PLOTLY_DATA = '<script type="application/json" class="plotly-data">';

/** Where a page finds plotly: in itself, or beside it in `PLOTLY_FILE`. */
export type PlotlyPlace = "inside" | "beside";

/** The name is known to `page.js`, too: it is not read from the page, which an author writes. */
const PLOTLY_FILE = "plotly.min.js";

/** Nothing for a page none of whose figures can move. */
export function plotlyHtml(body: string, place: PlotlyPlace): string {
  if (!body.includes(PLOTLY_DATA)) return "";
  return `<script type="application/octet-stream" id="plotly-bundle">${place === "inside" ? packed() : ""}</script>\n`;
}

/** The file that pages with plotly beside them share, if one of them has a figure that can move. */
export const plotlyFiles = (bodies: readonly string[]): readonly OutputFile[] =>
  bodies.some((body) => body.includes(PLOTLY_DATA)) ? [{ name: PLOTLY_FILE, content: bundle() }] : [];

const bundle = (): Uint8Array => readFileSync(createRequire(import.meta.url).resolve("plotly.js-cartesian-dist-min"));

/** gzip in base64; packing takes a while, so it is kept. */
const packed = (): string => (kept ??= gzipSync(bundle(), { level: 9 }).toString("base64"));

let kept: string | undefined;
