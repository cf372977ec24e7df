import { basename } from "node:path";
import type { ExecutedNotebook } from "../notebook/run.js";
import { writeNotebook } from "../notebook/write-notebook.js";
import type { OutputFile } from "./output-files.js";

/** Under its file's name; with its chapter's number where two have the same. */
export function notebookFile({ path, notebook }: ExecutedNotebook, k: number, all: readonly ExecutedNotebook[]): OutputFile {
  const isTwice = all.filter((other) => basename(other.path) === basename(path)).length > 1;
  return { name: `notebooks/${isTwice ? `${k + 1}-` : ""}${basename(path)}`, content: writeNotebook(notebook) };
}
