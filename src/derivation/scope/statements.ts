/** A formula taken apart into statements: equations and their chains, declarations, conditions; words and punctuation are put aside. */
import { knownFunction } from "../notation/functions.js";
import { isSymbol, plainText, spanOf } from "../notation/reader.js";
import { DOTS, WIDE_SPACES } from "../notation/symbols.js";
import type { Span, Tex, TexFormula, TexRow } from "../tex/tex.js";
import { hasRelationSign, isRelationSign, relationText } from "./relation-sign.js";
import { topDown } from "./walk-tex.js";
import { withTrailingConditions } from "./trailing-conditions.js";
import { holdsEquation, isBracketed, segmentsOf, TABLE } from "./unwrap.js";

/** One statement: `a = b = c`, `x \in \mathbb{R}^n`, `i = 1, \dots, n`. */
export interface Statement extends Span {
  readonly body: readonly Tex[];
  /** "for i ≠ j": where it is claimed. */
  readonly conditions: readonly (readonly Tex[])[];
}

/** What one entry of the output speaks of: a display, or a numbered row of it. */
export interface Entry extends Span {
  readonly tag: string | null;
  readonly label: string | null;
  readonly statements: readonly Statement[];
  /** It starts with a relation: its first step goes on from the expression before it. */
  readonly continues: boolean;
}

const EQUIVALENCES = ["\\iff", "\\Leftrightarrow", "\\Longleftrightarrow"];
const IMPLICATIONS = ["\\Rightarrow", "\\implies", "\\iff", "\\Leftrightarrow", "\\therefore", "\\because", "\\Longrightarrow", "\\Longleftrightarrow"];

/** @param display in the text a lone bracket is an indicator or a remark, in a display it is a bracket around the equation */
export function entriesOf(formula: TexFormula, tag: string | null, label: string | null, display = true): readonly Entry[] {
  const segments = segmentsOf(withoutEnds(formula.body));
  const [only] = segments;
  if (segments.length === 1 && only?.kind === "rows") return rowsOf(only.rows, tag, label, only.name, display);
  return [entry(piecesIn(formula.body), formula, tag, label, display)];
}

/** The arrow between two statements of a formula. */
export function arrowBetween(formula: TexFormula, before: Span, after: Span): "implied" | "equivalent" | null {
  const between = topDown(formula.body).filter((tex) => tex.start >= before.end && tex.end <= after.start);
  return between.some((tex) => isSymbol(tex, ...EQUIVALENCES)) ? "equivalent" : between.some((tex) => isSymbol(tex, ...IMPLICATIONS)) ? "implied" : null;
}

function entry(pieces: readonly Piece[], span: Span, tag: string | null, label: string | null, display: boolean): Entry {
  const [first] = pieces;
  const statements = withTrailingConditions(pieces.flatMap((piece) => withoutBrackets(piece, display))).map(toStatement).filter((statement) => statement.body.length > 0);
  return { tag, label, statements, continues: first !== undefined && first.body[0] !== undefined && isRelationSign(first.body[0]), start: span.start, end: span.end };
}

/** `(a = b)` and `[a = b]` alone: brackets around the whole equation. */
function withoutBrackets(piece: Piece, display: boolean): readonly Piece[] {
  const body = withoutEnds(piece.body);
  const [only] = body;
  if (body.length !== 1 || only?.kind !== "delimited" || !(holdsEquation(only.body) || isBracketed(only.body))) return [piece];
  if (!(only.left === "(" && only.right === ")") && !(display && only.left === "[" && only.right === "]")) return [piece];
  const inner = piecesIn(only.body);
  return inner.flatMap((each, k) => withoutBrackets(k === inner.length - 1 ? { ...each, conditions: [...each.conditions, ...piece.conditions] } : each, display));
}

/** Pieces of a line, equations under each other included. */
const piecesIn = (body: readonly Tex[]): readonly Piece[] =>
  segmentsOf(body).reduce<readonly Piece[]>((all, segment) => {
    const next = segment.kind === "line" ? piecesOf(segment.body) : segment.rows.reduce<readonly Piece[]>((before, row) => join(before, rowPieces(row, segment.name)), []);
    return join(all, next);
  }, []);

