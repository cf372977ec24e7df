/** Writes a report's files so that a reader never meets half of one: each beside its place first, then all are renamed. */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ReportError, systemReason } from "./report-error.js";

export interface OutputFile {
  /** Relative to the output folder, with slashes. */
  readonly name: string;
  readonly content: string | Uint8Array;
}

const aside = (file: string): string => `${file}.${process.pid}.tmp`;

/**
 * Asks the disk, before any work is done, whether the folder can be written.
 * @throws {ReportError} if not
 */
export function requireWritable(folder: string): void {
  const probe = aside(join(folder, "probe"));
  guarded(folder, () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(probe, "");
  });
  rmSync(probe, { force: true });
}

/**
 * @returns the paths written
 * @throws {ReportError} if the disk refuses; then nothing that stood there has changed, unless it refuses a rename
 */
export function writeFiles(folder: string, files: readonly OutputFile[]): readonly string[] {
  const paths = files.map(({ name }) => join(folder, name));
  try {
    files.forEach(({ content }, k) => guarded(paths[k]!, () => {
      mkdirSync(dirname(paths[k]!), { recursive: true });
      writeFileSync(aside(paths[k]!), content);
    }));
    for (const path of paths) guarded(path, () => renameSync(aside(path), path));
  } finally {
    for (const path of paths) if (existsSync(aside(path))) rmSync(aside(path));
  }
  return paths;
}

function guarded(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new ReportError(path, `cannot be written: ${systemReason(error)}. The earlier report is as it was; make the folder writable, or set "output" in the configuration to another`);
  }
}
