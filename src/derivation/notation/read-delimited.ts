/** Brackets: grouping, absolute value and determinant, norms, inner products, Iverson's `[i = j]`. */
import { isDots, type Cell, type Expression } from "../expression/expression.js";
import type { Tex } from "../tex/tex.js";
import { hasRelation, readCondition } from "./read-condition.js";
import { splitAt } from "./read-indices.js";
import { DOTS } from "./symbols.js";
import { bodyOf, isSymbol, plainText, spanOf, stop, type Reader } from "./reader.js";

type Delimited = Tex & { readonly kind: "delimited" };

const BARS = new Set(["|", "\\vert", "\\lvert", "\\rvert"]);
const DOUBLE_BARS = new Set(["\\|", "\\Vert", "\\lVert", "\\rVert", "‖"]);

export const isNorm = (tex: Tex): boolean => tex.kind === "delimited" && DOUBLE_BARS.has(tex.left);

export function readDelimited(tex: Delimited, reader: Reader): Expression {
  const span = { start: tex.start, end: tex.end };
  if (isNorm(tex)) return readNorm(tex, null, reader);
  if (BARS.has(tex.left) && BARS.has(tex.right)) return { kind: "absolute", of: reader.read(tex.body, tex, reader), ...span };
  if (tex.left === "\\langle") return readInner(tex, reader);
  if (/floor|ceil/.test(tex.left)) return { kind: "apply", function: /floor/.test(tex.left) ? "floor" : "ceil", arguments: [reader.read(tex.body, tex, reader)], ...span };
  if (tex.left === "[" && tex.right === "]" && hasRelation(tex.body)) return { kind: "indicator", condition: readCondition(tex.body, tex, reader), ...span };
  if ((tex.left === "(" && tex.right === ")") && hasRelation(tex.body)) return { kind: "indicator", condition: readCondition(tex.body, tex, reader), ...span };
  if (!/^(\(|\[|\\\{|\\lbrace|\\lparen|\\lbrack|\.)$/.test(tex.left)) stop(`the bracket '${tex.left}' is not understood`, tex);
  const cells = listCells(tex);
  if (cells !== null) return readList(tex, cells, reader);
  return { ...reader.read(tex.body, tex, reader), ...span };
}

function readInner(tex: Delimited, reader: Reader): Expression {
  const parts = splitAt(tex.body, (each) => isSymbol(each, ","));
  if (parts.length !== 2) return stop("an inner product needs two parts with a comma between them", tex);
  const [left, right] = parts.map((part) => reader.read(part, spanOf(part, tex), reader));
  return { kind: "inner", left: left!, right: right!, start: tex.start, end: tex.end };
}

/** `\|x\|`, `\|x\|_2`, `\|A\|_F`: without a mark the Euclidean (for a matrix: Frobenius) norm. */
export function readNorm(tex: Delimited, sub: Tex | null, reader: Reader): Expression {
  const mark = sub === null ? "plain" : plainText(bodyOf(sub));
  const order = { plain: "plain", "1": "1", "2": "2", F: "F", "\\infty": "inf", "\\mathrm{F}": "F" }[mark] as "plain" | "1" | "2" | "F" | "inf" | undefined;
  if (order === undefined) return stop(`the norm '${mark}' is not understood (1, 2, F and \\infty are)`, sub ?? tex);
  return { kind: "norm", of: reader.read(tex.body, tex, reader), order, start: tex.start, end: tex.end };
}

/** `x_1, \\dots, x_n` by commas or bars; `[\\, a \\; \\cdots \\; b \\,]` by its dots; null where the bracket holds one expression. */
function listCells({ left, body }: Delimited): readonly (readonly Tex[])[] | null {
  const parts = splitAt(body, (each) => isSymbol(each, ",", ";", "\\mid", "|", "\\quad", "\\qquad", "\\vert"));
  if (parts.length > 1) return parts.filter((part) => part.length > 0);
  const dots = body.findIndex(isDotsSign);
  if (left !== "[" || dots <= 0 || dots === body.length - 1) return null;
  const before = body.slice(0, dots);
  // two cells side by side are two equally long runs: W y^{(1)} W y^{(2)} ⋯
  const half = before.length / 2;
  const twice = Number.isInteger(half) && half > 0 && before.slice(0, half).every((each, k) => baseText(each) === baseText(before[half + k]!));
  return [...(twice ? [before.slice(0, half), before.slice(half)] : [before]), [body[dots]!], body.slice(dots + 1)];
}

const isDotsSign = (tex: Tex): boolean => tex.kind === "symbol" && DOTS.has(tex.text);
const baseText = (tex: Tex): string => (tex.kind === "scripts" && tex.base !== null ? plainText(tex.base) : tex.kind === "fraction" ? "/" : plainText(tex));

/** `(a, b, c)` and `[a; b; c]` are columns, `[a, b, c]` a row. */
function readList(tex: Delimited, parts: readonly (readonly Tex[])[], reader: Reader): Expression {
  const cells = parts.map((part): Cell => {
    const [only] = part;
    return part.length === 1 && only !== undefined && isDotsSign(only) ? { kind: "dots", direction: tex.left === "[" ? "across" : "down", start: only.start, end: only.end } : reader.read(part, spanOf(part, tex), reader);
  });
  const isRow = tex.left === "[" && !(tex.body.some((each) => isSymbol(each, ";")) && !tex.body.some((each) => isSymbol(each, ",", "|", "\\mid", "\\vert")));
  const isListed = isRow && tex.body.some((each) => isSymbol(each, ",")) && !cells.some(isDots);
  return { kind: "matrix", rows: isRow ? [cells] : cells.map((cell) => [cell]), determinant: false, ...(isListed ? { isListed } : {}), start: tex.start, end: tex.end };
}

/** `(x_1, \\dots, x_n)^T`: authors write the column that way. */
export const isTuple = (tex: Tex): boolean => tex.kind === "delimited" && tex.left === "(" && listCells(tex) !== null;
