/** What is collected while a report is written as Typst source. */
import type { Problem } from "../problem.js";

export interface Writing {
  /** Pictures by the path under which the source names them. */
  readonly files: Map<string, Uint8Array>;
  /** Ids that something in the report has; a reference to any other is set as text. */
  readonly targets: ReadonlySet<string>;
  /** TeX and pictures that Typst refuses, with the reason: they are shown as failures. */
  readonly refused: ReadonlyMap<string, string>;
  /** Where the block that is being written comes from. */
  where: string;
  /** How many characters of code a line has room for, where the block that is being written stands. */
  columns: number;
  readonly problems: Problem[];
}

/** Puts a picture among the files. @returns its path; the same picture has one path */
export function addFile(writing: Writing, extension: string, content: Uint8Array): string {
  for (const [path, known] of writing.files) {
    if (path.endsWith(extension) && Buffer.compare(known, content) === 0) return path;
  }
  const path = `/picture-${writing.files.size + 1}.${extension}`;
  writing.files.set(path, content);
  return path;
}

/** What is written where a line of code has room for `fewer` characters less than around it. */
export function within(fewer: number, writing: Writing, write: () => string): string {
  const { columns } = writing;
  writing.columns = Math.max(LEAST, columns - fewer);
  const written = write();
  writing.columns = columns;
  return written;
}

const LEAST = 20;
