/** What earlier builds left in the output folder, as its verification.json tells: a build for students must not stand beside a solution. */
import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { ReportError } from "./report-error.js";

/** The file that tells it. */
export const RECORD = "verification.json";

/** @returns names of files that are still there, relative to the folder; null if there was a build that does not tell */
export function earlierFiles(folder: string): readonly string[] | null {
  const record = join(folder, RECORD);
  return existsSync(record) ? (namesIn(record)?.filter((name) => existsSync(join(folder, name))) ?? null) : [];
}

/** @throws {ReportError} if solutions may stand there that cannot be told from other files */
export function requireKnownFiles(folder: string): void {
  if (earlierFiles(folder) === null) throw new ReportError(join(folder, RECORD), 'it does not tell which files earlier builds wrote here, and those may hold solutions; empty the folder, or set "output" in the configuration to another');
}

function namesIn(record: string): readonly string[] | null {
  try {
    const { files } = JSON.parse(readFileSync(record, "utf8")) as { readonly files?: unknown };
    return Array.isArray(files) && files.every(isInside) ? files : null;
  } catch {
    return null;
  }
}

/** Nothing outside of the folder is ever removed, whatever the record says. */
const isInside = (name: unknown): name is string => typeof name === "string" && name !== "" && !isAbsolute(name) && !name.split(/[/\\]/).includes("..");
