/** The report's last pages: every equation that claims something, with its verdict, what decided it and how sure that is. */
import { scientific } from "../gradcheck/format.js";
import type { CheckedEquation } from "../derivation/index.js";
import type { CheckedChapter } from "./check-chapters.js";
import { rowId } from "./display-rows.js";
import { boundOf, isJudged, MARKS, METHOD_WORDS, methodOf, VERDICT_WORDS } from "./equation-verdict.js";
import { inlineOf, type Align, type Block, type Chapter, type Inline } from "./model.js";

const text = (content: string): readonly Inline[] => [{ kind: "text", text: content }];

const COLUMNS: readonly (readonly [title: string, align: Align])[] = [["equation", "left"], ["chapter, cell, line", "left"], ["steps", "right"], ["decided by", "left"], ["sizes", "right"], ["points", "right"], ["bound", "right"], ["verdict", "left"]];

const EXPLANATION =
  "Every written equation was checked against what its chapter declares and defines, at several small sizes and at random values; the table tells how many, and verification.json which. " +
  "“Exact”: by arithmetic without rounding over prime fields; the bound is the chance that a wrong equation passes, and 0 where both sides are the same expression once they are written out. " +
  "“64 digits”: by arithmetic with that many digits; the bound is the relative difference that was allowed.";

/** @param pages the chapters as they were composed, to link to their displays */
export function equationAppendix(chapters: readonly CheckedChapter[], pages: readonly Chapter[]): readonly Block[] {
  const rows = chapters.flatMap(({ checked }, k) => {
    const displays = displaysOf(pages[k]?.blocks ?? []), taken = new Set<string>();
    return checked.equations.filter(isJudged).map((equation) => rowOf(equation, k + 1, displays.get(equation), taken));
  });
  if (rows.length === 0) return [];
  return [
    { kind: "heading", level: 1, number: null, id: "equations", children: text("Equations") },
    { kind: "paragraph", leadsIn: true, children: text(EXPLANATION) },
    { kind: "table", number: null, id: null, caption: [], columns: COLUMNS.map(([title, align]) => ({ align, head: text(title) })), rows },
  ];
}

const countText = (count: number): string => (count === 0 ? "" : String(count));

/** Where the numbers of a verdict on a display, or a row of one, stand, for its mark to lead there. */
export const evidenceId = (display: string): string => `evidence-${display}`;

/**
 * @param display that it stands in
 * @param taken displays, and rows of displays, that have a row already: the mark of one with several equations leads to the first
 */
function rowOf(equation: CheckedEquation, chapter: number, display: Display | undefined, taken: Set<string>): readonly (readonly Inline[])[] {
  const { tag, cell, line, steps, verdict, waiver } = equation;
  const method = verdict === "waived" ? null : methodOf(equation);
  const id = (display === undefined ? null : rowId(display, tag)) ?? undefined;
  const isFirst = id !== undefined && !taken.has(id);
  if (isFirst) taken.add(id);
  const named = tag ?? countedNumber(display), number = named === null ? text("") : id === undefined ? text(`(${named})`) : [{ kind: "reference" as const, target: id, ...(isFirst ? { id: evidenceId(id) } : {}), children: text(`(${named})`) }];
  return [
    number,
    text(`${chapter}, ${(cell ?? 0) + 1}, ${line}`),
    text(String(steps.length)),
    text(method === null ? "" : METHOD_WORDS[method]),
    text(countText(new Set(steps.flatMap(({ evidence }) => evidence?.sizes ?? [])).size)),
    text(countText(steps.reduce((sum, { evidence }) => sum + (evidence?.draws ?? 0), 0))),
    inlineOf(scientific(verdict === "holds" ? boundOf(equation) : null)),
    [...text(`${MARKS[verdict]} ${VERDICT_WORDS[verdict]}${waiver === undefined ? "" : `, because ${waiver}`}`), ...layersOf(isFirst && id === display?.id ? display : undefined)],
  ];
}

/** The number that the report counted for a display with a label and no tag. */
const countedNumber = (display: Display | undefined): string | null => (display?.verdicts?.every(({ tag }) => tag === null) === true ? display.number : null);

/** A display that is a layer's equation leads on to what its code gives. */
function layersOf(display: Display | undefined): readonly Inline[] {
  return (display?.layers ?? []).flatMap(({ layer, id }) => [...text(", layer "), { kind: "reference" as const, target: id, children: [{ kind: "code" as const, text: layer }] }]);
}

type Display = Extract<Block, { readonly kind: "equation" }>;

function displaysOf(blocks: readonly Block[]): ReadonlyMap<CheckedEquation, Display> {
  return new Map(blocks.flatMap((block): readonly (readonly [CheckedEquation, Display])[] => {
    switch (block.kind) {
      case "equation": return (block.verdicts ?? []).map((equation) => [equation, block] as const);
      case "list": return block.items.flatMap((item) => [...displaysOf(item)]);
      case "quote": case "details": return [...displaysOf(block.blocks)];
      default: return [];
    }
  }));
}
