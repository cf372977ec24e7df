/** A derivation as lines of the page: a reason beside a line is text that is broken where it must be, and stands below its line on a phone; a line may have a number of its own. */
import { alignedDisplay, type AlignedRow, filledRows } from "../aligned-display.js";
import { escapeHtml } from "./escape.js";
import { mathsHtml } from "./inlines.js";

interface Line {
  /** Null where the whole line stands in the middle. */
  readonly left: string | null;
  readonly right: string;
  readonly reason: string;
}

/**
 * `a &= b && \\text{reason}` line by line. Definitions before the display are given to each of its formulas.
 * @param isNumbered its lines have numbers, for which they are set one by one without reasons, too
 * @returns null for a display that needs no lines, is more than its lines, or whose lines have other columns
 */
export function derivationHtml(tex: string, isNumbered = false): string | null {
  const display = alignedDisplay(tex);
  if (display === null || !/^\\end\{[^}]*\}\s*[.,;]?\s*$/.test(display.after)) return null;
  const definitions = display.before.replace(/\\begin\{[^}]*\}(?:\{\d+\})?$/, "");
  if (definitions !== "" && !/^\\(def|renewcommand)\b[\s\S]*\}\s*$/.test(definitions)) return null;
  const isGathered = display.environment === "gathered";
  if (isGathered && !isNumbered) return null;
  const lines = filledRows(display).map(isGathered ? middleOf : lineOf);
  if (lines.some((line) => line === null) || !(isNumbered || lines.some((line) => line!.reason !== ""))) return null;
  const stop = /[.,;]?\s*$/.exec(display.after)![0].trim();
  const set = (formula: string): string => (formula.trim() === "" ? "" : mathsHtml(`${definitions}\\displaystyle ${formula.trim()}`, false));
  try {
    return `<div class="lines">${(lines as readonly Line[]).map(({ left, right, reason }, k) => {
      const end = k === lines.length - 1 ? stop : "";
      if (left === null) return `<span class="c">${set(`${right}${end}`)}</span>`;
      const said = `<span class="r">${set(`{}${right}${end}`)}</span>${reason === "" ? "" : `<span class="why">${reasonHtml(reason, definitions)}</span>`}`;
      // A line with a number is one row, on a phone, too.
      return `<span class="l">${set(left)}</span>${isNumbered && reason !== "" ? `<span class="said">${said}</span>` : said}`;
    }).join("")}</div>`;
  } catch {
    // A cell that is no formula by itself, such as one half of \left( … \right).
    return null;
  }
}

const isText = (cell: string): boolean => /^\s*\\text(?:rm|it)?\{/.test(cell);
const isBlank = (cell: string): boolean => /^(?:\s|\\q?quad|\\[,;:]|~)*$/.test(cell);

const middleOf = ({ cells }: AlignedRow): Line | null => (cells.length === 1 ? { left: null, right: cells[0]!, reason: "" } : null);

/** Left, right, and beyond blank cells the reason. */
function lineOf({ cells: [left = "", right = "", ...rest] }: AlignedRow): Line | null {
  const told = rest.filter((cell) => !isBlank(cell));
  if (rest.length > 2 || told.length > 1 || (told.length === 1 && !isText(told[0]!.replace(/^(?:\s|\\q?quad|\\[,;:])+/, "")))) return null;
  return isText(left) || isText(right) ? null : { left, right, reason: (told[0] ?? "").replace(/^(?:\s|\\q?quad|\\[,;:])+/, "") };
}

/** Words of `\\text`, and formulas within and between them; words with commands in them are left to KaTeX. */
function reasonHtml(reason: string, definitions: string): string {
  const parts: string[] = [];
  const formula = (tex: string): void => void (tex.trim() !== "" && parts.push(mathsHtml(`${definitions}${tex.trim()}`, false)));
  let at = 0;
  for (const match of reason.matchAll(/\\text\{((?:[^{}$]|\$[^$]*\$)*)\}/g)) {
    formula(reason.slice(at, match.index));
    for (const [k, run] of match[1]!.split("$").entries()) {
      if (k % 2 === 1) formula(run);
      else if (run.includes("\\")) return mathsHtml(`${definitions}${reason.trim()}`, false);
      else parts.push(escapeHtml(run.replaceAll("~", "\u00a0").replaceAll("---", "—").replaceAll("--", "–").replaceAll("``", "“").replaceAll("''", "”").replaceAll("'", "’")));
    }
    at = match.index + match[0].length;
  }
  formula(reason.slice(at));
  return parts.join("").trim();
}
