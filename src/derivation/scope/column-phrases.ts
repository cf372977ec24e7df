/**
 * "the columns of $Y$ are $y^{(k)}$", "$y_k$ is the $k$-th column of $Y$", "$Y = W X$ with columns $y^{(k)}$": a phrase that names the matrix and the members,
 * which nothing else may declare. The matrix may be declared, or defined somewhere.
 */
import type { Expression } from "../expression/expression.js";
import { keyOf } from "../notation/read-scripts.js";
import { bodyOf, inSubscript, plainText, type Reader } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import { registerSizes } from "./declare.js";
import { listBase, listLast } from "./declare-list.js";
import { linkFamily, memberOf, type Member } from "./members.js";
import { isRelationSign } from "./relation-sign.js";
import { familyOf, quantityOf, type Quantity } from "./scope.js";
import type { Understood, UnderstoodEntry } from "./understood.js";

const WORD = "(columns?|rows?)(?: vectors?)?";
const NAMED = "(?: (?:are|is|be|by|as|given|denoted|written|called|named|the|of|its|exactly|just|our|all|transpose[sd]?|individual|training|input|feature|data|row|column|vectors?|inputs?|samples?|examples?|observations?|points?|features|embeddings?|tokens?))*";
/** "the $n$-th", "the first". */
const NTH = "(?:(?:§\\d+§|\\w)(?:-| )?(?:th|st|nd|rd)? )?";
/** Formulas stand as §their number§ in the words. The groups: the matrix, columns or rows, the members, in the order that `read` takes. */
const PHRASES: readonly { readonly pattern: RegExp; readonly read: (groups: readonly string[]) => readonly [matrix: string, word: string, member: string] }[] = [
  { pattern: new RegExp(`${WORD} of(?: the)?(?: matrix)? §(\\d+)§,?${NAMED} §(\\d+)§`, "gi"), read: ([word, matrix, member]) => [matrix!, word!, member!] },
  { pattern: new RegExp(`§(\\d+)§,? (?:(?:be|is|denotes?|for|as) )?(?:(?:the|an?) (?:§\\d+§ )?(?:(?!of\\b)[\\w-]+ )?(?:matrix|array),? )?(?:with|has|having|whose|and its|and the)(?: the)? ${NTH}${WORD}${NAMED} §(\\d+)§`, "gi"), read: ([matrix, word, member]) => [matrix!, word!, member!] },
  { pattern: new RegExp(`§(\\d+)§,? (?:(?:is|be|are|denotes?|denoting|for|the|stands?|its) )+${NTH}${WORD}(?: §\\d+§)? of(?: the)?(?: matrix)? §(\\d+)§`, "gi"), read: ([member, word, matrix]) => [matrix!, word!, member!] },
];

const LIST = "(§\\d+§(?:(?:,|,? and) §\\d+§)+)";
/** "$x_n$ and $y_n$ be the $n$-th rows of $X$ and $Y$": the first of the first, the second of the second. */
const PAIRS = new RegExp(`${LIST},? (?:(?:are|be|denote|denoting|for|as|the|stand) )+${NTH}${WORD}(?: §\\d+§)? of(?: the)?(?: matrices)? ${LIST}`, "gi");
const numbersIn = (list: string): readonly number[] => [...list.matchAll(/§(\d+)§/g)].map(([, number]) => Number(number));

export function linkByPhrases(sentences: readonly string[], entries: readonly UnderstoodEntry[], reader: Reader): void {
  const byFragment = new Map<number, Understood>();
  for (const { formula, fragment, parts: [first] } of entries) if (!formula.display && first !== undefined && !byFragment.has(fragment)) byFragment.set(fragment, first);
  const link = (matrix: number, member: number, word: string): void => {
    const [whole, part] = [byFragment.get(matrix), byFragment.get(member)];
    if (whole !== undefined && part !== undefined) linkPhrase(headOf(whole), headOf(part), /^row/i.test(word) ? "rows" : "columns", reader);
  };
  for (const sentence of sentences) {
    const single = sentence.replace(PAIRS, (phrase, members: string, word: string, matrices: string) => {
      const [parts, wholes] = [numbersIn(members), numbersIn(matrices)];
      if (parts.length !== wholes.length) return phrase;
      parts.forEach((part, k) => link(wholes[k]!, part, word));
      return "";
    });
    for (const [, word, lists] of single.matchAll(OF_SEVERAL)) for (const list of numbersIn(lists!)) linkOwn(byFragment.get(list), /^row/i.test(word!) ? "rows" : "columns", reader);
    for (const { pattern, read } of PHRASES) {
      for (const [, ...groups] of single.matchAll(pattern)) {
        const [matrix, word, member] = read(groups);
        link(Number(matrix), Number(member), word);
      }
    }
  }
}

