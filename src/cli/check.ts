/** `backproof check FILE...`: every equation of the documents, decided. */
import { readFileSync } from "node:fs";
import { checkDocument, readDocument, reportOf } from "../derivation/index.js";
import { readOptions } from "./options.js";
import type { Terminal } from "./terminal.js";

export function check(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, files } = readOptions(args, { format: "string", strict: "boolean", seed: "string" });
  const documents = files.map((file) => checkDocument(readDocument(file, readFileSync(file, "utf8")), { seed: Number(values.seed ?? 1) }));
  const report = reportOf(documents);
  terminal.out(`${JSON.stringify(report, null, 1)}\n`);
  return Promise.resolve(report.summary.fails > 0 ? 1 : 0);
}
