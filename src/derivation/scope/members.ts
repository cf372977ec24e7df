/** `X = [\,x^{(1)} \cdots x^{(N)}\,]` names the columns of X, or its rows: a declaration, no definition. */
import type { SourceDocument } from "../document/document.js";
import { keyOf, labelText } from "../notation/read-scripts.js";
import { bodyOf, isSymbol, plainText, type Reader } from "../notation/reader.js";
import { DOTS } from "../notation/symbols.js";
import type { Expression } from "../expression/expression.js";
import { inSubscript } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import { registerSizes } from "./declare.js";
import { speaksOfColumns, speaksOfRows } from "./prose.js";
import { familyOf, familyQuantity, quantityOf, type Scope } from "./scope.js";
import type { Understood, UnderstoodEntry } from "./understood.js";

export interface Member {
  readonly family: string;
  readonly at: Tex;
  readonly transposed: boolean;
  readonly style: "sup" | "sub";
}

export function linkMembers(part: Understood, reader: Reader): void {
  const { chain } = part;
  if (chain.relations[0]?.text !== "=" || chain.sides.length < 2) return;
  const [head] = chain.sides[0]!.body;
  const matrix = chain.sides[0]!.body.length === 1 && head !== undefined ? keyOf(head, reader) : null;
  const list = matrix === null ? null : memberList(chain.sides[1]!.body, reader);
  if (matrix === null || list === null) return;
  const family = list.style === "sup" ? undefined : reader.scope.quantities.get(list.family);
  if (family !== undefined && family.levels === 0 && family.axes !== null && family.memberOf === null && list.style === "sub") return;
  const [count] = registerSizes([reader.read(bodyOf(list.last), list.last, inSubscript(reader))], [], reader.scope) as [Expression];
  linkFamily(matrix, list.family, list.axis, list.style, reader.scope, count);
  const axes = quantityOf(reader.scope, matrix).axes, own = familyOf(reader.scope, list.family)?.axes;
  if (axes === null && own?.length === 1) {
    quantityOf(reader.scope, matrix).axes = list.axis === "columns" ? [own[0]!, count] : [count, own[0]!];
  }
  if (chain.sides.length === 2) part.kind = "declaration";
}

export function linkFamily(matrix: string, family: string, axis: "columns" | "rows", style: "sup" | "sub", scope: Scope, count: Expression | null = null): void {
  const member = style === "sup" ? familyQuantity(scope, family) : quantityOf(scope, family);
  [member.levels, member.style] = [1, style === "sup" ? "super" : "sub"];
  member.memberOf = { matrix, axis, count: count ?? member.memberOf?.count ?? null };
  const length = quantityOf(scope, matrix).axes?.[axis === "columns" ? 0 : 1];
  if (member.axes === null && length !== undefined) member.axes = [length];
}