/** "The rows of the factors, as column vectors, are $p_1, \\dots, p_m$ for the users and $q_1, \\dots, q_n$ for the items": a list belongs to the matrix of its capital letter, where that has as many rows. */
const OF_SEVERAL = /\b(rows|columns) of (?:the|these|both|our) [a-z-]+(?: [a-z-]+)?,?(?: [a-z ]+,)? (?:are|be|is)((?:[^§.;:]{0,40}§\d+§)+)/gi;

function linkOwn(part: Understood | undefined, axis: "columns" | "rows", reader: Reader): void {
  const head = part === undefined ? [] : headOf(part), last = listLast(head), base = listBase(head);
  const family = base === null ? null : keyOf(base, reader);
  if (family === null || last?.kind !== "scripts" || last.sub === null || !/^[a-z]$/.test(family)) return;
  const capital = family.toUpperCase(), length = reader.scope.quantities.get(capital)?.axes?.[axis === "rows" ? 0 : 1];
  if (base === null || length?.kind !== "name" || length.name !== plainText(bodyOf(last.sub))) return;
  linkPhrase([{ kind: "symbol", text: capital, start: base.start, end: base.end }], head, axis, reader);
}

/** What a formula speaks of: `Y` of `Y = W X`, `x_1, \dots, x_N` of `x_1, \dots, x_N \in \mathbb{R}^n`. */
export function headOf({ statement: { body } }: Understood): readonly Tex[] {
  const at = body.findIndex(isRelationSign);
  return at < 0 ? body : body.slice(0, at);
}

function linkPhrase(matrixHead: readonly Tex[], memberHead: readonly Tex[], axis: "columns" | "rows", reader: Reader): void {
  const [name, ...more] = matrixHead;
  const matrix = name === undefined || more.length > 0 || name.kind === "scripts" ? null : keyOf(name, reader);
  const named = matrix === null ? null : membersIn(memberHead, reader);
  if (matrix === null || named === null || named.member.family === matrix) return;
  const { scope } = reader;
  const known = scope.quantities.get(matrix), { member, last } = named;
  if (known !== undefined && (known.role !== "variable" || known.levels > 0 || (known.axes !== null && known.axes.length !== 2))) return;
  const family = member.style === "sup" ? familyOf(scope, member.family) : scope.quantities.get(member.family);
  if (family?.memberOf != null || (member.style === "sub" && family !== undefined && isArray(family)) || scope.functions.has(member.family)) return;
  const count = last === null ? null : (registerSizes([reader.read(bodyOf(last), last, inSubscript(reader))], [], scope)[0] as Expression);
  linkFamily(matrix, member.family, axis, member.style, scope, count);
  shapeFromMembers(matrix, member, axis, count, reader);
}

/** A matrix that nothing else declares: as many rows as there are members, each of their length. */
function shapeFromMembers(key: string, { family, at, style }: Member, axis: "columns" | "rows", count: Expression | null, { scope }: Reader): void {
  const matrix = quantityOf(scope, key), members = style === "sup" ? familyOf(scope, family) : scope.quantities.get(family);
  const many = count ?? members?.levelRange?.to ?? scope.ranges.get(plainText(bodyOf(at)))?.to ?? null;
  const [length, ...more] = members?.axes ?? [];
  if (matrix.axes !== null || matrix.declaredAt !== null || matrix.definitions.length > 0 || many === null || length === undefined || more.length > 0) return;
  matrix.axes = axis === "rows" ? [many, length] : [length, many];
}

const isArray = ({ levels, axes }: Quantity): boolean => levels === 0 && axes !== null;

/** `x^{(k)}`, `x_k`, or the list `x_1, \dots, x_N` with its last number. */
function membersIn(head: readonly Tex[], reader: Reader): { readonly member: Member; readonly last: Tex | null } | null {
  const last = listBase(head) === null ? null : listLast(head);
  const [only] = head;
  const member = last === null ? (head.length === 1 ? memberOf(head, reader) : null) : memberOf([head[0]!], reader);
  if (member === null) return null;
  if (last !== null) return plainText(bodyOf(member.at)) === "1" ? { member, last: memberOf([last], reader)?.at ?? null } : null;
  return only !== undefined && /^[a-zA-Z]$/.test(plainText(bodyOf(member.at))) ? { member, last: null } : null;
}
