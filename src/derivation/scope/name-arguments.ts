/** What an unspecified function depends on, where words say it. */
import type { SourceDocument } from "../document/document.js";
import { NotUnderstood } from "../notation/not-understood.js";
import { readExpression } from "../notation/read-expression.js";
import { splitAt } from "../notation/read-indices.js";
import { keyOf } from "../notation/read-scripts.js";
import { isSymbol, type Reader } from "../notation/reader.js";
import { DOTS } from "../notation/symbols.js";
import type { Cell, Expression } from "../expression/expression.js";
import type { Tex } from "../tex/tex.js";
import { listBase } from "./declare-list.js";
import { EQUAL } from "./definition-sides.js";
import { announcesArguments, dependsInWords } from "./prose.js";
import { familyOf, quantityOf, type Scope } from "./scope.js";
import { readerFor, type Understood, type UnderstoodEntry } from "./understood.js";

/** "L is any differentiable function of y": the formulas after these words are its arguments. */
export function nameArguments(document: SourceDocument, entries: readonly UnderstoodEntry[], scope: Scope, section: number, isAgain = false): void {
  const byFragment = new Map(entries.map((entry) => [entry.fragment, entry]));
  document.fragments.forEach((fragment, k) => {
    const speaker = byFragment.get(k - 1);
    const ofLoss = fragment.kind === "prose" && /^\s*of( all)?( the)?( entries of)?\s*$/i.test(fragment.text) && /\b(loss|cost|objective|error|criterion|energy|function)( function)?\s*$/i.test(speaker?.parts[0]?.before ?? "");
    if (fragment.kind !== "prose" || !(ofLoss || announcesArguments(fragment.text))) return;
    const head = speaker?.parts[0] === undefined ? null : { part: speaker.parts[0], section: speaker.place.section };
    const key = head === null ? null : headName(head.part, scope);
    if (key === null || (dependsInWords(fragment.text) && isDefined(key, entries, scope))) return;
    const args: (readonly Tex[])[] = [];
    for (let at = throughAt(document, k + 1); at < document.fragments.length; at += 2) {
      const formula = document.fragments[at];
      if (formula?.kind !== "formula" || formula.tex === null) break;
      // "a function of $w \\in \\mathbb{R}^n$" speaks of w, "of $y = Wx$" of y; "of $y$, and $g = …$" goes on to something else
      const member = formula.tex.body.findIndex((tex) => isSymbol(tex, "\\in") || (args.length === 0 && isSymbol(tex, "=", ":=", "\\coloneqq", "\\triangleq")));
      const names = member > 0 ? formula.tex.body.slice(0, member) : formula.tex.body;
      const list = listBase(names);
      const parts = splitAt(names, (tex) => isSymbol(tex, ","));
      args.push(...(list === null ? parts.filter((part) => part.length === 1) : isFamily(list, scope) && isWhole(parts) ? [names] : [[list]]));
      const next = document.fragments[at + 1];
      if (next?.kind !== "prose" || !/^\s*(,|and|, and)\s*$/.test(next.text)) break;
    }
    if (args.length === 0) return;
    const reader = readerFor(scope);
    const quantity = quantityOf(scope, key);
    const isArray = quantity.axes !== null && quantity.axes.length > 0;
    // "K depends on θ": an array that is given is one of unspecified functions
    if ((isArray && (quantity.levels > 0 || quantity.definitions.length > 0 || quantity.memberOf !== null || !(fragment.kind === "prose" && dependsInWords(fragment.text)))) || (isAgain && !Array.isArray(quantity.opaque))) return;
    // said in a later section, of a name that is declared before
    if (head!.section > section && quantity.declaredAt !== null && quantity.declaredAt.section <= section) return;
    try {
      quantity.opaque = args.map((arg) => (arg.length === 1 ? readExpression(arg, arg[0]!, reader) : membersOf(arg, reader)));
      quantity.declaredAt ??= speaker!.place;
      if (!isArray) quantity.axes = [];
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
    }
  });
}

/** "Since $Y$ depends on $A$" of a Y that an equation defines says nothing new. */
const isDefined = (key: string, entries: readonly UnderstoodEntry[], scope: Scope): boolean =>
  entries.some(({ parts }) => parts.some(({ chain: { sides, relations } }) => {
    const [name, ...more] = sides[0]?.body ?? [];
    return EQUAL.has(relations[0]?.text ?? "") && name !== undefined && more.length === 0 && keyOf(name, { scope }) === key;
  }));

/** "depends on $h$ only through $z$", "depends on $W$ and $b$ through $z$": what it is a function of is z. */
function throughAt({ fragments }: SourceDocument, first: number): number {
  for (let at = first + 1; at < fragments.length; at += 2) {
    const words = fragments[at];
    if (words?.kind !== "prose") return first;
    if (/^\s*,?\s*(only |solely |just )?(through|via|by way of)( only| the| its)?( \w+){0,3}\s*$/i.test(words.text)) return at + 1;
    if (!/^\s*(,|and|, and)\s*$/.test(words.text)) return first;
  }
  return first;
}

/** The h of `h_1, \dots, h_T`, the o of `o^{(1)}, \dots, o^{(T)}`: one array for each step. */
function isFamily(base: Tex, scope: Scope): boolean {
  const family = familyOf(scope, keyOf(base, { scope }) ?? "");
  return family?.levels === 1 && family.memberOf === null;
}

/** No list that breaks off, `h_1, \dots,`. */
const isWhole = (parts: readonly (readonly Tex[])[]): boolean => parts.length > 2 && parts.every((part) => part.length === 1);

/** `h_1, \dots, h_T` as the columns of one array. */
function membersOf(list: readonly Tex[], reader: Reader): Expression {
  const cells = splitAt(list, (tex) => isSymbol(tex, ",")).map((part): Cell => {
    const only = part[0]!;
    return only.kind === "symbol" && DOTS.has(only.text) ? { kind: "dots", direction: "across", start: only.start, end: only.end } : readExpression(part, only, reader);
  });
  return { kind: "matrix", rows: [cells], determinant: false, start: list[0]!.start, end: list.at(-1)!.end };
}

function headName({ statement: { body } }: Understood, scope: Scope): string | null {
  const at = body.findIndex((tex) => isSymbol(tex, ":", "\\colon", "\\in"));
  const head = at < 0 ? body : body.slice(0, at);
  return head.length === 1 ? keyOf(head[0]!, { scope }) : null;
}