interface Piece extends Span {
  readonly body: readonly Tex[];
  readonly conditions: readonly (readonly Tex[])[];
}

const toStatement = (piece: Piece): Statement => ({ body: withoutEnds(piece.body), conditions: piece.conditions.map(withoutEnds).filter((condition) => condition.length > 0), start: piece.start, end: piece.end });

/** Rows of an `align`: a row that starts with a relation or a sign goes on where the row before stopped. */
function rowsOf(rows: readonly TexRow[], tag: string | null, label: string | null, name: string, display: boolean): readonly Entry[] {
  const numbered = rows.filter((row) => row.tag !== null).length;
  const parsed = rows.map((row) => ({ row, pieces: rowPieces(row, name) }));
  if (numbered >= 2) return mergeNumbered(parsed, display);
  const rowTag = rows.find((row) => row.tag !== null)?.tag ?? null;
  const rowLabel = rows.find((row) => row.label !== null)?.label ?? null;
  const merged = parsed.reduce<readonly Piece[]>((all, { pieces }) => join(all, pieces), []);
  return [entry(merged, spanOf(rows, rows[0] ?? { start: 0, end: 0 }), tag ?? rowTag, label ?? rowLabel, display)];
}

interface ParsedRow {
  readonly row: TexRow;
  readonly pieces: readonly Piece[];
}

/**
 * Each numbered row is an entry; rows without a number belong to the next numbered one, but those that go on where a numbered one stopped, `&= d + e`, before
 * an equation of its own, belong to that.
 */
function mergeNumbered(parsed: readonly ParsedRow[], display: boolean): readonly Entry[] {
  const groups: { readonly rows: ParsedRow[]; readonly numbered: TexRow }[] = [];
  let waiting: ParsedRow[] = [];
  parsed.forEach((each, k) => {
    const last = groups.at(-1);
    if (waiting.length === 0 && last !== undefined && each.row.tag === null && goesOn(each) && endsBeforeAnother(parsed, k)) { last.rows.push(each); return; }
    waiting.push(each);
    if (each.row.tag === null && k < parsed.length - 1) return;
    groups.push({ rows: waiting, numbered: each.row });
    waiting = [];
  });
  return groups.map(({ rows, numbered }) => entry(rows.reduce<readonly Piece[]>((all, { pieces }) => join(all, pieces), []), { start: rows[0]!.row.start, end: rows.at(-1)!.row.end }, numbered.tag, numbered.label, display));
}

const goesOn = ({ pieces: [first] }: ParsedRow): boolean => first?.body[0] !== undefined && continuesWith(first.body);

/** Whether the rows from here on that go on have no number up to one that does not go on, or to the end. */
function endsBeforeAnother(parsed: readonly ParsedRow[], k: number): boolean {
  const next = parsed.slice(k).find((each) => !goesOn(each) || each.row.tag !== null);
  return next === undefined || !goesOn(next);
}

function join(before: readonly Piece[], next: readonly Piece[]): readonly Piece[] {
  const [head, ...rest] = next;
  const last = before.at(-1);
  if (head === undefined) return before;
  const isOpen = last !== undefined && last.body.length > 0 && isRelationSign(last.body.at(-1)!);
  if (last === undefined || head.body[0] === undefined || !(continuesWith(head.body) || isOpen)) return [...before, ...next];
  const joined: Piece = { body: [...withoutEnds(last.body), ...head.body], conditions: [...last.conditions, ...head.conditions], ...spanOf([last, head], last) };
  return [...before.slice(0, -1), joined, ...rest];
}

const continuesWith = (body: readonly Tex[]): boolean => isRelationSign(body[0]!) || (isSymbol(body[0], "+", "-", "\\cdot", "\\times", "\\odot") && !hasRelationSign(body.slice(1))) || (isSymbol(body[0], "+", "\\cdot", "\\times", "\\odot"));

