/** A name may be used before the definition that gives it; a note says so, unless the sentence goes on with "where …". */
import type { SourceDocument } from "../document/document.js";
import { walk, type Expression } from "../expression/expression.js";
import { lengthName, type Definition } from "../scope/scope.js";
import type { UnderstoodEntry } from "../scope/understood.js";
import type { CheckProblem } from "./checked-document.js";
import { place, whereText } from "./place.js";

export function definedLater(sides: readonly Expression[], entry: UnderstoodEntry, document: SourceDocument): readonly CheckProblem[] {
  const unit = document.units[entry.formula.unit]!;
  const told = new Set<string>();
  return sides.flatMap((side) => [...walk(side)]).flatMap((node): CheckProblem[] => {
    if (node.kind !== "name" || told.has(node.name)) return [];
    told.add(node.name);
    const definition = onlyLater(node.name, entry);
    if (definition === null || goesOnWithWhere(document, entry.fragment, definition.place.fragment)) return [];
    return [{ severity: "note", code: "defined-later", message: `'${lengthName(node.name)}' is defined only further on, ${whereText(definition.place, document, unit)}`, ...place(unit, node) }];
  });
}

/**
 * The names that an equation further on solves for ("setting it to zero gives $x = …$"): what is claimed here is claimed of all their values. They are declared
 * before, or it is by them that is differentiated here. Not where the sentence goes on with "where …".
 * @param from where the claim ends in its unit: the definition may stand in the same formula, `f'(x) = 2x - 1 = 0 \Rightarrow x = 1/2`
 */
export function solvedLater(names: ReadonlySet<string>, by: ReadonlySet<string>, from: number, { scope, fragment }: UnderstoodEntry, document: SourceDocument): readonly string[] {
  const isLater = ({ place: at, text, body }: Definition): boolean => text !== "" && (at.fragment > fragment || (at.fragment === fragment && body.start >= from));
  return [...names].filter((name) => {
    const { definitions = [], declaredAt = null, role } = scope.quantities.get(name) ?? {};
    const [first] = definitions;
    const isKnown = by.has(name) || (declaredAt !== null && declaredAt.fragment < fragment && first !== undefined && first.place.fragment > fragment);
    return role === "variable" && first !== undefined && isKnown && definitions.every(isLater) && !goesOnWithWhere(document, fragment, first.place.fragment);
  });
}

/** The first of its definitions, where all of them stand after the entry and nothing declares the name before it. */
function onlyLater(name: string, { scope, fragment }: UnderstoodEntry): Definition | null {
  const { definitions = [], declaredAt = null } = scope.quantities.get(name) ?? {};
  const written = definitions.filter(({ text }) => text !== "");
  const [first] = written;
  return first === undefined || (declaredAt !== null && declaredAt.fragment < fragment) || written.some((each) => each.place.fragment <= fragment) ? null : first;
}

function goesOnWithWhere({ fragments }: SourceDocument, from: number, to: number): boolean {
  const between = fragments.slice(from + 1, to).filter(({ kind }) => kind !== "break");
  const [first] = between;
  return between.every((each) => each.kind === "prose" || (each.kind === "formula" && !each.display)) && first?.kind === "prose" && /^[\s,;]*(where|with)\b/i.test(first.text);
}
