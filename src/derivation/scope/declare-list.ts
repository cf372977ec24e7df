/**
 * `x_1, \dots, x_N \in \mathbb{R}^d`, `x^{(1)}, \dots, x^{(N)} \in \mathbb{R}^d`: a family whose index runs from the first to the last.
 * Numbers `x_1, \dots, x_N \in \mathbb{R}` are the entries of one array of length N, unless the document gives a member beyond them, `x_0 = 0`. So are `x_1, x_2, x_3` written out, where the document writes `x_i` too.
 */
import type { Expression } from "../expression/expression.js";
import { keyOf, labelText } from "../notation/read-scripts.js";
import { bodyOf, inSubscript, isSymbol, plainText, type Reader } from "../notation/reader.js";
import { DOTS } from "../notation/symbols.js";
import type { Tex } from "../tex/tex.js";
import { type IndexUse, listedNames, registerSizes } from "./declare.js";
import { readSpace, type Space } from "./read-space.js";
import { familyKey, familyQuantity, quantityOf, type Axes, type Place, type Quantity } from "./scope.js";

interface Member {
  readonly key: string;
  readonly at: readonly Tex[];
  readonly style: "super" | "sub";
}

/** What the list is of, before anything is declared: `x` for `x_1, \dots, x_N`. */
export function listBase(subjects: readonly Tex[]): Tex | null {
  const [first] = subjects;
  return first?.kind === "scripts" && first.base !== null && subjects.some((tex) => tex.kind === "symbol" && DOTS.has(tex.text)) ? first.base : null;
}

/** The last of such a list, `x_N`. */
export const listLast = (subjects: readonly Tex[]): Tex | null => (subjects.at(-1)?.kind === "scripts" ? subjects.at(-1)! : null);

/** The key of the family or array that the list declares; null where it is no such list, or the space is not understood. */
export function declareList(subjects: readonly Tex[], space: readonly Tex[], reader: Reader, use: IndexUse, place: Place): string | null {
  const parts = listedNames(subjects);
  const dots = parts.findIndex((part) => part.length === 1 && part[0]!.kind === "symbol" && DOTS.has(part[0]!.text));
  if (dots === parts.length - 1 && dots > 1) return declareEndless(parts.slice(0, dots), space, reader, place);
  if (dots >= 0 && (dots < 1 || dots !== parts.length - 2)) return null;
  const members = parts.filter((_, k) => k !== dots).map((part) => (part.length === 1 ? memberOf(part[0]!, reader) : null));
  const [first] = members, last = members.at(-1);
  if (first == null || last == null || members.some((member) => member?.key !== first.key || member.style !== first.style)) return null;
  if (dots < 0 && !(first.style === "sub" && members.length > 1 && labelOf(first) === "1" && labelOf(last) === String(members.length) && use.indexed.has(first.key))) return null;
  if (!members.slice(0, -1).every((member, k) => labelOf(member!) === String(Number(labelOf(first)) + k))) return null;
  const said = readSpace(space, reader);
  // counts y_1, …, y_n, and not the widths n_1, …, n_L of layers
  const read: Space | null = said?.kind === "natural" && dots >= 0 && !/^[dhklmnpqDHKLMN]$/.test(first.key) ? { kind: "array", axes: [], values: "natural", facts: [] } : said;
  if (read?.kind === "range" && read.count === null && dots >= 0) return declareLabels(first, last, read, reader, place);
  if (read?.kind !== "array") return null;
  const [from, to] = registerSizes([first, last].map(({ at }) => reader.read(at, at[0]!, inSubscript(reader))), [], reader.scope) as [Expression, Expression];
  const axes = registerSizes(read.axes, [], reader.scope);
  // labels y_1, \\dots, y_n of all samples beside the label y of one
  const beside = first.style === "sub" && axes.length === 0 ? reader.scope.quantities.get(first.key) : undefined;
  const isNumberToo = beside !== undefined && beside.declaredAt !== null && beside.levels === 0 && beside.axes?.length === 0 && beside.role === "variable";
  const quantity = first.style === "super" ? familyQuantity(reader.scope, first.key) : quantityOf(reader.scope, isNumberToo ? familyKey(first.key) : first.key);
  // x with a shape of its own and a list of vectors x_1, … are not to be kept apart
  if (first.style === "sub" && quantity.levels === 0 && quantity.axes !== null && axes.length > 0) return null;
  if (first.style === "sub" && axes.length === 0 && labelOf(first) === "1" && !use.padded.has(first.key) && !isNumberToo) quantity.axes = [to];
  else [quantity.levels, quantity.style, quantity.axes, quantity.levelRange] = [1, first.style, axes, { from, to }];
  [quantity.values, quantity.declaredAt] = [read.values, place];
  quantity.facts.push(...read.facts);
  return first.key;
}

