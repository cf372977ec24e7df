/** Writes a report's files so that a reader never meets half of one: each beside its place first, then all are renamed; and never meets those of two builds. */
import { constants, copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ReportError, systemReason } from "./report-error.js";

export interface OutputFile {
  /** Relative to the output folder, with slashes. */
  readonly name: string;
  readonly content: string | Uint8Array;
}

const aside = (file: string): string => `${file}.${process.pid}.tmp`;
const before = (file: string): string => `${file}.${process.pid}.before`;

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
 * All of them or none: what stood there is kept aside until the last one is in its place.
 * @param removed files of an earlier build that must not stand beside these, relative to the folder
 * @returns the paths written
 * @throws {ReportError} if the disk refuses; then everything that stood there is as it was
 */
export function writeFiles(folder: string, files: readonly OutputFile[], removed: readonly string[] = []): readonly string[] {
  const paths = files.map(({ name }) => join(folder, name)), gone = removed.map((name) => join(folder, name));
  const changed: string[] = [];
  const change = (path: string, how: () => void): void => guarded(path, () => (how(), changed.push(path)));
  try {
    files.forEach(({ content }, k) => guarded(paths[k]!, () => {
      mkdirSync(dirname(paths[k]!), { recursive: true });
      writeFileSync(aside(paths[k]!), content);
    }));
    for (const path of [...paths, ...gone]) if (existsSync(path)) guarded(path, () => copyFileSync(path, before(path), constants.COPYFILE_FICLONE));
    for (const path of paths) change(path, () => renameSync(aside(path), path));
    for (const path of gone) change(path, () => rmSync(path, { force: true }));
  } catch (error) {
    for (const path of changed) {
      if (existsSync(before(path))) renameSync(before(path), path);
      else rmSync(path, { force: true });
    }
    throw error;
  } finally {
    for (const path of [...paths.flatMap((each) => [aside(each), before(each)]), ...gone.map(before)]) if (existsSync(path)) rmSync(path);
  }
  return paths;
}

function guarded(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const isFull = /^(?:ENOSPC|EDQUOT)$/.test((error as NodeJS.ErrnoException).code ?? "");
    throw new ReportError(path, `cannot be written: ${systemReason(error)}. The earlier report is as it was; ${isFull ? "free some space" : "make the folder writable"}, or set "output" in the configuration to another`);
  }
}
