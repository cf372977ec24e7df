/** `[@key]`, `[@a; @b, page 4]`: citations. Tokens: `citation`, its works in `meta.cited`. */
import type { MarkdownIt, StateInline } from "markdown-it";

export interface Cited {
  readonly key: string;
  /** What follows the key: "page 4". */
  readonly note: string;
}

export function citationRule(md: MarkdownIt): void {
  md.inline.ruler.before("link", "citation", rule);
}

const ONE = /^@([\p{L}\p{N}_][\p{L}\p{N}_:.#$%&\-+?<>~/]*?)(?:\s*,\s*([^;[\]]+))?$/u;

function rule(state: StateInline, silent: boolean): boolean {
  if (!state.src.startsWith("[@", state.pos)) return false;
  const end = state.src.indexOf("]", state.pos);
  // `[@x](…)` is a link, whatever its text.
  if (end < 0 || /[([]/.test(state.src[end + 1] ?? "")) return false;
  const cited = state.src.slice(state.pos + 1, end).split(";").map((part) => ONE.exec(part.trim().replace(/\s+/g, " ")));
  if (cited.some((match) => match === null)) return false;
  if (!silent) state.push("citation", "", 0).meta = { cited: cited.map((match): Cited => ({ key: match![1]!, note: match![2]?.trim() ?? "" })) };
  state.pos = end + 1;
  return true;
}
