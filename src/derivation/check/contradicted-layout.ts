/** Two places of a document state different layouts: the last one before a line counts, and a note says so beside each line that it can matter to. */
import type { SourceDocument } from "../document/document.js";
import { walk, type Expression } from "../expression/expression.js";
import type { UnderstoodEntry } from "../scope/understood.js";
import type { CheckProblem } from "./checked-document.js";
import { at, place } from "./place.js";

export function contradictedLayout(sides: readonly Expression[], { fragment, formula }: UnderstoodEntry, { layouts, units, conventions, setsLayout }: SourceDocument): readonly CheckProblem[] {
  const counting = layouts.findLast(({ from }) => from <= fragment);
  const other = counting === undefined ? undefined : layouts.find(({ layout }) => layout !== counting.layout);
  const isSetOtherwise = setsLayout && counting !== undefined && counting.layout !== conventions.layout;
  const derivative = sides.flatMap((side) => [...walk(side)]).find(({ kind }) => kind === "derivative");
  if (counting === undefined || derivative === undefined || (other === undefined && !isSetOtherwise)) return [];
  const where = ({ unit, span }: typeof counting): string => `${units[unit]!.cell === null ? "" : `cell ${units[unit]!.cell}, `}line ${at(units[unit]!, span.start).line}`;
  const against = other === undefined ? `the conventions say ${conventions.layout} layout` : `${where(other)} says ${other.layout} layout`;
  return [{ severity: "note", code: "said-layout", message: `this line is read in ${counting.layout} layout, as ${where(counting)} says; ${against}`, ...place(units[formula.unit]!, derivative) }];
}
