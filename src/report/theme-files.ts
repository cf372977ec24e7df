/** The theme's files: of the report's own folder, or the one that comes with this package. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ReportError, systemReason } from "./report-error.js";

/** The folder this package is installed in. */
export const packageFolder = (): string => dirname(createRequire(import.meta.url).resolve("backproof/package.json"));

/** @throws {ReportError} if the theme has no such file */
export function readScreenCss(theme: string | null): string {
  const file = join(theme ?? join(packageFolder(), "report", "theme"), "screen.css");
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new ReportError(file, `the theme's style sheet cannot be read: ${systemReason(error)}`);
  }
}
