/** Whether a document declares one name in two sections in different ways, so that each section needs a reading of its own. */
import type { SourceDocument } from "../document/document.js";
import { isSymbol, plainText } from "../notation/reader.js";
import { listBase } from "./declare-list.js";
import { announcesArguments } from "./prose.js";
import type { UnderstoodEntry } from "./understood.js";

/** Whether one name is declared, or said to depend on something, in two sections in different ways. */
export function redeclares(entries: readonly UnderstoodEntry[], document: SourceDocument): boolean {
  const said = new Map<string, { readonly section: number; readonly text: string }>();
  const mapped = new Map<string, number>();
  const differs = (key: string, section: number, text: string): boolean => {
    const before = said.get(key);
    said.set(key, { section, text });
    return before !== undefined && before.section !== section && before.text !== text;
  };
  return entries.some(({ entry, place, fragment }) => entry.statements.some(({ body }) => {
    const at = body.findIndex((tex) => isSymbol(tex, "\\in", ":", "\\colon"));
    const next = document.fragments[fragment + 1], argument = document.fragments[fragment + 2];
    const announced = next?.kind === "prose" && announcesArguments(next.text) && argument?.kind === "formula" && argument.tex !== null ? plainText(argument.tex.body) : null;
    if (at === 1 && isSymbol(body[1], ":", "\\colon")) mapped.set(plainText(body[0]!), place.section);
    if (announced !== null && body.length === 1) mapped.set(plainText(body[0]!), place.section);
    const list = at > 1 ? listBase(body.slice(0, at)) : null;
    if (at === 1 || list !== null) return differs(plainText(list ?? body.slice(0, at)), place.section, plainText(list === null ? body.slice(at) : body));
    const name = body[0] === undefined ? "" : plainText(body[0]);
    if (mapped.has(name) && mapped.get(name) !== place.section && (isSymbol(body[1], "=") || isSymbol(body[2], "="))) return true;
    return announced !== null && body.length === 1 && differs(plainText(body), place.section, announced);
  }));
}
