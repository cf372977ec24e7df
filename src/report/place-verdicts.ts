/** Each display of a cell gets the verdicts of its equations; what fails is told right after it. */
import type { CheckedEquation } from "../derivation/index.js";
import { findingsOf, lineAt, underlinedLine } from "../derivation/print/index.js";
import type { CheckedChapter } from "./check-chapters.js";
import { isJudged } from "./equation-verdict.js";
import { problemOf } from "./judged-equations.js";
import type { Block } from "./model.js";
import { liftMacros, liftTags, withinDisplay } from "./tex.js";

type Display = Extract<Block, { readonly kind: "equation" }>;

/** One display as the checker read it, with an entry for each of its equations. */
interface Judged {
  readonly tex: string;
  readonly equations: readonly CheckedEquation[];
}

/** @param blocks of one cell, in order */
export function placeVerdicts(blocks: readonly Block[], chapter: CheckedChapter, cell: number): readonly Block[] {
  const open = displaysOf(chapter.checked.equations.filter((equation) => equation.cell === cell));
  const placed = place(blocks, open, chapter);
  // Claims within a sentence have no display of their own: where one fails, the end of the cell says so.
  return [...placed, ...failures(open.flatMap(({ equations }) => equations), chapter)];
}

function displaysOf(equations: readonly CheckedEquation[]): Judged[] {
  const groups = new Map<string, CheckedEquation[]>();
  for (const equation of equations) {
    const key = `${equation.line}:${equation.column}`;
    groups.set(key, [...(groups.get(key) ?? []), equation]);
  }
  return [...groups.values()].map((group) => ({ tex: bare(group[0]!.latex), equations: group }));
}

function place(blocks: readonly Block[], open: Judged[], chapter: CheckedChapter): readonly Block[] {
  return blocks.flatMap((block): readonly Block[] => {
    switch (block.kind) {
      case "equation": {
        const found = take(block, open);
        const verdicts = found.filter(isJudged);
        return [verdicts.length === 0 ? block : { ...block, verdicts }, ...failures(found, chapter)];
      }
      case "list": return [{ ...block, items: block.items.map((item) => place(item, open, chapter)) }];
      case "quote": case "details": case "solution": return [{ ...block, blocks: place(block.blocks, open, chapter) }];
      default: return [block];
    }
  });
}

/** The first display that was not taken yet and reads the same; the page's may have macros before it, or an environment around it. */
function take({ tex }: Display, open: Judged[]): readonly CheckedEquation[] {
  const page = squeezed(tex);
  const at = open.findIndex((judged) => judged.tex !== "" && page.includes(judged.tex));
  return at < 0 ? [] : open.splice(at, 1)[0]!.equations;
}

/** Without what the page takes out of a display: tags, labels, definitions of macros, environments that count. */
const bare = (latex: string): string => squeezed(withinDisplay(liftTags(liftMacros(latex, new Map()).tex).tex));

/** Without blanks, and without the marks of a quotation at the start of a line. */
const squeezed = (tex: string): string => tex.replace(/\n[ \t]*>/g, "").replace(/\s+/g, "");

function failures(equations: readonly CheckedEquation[], chapter: CheckedChapter): readonly Block[] {
  return findingsOf({ ...chapter.checked, problems: [], equations })
    .filter(({ standing }) => standing === "fails")
    .map((finding): Block => {
      const { equation, problem: { suggestion, ...problem } } = finding;
      const { where, message } = problemOf({ ...finding, problem }, chapter);
      const repair = suggestion === undefined ? {} : { repair: { words: suggestion.message, tex: liftTags(suggestion.latex).tex.trim() } };
      const { text, marks } = underlinedLine(lineAt(chapter, equation!.cell, problem.line), problem.column - 1, problem.length, 78);
      return { kind: "failure", title: equation!.tag === null ? "This equation does not hold" : `Equation (${equation!.tag}) does not hold`, message, excerpt: `${text}\n${marks}`, where, ...repair };
    });
}
