/**
 * Equations out of what they are wrapped in. Braces, colours, fonts, boxes and underbraces change how an equation looks and not what it says;
 * an array, a matrix or a brace of cases in which every row is an equation is a layout of equations under each other.
 */
import { isSymbol } from "../notation/reader.js";
import type { Tex, TexRow } from "../tex/tex.js";
import { hasRelationSign, isRelationSign } from "./relation-sign.js";

/** A line of nodes, or equations under each other. */
export type Segment = { readonly kind: "line"; readonly body: readonly Tex[] } | { readonly kind: "rows"; readonly name: string; readonly rows: readonly TexRow[] };

type Environment = Tex & { readonly kind: "environment" };

export const ALIGNED = /^(align|aligned|alignat|alignedat|gather|gathered|multline|multlined|eqnarray|split|flalign|equation|IEEEeqnarray)\*?$/;
/** Tables that authors use to put equations under each other. */
export const TABLE = /^(array|matrix|smallmatrix|subarray|cases|dcases|rcases|drcases|numcases|subnumcases|substack)\*?$/;

/** What is written, without the wrappers that hold an equation. A wrapper around anything else stays: it belongs to an expression. */
export function segmentsOf(body: readonly Tex[]): readonly Segment[] {
  const segments: Segment[] = [];
  let line: Tex[] = [];
  const close = (): void => { if (line.length > 0) segments.push({ kind: "line", body: line }); line = []; };
  const put = (nodes: readonly Tex[]): void => {
    for (const tex of nodes) {
      const inner = equationsIn(tex);
      if (inner === null) line.push(tex);
      else if (inner.kind === "line") put(inner.body);
      else { close(); segments.push(inner); }
    }
  };
  put(body);
  close();
  return segments;
}

/** The equations that a wrapper holds; null where the node is none, or holds none. */
function equationsIn(tex: Tex): Segment | null {
  if (isRelationSign(tex)) return null;
  if (tex.kind === "environment") return holdsRows(tex) ? { kind: "rows", name: tex.name, rows: tex.rows } : null;
  const body = wrappedIn(tex);
  return body !== null && (holdsEquation(body) || body.some(holdsRelation)) ? { kind: "line", body } : null;
}

/** `{(x = y)}`, `{\text{so } [x = y]}`: a relation in brackets; what to do with the bracket is told by what stands around the wrapper. */
const holdsRelation = (tex: Tex): boolean => tex.kind === "delimited" && (holdsEquation(tex.body) || tex.body.some(holdsRelation));

/** `((x = y))` */
export const isBracketed = ([only, ...more]: readonly Tex[]): boolean => only?.kind === "delimited" && more.length === 0 && /^[[(]$/.test(only.left) && (holdsEquation(only.body) || isBracketed(only.body));

/** Whether a relation stands in the body itself or in a wrapper in it. */
export const holdsEquation = (body: readonly Tex[]): boolean => hasRelationSign(body) || body.some((tex) => equationsIn(tex) !== null);

/** What stands in a wrapper that does not change what is said; null for any other node. */
function wrappedIn(tex: Tex): readonly Tex[] | null {
  switch (tex.kind) {
    case "group": return tex.body;
    case "font": return tex.body.kind === "group" ? tex.body.body.map((each) => inFont(each, tex.name)) : null;
    case "accent": return /^under(line|bar)$/.test(tex.name) ? nodesOf(tex.body) : null;
    case "annotated": return /^(boxed|overset|underset|stackrel|(under|over)(brace|bracket)|underoverset)$/.test(tex.name) ? nodesOf(tex.body) : null;
    // a brace on one side only groups lines
    case "delimited": return (tex.left === "." || tex.right === ".") && !/[|/]|vert/.test(tex.left + tex.right) ? tex.body : null;
    default: return null;
  }
}

const nodesOf = (tex: Tex): readonly Tex[] => (tex.kind === "group" ? tex.body : [tex]);

/** `\mathbf{Wx = y}`: bold W, bold x, bold y. */
function inFont(tex: Tex, name: string): Tex {
  switch (tex.kind) {
    case "symbol": return /^[A-Za-z]$/.test(tex.text) ? { kind: "font", name, body: tex, start: tex.start, end: tex.end } : tex;
    case "scripts": return tex.base === null ? tex : { ...tex, base: inFont(tex.base, name) };
    case "group": case "delimited": return { ...tex, body: tex.body.map((each) => inFont(each, name)) };
    case "fraction": return { ...tex, numerator: inFont(tex.numerator, name), denominator: inFont(tex.denominator, name) };
    default: return tex;
  }
}

/** Rows that are equations: an `align` with a relation, a table in which each row has one that is no condition. */
function holdsRows({ name, rows }: Environment): boolean {
  const cells = rows.map((row) => row.cells.map((cell) => cell.body).filter((body) => body.length > 0)).filter((row) => row.length > 0);
  if (ALIGNED.test(name)) return cells.some((row) => row.some(holdsEquation));
  return TABLE.test(name) && cells.length > 0 && cells.every((row, k) => isEquationRow(row) || (k > 0 && isSymbol(row[0]![0], "+", "-")));
}

/** `1 & i = j` is a value with its condition; `x & = y`, `x & = & y` and `x = y & z = u` are equations. */
const isEquationRow = (row: readonly (readonly Tex[])[]): boolean => holdsEquation(row[0]!) || row.slice(1).some(([first]) => first !== undefined && isRelationSign(first));
