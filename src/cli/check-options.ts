/** What `backproof check` was asked for. */
import { FORMATS, type PrintFormat } from "../derivation/print/index.js";
import { didYouMean } from "../notebook/did-you-mean.js";
import { UsageError } from "./command.js";
import { readOptions } from "./options.js";

export interface CheckRequest {
  readonly help: boolean;
  readonly files: readonly string[];
  readonly format: PrintFormat;
  readonly strict: boolean;
  readonly seed: number;
}

/** @throws {UsageError} naming what is wrong */
export function readCheckRequest(args: readonly string[]): CheckRequest {
  const { values, files } = readOptions(args, { format: "string", strict: "boolean", seed: "string" });
  const help = values.help === true;
  if (!help && files.length === 0) throw new UsageError("name at least one file to check: backproof check notes.md");
  return { help, files, format: formatOf(values.format ?? "text"), strict: values.strict === true, seed: seedOf(values.seed ?? "1") };
}

function formatOf(name: string): PrintFormat {
  const format = FORMATS.find((each) => each === name);
  if (format === undefined) throw new UsageError(`there is no format "${name}"${didYouMean(name, FORMATS)}; the formats are ${FORMATS.join(", ")}`);
  return format;
}

function seedOf(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(seed)) throw new UsageError(`--seed is a whole number from 0 on; it was given "${text}"`);
  return seed;
}
