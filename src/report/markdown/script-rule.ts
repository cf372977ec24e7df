/** `H~2~O` and `x^2^` as Pandoc and Quarto read them: without a space, behind what they belong to. Tokens: `sub_open`, `sup_open` and their ends. */
import type { MarkdownIt, StateInline } from "markdown-it";

export function scriptRule(md: MarkdownIt): void {
  md.inline.ruler.before("strikethrough", "script", rule);
}

const SCRIPT = /^([~^])(?!\[)((?:\\.|[^\s~^\\])+)\1(?!\1)/;

function rule(state: StateInline, silent: boolean): boolean {
  const match = SCRIPT.exec(state.src.slice(state.pos, state.posMax));
  if (match === null || !/[\p{L}\p{N})\]*_'’]/u.test(state.src[state.pos - 1] ?? " ")) return false;
  const { posMax } = state, name = match[1] === "~" ? "sub" : "sup", end = state.pos + match[0].length;
  if (!silent) {
    state.push(`${name}_open`, name, 1);
    state.pos += 1;
    state.posMax = end - 1;
    state.md.inline.tokenize(state);
    state.push(`${name}_close`, name, -1);
    state.posMax = posMax;
  }
  state.pos = end;
  return true;
}
