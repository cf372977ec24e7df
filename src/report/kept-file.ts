/** Files in a cache: written aside and moved, so that nobody reads half of one; the oldest tidied away. What cannot be written is not kept, and nothing fails. */
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { packageFolder } from "./theme-files.js";

/** What decides how something is made: the sources that dist/ was made of, or the package's version and those of what it stands on. */
export function makersVersion(): string {
  const root = packageFolder(), stamp = join(root, "dist", ".sources");
  return existsSync(stamp) ? readFileSync(stamp, "utf8") : readFileSync(join(root, "package.json"), "utf8");
}

/**
 * @param folder made when something is kept
 * @param most files of this extension that stay
 */
export function keepFile(folder: string, name: string, content: string | Uint8Array, most: number): void {
  const aside = join(folder, `${randomUUID()}.tmp`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(aside, content);
    renameSync(aside, join(folder, name));
    const names = readdirSync(folder).filter((each) => extname(each) === extname(name));
    if (names.length > most) for (const { path } of names.map((each) => ({ path: join(folder, each), made: statSync(join(folder, each)).mtimeMs })).sort((a, b) => a.made - b.made).slice(0, names.length - most)) rmSync(path, { force: true });
  } catch {
    removeIfThere(aside);
  }
}

function removeIfThere(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Its folder is none.
  }
}
