/** `\begin{name} … \end{name}`, and rows of cells wherever they stand. */
import { nearest } from "./nearest.js";
import { type CommandReader, enter, here, join, type Marks, peek, rawArgument, type Reading, rawOption, spanOf, spelled, take, takeIf } from "./reading.js";
import { textOf } from "./read-text.js";
import type { Span, Tex, TexCell, TexRow } from "./tex.js";
import { TexFault } from "./tex-fault.js";
import type { Token } from "./tokens.js";

/** What stands between `\begin{name}` and the first cell: `[t]`, `{ccc}`. */
type Opening = "option" | "argument";

const ENVIRONMENTS: ReadonlyMap<string, readonly Opening[]> = new Map([
  ...each("equation align gather multline eqnarray flalign displaymath math dmath split cases dcases rcases drcases smallmatrix"),
  ...each("matrix bmatrix pmatrix vmatrix Vmatrix Bmatrix aligned gathered multlined", "option"),
  ...each("array darray subarray alignat alignedat xalignat", "option", "argument"),
]);

function each(names: string, ...openings: Opening[]): (readonly [string, readonly Opening[]])[] {
  return names.split(" ").map((name) => [name, openings] as const);
}

const unstarred = (name: string): string => name.replace(/\*$/, "");

export const readBegin: CommandReader = (reading, begin) => {
  const { tokens, span } = rawArgument(reading, begin);
  const name = spelled(tokens);
  const opening = { ...begin, ...join(begin, span), text: `\\begin{${name}}` };
  const options = ENVIRONMENTS.get(unstarred(name));
  if (options === undefined) throw unknownEnvironment(opening, name);
  for (const option of options) {
    if (option === "argument") rawArgument(reading, opening);
    else rawOption(reading);
  }
  const rows = readRows(reading, opening);
  const end = takeIf(reading, "\\end");
  if (end === undefined) throw new TexFault(opening, `this '${opening.text}' is never closed: add '\\end{${name}}'`);
  const closing = rawArgument(reading, end);
  const closed = spelled(closing.tokens);
  if (closed !== name) throw new TexFault(opening, `this '${opening.text}' meets '\\end{${closed}}': write '\\end{${name}}', or close what stands between`);
  return { kind: "environment", name, rows, ...join(opening, closing.span) };
};

function unknownEnvironment(at: Span, name: string): TexFault {
  const known = nearest(unstarred(name), ENVIRONMENTS.keys());
  return new TexFault(at, `the environment '${name}' is not known${known === null ? "" : `: did you mean '${known}'?`}`);
}

/** Rows up to what ends them; rows of nothing are left out. */
export function readRows(reading: Reading, opening: Span): TexRow[] {
  enter(reading, opening);
  const outer = reading.marks;
  const rows: TexRow[] = [];
  for (;;) {
    skipRules(reading);
    const intertext = readIntertext(reading);
    if (intertext !== null) {
      rows.push(intertext);
      continue;
    }
    reading.marks = { tag: null, label: null };
    const row = readRow(reading, reading.marks);
    if (row.tag !== null || row.label !== null || row.cells.some(({ body }) => body.length > 0)) rows.push(row);
    if (!takeRowEnd(reading) && !isIntertext(peek(reading))) break;
  }
  reading.marks = outer;
  reading.depth--;
  return rows;
}

function readRow(reading: Reading, marks: Marks): TexRow {
  const cells: TexCell[] = [];
  do {
    const start = here(reading);
    const body = reading.readers.list(reading);
    cells.push({ body, ...spanOf(body, start) });
  } while (takeIf(reading, "&") !== undefined);
  return { cells, tag: marks.tag, label: marks.label, ...spanOf(cells, 0) };
}

export const endsRow = (token: Token): boolean => token.text === "\\\\" || token.text === "\\cr" || token.text === "\\newline" || token.text === "\\tabularnewline";

/** Takes `\\`, `\\*` and `\\[0.6em]`: a length in brackets, where `\\ [x]` is a row that begins with a bracket. */
export function takeRowEnd(reading: Reading): boolean {
  const token = peek(reading);
  if (token === undefined || !endsRow(token)) return false;
  take(reading);
  if (reading.tokens[reading.at]?.text === "*") reading.at++;
  const from = reading.at;
  const length = reading.tokens[from]?.text === "[" ? rawOption(reading) : null;
  if (length !== null && !/^[-+]?\s*(?:\d*[.,]?\d*)\s*(?:em|ex|pt|mm|cm|in|mu|px|pc|\\\w+)$/.test(length)) reading.at = from;
  return true;
}

/** `\hline`, `\cline{1-2}`: lines between rows. */
function skipRules(reading: Reading): void {
  for (let token = peek(reading); token !== undefined; token = peek(reading)) {
    if (token.text === "\\hline" || token.text === "\\hdashline" || token.text === "\\toprule" || token.text === "\\midrule" || token.text === "\\bottomrule") take(reading);
    else if (token.text === "\\cline" || token.text === "\\cmidrule" || token.text === "\\noalign") {
      take(reading);
      rawArgument(reading, token);
    } else return;
  }
}

const isIntertext = (token: Token | undefined): boolean => token?.text === "\\intertext" || token?.text === "\\shortintertext";

/** `\intertext{and so}`: words between two rows, a row of their own. */
function readIntertext(reading: Reading): TexRow | null {
  const command = peek(reading);
  if (command === undefined || !isIntertext(command)) return null;
  take(reading);
  const { tokens, span } = rawArgument(reading, command);
  const node: Tex = { kind: "words", command: command.text.slice(1), text: textOf(tokens), ...join(command, span) };
  const place = { start: node.start, end: node.end };
  return { cells: [{ body: [node], ...place }], tag: null, label: null, ...place };
}