/** `g_1, g_2, g_3, \dots \in \mathbb{R}`: a family that has a member for each step. */
function declareEndless(parts: readonly (readonly Tex[])[], space: readonly Tex[], reader: Reader, place: Place): string | null {
  const members = parts.map((part) => (part.length === 1 ? memberOf(part[0]!, reader) : null)), [first] = members;
  if (first == null || members.some((member, k) => member?.key !== first.key || member.style !== first.style || labelOf(member) !== String(Number(labelOf(first)) + k))) return null;
  const read = readSpace(space, reader);
  if (read?.kind !== "array") return null;
  const family = first.style === "super" ? familyQuantity(reader.scope, first.key) : quantityOf(reader.scope, first.key);
  if (family.axes !== null) return null;
  [family.levels, family.style, family.axes, family.values, family.declaredAt] = [1, first.style, registerSizes(read.axes, [], reader.scope), read.values, place];
  family.facts.push(...read.facts);
  return first.key;
}

/** `x_1, \dots, x_n` and \beta of a list of both: each run up to the name behind the dots, and the names between. */
export function runsOf(subjects: readonly Tex[]): readonly (readonly Tex[])[] {
  const parts = listedNames(subjects), runs: Tex[][] = [];
  const isDots = (part: readonly Tex[] | undefined): boolean => part?.length === 1 && part[0]!.kind === "symbol" && DOTS.has(part[0]!.text);
  const baseOf = (part: readonly Tex[] | undefined): string | null => (part?.length === 1 && part[0]!.kind === "scripts" && part[0]!.base !== null ? plainText(part[0]!.base) : null);
  const comma = subjects.find((tex) => isSymbol(tex, ","));
  for (let k = 0; k < parts.length; k++) {
    const base = baseOf(parts[k]);
    let end = k + 1;
    while (base !== null && end < parts.length && (baseOf(parts[end]) === base || isDots(parts[end]))) end++;
    const run = parts.slice(k, end), isList = run.some(isDots);
    runs.push(isList ? run.flatMap((part, at) => (at > 0 && comma !== undefined ? [comma, ...part] : [...part])) : [...parts[k]!]);
    if (isList) k = end - 1;
  }
  return runs;
}

/** `w_1, \\dots, w_T \\in \\{1, \\dots, V\\}`: whole numbers that serve as indices, T of them. */
function declareLabels(first: Member, last: Member, space: Space & { readonly kind: "range" }, reader: Reader, place: Place): string {
  const [from, to] = registerSizes([first, last].map(({ at }) => reader.read(at, at[0]!, inSubscript(reader))), [], reader.scope) as [Expression, Expression];
  const [low, high] = registerSizes([space.from, space.to], [], reader.scope) as [Expression, Expression];
  const quantity = first.style === "super" ? familyQuantity(reader.scope, first.key) : quantityOf(reader.scope, first.key);
  [quantity.role, quantity.axes, quantity.labelRange, quantity.levels, quantity.style, quantity.levelRange, quantity.declaredAt] = ["label", [], { from: low, to: high }, 1, first.style, { from, to }, place];
  return first.key;
}

/** `x_1, \\dots, x_N`: members of that shape, numbered from 1 to the last. */
export function numberMembers(family: Quantity, axes: Axes | null, to: Expression): void {
  const one: Expression = { kind: "number", digits: 1n, places: 0, start: to.start, end: to.start };
  [family.levels, family.style, family.axes, family.levelRange] = [1, "sub", axes, { from: one, to }];
}

const labelOf = ({ at }: Member): string => labelText({ kind: "group", body: at, start: at[0]!.start, end: at.at(-1)!.end });

function memberOf(tex: Tex, reader: Reader): Member | null {
  if (tex.kind !== "scripts" || tex.base === null || tex.primes > 0) return null;
  const key = keyOf(tex.base, reader);
  const [bracket, ...more] = tex.sup === null ? [] : bodyOf(tex.sup);
  if (key === null) return null;
  if (tex.sup === null && tex.sub !== null && bodyOf(tex.sub).length > 0) return { key, at: bodyOf(tex.sub), style: "sub" };
  return tex.sub === null && bracket?.kind === "delimited" && more.length === 0 && bracket.body.length > 0 ? { key, at: bracket.body, style: "super" } : null;
}
