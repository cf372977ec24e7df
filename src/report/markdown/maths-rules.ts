/**
 * LaTeX in Markdown, as Jupyter reads it: `$x$`, `\(x\)`, `$$x$$`, `\[x\]`, and bare environments such as `\begin{align}`.
 * Tokens: `maths_inline` and `maths_display`; `content` is the TeX without its delimiters (an environment keeps its own).
 */
import type { MarkdownIt, StateBlock, StateInline } from "markdown-it";
import { isInlineMaths } from "../../derivation/document/inline-dollars.js";

const ENVIRONMENT = /^\\begin\{(equation|align|alignat|gather|multline|eqnarray|split|aligned|gathered|cases|matrix|[bpvBV]matrix)(\*?)\}/;

/** Teaches a Markdown parser maths. */
export function mathsRules(md: MarkdownIt): void {
  md.inline.ruler.before("escape", "maths_brackets", bracketsRule);
  md.inline.ruler.after("escape", "maths_dollars", dollarsRule);
  md.block.ruler.before("fence", "maths_block", blockRule, { alt: ["paragraph", "reference", "blockquote", "list"] });
}

/** Position of `close` from `from` on, skipping escaped characters; −1 if there is none before a blank line. */
function findClose(text: string, close: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    if (text.startsWith(close, i)) return i;
    if (text[i] === "\\") i++;
    else if (/^\n[ \t]*\n/.test(text.slice(i, i + 40))) return -1;
  }
  return -1;
}

function pushMaths(state: StateInline, type: "maths_inline" | "maths_display", tex: string, end: number, silent: boolean): true {
  if (!silent) state.push(type, "math", 0).content = tex.trim();
  state.pos = end;
  return true;
}

/** `\( … \)` and `\[ … \]` within a line. */
function bracketsRule(state: StateInline, silent: boolean): boolean {
  const open = state.src.slice(state.pos, state.pos + 2);
  if (open !== "\\(" && open !== "\\[") return false;
  const end = findClose(state.src, open === "\\(" ? "\\)" : "\\]", state.pos + 2);
  if (end < 0) return false;
  return pushMaths(state, open === "\\(" ? "maths_inline" : "maths_display", state.src.slice(state.pos + 2, end), end + 2, silent);
}

/** `$ … $` and `$$ … $$` within a line. */
function dollarsRule(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  if (src[pos] !== "$") return false;
  const fence = src.startsWith("$$", pos) ? "$$" : "$";
  const end = findClose(src, fence, pos + fence.length);
  if (end < 0) return false;
  const tex = src.slice(pos + fence.length, end);
  if (!(fence === "$$" ? tex.trim() !== "" : isInlineMaths(tex, src[end + 1] ?? ""))) return false;
  return pushMaths(state, fence === "$$" ? "maths_display" : "maths_inline", tex, end + fence.length, silent);
}

/** A display that begins a line: it needs no blank lines around it. */
function blockRule(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (state.sCount[startLine]! - state.blkIndent >= 4) return false;
  const text = state.getLines(startLine, endLine, state.blkIndent, false);
  const display = readDisplay(text.trimStart());
  if (display === null) return false;
  if (silent) return true;
  const token = state.push("maths_display", "math", 0);
  const lead = text.length - text.trimStart().length;
  const lines = text.slice(0, lead + display.length).split("\n").length;
  token.block = true;
  token.content = display.tex;
  token.meta = { number: display.number };
  token.map = [startLine, startLine + lines];
  state.line = startLine + lines;
  return true;
}

interface Display {
  readonly tex: string;
  /** A number in parentheses after the display, as converted documents have it: `$$…$$ (7)`. */
  readonly number: string | null;
  readonly length: number;
}

/** Reads a display at the start of `text`; null if there is none or if more than a number follows on its line. */
function readDisplay(text: string): Display | null {
  const body = readBody(text);
  if (body === null) return null;
  const rest = /^[ \t]*(?:\n?[ \t]*\((\d+[a-z]?)\)[ \t]*)?(?=\n|$)/.exec(text.slice(body.end));
  if (rest === null) return null;
  return { tex: body.tex.trim(), number: rest[1] ?? null, length: body.end + rest[0].length };
}

function readBody(text: string): { tex: string; end: number } | null {
  const environment = ENVIRONMENT.exec(text);
  if (environment !== null) {
    const close = `\\end{${environment[1]}${environment[2]}}`;
    const end = text.indexOf(close);
    return end < 0 ? null : { tex: text.slice(0, end + close.length), end: end + close.length };
  }
  const close = text.startsWith("$$") ? "$$" : text.startsWith("\\[") ? "\\]" : null;
  const end = close === null ? -1 : findClose(text, close, 2);
  return end < 0 || text.slice(2, end).trim() === "" ? null : { tex: text.slice(2, end), end: end + 2 };
}
