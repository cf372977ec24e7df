import { kernelName } from "../notebook/kernel/kernel-spec.js";
import { tagsOf } from "../notebook/nbformat.js";
import { type Parameters, parametersOf, withParameters } from "../notebook/parameters.js";
import { didYouMean, nearestWord } from "../notebook/did-you-mean.js";
import { placeText } from "./problem.js";
import type { SourceChapter } from "./read-chapters.js";
import { ReportError } from "./report-error.js";

/**
 * The chapters with these values for what their cells tagged `parameters` declare.
 * @throws {ReportError} if a parameter is declared in no notebook
 */
export function setParameters(chapters: readonly SourceChapter[], parameters: Parameters, path: string): readonly SourceChapter[] {
  const declared = [...new Set(chapters.flatMap(({ notebook }) => Object.keys(parametersOf(notebook))))];
  const unknown = Object.keys(parameters).find((name) => !declared.includes(name));
  const foreign = unknown === undefined || nearestWord(unknown, declared) !== null ? null : undeclaring(chapters);
  if (foreign !== null) throw new ReportError(path, `"${unknown}" cannot be set: --set reads declarations of TypeScript (const N = 32;), and ${foreign} is tagged "parameters" and has none`);
  if (unknown !== undefined) throw new ReportError(path, `no notebook declares the parameter "${unknown}" in a cell tagged "parameters"${didYouMean(unknown, declared) || (declared.length === 0 ? "" : `; there are ${declared.join(", ")}`)}`);
  return chapters.map((chapter) => ({ ...chapter, notebook: withParameters(chapter.notebook, parameters, chapter.path) }));
}

/** The first cell tagged `parameters` in which no declaration is found: it is written in another language, as a rule. */
function undeclaring(chapters: readonly SourceChapter[]): string | null {
  const places = chapters.flatMap(({ path, notebook }) => notebook.cells.flatMap((cell, k) => {
    const isForeign = cell.source.trim() !== "" && tagsOf(cell).includes("parameters") && Object.keys(parametersOf({ ...notebook, cells: [cell] })).length === 0;
    return isForeign ? [`${placeText({ notebook: path, cell: k })} (kernel "${kernelName(notebook)}")`] : [];
  }));
  return places[0] ?? null;
}
