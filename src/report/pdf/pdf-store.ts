/** Set documents kept between builds: where the source, its files, the compiler and the machine's fonts are the same, so is every byte of the PDF. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { keepFile, makersVersion } from "../kept-file.js";
import type { CompiledPdf, TypstFiles } from "./compile.js";
import { fontsOfMachine } from "./fonts-of-machine.js";

export interface PdfStore {
  /** What is kept for this source and these files, else what `set` gives, kept from now on. */
  readonly get: (source: string, files: TypstFiles, set: () => CompiledPdf) => CompiledPdf;
}

/** Documents kept: going back to one, as when solutions are left out and put in again, costs nothing. */
const KEPT = 8;

/** Nothing is kept. */
export const noPdfs: PdfStore = { get: (_source, _files, set) => set() };

/**
 * A file is the SHA-256 of what follows, what stands against PDF/UA-1 as JSON, and the PDF, a line feed between.
 * @param folder made when something is kept; where it cannot be written nothing is, and nothing fails
 * @param fonts what the machine has, in any words
 */
export function pdfStore(folder: string, fonts: () => string = fontsOfMachine): PdfStore {
  return {
    get: (source, files, set) => {
      const name = `${keyOf(source, files, fonts())}.pdf`;
      const kept = contentOf(join(folder, name));
      if (kept !== null) return kept;
      const made = set();
      const content = Buffer.concat([Buffer.from(`${JSON.stringify(made.nonConformance)}\n`), made.pdf]);
      keepFile(folder, name, Buffer.concat([Buffer.from(`${sha256(content)}\n`), content]), KEPT);
      return made;
    },
  };
}

const sha256 = (content: Uint8Array | string): string => createHash("sha256").update(content).digest("hex");

function keyOf(source: string, files: TypstFiles, fonts: string): string {
  const compiler = readFileSync(createRequire(import.meta.url).resolve("@myriaddreamin/typst-ts-node-compiler/package.json"), "utf8");
  const content = [...files].map(([path, bytes]) => [path, sha256(bytes)]).sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));
  return sha256(JSON.stringify([makersVersion(), compiler, fonts, source, content]));
}

/** A file that was cut off or changed has another sum. */
function contentOf(file: string): CompiledPdf | null {
  try {
    const whole = readFileSync(file), first = whole.indexOf("\n"), second = whole.indexOf("\n", first + 1);
    if (whole.subarray(0, first).toString() !== sha256(whole.subarray(first + 1))) return null;
    return { nonConformance: JSON.parse(whole.subarray(first + 1, second).toString()) as string | null, pdf: whole.subarray(second + 1) };
  } catch {
    return null;
  }
}
