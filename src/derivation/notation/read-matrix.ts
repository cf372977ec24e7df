/** Matrix literals and case distinctions. */
import type { Arm, Cell, Expression } from "../expression/expression.js";
import type { Span, Tex, TexRow } from "../tex/tex.js";
import { readCondition } from "./read-condition.js";
import { splitAt } from "./read-indices.js";
import { isSymbol, spanOf, stop, type Reader } from "./reader.js";
import { DOTS, WIDE_SPACES } from "./symbols.js";

const MATRIX = /^(b|p|B|small|array|)(matrix)?\*?$/;

export function readEnvironment(tex: Tex & { readonly kind: "environment" }, reader: Reader): Expression {
  const name = tex.name.replace(/\*$/, "");
  if (/^(cases|dcases|rcases)$/.test(name)) return readCases(tex.rows, tex, reader);
  if (/^[vV]matrix$/.test(name)) return { ...readMatrix(tex.rows, tex, reader), determinant: name === "vmatrix" };
  if (MATRIX.test(name)) return readMatrix(tex.rows, tex, reader);
  if (/^(aligned|split|gathered|alignedat)$/.test(name)) return reader.read(tex.rows.flatMap((row) => row.cells.flatMap((cell) => cell.body)), tex, reader);
  return stop(`the environment '${tex.name}' is not understood inside a formula`, tex);
}

function readMatrix(rows: readonly TexRow[], span: Span, reader: Reader): Expression & { readonly kind: "matrix" } {
  const cells = rows.map((row) => row.cells.map((cell) => readCell(cell.body, cell, reader)));
  const filled = cells.filter((row) => row.some((cell) => cell !== null));
  if (filled.length === 0) stop("the matrix is empty", span);
  const width = Math.max(...filled.map((row) => row.length));
  const isDotted = (row: readonly (Cell | null)[]): boolean => row.every((cell) => cell === null || cell.kind === "dots");
  filled.forEach((row, k) => {
    if (row.length !== width && !isDotted(row)) stop(`row ${k + 1} of the matrix has ${row.length} cells, another has ${width}`, rows[k] ?? span);
  });
  // a blank in a row of dots continues the dots
  const complete = filled.map((row) => {
    const padded = [...row, ...Array.from({ length: width - row.length }, () => null)];
    const diagonal = filled.some((each) => each.some((cell) => cell?.kind === "dots" && cell.direction === "diagonal"));
    // around diagonal dots a blank is a zero nobody wrote
    const zero: Expression = { kind: "number", digits: 0n, places: 0, start: span.start, end: span.start };
    return padded.map((cell): Cell => cell ?? (isDotted(row) ? { kind: "dots", direction: "down", start: span.start, end: span.start } : diagonal ? zero : stop("a cell of the matrix is empty", span)));
  });
  return { kind: "matrix", rows: complete, determinant: false, start: span.start, end: span.end };
}

function readCell(body: readonly Tex[], span: Span, reader: Reader): Cell | null {
  const plain = body.filter((tex) => !(tex.kind === "symbol" && (WIDE_SPACES.has(tex.text) || tex.text === "," || tex.text === "|")));
  if (plain.length === 0) return null;
  const [first] = plain;
  const direction = plain.length === 1 && first?.kind === "symbol" ? DOTS.get(first.text) : undefined;
  if (direction !== undefined) return { kind: "dots", direction, start: first!.start, end: first!.end };
  return reader.read(plain, spanOf(plain, span), reader);
}

/** `value & condition`, or `value, \text{ if } condition` in one cell. */
export function readCases(rows: readonly TexRow[], span: Span, reader: Reader): Expression {
  const arms = rows.filter((row) => row.cells.some((cell) => cell.body.length > 0)).map((row): Arm => {
    const [value, ...conditions] = row.cells;
    const rest = conditions.flatMap((cell) => cell.body);
    const [head, tail] = rest.length > 0 ? [value!.body, rest] : splitCase(value!.body);
    const trimmed = trimPunctuation(head);
    if (tail.length === 0) stop("this case has no condition", row);
    return { value: reader.read(trimmed, spanOf(trimmed, row), reader), condition: readCondition(tail, spanOf(tail, row), reader) };
  });
  if (arms.length === 0) stop("the case distinction is empty", span);
  return { kind: "cases", arms, start: span.start, end: span.end };
}

function splitCase(body: readonly Tex[]): readonly [readonly Tex[], readonly Tex[]] {
  const words = body.findIndex((tex) => tex.kind === "words" && /\b(if|when|for|otherwise|else|where)\b/i.test(tex.text));
  if (words > 0) return [body.slice(0, words), body.slice(words)];
  const [value, ...rest] = splitAt(body, (tex) => isSymbol(tex, ",", "\\quad", "\\qquad"));
  return [value ?? [], rest.flat()];
}

const trimPunctuation = (body: readonly Tex[]): readonly Tex[] => {
  let end = body.length;
  while (end > 0 && isSymbol(body[end - 1], ",", ";", ".", "\\quad", "\\qquad")) end--;
  return body.slice(0, end);
};

