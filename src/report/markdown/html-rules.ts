/**
 * The HTML that people write in Markdown and that has a form on every page: `<br>`, `<kbd>`, `<sub>` and `<sup>` in a line, `<details>` with its `<summary>` around blocks.
 * Without attributes, but for `open`; any other tag, and one that is not closed, stays text. Tokens: `hardbreak`, `kbd_open`, …, `details_open` with `meta.isOpen`, its summary as its first block `summary_open`.
 */
import type { MarkdownIt, StateBlock, StateInline } from "markdown-it";

export function htmlRules(md: MarkdownIt): void {
  md.inline.ruler.before("autolink", "html_in_line", lineRule);
  md.block.ruler.before("fence", "details", detailsRule, { alt: ["paragraph", "reference", "blockquote", "list"] });
}

function lineRule(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== "<") return false;
  const tag = /^<(?:(br)\s*\/?|(kbd|sub|sup))>/i.exec(state.src.slice(state.pos, Math.min(state.pos + 8, state.posMax)));
  if (tag === null) return false;
  const from = state.pos + tag[0].length;
  if (tag[1] !== undefined) {
    if (!silent) state.push("hardbreak", "br", 0);
    state.pos = from;
    return true;
  }
  const name = tag[2]!.toLowerCase(), length = state.src.slice(from, state.posMax).search(new RegExp(`</${name}>`, "i"));
  if (length < 0) return false;
  const { posMax } = state, end = from + length;
  if (!silent) {
    state.push(`${name}_open`, name, 1);
    state.pos = from;
    state.posMax = end;
    state.md.inline.tokenize(state);
    state.push(`${name}_close`, name, -1);
    state.posMax = posMax;
  }
  state.pos = end + name.length + 3;
  return true;
}

/** One within the other, and no deeper. */
const DEEPEST = 6;

const OPENS = /^ {0,3}<details(\s+open)?\s*>/i;

/** From a line that begins with `<details>` to the one that closes it, outside of code. */
function detailsRule(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const line = (k: number): string => state.getLines(k, k + 1, state.blkIndent, false);
  if (state.sCount[startLine]! - state.blkIndent >= 4 || !OPENS.test(line(startLine))) return false;
  const depth = Number(state.env["details"] ?? 0), end = depth < DEEPEST ? closingLine(line, startLine, endLine) : null;
  const parts = end === null ? null : /^ {0,3}<details(\s+open)?\s*>\s*<summary>([^]*?)<\/summary>([^]*)<\/details>\s*$/i.exec(state.getLines(startLine, end + 1, state.blkIndent, false));
  if (parts === null || end === null) return false;
  if (silent) return true;
  const open = state.push("details_open", "details", 1);
  open.map = [startLine, end + 1];
  open.meta = { isOpen: parts[1] !== undefined };
  state.push("summary_open", "summary", 1);
  const summary = state.push("inline", "", 0);
  summary.content = parts[2]!.trim();
  summary.children = [];
  summary.map = [startLine, startLine + 1];
  state.push("summary_close", "summary", -1);
  state.env["details"] = depth + 1;
  // HTML's own paragraphs, with which people part what they write there, are ours too.
  state.md.block.parse(parts[3]!.replace(/^[ \t]*<\/?p>[ \t]*$/gim, ""), state.md, state.env, state.tokens);
  state.env["details"] = depth;
  state.push("details_close", "details", -1);
  state.line = end + 1;
  return true;
}

function closingLine(line: (k: number) => string, startLine: number, endLine: number): number | null {
  let depth = 0, fence = "";
  for (let k = startLine; k < endLine; k++) {
    const text = line(k), mark = /^ {0,3}(```+|~~~+)/.exec(text)?.[1] ?? "";
    if (fence !== "") fence = mark.startsWith(fence) ? "" : fence;
    else if (mark !== "") fence = mark;
    else {
      if (OPENS.test(text)) depth++;
      if (/<\/details>\s*$/i.test(text) && --depth === 0) return k;
    }
  }
  return null;
}
