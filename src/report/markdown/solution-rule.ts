/** `::: solution` … `:::` around what a build without solutions leaves out. Tokens: `solution_open`, `solution_close`. */
import type { MarkdownIt, StateBlock } from "markdown-it";
import { CLOSES, OPENS } from "../solutions.js";

export function solutionRule(md: MarkdownIt): void {
  md.block.ruler.before("fence", "solution", rule, { alt: ["paragraph", "reference", "blockquote", "list"] });
}

/** The block ends at its `:::` outside of code, or with what holds it. */
function rule(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const line = (k: number): string => state.getLines(k, k + 1, state.blkIndent, false);
  if (state.sCount[startLine]! - state.blkIndent >= 4 || !OPENS.test(line(startLine))) return false;
  if (silent) return true;
  let end = startLine + 1, fence = "";
  for (; end < endLine; end++) {
    const mark = /^ {0,3}(```+|~~~+)/.exec(line(end))?.[1] ?? "";
    if (fence !== "") fence = mark.startsWith(fence) ? "" : fence;
    else if (mark !== "") fence = mark;
    else if (CLOSES.test(line(end))) break;
  }
  const { parentType, lineMax } = state;
  state.lineMax = end;
  state.push("solution_open", "div", 1).map = [startLine, end];
  state.md.block.tokenize(state, startLine + 1, end);
  state.push("solution_close", "div", -1);
  state.parentType = parentType;
  state.lineMax = lineMax;
  state.line = Math.min(end + 1, endLine);
  return true;
}
