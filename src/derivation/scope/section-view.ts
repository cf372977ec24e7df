/**
 * What the reader of one section leaves out, where sections declare names anew. The text from the next such section on is another one. Equations of earlier
 * sections that speak of a name as it was there are no evidence here, and a definition before the new declaration that has no meaning with it is of the old
 * name: `\mu = \frac1D\sum_{i=1}^D x_i`, where x has length d now.
 */
import type { Fragment, SourceDocument } from "../document/document.js";
import { namesIn, type Expression } from "../expression/expression.js";
import { equationsOf, type Equation } from "../infer/equations.js";
import { isIllTyped } from "../infer/ill-typed.js";
import { plainText } from "../notation/reader.js";
import type { Renewal } from "./renewals.js";
import type { Scope } from "./scope.js";
import { readerFor, type UnderstoodEntry } from "./understood.js";
import { topDown } from "./walk-tex.js";

/** The document up to the next section that declares a name anew; the other fragments keep their numbers. */
export function upToRenewal(document: SourceDocument, entries: readonly UnderstoodEntry[], section: number, names: readonly Renewal[]): SourceDocument {
  const horizon = Math.min(...names.map((renewal) => renewal.section).filter((renewed) => renewed > section));
  const first = entries.find(({ place }) => place.section >= horizon)?.fragment ?? Infinity;
  return withoutFragments(document, new Set(document.fragments.flatMap(({ kind }, k) => (k >= first && kind !== "heading" ? [k] : []))));
}

/** The fragments before a section that its reader leaves out, given what its whole reading made of the document. */
export function leftBehind(entries: readonly UnderstoodEntry[], document: SourceDocument, scope: Scope, section: number, names: readonly Renewal[]): ReadonlySet<number> {
  const isRenewed = (entry: UnderstoodEntry): boolean => names.some(({ name, section: renewed }) => renewed > entry.place.section && renewed <= section && speaksOf(entry, name));
  const left = new Set(entries.filter((entry) => entry.formula.display && !declares(entry) && !defines(entry) && isRenewed(entry)).map(({ fragment }) => fragment));
  for (const { section: renewed, replaces } of names) if (renewed <= section && replaces !== undefined) left.add(replaces);
  const before = new Set(entries.filter((entry) => entry.place.section < section && defines(entry)).map(({ fragment }) => fragment));
  const renewed = new Set(entries.filter((entry) => before.has(entry.fragment) && isRenewed(entry)).map(({ fragment }) => fragment));
  const definitions = equationsOf(entries, document, scope, readerFor).filter((equation) => equation.defines && !left.has(equation.fragment));
  for (const equation of definitions) if (renewed.has(equation.fragment) && isIllTyped(equation, scope, document.conventions.layout)) left.add(equation.fragment);
  // what is defined by nothing else is gone with its definition, and what speaks of it
  for (let size = -1; size < left.size; ) {
    size = left.size;
    const kept = new Set(definitions.filter(({ fragment }) => !left.has(fragment)).flatMap((equation) => targetOf(equation)));
    const gone = new Set(definitions.filter(({ fragment }) => left.has(fragment)).flatMap((equation) => targetOf(equation)).filter((name) => !kept.has(name)));
    for (const { sides, fragment } of definitions) if (before.has(fragment) && sides.some((side) => [...namesIn(side)].some((name) => gone.has(name)))) left.add(fragment);
  }
  return left;
}

/** The document without these fragments; the others keep their numbers. */
export const withoutFragments = (document: SourceDocument, left: ReadonlySet<number>): SourceDocument =>
  ({ ...document, fragments: document.fragments.map((fragment, k): Fragment => (left.has(k) ? { kind: "prose", unit: fragment.unit, span: fragment.span, text: "" } : fragment)) });

const defines = (entry: UnderstoodEntry): boolean => entry.parts.some(({ kind }) => kind === "definition");
const declares = (entry: UnderstoodEntry): boolean => entry.parts.some(({ kind }) => kind === "declaration");

function speaksOf({ formula }: UnderstoodEntry, name: string): boolean {
  for (const tex of topDown(formula.tex?.body ?? [])) if (plainText(tex) === name) return true;
  return false;
}

function targetOf({ sides, called }: Equation): readonly string[] {
  const base = (e: Expression | undefined): readonly string[] => (e === undefined ? [] : e.kind === "name" ? [e.name] : e.kind === "member" ? [e.family] : e.kind === "entry" ? base(e.of) : []);
  return called !== null ? [called] : base(sides[0]);
}
