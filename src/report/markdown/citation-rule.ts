/** `[@key]`, `[see @a, page 4; -@b]`, and `@key` in the text: citations. Tokens: `citation`, its works in `meta.cited`, `meta.isInText` where they are part of the sentence. */
import type { MarkdownIt, StateInline } from "markdown-it";

export interface Cited {
  readonly key: string;
  /** What stands before it: "see". */
  readonly before: string;
  /** What follows the key: "page 4". */
  readonly note: string;
}

export interface Citation {
  readonly cited: readonly Cited[];
  readonly isInText: boolean;
}

export function citationRule(md: MarkdownIt): void {
  md.inline.ruler.before("link", "citation", bracketsRule);
  md.inline.ruler.before("link", "citation_in_text", inTextRule);
}

/** As Pandoc reads it; `-` before it leaves out the authors, whom a number never names. */
const ONE = /^(?:([^@]*)\s)?-?@([\p{L}\p{N}_][\p{L}\p{N}_:.#$%&\-+?<>~/]*?)(?:\s*,\s*([^;[\]@]+))?$/u;

function bracketsRule(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== "[") return false;
  const end = state.src.indexOf("]", state.pos);
  // `[@x](…)` is a link, whatever its text.
  if (end < 0 || /[([]/.test(state.src[end + 1] ?? "")) return false;
  const text = state.src.slice(state.pos + 1, end);
  if (!text.includes("@")) return false;
  const cited = text.split(";").map((part) => ONE.exec(part.trim().replace(/\s+/g, " ")));
  if (cited.some((match) => match === null)) return false;
  if (!silent) push(state, { cited: cited.map((match): Cited => ({ key: match![2]!, before: match![1]?.trim() ?? "", note: match![3]?.trim() ?? "" })), isInText: false });
  state.pos = end + 1;
  return true;
}

/** Neither an address (`me@x.org`) nor within a link; what ends a sentence is no part of a key. */
function inTextRule(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== "@" || state.linkLevel > 0 || /[\p{L}\p{N}_.@/-]/u.test(state.src[state.pos - 1] ?? " ")) return false;
  const key = /^@([\p{L}\p{N}_](?:[\p{L}\p{N}_:.#$%&\-+?<>~/]*[\p{L}\p{N}_])?)/u.exec(state.src.slice(state.pos))?.[1];
  if (key === undefined) return false;
  if (!silent) push(state, { cited: [{ key, before: "", note: "" }], isInText: true });
  state.pos += key.length + 1;
  return true;
}

function push(state: StateInline, citation: Citation): void {
  state.push("citation", "", 0).meta = { ...citation };
}
