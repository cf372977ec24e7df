/** Every equation of the chapters, decided. A chapter is a document of its own. */
import { checkDocument, readDocument } from "../derivation/index.js";
import type { Printed } from "../derivation/print/index.js";
import type { ExecutedNotebook } from "../notebook/run.js";

/** A chapter's text beside its verdicts. */
export type CheckedChapter = Printed;

export const checkChapters = (notebooks: readonly ExecutedNotebook[]): readonly CheckedChapter[] => notebooks.map(checkChapter);

/** What cells gave is no matter here, and may be large. */
function checkChapter({ path, notebook: { cells, metadata } }: ExecutedNotebook): CheckedChapter {
  const source = readDocument(path, JSON.stringify({ cells: cells.map(({ cell_type, source: text }) => ({ cell_type, source: text })), metadata }));
  return { source, checked: checkDocument(source, { evidence: true }) };
}
