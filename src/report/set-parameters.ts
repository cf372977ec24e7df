import { type Parameters, parametersOf, withParameters } from "../notebook/parameters.js";
import { didYouMean } from "../notebook/did-you-mean.js";
import type { SourceChapter } from "./read-chapters.js";
import { ReportError } from "./report-error.js";

/**
 * The chapters with these values for what their cells tagged `parameters` declare.
 * @throws {ReportError} if a parameter is declared in no notebook
 */
export function setParameters(chapters: readonly SourceChapter[], parameters: Parameters, path: string): readonly SourceChapter[] {
  const declared = [...new Set(chapters.flatMap(({ notebook }) => Object.keys(parametersOf(notebook))))];
  const unknown = Object.keys(parameters).find((name) => !declared.includes(name));
  if (unknown !== undefined) throw new ReportError(path, `no notebook declares the parameter "${unknown}" in a cell tagged "parameters"${didYouMean(unknown, declared) || (declared.length === 0 ? "" : `; there are ${declared.join(", ")}`)}`);
  return chapters.map((chapter) => ({ ...chapter, notebook: withParameters(chapter.notebook, parameters, chapter.path) }));
}
