/** The files that a check is asked for, read before any is checked. */
import { readFileSync } from "node:fs";
import { DocumentError, readDocument, type SourceDocument } from "../derivation/index.js";
import { utf8Text } from "../notebook/utf8-text.js";
import { systemReason } from "../report/report-error.js";

/** @throws {DocumentError} naming the file, what is wrong with it, and what to do */
export const readInput = (path: string): SourceDocument => readDocument(path, decode(path, bytesOf(path)));

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EISDIR") throw new DocumentError(path, `it is a folder; name the files in it, for example ${path.replace(/[/\\]+$/, "")}/*.md`);
    if (code === "ENOENT" && /[*?[\]{}]/.test(path)) throw new DocumentError(path, "no file has this name. Patterns are the shell's work, and it found nothing for this one; name the files");
    throw new DocumentError(path, `it cannot be read: ${systemReason(error)}`);
  }
}

/** Strictly UTF-8, so that no formula is checked in a garbled form. */
function decode(path: string, bytes: Buffer): string {
  const text = utf8Text(bytes);
  if (typeof text !== "string" && text.line === undefined) throw new DocumentError(path, text.problem);
  if (bytes.includes(0)) throw new DocumentError(path, "it is no text; check takes Markdown (.md), notebooks (.ipynb) and LaTeX (.tex)");
  if (typeof text !== "string") throw new DocumentError(path, text.problem, text.line, text.column);
  return text;
}
