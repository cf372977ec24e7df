/** Checked documents as text, JSON, annotations and test results. */
import { printGithub } from "./print-github.js";
import { printJson } from "./print-json.js";
import { printJunit } from "./print-junit.js";
import { printSarif } from "./print-sarif.js";
import { printText, type TextOptions } from "./print-text.js";
import type { Printed } from "./printed.js";

export type { Printed } from "./printed.js";
export { ANSI_INK, NO_INK } from "./ink.js";
export { countsText, isExact, summaryLine } from "./summary-line.js";
export { findingsOf, type Finding, type Standing } from "./findings.js";
export { plainMessage } from "./message.js";
export { lineAt, placeOf } from "./printed.js";
export { underlinedLine } from "./underlined-line.js";

export interface PrintOptions extends TextOptions {
  /** What is unchecked counts as an error. */
  readonly strict: boolean;
  /** The program's version. */
  readonly version: string;
}

export const FORMATS = ["text", "json", "github", "junit", "sarif"] as const;
export type PrintFormat = (typeof FORMATS)[number];

export const PRINTERS: { readonly [F in PrintFormat]: (documents: readonly Printed[], options: PrintOptions) => string } = {
  text: printText,
  json: printJson,
  github: printGithub,
  junit: printJunit,
  sarif: printSarif,
};
