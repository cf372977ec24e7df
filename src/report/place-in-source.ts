/** Where words of a cell's prose stand in its source. */

/** What is no prose: fenced code, code in a line, maths. Blanked, so that places stay. */
const NO_PROSE = /^(```+|~~~+)[^]*?^\1[^\n]*$|(`+)(?!`)[^]*?[^`]\2(?!`)|\$\$[^]*?\$\$|\$[^$\n]+\$/gm;

/**
 * @param words as the reader has them: a line's end is a space
 * @param nth of the places where these words stand, from 0
 * @returns ", line 3, column 21", counted from 1; "" where they are written otherwise
 */
export function placeInSource(source: string, words: string, nth: number): string {
  const prose = source.replace(NO_PROSE, (part) => part.replace(/[^\n]/g, " "));
  const pattern = words.split(/\s+/).map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")).join("\\s+");
  const found = [...prose.matchAll(new RegExp(pattern, "g"))][nth];
  if (found === undefined) return "";
  const before = prose.slice(0, found.index).split("\n");
  return `, line ${before.length}, column ${before.at(-1)!.length + 1}`;
}
