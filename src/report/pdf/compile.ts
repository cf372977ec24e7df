/** Typst behind one function: source and files in, a PDF out. Nothing on the disk and nothing on the network is ever read. */
import { join, resolve } from "node:path";
import { NodeCompiler, type NodeError, type NodeTypstDocument } from "@myriaddreamin/typst-ts-node-compiler";

/** Files that the source may name, by their path: "/theme.typ". */
export type TypstFiles = ReadonlyMap<string, Uint8Array>;

/** Typst refused a source: its messages, one a line. A fault of ours or of a picture, for text cannot cause it. */
export class TypstError extends Error {
  override readonly name = "TypstError";
}

export interface CompiledPdf {
  readonly pdf: Uint8Array;
  /** Null if the file conforms to PDF/UA-1, else what stands against it. The file is tagged all the same. */
  readonly nonConformance: string | null;
}

/** A folder that does not exist: what is not among the files cannot be found. */
const NOWHERE = resolve("/backproof-has-no-such-folder");

/**
 * The same source and files give the same bytes: no date, no system font.
 * @throws TypstError
 */
export function compile(source: string, files: TypstFiles): CompiledPdf {
  const compiler = NodeCompiler.create({ workspace: NOWHERE });
  compiler.evictCache(0); // as `forget`: after the last document nobody need tidy up
  for (const [path, content] of files) compiler.mapShadow(join(NOWHERE, path), Buffer.from(content));
  const outcome = compiler.compile({ mainFileContent: source });
  const error = outcome.takeError();
  if (outcome.result === null) throw new TypstError(messages(compiler, error));
  const options = { creationTimestamp: 0, pdfTags: true };
  try {
    return { pdf: compiler.pdf(outcome.result, { ...options, pdfStandard: "ua-1" }), nonConformance: null };
  } catch (refusal) {
    const reasons = quoted(refusal);
    return { pdf: compiler.pdf(outcome.result, options), nonConformance: [...reasons, ...(reasons.some((reason) => GLYPH.test(reason)) ? [] : glyphsLacking(compiler, outcome.result))].join("\n") };
  }
}

/** Lets go of what an earlier document left in memory, which takes a while: before the next one is set this is done anyway. */
export const forget = (): void => NodeCompiler.create({ workspace: NOWHERE }).evictCache(0);

const GLYPH = /could not be displayed with font/;

/** Where headings are refused the exporter says nothing of letters; archives ask for their glyphs, too, and not for headings. */
function glyphsLacking(compiler: NodeCompiler, document: NodeTypstDocument): readonly string[] {
  try {
    compiler.pdf(document, { creationTimestamp: 0, pdfStandard: "a-2u" });
    return [];
  } catch (refusal) {
    return quoted(refusal).filter((reason) => GLYPH.test(reason));
  }
}

function messages(compiler: NodeCompiler, error: NodeError | null): string {
  const diagnostics = error === null ? [] : (compiler.fetchDiagnostics(error) as readonly { readonly message: string }[]);
  return diagnostics.map(({ message }) => message).join("\n") || "Typst gave no reason";
}

/** The exporter's refusals come as one debug string; the messages in it are quoted. */
function quoted(refusal: unknown): readonly string[] {
  const text = refusal instanceof Error ? refusal.message : String(refusal);
  const found = [...text.matchAll(/message: "((?:[^"\\]|\\.)*)"/g)].map((match) => match[1]!.replace(/^PDF\/[\w-]+ error: /, ""));
  return found.length === 0 ? [text] : [...new Set(found)];
}
