/** The theme's files: of the report's own folder, or the one that comes with this package. */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ReportError, systemReason } from "./report-error.js";

/** The folder this package is installed in. */
export const packageFolder = (): string => dirname(createRequire(import.meta.url).resolve("backproof/package.json"));

export interface Theme {
  /** CSS of the page. */
  readonly screen: string;
  /** Typst source of the PDF. */
  readonly paper: string;
}

/**
 * A file that the report's own theme lacks is taken from the package's.
 * @param folder the report's own theme; null for the package's
 * @throws {ReportError} if the folder is not there, or a file in it cannot be read
 */
export function readTheme(folder: string | null): Theme {
  if (folder !== null && !existsSync(folder)) throw new ReportError(folder, 'the theme\'s folder does not exist; "theme" in the configuration names it');
  return { screen: readThemeFile(folder, "screen.css"), paper: readThemeFile(folder, "paper.typ") };
}

function readThemeFile(folder: string | null, name: string): string {
  const own = folder === null ? null : join(folder, name);
  const file = own !== null && existsSync(own) ? own : join(packageFolder(), "report", "theme", name);
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new ReportError(file, `the theme cannot be read: ${systemReason(error)}`);
  }
}
