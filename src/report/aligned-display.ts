/** The rows and cells of an aligned display, as the author wrote them. */

export interface AlignedRow {
  readonly cells: readonly string[];
  /** The sign that ends the row, with the gap that it asks for: `\\\\[1em]`; nothing after the last row. */
  readonly end: string;
}

export interface AlignedDisplay {
  /** "aligned"; "gathered", whose rows have one cell each. */
  readonly environment: string;
  /** Up to the first cell: definitions and `\\begin{aligned}`. */
  readonly before: string;
  readonly rows: readonly AlignedRow[];
  /** From `\\end{aligned}` on. */
  readonly after: string;
}

/** Written one after the other, cells with `&` between them, the parts are the TeX again. @returns null for another display, and where braces or environments do not close */
export function alignedDisplay(tex: string): AlignedDisplay | null {
  const found = /\\begin\{(aligned|align\*?|alignedat|alignat\*?|gathered)\}(?:\{\d+\})?/.exec(tex);
  if (found === null) return null;
  const start = found.index + found[0].length, end = tex.lastIndexOf(`\\end{${found[1]!}}`);
  const rows = end < start ? null : rowsOf(tex.slice(start, end));
  return rows === null ? null : { environment: found[1]!, before: tex.slice(0, start), rows, after: tex.slice(end) };
}

/** Rows that have something in them: the sign at the end of the last one begins none. */
export const filledRows = ({ rows }: AlignedDisplay): readonly AlignedRow[] => rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));

function rowsOf(body: string): readonly AlignedRow[] | null {
  const rows: AlignedRow[] = [];
  let cells: string[] = [], depth = 0, at = 0;
  for (const match of body.matchAll(/\\begin\{[^}]*\}|\\end\{[^}]*\}|\\\\(?:\[[^\]]*\])?|\\.|[{}&]/g)) {
    const [sign] = match;
    if (sign === "{" || sign.startsWith("\\begin{")) depth++;
    else if (sign === "}" || sign.startsWith("\\end{")) depth--;
    else if (depth === 0 && (sign === "&" || sign.startsWith("\\\\"))) {
      cells.push(body.slice(at, match.index));
      if (sign !== "&") {
        rows.push({ cells, end: sign });
        cells = [];
      }
      at = match.index + sign.length;
    }
    if (depth < 0) return null;
  }
  return depth === 0 ? [...rows, { cells: [...cells, body.slice(at)], end: "" }] : null;
}
