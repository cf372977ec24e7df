/** From a formula's text to its tree. */
import { expandMacros } from "./expand-macros.js";
import { type Macros, NO_MACROS } from "./macros.js";
import { readRows } from "./read-environment.js";
import { READERS } from "./read-list.js";
import { peek, type Reading } from "./reading.js";
import type { Span, Tex, TexFormula, TexProblem, TexRow } from "./tex.js";
import { TexFault } from "./tex-fault.js";
import { type Token, tokenise } from "./tokens.js";

export type TexReading = { readonly formula: TexFormula } | { readonly problem: TexProblem };

/**
 * Reads the formula between two offsets of a text, delimiters excluded. Spans are offsets into the whole text. Lines parted by a bare `\\`
 * are read as an `aligned` environment; a lone `equation` environment is the formula itself.
 * @param macros the author's own commands; definitions inside the formula are added to them
 */
export function readTex(text: string, range: Span, macros: Macros = NO_MACROS): TexReading {
  try {
    const tokens = expandMacros(tokenise(text, range), macros);
    return { formula: readFormula(tokens, range) };
  } catch (error) {
    if (error instanceof TexFault) return { problem: error.problem };
    throw error;
  }
}

function readFormula(tokens: readonly Token[], { start, end }: Span): TexFormula {
  const marks = { tag: null, label: null };
  const reading: Reading = { tokens, at: 0, limit: tokens.length, depth: 0, marks, end, readers: READERS };
  const rows = readRows(reading, { start, end: start });
  const left = peek(reading);
  if (left !== undefined) throw stray(left);
  const split = rows.find(({ cells }) => cells.length > 1);
  if (split !== undefined) throw strayAmpersand(tokens.filter(({ start: at }) => at >= (split.cells[0]?.end ?? 0)));
  const marked = { tag: firstOf(rows, "tag"), label: firstOf(rows, "label") };
  const [only, ...more] = rows;
  if (only === undefined || more.length === 0) return unwrapped({ body: only?.cells[0]?.body ?? [], ...marked, start, end });
  const first = rows[0] as TexRow;
  const lines: Tex = { kind: "environment", name: "aligned", rows, start: first.start, end: rows.at(-1)?.end ?? end };
  return { body: [lines], tag: null, label: null, start, end };
}

const firstOf = (rows: readonly TexRow[], mark: "tag" | "label"): string | null => rows.find((row) => row[mark] !== null)?.[mark] ?? null;

const WRAPPERS: ReadonlySet<string> = new Set(["equation", "equation*", "displaymath", "math", "dmath", "dmath*"]);

/** `\begin{equation} … \end{equation}` says only where the formula is. */
function unwrapped(formula: TexFormula): TexFormula {
  const [only, ...more] = formula.body;
  if (only?.kind !== "environment" || more.length > 0 || !WRAPPERS.has(only.name) || only.rows.length > 1) return formula;
  const [row] = only.rows;
  if (row === undefined) return { ...formula, body: [] };
  if (row.cells.length > 1) return formula;
  return { ...formula, body: row.cells[0]?.body ?? [], tag: formula.tag ?? row.tag, label: formula.label ?? row.label };
}

function stray(token: Token): TexFault {
  switch (token.text) {
    case "}":
      return new TexFault(token, "this '}' closes nothing: remove it, or add '{' before");
    case "\\right":
      return new TexFault(token, "this '\\right' has no '\\left' before it: add one, '\\left.' for no delimiter");
    case "\\end":
      return new TexFault(token, "this '\\end' has no '\\begin' before it: remove it, or add one");
    default:
      return new TexFault(token, `'${token.text}' cannot stand inside a formula: close the formula before it, or remove it`);
  }
}

/** @param tokens from the one on that may be the sign */
function strayAmpersand(tokens: readonly Token[]): TexFault {
  const index = tokens.findIndex(({ text }) => text === "&");
  const at = tokens[index] as Token;
  const entity = /^&(lt|gt|amp);/.exec(tokens.slice(index, index + 5).map(({ text }) => text).join(""))?.[1];
  if (entity !== undefined) return new TexFault(at, `'&${entity};' is HTML: write '${entity === "lt" ? "<" : entity === "gt" ? ">" : "&"}'`);
  return new TexFault(at, "'&' stands outside an environment: put the lines between '\\begin{aligned}' and '\\end{aligned}', or write '\\&' for the sign");
}
