/** Text of fixed width: lines broken where they fill the column, coloured runs kept. */

/** A run of characters in one style; null is plain. */
export interface Run {
  readonly text: string;
  readonly style: string | null;
}

export type Line = readonly Run[];

/** How many characters of the listing's size a line holds. */
export const COLUMNS = 92;

/** Runs as lines of at most `columns` characters. */
export const linesOf = (runs: readonly Run[], columns = COLUMNS): readonly Line[] => wrappedLines(runs, columns).flat();

/**
 * For each line of the text the lines of at most `columns` characters that it fills. What a long line has left goes below it, indented by two more than the line;
 * it is broken after a space or a sign where there is one, else anywhere. Tabs are four spaces.
 */
export function wrappedLines(runs: readonly Run[], columns = COLUMNS): readonly (readonly Line[])[] {
  return sourceLines(runs).map((line) => wrapped(line, columns).map(joined));
}

function sourceLines(runs: readonly Run[]): readonly Line[] {
  const lines: Run[][] = [[]];
  for (const { text, style } of runs) {
    text.replace(/\r\n?/g, "\n").replaceAll("\t", "    ").split("\n").forEach((part, k) => {
      if (k > 0) lines.push([]);
      if (part !== "") lines.at(-1)!.push({ text: part, style });
    });
  }
  return lines;
}

function wrapped(line: Line, columns: number): readonly Line[] {
  if (line.reduce((length, { text }) => length + text.length, 0) <= columns) return [line];
  const characters = line.flatMap(({ text, style }) => [...text].map((text) => ({ text, style })));
  if (characters.length <= columns) return [line];
  const indent = Math.min(characters.findIndex(({ text }) => text !== " ") + 2, columns / 2);
  const lines: Line[] = [];
  let at = 0;
  while (at < characters.length) {
    const room = lines.length === 0 ? columns : columns - indent;
    const end = characters.length - at <= room ? characters.length : at + breakPoint(characters.slice(at, at + room).map(({ text }) => text));
    const margin = lines.length === 0 ? [] : [{ text: " ".repeat(indent), style: null }];
    lines.push([...margin, ...joined(characters.slice(at, end))]);
    at = end;
  }
  return lines;
}

/** After the last space; else after the last sign; else at the end. A break in the first half would waste the line. */
function breakPoint(room: readonly string[]): number {
  const last = (sign: RegExp): number => room.findLastIndex((character) => sign.test(character)) + 1;
  return [last(/\s/), last(/[,;:.()[\]{}/\\|&=+*-]/)].find((at) => at > room.length / 2) ?? room.length;
}

function joined(characters: readonly Run[]): Line {
  return characters.reduce<Run[]>((runs, next) => {
    const last = runs.at(-1);
    if (last !== undefined && last.style === next.style) runs[runs.length - 1] = { text: last.text + next.text, style: last.style };
    else runs.push(next);
    return runs;
  }, []);
}
