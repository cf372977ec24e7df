/**
 * Text in a notebook file is a list of lines, so that version control sees lines; in memory it is one string.
 * The same rules as nbformat's (rwbase.py), so that files written by Jupyter and by us differ only where they differ.
 */
import type { Json } from "./nbformat.js";

/** JSON MIME types hold JSON, which is left alone even where it is a list of strings. */
export const isJsonMime = (mime: string): boolean => /^application\/(.*\+)?json$/.test(mime);

const isSplitMime = (mime: string): boolean => mime.startsWith("text/") || mime === "application/javascript" || mime === "image/svg+xml";

/** What Python's `str.splitlines` takes for the end of a line. */
// eslint-disable-next-line no-control-regex -- these control characters are the point
const LINE = /(?:\r\n|[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029])*?(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|$)/y;

/** The lines of a text, each with its end. */
export function splitLines(text: string): string[] {
  const lines: string[] = [];
  for (LINE.lastIndex = 0; LINE.lastIndex < text.length; ) lines.push(LINE.exec(text)?.[0] ?? "");
  return lines;
}

const isTexts = (value: Json | undefined): value is readonly string[] => Array.isArray(value) && value.every((line) => typeof line === "string");

/** One string from a string or a list of strings; anything else as it is. */
export const joinLines = (value: Json): Json => (isTexts(value) ? value.join("") : value);

type Bundle = { readonly [mime: string]: Json };

export const joinBundle = (bundle: Bundle): Bundle => mapValues(bundle, (value, mime) => (isJsonMime(mime) ? value : joinLines(value)));

export const splitBundle = (bundle: Bundle): Bundle =>
  mapValues(bundle, (value, mime) => (typeof value === "string" && isSplitMime(mime) ? splitLines(value) : value));

export function mapValues<From, To>(record: { readonly [key: string]: From }, map: (value: From, key: string) => To): { readonly [key: string]: To } {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}
