/** Files of BibTeX (`.bib`) and CSL-JSON (`.json`), as their programs write them. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { extname } from "node:path";
import { describeSyntaxFault } from "../../notebook/json-syntax.js";
import { ReportError, systemReason } from "../report-error.js";
import { maskMaths, unmaskMaths } from "./maths-in-bibtex.js";
import type { Bibliography, Reference } from "./reference.js";

/** What is used of @citation-js/core; it brings no types. */
interface Library {
  readonly plugins: { readonly input: { readonly chain: (data: string, options: { readonly forceType: string; readonly generateGraph: boolean }) => readonly unknown[] } };
}

const load = createRequire(import.meta.url);

/**
 * @param files absolute paths
 * @throws {ReportError} naming the file, and the line where it cannot be read
 */
export function readBibliography(files: readonly string[]): Bibliography {
  const found = new Map<string, Reference>();
  for (const file of files) {
    const text = textOf(file);
    const references = extname(file).toLowerCase() === ".json" ? fromJson(text, file) : fromBibtex(text, file);
    for (const reference of references) {
      if (found.has(reference.id)) throw new ReportError(file, `two entries have the key "${reference.id}"; keys must differ`);
      found.set(reference.id, reference);
    }
  }
  return found;
}

function textOf(file: string): string {
  if (![".bib", ".json"].includes(extname(file).toLowerCase())) throw new ReportError(file, "a bibliography is BibTeX (.bib) or CSL-JSON (.json)");
  try {
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    throw new ReportError(file, `the bibliography cannot be read: ${systemReason(error)}`);
  }
}

/** The library is loaded only where there is BibTeX. Its type is given, so that a text is never taken for an address to fetch. */
function fromBibtex(text: string, file: string): readonly Reference[] {
  if (text.trim() === "") return [];
  const { plugins } = load("@citation-js/core") as Library;
  load("@citation-js/plugin-bibtex");
  try {
    return unmaskMaths(plugins.input.chain(maskMaths(text), { forceType: "@bibtex/text", generateGraph: false }) as readonly Reference[]);
  } catch (error) {
    throw new ReportError(file, `this is no BibTeX: ${(error as Error).message.trim()}`);
  }
}

function fromJson(text: string, file: string): readonly Reference[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ReportError(file, describeSyntaxFault(text));
  }
  const isReference = (each: unknown): each is Reference => typeof each === "object" && each !== null && typeof (each as Reference).id === "string";
  if (!Array.isArray(value) || !value.every(isReference)) throw new ReportError(file, 'CSL-JSON is a list of entries, each with an "id"');
  return value;
}
