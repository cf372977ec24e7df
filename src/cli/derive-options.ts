/** What `backproof derive` was asked for. */
import { DERIVATION_FORMATS, type DerivationFormat } from "../derivation/latex/print-derivation.js";
import type { Detail } from "../derivation/derive/derivation.js";
import { didYouMean } from "../notebook/did-you-mean.js";
import { UsageError } from "./command.js";
import { readOptions } from "./options.js";

/** From one line, from two names of a document, or from a display's tag. */
export type DeriveSource =
  | { readonly kind: "where"; readonly of: string; readonly where: string; readonly wrt: string }
  | { readonly kind: "names"; readonly file: string; readonly of: string; readonly wrt: string }
  | { readonly kind: "tag"; readonly file: string; readonly tag: string };

export interface DeriveRequest {
  /** null: only the help is asked for */
  readonly source: DeriveSource | null;
  readonly detail: Detail;
  readonly format: DerivationFormat;
  readonly seed: number;
}

const DETAILS = ["brief", "normal", "every"] as const;

/** @throws {UsageError} naming what is wrong */
export function readDeriveRequest(args: readonly string[]): DeriveRequest {
  const { values, files } = readOptions(args, { where: "string", of: "string", wrt: "string", tag: "string", detail: "string", format: "string", seed: "string" });
  return {
    source: values.help === true ? null : sourceOf(values, files),
    detail: oneOf("detail", DETAILS, values.detail === "every step" ? "every" : values.detail ?? "normal"),
    format: oneOf("format", DERIVATION_FORMATS, values.format ?? "text"),
    seed: seedOf(values.seed ?? "1"),
  };
}

function sourceOf({ where, of, wrt, tag }: { readonly where?: string; readonly of?: string; readonly wrt?: string; readonly tag?: string }, files: readonly string[]): DeriveSource {
  const [first, ...more] = files;
  if (first === undefined) throw new UsageError("name what to derive: backproof derive notes.md --of L --wrt W");
  if (more.length > 0) throw new UsageError(`derive takes one document or one expression; it was given ${files.length}: ${files.join(", ")}`);
  if (where !== undefined) {
    if (of !== undefined || tag !== undefined) throw new UsageError(`--where goes with an expression, not with --${of === undefined ? "tag" : "of"}: backproof derive "L(y)" --where "…" --wrt W`);
    if (wrt === undefined) throw new UsageError('--wrt is missing: name what the derivative is by, for example --wrt W');
    return { kind: "where", of: first, where, wrt };
  }
  if (tag !== undefined) {
    if (of !== undefined || wrt !== undefined) throw new UsageError("--tag names a display with its left side; leave out --of and --wrt");
    return { kind: "tag", file: first, tag };
  }
  if (of === undefined && wrt === undefined) throw new UsageError(/\.(md|ipynb|tex)$/.test(first) ? "say what to derive: --of L --wrt W, or --tag with a display's tag" : `tell what the names in "${first}" are with --where, and name with --wrt what the derivative is by`);
  if (of === undefined) throw new UsageError(/\.(md|ipynb|tex)$/.test(first) ? "--of is missing: name what is differentiated, for example --of L" : `tell what the names in "${first}" are with --where`);
  if (wrt === undefined) throw new UsageError("--wrt is missing: name what the derivative is by, for example --wrt W");
  return { kind: "names", file: first, of, wrt };
}

function oneOf<T extends string>(option: string, choices: readonly T[], name: string): T {
  const choice = choices.find((each) => each === name);
  if (choice === undefined) throw new UsageError(`there is no ${option} "${name}"${didYouMean(name, choices)}; choose from ${choices.join(", ")}`);
  return choice;
}

function seedOf(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(seed)) throw new UsageError(`--seed is a whole number from 0 on; it was given "${text}"`);
  return seed;
}
