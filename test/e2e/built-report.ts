/** The report of this repository, built once for a test file into a folder of its own. */
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildReport, readConfiguration, type BuildResult } from "../../src/index.js";

export interface BuiltReport {
  readonly folder: string;
  readonly html: string;
  readonly pdf: string;
  readonly result: BuildResult;
}

export async function builtReport(): Promise<BuiltReport> {
  const folder = mkdtempSync(join(tmpdir(), "backproof-e2e-"));
  const configuration = readConfiguration(readFileSync("report/report.json", "utf8"), "report/report.json");
  const result = await buildReport({ ...configuration, output: folder }, { strict: true });
  return { folder, html: join(folder, "report.html"), pdf: join(folder, "report.pdf"), result };
}
