/** Files that say what a page is to be. `UPDATE_GOLDEN=1` writes them anew; they are then read by a person before they are committed. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

export const isUpdate = process.env["UPDATE_GOLDEN"] === "1";

/** @returns null where there is none, or where it is to be written anew */
export function goldenFile(name: string): Buffer | null {
  const file = join("test/report/golden/expected", name);
  return isUpdate || !existsSync(file) ? null : readFileSync(file);
}

/** Among the golden files when they are written anew, else below `.build/golden`, for a person to compare. */
export function keep(name: string, content: string | Uint8Array): string {
  const file = join(isUpdate ? "test/report/golden/expected" : ".build/golden", name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}
