/** Long words beside the lines of a derivation, broken into lines of their own: KaTeX never breaks text, and the page is narrower than a sentence. */
import { alignedDisplay } from "../aligned-display.js";

/** Characters of a line that stand beside a formula. */
const LONG = 36;

/**
 * `a &= b && \text{a long reason}` with the reason in lines of its own. Only the last cell of a row of an aligned display is looked at, and only if it begins with text.
 * Anything else, and TeX that is not understood, stays as it is.
 */
export function brokenReasons(tex: string): string {
  const display = alignedDisplay(tex);
  return display === null || display.environment === "gathered" ? tex : display.before + display.rows.map(({ cells, end }) => [...cells.slice(0, -1), isReason(cells.at(-1)!) ? broken(cells.at(-1)!) : cells.at(-1)!].join("&") + end).join("") + display.after;
}

const isReason = (cell: string): boolean => /^\s*\\text\{/.test(cell) && !/\\(tag|label)\b/.test(cell);

function broken(reason: string): string {
  const words = wordsOf(reason.trim());
  const total = words?.reduce((sum, { length }) => sum + length, 0) ?? 0;
  if (words === null || total <= LONG) return reason;
  // Lines of about the same length, rather than a word alone at the end.
  const wanted = Math.min(LONG, total / Math.ceil(total / LONG) + 3);
  const lines: { tex: string; length: number }[] = [{ tex: "", length: 0 }];
  for (const word of words) {
    const last = lines.at(-1)!;
    if (last.length > 0 && word.isBreakable && last.length + word.length > wanted) lines.push({ tex: word.tex.replace(/^\\text\{\s+/, "\\text{"), length: word.length });
    else lines[lines.length - 1] = { tex: last.tex + word.tex, length: last.length + word.length };
  }
  return lines.length === 1 ? reason : ` \\begin{aligned} ${lines.map((line) => `&${line.tex}`).join(" \\\\[-0.55em] ")} \\end{aligned} `;
}

interface Word {
  readonly tex: string;
  readonly length: number;
  /** A line may end before it. */
  readonly isBreakable: boolean;
}

/** Words of text, and the formulas between and within it whole; null where text has commands in it. */
function wordsOf(reason: string): readonly Word[] | null {
  const words: Word[] = [];
  let at = 0, afterBlank = true;
  const addFormula = (tex: string): void => {
    if (tex.trim() === "") return;
    words.push({ tex, length: tex.replace(/\\[A-Za-z]+|[{}_^\s]/g, "").length + 1, isBreakable: afterBlank });
    afterBlank = false;
  };
  for (const match of reason.matchAll(/\\text\{((?:[^{}$]|\$[^$]*\$)*)\}/g)) {
    addFormula(reason.slice(at, match.index));
    for (const [k, run] of match[1]!.split("$").entries()) {
      if (k % 2 === 1) addFormula(run);
      else if (run.includes("\\")) return null;
      else {
        for (const part of run.match(/\s*\S+\s*|\s+/g) ?? []) {
          words.push({ tex: `\\text{${part}}`, length: part.length, isBreakable: afterBlank || /^\s/.test(part) });
          afterBlank = /\s$/.test(part);
        }
      }
    }
    at = match.index + match[0].length;
  }
  addFormula(reason.slice(at));
  return words;
}
