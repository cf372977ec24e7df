/** `\eqref{eq-x}` and `\ref{fig-x}` in prose, as LaTeX writes them: a link within the report whose text is the number. */
import type { MarkdownIt, StateInline } from "markdown-it";

export function referenceRule(md: MarkdownIt): void {
  md.inline.ruler.before("escape", "reference", rule);
}

const REFERENCE = /\\(?:eq)?ref\{([A-Za-z][\w:.-]*)\}/y;

function rule(state: StateInline, silent: boolean): boolean {
  REFERENCE.lastIndex = state.pos;
  const match = REFERENCE.exec(state.src);
  if (match === null) return false;
  if (!silent) {
    state.push("link_open", "a", 1).attrSet("href", `#${match[1]!}`);
    state.push("link_close", "a", -1);
  }
  state.pos = REFERENCE.lastIndex;
  return true;
}