/** A matrix literal whose cells are members 1, …, N of one family and nothing else. */
function memberList(body: readonly Tex[], reader: Reader): { readonly family: string; readonly axis: "columns" | "rows"; readonly last: Tex; readonly style: "sup" | "sub" } | null {
  const [only] = body;
  const rows = body.length === 1 && only?.kind === "environment" && /matrix|array/.test(only.name) ? only.rows.map((row) => row.cells.map((cell) => cell.body)) : body.length === 1 && only?.kind === "delimited" && /^[[(]$/.test(only.left) ? [bracketCells(only.body)] : null;
  if (rows === null || rows.length === 0) return null;
  const axis = rows.length === 1 ? "columns" : rows.every((row) => row.length === 1) ? "rows" : null;
  if (axis === null) return null;
  const cells = axis === "columns" ? rows[0]! : rows.map((row) => row[0]!);
  const solid = cells.filter((cell) => !isDotsCell(cell));
  const members = solid.map((cell) => memberOf(trimBars(cell), reader));
  const [first] = members, last = members.at(-1);
  if (first == null || last == null || cells.length < 2 || members.some((member) => member === null || member.family !== first.family || member.transposed !== first.transposed)) return null;
  if (plainText(bodyOf(first.at)) !== "1" || (axis === "rows") !== first.transposed && !(axis === "rows" && !first.transposed && false)) return axis === "rows" && !first.transposed ? null : plainText(bodyOf(first.at)) === "1" ? { family: first.family, axis, last: last.at, style: first.style } : null;
  return { family: first.family, axis, last: last.at, style: first.style };
}

/** `[x_1, \dots, x_N]` or `[x^{(1)} \cdots x^{(N)}]`: cells between commas or side by side. */
function bracketCells(body: readonly Tex[]): readonly (readonly Tex[])[] {
  const plain = body.filter((tex) => !isSymbol(tex, ",", "\\quad", "\\qquad", "|", "\\mid"));
  return plain.map((tex) => [tex]);
}

const isDotsCell = (cell: readonly Tex[]): boolean => cell.length === 1 && cell[0]!.kind === "symbol" && DOTS.has(cell[0]!.text);
const trimBars = (cell: readonly Tex[]): readonly Tex[] => cell.filter((tex) => !isSymbol(tex, "|", "\\mid", "\\vert", ","));

export function memberOf(cell: readonly Tex[], reader: Pick<Reader, "scope">): Member | null {
  const [only] = cell;
  if (cell.length !== 1 || only?.kind !== "scripts" || only.base === null) return null;
  if (only.base.kind === "delimited" && only.sup !== null && /^(T|\\top|\\intercal)$/.test(labelText(only.sup))) {
    const inner = memberOf(only.base.body, reader);
    return inner === null ? null : { ...inner, transposed: true };
  }
  const family = keyOf(only.base, reader);
  if (family === null) return null;
  const sup = only.sup === null ? [] : bodyOf(only.sup);
  const [bracket] = sup;
  const isT = (tex: Tex | undefined): boolean => tex !== undefined && /^(T|\\top|\\intercal)$/.test(plainText(tex));
  if (bracket?.kind === "delimited" && only.sub === null && (sup.length === 1 || (sup.length === 2 && isT(sup[1])))) return { family, at: { kind: "group", body: bracket.body, start: bracket.start, end: bracket.end }, transposed: sup.length === 2, style: "sup" };
  if (only.sub !== null && (sup.length === 0 || (sup.length === 1 && isT(bracket)))) return { family, at: only.sub, transposed: sup.length === 1, style: "sub" };
  return null;
}

/**
 * "the design matrix with rows $x_n^T$", "whose columns are $x^{(k)}$": a name that nothing declares, right after the word, is a family; `linkMembersByWords`
 * finds its matrix. A transpose makes rows of columns; without it "rows" speaks of columns all the same, as authors do.
 */
export function nameMembersByWords(entries: readonly UnderstoodEntry[], scope: Scope): void {
  for (const { parts, formula } of entries) {
    const [first] = parts;
    if (formula.display || first === undefined || parts.length !== 1 || !/\b(rows?|columns?)( vectors?)?( are)?( given by| denoted( by)?)?( the)?( (samples?|inputs?|data points?|feature vectors?|vectors?|features?|observations?))?,?\s*$/i.test(first.before)) continue;
    const [only, ...more] = first.statement.body;
    // (x^{(1)})^T, …, (x^{(m)})^T
    const isList = more.some((tex) => isDotsCell([tex])) && more.every((tex) => isSymbol(tex, ",") || isDotsCell([tex]) || memberOf([tex], { scope })?.family === memberOf([only!], { scope })?.family);
    const member = only === undefined || (more.length > 0 && !isList) ? null : memberOf([only], { scope });
    if (member === null || scope.quantities.has(member.family) || !(isList ? /^1$/ : /^[a-zA-Z]$/).test(plainText(bodyOf(member.at)))) continue;
    const family = quantityOf(scope, member.family);
    [family.levels, family.style] = [1, member.style === "sup" ? "super" : "sub"];
    if (!isList) family.levelNames = [plainText(bodyOf(member.at))];
  }
}

/** "$X$ has rows $x_i^T$" of an X that nothing declares, with vectors x_i for i = 1, …, n: it is declared by that. */
export function stackMembers(scope: Scope): void {
  for (const { memberOf: link, axes, levels, levelNames, levelRange } of scope.quantities.values()) {
    const matrix = link === null ? undefined : quantityOf(scope, link.matrix);
    const ranges = scope.ranges.size === 1 && levelNames.length === 0 ? [...scope.ranges.values()] : levelNames.flatMap((name) => scope.ranges.get(name) ?? []);
    const range = levelRange ?? ranges[0];
    if (matrix === undefined || matrix.axes !== null || matrix.levels > 0 || matrix.definitions.length > 0 || levels !== 1 || axes?.length !== 1 || range === undefined) continue;
    if (range.from.kind === "number" && range.from.digits === 1n) matrix.axes = link!.axis === "columns" ? [axes[0]!, range.to] : [range.to, axes[0]!];
  }
}

/** "with columns $x^{(k)}$", "$x^{(k)}$ is the k-th column of $X$": a family and a matrix in one sentence with the word. */
export function linkMembersByWords(document: SourceDocument, entries: readonly UnderstoodEntry[], scope: Scope): void {
  let sentence: { words: string; keys: string[] } = { words: "", keys: [] };
  const close = (): void => {
    const axis = speaksOfColumns(sentence.words) ? "columns" : speaksOfRows(sentence.words) ? "rows" : null;
    const families = sentence.keys.map((key) => familyOf(scope, key)?.key ?? key).filter((key) => (scope.quantities.get(key)?.levels ?? 0) === 1 && scope.quantities.get(key)?.memberOf === null && (scope.quantities.get(key)?.axes?.length ?? 1) === 1);
    const matrices = sentence.keys.filter((key) => scope.quantities.get(key)?.levels === 0 && scope.quantities.get(key)?.axes?.length === 2);
    if (axis !== null) for (const family of families) {
      const matrix = matrices.find((key) => key.toLowerCase() === family.replace(/\^\{.*$/, "").toLowerCase()) ?? (matrices.length === 1 && families.length === 1 ? matrices[0] : undefined);
      if (matrix !== undefined) linkFamily(matrix, family, axis, scope.quantities.get(family)?.style === "sub" ? "sub" : "sup", scope);
    }
    sentence = { words: "", keys: [] };
  };
  const byFragment = new Map<number, string[]>();
  for (const { fragment, parts } of entries) byFragment.set(fragment, [...(byFragment.get(fragment) ?? []), ...parts.flatMap(({ statement }) => statement.body.flatMap((tex) => { const key = tex.kind === "scripts" && tex.base?.kind === "delimited" ? (memberOf([tex], { scope })?.family ?? null) : tex.kind === "scripts" && tex.base !== null ? keyOf(tex.base, { scope }) : keyOf(tex, { scope }); return key === null ? [] : [key]; }))]);
  document.fragments.forEach((fragment, k) => {
    if (fragment.kind === "formula") sentence.keys.push(...(byFragment.get(k) ?? []));
    else if (fragment.kind === "prose") {
      const [first = "", ...rest] = fragment.text.split(/(?<=[.;])\s+(?=[A-Z]|$)|[.;]$/);
      sentence.words += ` ${first}`;
      for (const part of rest) { close(); sentence.words = part; }
      if (/[.;]\s*$/.test(fragment.text)) close();
    } else close();
  });
  close();
}