function rowPieces(row: TexRow, name: string): readonly Piece[] {
  const cells = row.cells.map((cell) => cell.body);
  if (TABLE.test(name)) return piecesIn(tableRow(cells));
  const wide = /^eqnarray/.test(name) ? 3 : 2;
  const main = cells.slice(0, wide).flat();
  const rest: (readonly Tex[])[] = [];
  for (let k = wide; k < cells.length; k += wide) rest.push(cells.slice(k, k + wide).flat());
  const others = rest.filter((body) => body.length > 0 && holdsEquation(body) && !isReason(body));
  const conditions = rest.filter((body) => isConditionColumn(body));
  const pieces = piecesIn(main);
  const withConditions = pieces.map((piece, k) => (k === pieces.length - 1 ? { ...piece, conditions: [...piece.conditions, ...conditions] } : piece));
  return [...withConditions, ...others.filter((body) => !conditions.includes(body)).flatMap((body) => piecesIn(body))];
}

/** `x & = & y` is one equation, `x = y & z = u` are two. */
const tableRow = (cells: readonly (readonly Tex[])[]): readonly Tex[] =>
  cells.reduce<readonly Tex[]>((all, cell) => {
    const [first] = cell, last = all.at(-1);
    const isNext = first !== undefined && last !== undefined && !isRelationSign(first) && !isRelationSign(last) && holdsEquation(cell) && first.kind !== "words";
    return isNext ? [...all, { kind: "symbol", text: "\\quad", start: first.start, end: first.start }, ...cell] : [...all, ...cell];
  }, []);

/** A column that starts with words explains the step. */
const isReason = (body: readonly Tex[]): boolean => { const first = body.find((tex) => !(tex.kind === "symbol" && WIDE_SPACES.has(tex.text))); return first?.kind === "words" || (first?.kind === "delimited" && first.body[0]?.kind === "words") || isSymbol(first, "\\because"); };
const isConditionColumn = (body: readonly Tex[]): boolean => { const first = body.find((tex) => !(tex.kind === "symbol" && WIDE_SPACES.has(tex.text))); return first?.kind === "words" && /^\s*(for|if|when|for all|for each|for every)\s*$/i.test(first.text) && hasRelationSign(body); };

const SEPARATING_WORDS = /^\s*[,;]?\s*(where|with|and|so|thus|hence|then|while|since|because|that is|i\.e\.|or|which gives|giving|therefore|so that)(?!\w)[,:]?\s*$/i;
const CONDITION_WORDS = /^\s*[,;]?\s*(for|if|when|for all|for each|for every|whenever|provided|provided that|unless)\b[:]?\s*$/i;

