/** The files that a check is asked for, read before any is checked. */
import { readFileSync } from "node:fs";
import { DocumentError, readDocument, type SourceDocument } from "../derivation/index.js";
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

/** Strictly UTF-8, so that no formula is checked in a garbled form. A byte order mark is dropped. */
function decode(path: string, bytes: Buffer): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) throw new DocumentError(path, "it is UTF-16; save it as UTF-8");
  if (bytes.includes(0)) throw new DocumentError(path, "it is no text; check takes Markdown (.md), notebooks (.ipynb) and LaTeX (.tex)");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const readable = new TextDecoder("utf-8").decode(bytes);
    const before = readable.slice(0, Math.max(0, readable.indexOf("\ufffd")));
    throw new DocumentError(path, "it is not UTF-8 from here on; save it as UTF-8", before.split("\n").length, before.length - before.lastIndexOf("\n"));
  }
}
