/** A second "definition" of a name in one section is a claim; where it fails, a note tells the first. */
import type { SourceDocument } from "../document/document.js";
import { readExpression } from "../notation/read-expression.js";
import { arrayTarget, functionTarget } from "../scope/definitions.js";
import type { Place } from "../scope/scope.js";
import { NotUnderstood } from "../notation/not-understood.js";
import { readerFor, type Understood, type UnderstoodEntry } from "../scope/understood.js";
import type { ChainResult } from "./check-chain.js";
import type { CheckProblem } from "./checked-document.js";
import { place, whereText } from "./place.js";

export function definedBefore(part: Understood, chain: ChainResult, entry: UnderstoodEntry, document: SourceDocument): readonly CheckProblem[] {
  const { decided } = chain.steps[0] ?? {};
  const [left] = part.chain.sides;
  if (decided?.verdict !== "fails" || (decided.code !== "value" && decided.code !== "shape") || left === undefined || left.body.length === 0) return [];
  const found = definitionOf(part, entry);
  if (found === null || found.place.fragment === entry.fragment || found.place.span.end === 0) return [];
  const unit = document.units[entry.formula.unit]!;
  const why = found.place.section === entry.place.section ? "in one section a second definition is a claim, which must agree with it" : "this reads as what follows from it, which must agree with it: to define it anew, say 'let'";
  return [{ severity: "note", code: "defined-before", message: `'${found.key}' is defined ${whereText(found.place, document, unit)}; ${why}`, ...place(unit, left) }];
}

/** The definition of the function or the whole name that the left side is. */
function definitionOf({ chain: { sides: [left, right] } }: Understood, { scope }: UnderstoodEntry): { readonly key: string; readonly place: Place } | null {
  const reader = readerFor(scope);
  const called = functionTarget(left!.body, reader, right?.body);
  const known = called === null ? undefined : scope.functions.get(called.key);
  if (called !== null) return known?.definition == null ? null : { key: called.key, place: known.definition.place };
  try {
    const target = arrayTarget(readExpression(left!.body, left!, reader));
    const definition = target === null || target.entries.length > 0 || target.levels.length > 0 ? undefined : scope.quantities.get(target.key)?.definitions.find(({ text }) => text !== "");
    return definition === undefined ? null : { key: target!.key, place: definition.place };
  } catch (error) {
    if (error instanceof NotUnderstood) return null;
    throw error;
  }
}