/** Equations side by side: parted by wide spaces, words, implications, semicolons, and commas between two relations. */
export function piecesOf(body: readonly Tex[]): readonly Piece[] {
  const pieces: { body: Tex[]; conditions: Tex[][]; open: boolean }[] = [{ body: [], conditions: [], open: false }];
  const fresh = (): void => { if (pieces.at(-1)!.body.length > 0) pieces.push({ body: [], conditions: [], open: false }); };
  const put = (tex: Tex): void => { const last = pieces.at(-1)!; (last.open ? last.conditions.at(-1)! : last.body).push(tex); };
  const condition = (): void => { const last = pieces.at(-1)!; if (last.body.length > 0) { last.open = true; last.conditions.push([]); } };
  body.forEach((tex, k) => {
    if (tex.kind === "words" && knownFunction(tex.text) === undefined) {
      if (CONDITION_WORDS.test(tex.text)) return condition();
      if (SEPARATING_WORDS.test(tex.text)) return pieces.at(-1)!.open && /and|or/i.test(tex.text) ? put(tex) : fresh();
      if (/^\s*\(.*\)\s*$/.test(tex.text)) return fresh();
      // \text{Then}, but not the function of \operatorname{Mish}(x)
      const isName = /^(operatorname|mathrm|mathsf|mathit|mathbf)$/.test(tex.command) && body[k + 1]?.kind === "delimited";
      if (/\s/.test(tex.text.trim()) || (/^[A-Z][a-z]+,?$/.test(tex.text.trim()) && k === 0 && !isName)) return fresh();
      return put(tex);
    }
    if (isSymbol(tex, ...IMPLICATIONS)) return joinsValues(pieces.at(-1)!.body, body, k) ? put(tex) : fresh();
    if (isSymbol(tex, ";")) return fresh();
    if (tex.kind === "symbol" && WIDE_SPACES.has(tex.text)) {
      const rest = body.slice(k + 1).filter((each) => !(each.kind === "symbol" && WIDE_SPACES.has(each.text)));
      const last = pieces.at(-1)!;
      const [next] = rest;
      if (next?.kind === "delimited" && next.left === "(" && withoutEnds(rest).length === 1 && hasRelationSign(next.body)) { if (last.body.length > 0) condition(); return; }
      const introduces = last.open && CONDITION_WORDS.test(rest[0]?.kind === "words" ? rest[0].text : "");
      if (hasRelationSign(last.body) && hasRelationSign(until(rest)) && !introduces) fresh();
      return;
    }
    if (isSymbol(tex, ",")) {
      const last = pieces.at(-1)!;
      const rest = until(body.slice(k + 1));
      if (!last.open && hasRelationSign(last.body) && hasRelationSign(rest) && !isDotsNext(body, k)) return fresh();
    }
    return put(tex);
  });
  return pieces.filter((piece) => piece.body.length > 0).flatMap(withoutMembership).flatMap(turnedDefinition).map((piece) => {
    const conditions = piece.conditions.map((each) => { const [only, ...rest] = withoutEnds(each); return rest.length === 0 && only?.kind === "delimited" ? only.body : each; });
    return { body: piece.body, conditions, ...spanOf(piece.body, { start: 0, end: 0 }) };
  });
}

/** `x^2 \\Leftrightarrow x^3`: an implication between what is no equation says something that is not understood; the checker says so. */
function joinsValues(before: readonly Tex[], body: readonly Tex[], k: number): boolean {
  const rest = body.slice(k + 1), end = rest.findIndex((tex) => tex.kind === "words" || (tex.kind === "symbol" && WIDE_SPACES.has(tex.text)));
  const after = withoutEnds(end < 0 ? rest : rest.slice(0, end));
  return before.length > 0 && after.length > 0 && before.at(-1)!.kind !== "words" && ![...before, ...after].some(isRelationSign);
}

/** `X = [\\dots] \\in \\mathbb{R}^{m \\times N}` says two things of X. */
function withoutMembership<P extends { body: Tex[]; conditions: Tex[][] }>(piece: P): readonly P[] {
  const equal = piece.body.findIndex((tex) => isSymbol(tex, "=")), member = piece.body.findIndex((tex) => isSymbol(tex, "\\in"));
  if (equal <= 0 || member < equal) return [piece];
  return [{ ...piece, body: [...piece.body.slice(0, equal), ...piece.body.slice(member)], conditions: [] }, { ...piece, body: piece.body.slice(0, member) }];
}

/** `a = b + c =: d` claims that a is b + c, and names it d; `=: -d` names what it is the negative of. Behind other sides `:=` with a lone name is as good. */
function turnedDefinition<P extends { body: Tex[]; conditions: Tex[][] }>(piece: P): readonly P[] {
  const turned = piece.body.findIndex((tex, k) => isSymbol(tex, "\\eqqcolon", "\\eqcolon", "\\equalscolon") || (isSymbol(tex, "=") && isSymbol(piece.body[k + 1], ":")));
  const at = turned >= 1 ? turned : lastDefining(piece.body);
  if (at < 1) return [piece];
  const sign = piece.body[at]!, isTwo = isSymbol(sign, "=") || isSymbol(sign, ":"), { end } = piece.body[isTwo ? at + 1 : at]!;
  const right = withoutEnds(piece.body.slice(at + (isTwo ? 2 : 1))), isNegative = right.length === 2 && isSymbol(right[0], "-", "−");
  const name = isNegative ? right.slice(1) : [...right], before = piece.body.slice(0, at);
  const last = before.slice(before.findLastIndex(isRelationSign) + 1), [head] = last;
  if (name.length === 0 || name.some(isRelationSign) || head === undefined) return [piece];
  const span = { start: head.start, end: last.at(-1)!.end };
  const value: Tex[] = isNegative ? [{ kind: "symbol", text: "-", start: span.start, end: span.start }, { kind: "delimited", left: "(", right: ")", body: last, ...span }] : last;
  const defines = { ...piece, body: [...name, { kind: "symbol" as const, text: ":=", start: sign.start, end }, ...value] };
  return last.length === before.length ? [defines] : [{ ...piece, body: before }, defines];
}

