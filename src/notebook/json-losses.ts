/**
 * What JSON.parse loses of a text without a word: of a key that stands twice it takes the last, and a number that is too large becomes
 * Infinity. Two merged halves of a notebook are JSON, and one of them would be gone.
 */
import { lineAndColumn } from "./json-syntax.js";

/** Where a string begins, a number, what opens or closes. */
const TOKEN = /["{}[\]]|-?\d[\d.eE+-]*/g;
const COLON = /\s*:/y;

/** The first loss in a text that is JSON, with its place, in words; null if there is none. */
export function describeLoss(json: string): string | null {
  const open: Map<string, number>[] = [], token = new RegExp(TOKEN);
  for (let found = token.exec(json); found !== null; found = token.exec(json)) {
    const { 0: text, index } = found;
    if (text === "{" || text === "[") open.push(new Map());
    else if (text === "}" || text === "]") open.pop();
    else if (text !== '"') {
      if (!Number.isFinite(Number(text))) return `${placeIn(json, index)}: the number ${text} is too large`;
    } else {
      const end = (token.lastIndex = COLON.lastIndex = endOfString(json, index));
      if (!COLON.test(json)) continue;
      const written = json.slice(index, end), key = JSON.parse(written) as string, first = open.at(-1)!.get(key);
      if (first !== undefined) return `${placeIn(json, index)}: the key ${written} stands twice in one object, first ${placeIn(json, first)}, and only one of them would count; remove the other`;
      open.at(-1)!.set(key, index);
    }
  }
  return null;
}

/** After the closing quotation mark: no expression is asked, as long strings outgrow the stack of those. */
function endOfString(json: string, start: number): number {
  for (let quote = json.indexOf('"', start + 1); ; quote = json.indexOf('"', quote + 1)) {
    let escapes = quote;
    while (json[escapes - 1] === "\\") escapes--;
    if ((quote - escapes) % 2 === 0) return quote + 1;
  }
}

function placeIn(text: string, offset: number): string {
  const { line, column } = lineAndColumn(text, offset);
  return `line ${line}, column ${column}`;
}
