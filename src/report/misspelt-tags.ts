/** Tags of cells that are nearly one of those with a meaning here: the cell is then shown or run otherwise than its author wants. */
import { tagsOf } from "../notebook/nbformat.js";
import { nearestWord } from "../notebook/did-you-mean.js";
import { placeText, type Problem } from "./problem.js";
import type { SourceChapter } from "./read-chapters.js";

const TAGS = ["hide-input", "hide-output", "remove-cell", "skip-execution", "raises-exception", "parameters", "solution"];

export function misspeltTags(chapters: readonly SourceChapter[]): readonly Problem[] {
  return chapters.flatMap(({ path, notebook }) => notebook.cells.flatMap((cell, k) =>
    tagsOf(cell).flatMap((tag) => {
      const meant = TAGS.includes(tag) ? null : nearestWord(tag, TAGS);
      return meant === null ? [] : [{ where: placeText({ notebook: path, cell: k }), message: `the tag "${tag}" has no meaning here; is "${meant}" meant?` }];
    })));
}