/** Where `a = b := -E` defines E, or `a = b := E`: behind another relation, with a lone name on the right. */
function lastDefining(body: readonly Tex[]): number {
  const at = body.findLastIndex((tex, k) => isSymbol(tex, ":=", "\\coloneqq") || (isSymbol(tex, ":") && isSymbol(body[k + 1], "=")));
  const right = withoutEnds(body.slice(at + (isSymbol(body[at], ":") ? 2 : 1))), name = right.length === 2 && isSymbol(right[0], "-", "−") ? right[1] : right.length === 1 ? right[0] : undefined;
  return at > 0 && body.slice(0, at).some(isRelationSign) && name?.kind === "symbol" && /^([a-zA-Z]|\\[a-zA-Z]+)$/.test(name.text) ? at : -1;
}

const until = (body: readonly Tex[]): readonly Tex[] => { const end = body.findIndex((tex) => tex.kind === "words" && (CONDITION_WORDS.test(tex.text) || SEPARATING_WORDS.test(tex.text))); return end < 0 ? body : body.slice(0, end); };
const isDotsNext = (body: readonly Tex[], k: number): boolean => [body[k + 1], body[k - 1]].some((tex) => tex?.kind === "symbol" && DOTS.has(tex.text));

const isNoise = (tex: Tex | undefined): boolean => tex !== undefined && (isSymbol(tex, ",", ".", ";", ":", "\\quad", "\\qquad", "\\qed", "\\blacksquare", "\\square", "\\Box", "\\checkmark", "?") || isSymbol(tex, ...IMPLICATIONS) || /^(words|group|font)$/.test(tex.kind) && plainText(tex).trim() === "");

/** Without the punctuation and the wide spaces at both ends. */
export function withoutEnds(body: readonly Tex[]): readonly Tex[] {
  let [start, end] = [0, body.length];
  while (start < end && isNoise(body[start])) start++;
  while (end > start && isNoise(body[end - 1])) end--;
  return body.slice(start, end);
}

export interface Chain {
  readonly sides: readonly (Span & { readonly body: readonly Tex[] })[];
  readonly relations: readonly (Span & { readonly text: string })[];
}

/** `a = b = c` into its sides. A relation with something written over it (`\stackrel{(1)}{=}`) is that relation. */
export function chainOf(statement: Pick<Statement, "body" | "start" | "end">): Chain {
  const sides: Tex[][] = [[]];
  const relations: (Span & { text: string })[] = [];
  for (const tex of glued(statement.body)) {
    if (isRelationSign(tex)) {
      relations.push({ text: relationText(tex), start: tex.start, end: tex.end });
      sides.push([]);
    } else sides.at(-1)!.push(tex);
  }
  return { sides: sides.map((body) => ({ body: withoutEnds(body), ...spanOf(body, statement) })), relations };
}

/** `: =` written as two characters is `:=`. */
function glued(body: readonly Tex[]): readonly Tex[] {
  const result: Tex[] = [];
  for (const tex of body) {
    const last = result.at(-1);
    if (isSymbol(tex, "=") && isSymbol(last, ":")) result[result.length - 1] = { kind: "symbol", text: ":=", start: last!.start, end: tex.end };
    else result.push(tex);
  }
  return result;
}
