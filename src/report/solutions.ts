/**
 * The build for students: what the author marked as a solution is left out, what checks it is kept.
 * Marks: the tag `solution` on a cell, and in Markdown a block from `::: solution` to `:::`.
 */
import type { CheckedEquation } from "../derivation/index.js";
import { type Cell, type Notebook, tagsOf } from "../notebook/nbformat.js";
import type { ExecutedNotebook } from "../notebook/run.js";
import type { CheckedChapter } from "./check-chapters.js";
import type { Block, Chapter, Inline } from "./model.js";
import type { Problem } from "./problem.js";
import type { Verification } from "./verification.js";
import { idsIn, mapInlines } from "./walk.js";

/** Lines of a Markdown cell from `::: solution` to `:::`, both included, from 1. An open block goes on to the end. */
export function solutionLines(source: string): readonly (readonly [from: number, to: number])[] {
  const lines = source.split("\n");
  const found: [number, number][] = [];
  let from = 0, fence = "";
  lines.forEach((line, k) => {
    const mark = /^ {0,3}(```+|~~~+)/.exec(line)?.[1] ?? "";
    if (fence !== "") fence = mark.startsWith(fence) ? "" : fence;
    else if (mark !== "") fence = mark;
    else if (from === 0 && OPENS.test(line)) from = k + 1;
    else if (from > 0 && CLOSES.test(line)) {
      found.push([from, k + 1]);
      from = 0;
    }
  });
  return from > 0 ? [...found, [from, lines.length]] : found;
}

export const OPENS = /^ {0,3}:::+[ \t]*\{?\.?solution\}?[ \t]*$/;
export const CLOSES = /^ {0,3}:::+[ \t]*$/;

export const isSolution = (cell: Cell): boolean => tagsOf(cell).includes("solution");

/** Is this place, or any of this cell where no line is given, part of a solution? */
export type Hidden = (notebook: string, cell: number | null, line?: number) => boolean;

export function hiddenIn(notebooks: readonly ExecutedNotebook[]): Hidden {
  return (path, at, line) => {
    const cell = at === null ? undefined : notebooks.find((each) => each.path === path)?.notebook.cells[at];
    if (cell === undefined || isSolution(cell)) return cell !== undefined;
    return cell.cell_type === "markdown" && solutionLines(cell.source).some(([from, to]) => line === undefined || (from <= line && line <= to));
  };
}

/** What a student is handed: the place of a solution is kept, with a word in it. */
export function withoutSolutions(notebook: Notebook): Notebook {
  return { ...notebook, cells: notebook.cells.map(handedOut) };
}

function handedOut(cell: Cell): Cell {
  if (isSolution(cell)) {
    const metadata = { ...cell.metadata, tags: tagsOf(cell).filter((tag) => tag !== "solution") };
    const { id } = cell;
    return cell.cell_type === "code" ? { id, metadata, cell_type: "code", source: "// Your solution", outputs: [], execution_count: null } : { id, metadata, cell_type: cell.cell_type, source: "*Your solution*" };
  }
  if (cell.cell_type !== "markdown") return cell;
  const blocks = solutionLines(cell.source);
  const source = cell.source.split("\n").flatMap((line, k) => {
    const block = blocks.find(([from, to]) => from <= k + 1 && k + 1 <= to);
    return block === undefined ? [line] : block[0] === k + 1 ? ["*Your solution*"] : [];
  });
  return { ...cell, source: source.join("\n") };
}

/** The chapters with each solution in its place, or without them; numbers were settled before, so that they are the same in both. A reference to what is gone is text. */
export function settleSolutions(chapters: readonly Chapter[], isRemoved: boolean): readonly Chapter[] {
  const settled = chapters.map((chapter) => settleChapter(chapter, isRemoved));
  if (!isRemoved) return settled;
  const targets = new Set(settled.flatMap(({ blocks }) => blocks.flatMap(idsIn)));
  return settled.map((chapter) => ({ ...chapter, blocks: chapter.blocks.map((block) => mapInlines(block, (content) => unlinked(content, targets))) }));
}

/** Each block of a solution comes from the cell of the whole. */
function settleChapter({ cells, ...chapter }: Chapter, isRemoved: boolean): Chapter {
  const settled = chapter.blocks.map((block) => settle(block, isRemoved));
  return { ...chapter, blocks: settled.flat(), ...(cells === undefined ? {} : { cells: settled.flatMap((blocks, k) => blocks.map(() => cells[k]!)) }) };
}

function settle(block: Block, isRemoved: boolean): readonly Block[] {
  const inner = (blocks: readonly Block[]): readonly Block[] => blocks.flatMap((each) => settle(each, isRemoved));
  switch (block.kind) {
    case "solution": return isRemoved ? [] : inner(block.blocks);
    case "list": return [{ ...block, items: block.items.map(inner) }];
    case "quote": case "details": case "stored": return [{ ...block, blocks: inner(block.blocks) }];
    default: return [block];
  }
}

function unlinked(content: readonly Inline[], targets: ReadonlySet<string>): readonly Inline[] {
  return content.flatMap((inline): readonly Inline[] => {
    if (inline.kind === "reference") return targets.has(inline.target) || inline.target.startsWith("ref-") ? [inline] : inline.children;
    if (inline.kind === "footnote") return [{ ...inline, blocks: inline.blocks.map((block) => mapInlines(block, (each) => unlinked(each, targets))) }];
    return ["children" in inline ? { ...inline, children: unlinked(inline.children, targets) } : inline];
  });
}

/** Equations for the page: none of a solution, and none that quotes one as the display it goes on from. */
export function equationsOutside(chapters: readonly CheckedChapter[], hidden: Hidden): readonly CheckedChapter[] {
  return withEquations(chapters, (equation, path) => (hidden(path, equation.cell, equation.line) ? [] : [inItsOwnWords(equation)]));
}

/** All equations, those of a solution with their verdict alone. */
export function equationsAsVerdicts(chapters: readonly CheckedChapter[], hidden: Hidden): readonly CheckedChapter[] {
  return withEquations(chapters, (equation, path) => [hidden(path, equation.cell, equation.line) ? { ...equation, latex: "", steps: [], problems: [], ...(equation.waiver === undefined ? {} : { waiver: "" }) } : inItsOwnWords(equation)]);
}

function withEquations(chapters: readonly CheckedChapter[], change: (equation: CheckedEquation, path: string) => readonly CheckedEquation[]): readonly CheckedChapter[] {
  return chapters.map((chapter) => ({ ...chapter, checked: { ...chapter.checked, problems: [], equations: chapter.checked.equations.flatMap((equation) => change(equation, chapter.checked.path)) } }));
}

/** A display that begins with "=" goes on from one before it; that one may be in a solution. */
function inItsOwnWords(equation: CheckedEquation): CheckedEquation {
  const own = squeezed(equation.latex);
  const steps = equation.steps.map((step) => (own.includes(squeezed(step.left)) ? step : { ...step, left: "\\dots" }));
  return steps.every((step, k) => step === equation.steps[k]) ? equation : { ...equation, steps };
}

const squeezed = (tex: string): string => tex.replace(/\s+/g, "");

/** The run's record with nothing but verdicts and numbers of what a solution did. */
export function verificationOutside(verification: Verification, hidden: Hidden): Verification {
  const isHere = ({ notebook, cell }: { readonly notebook: string; readonly cell: number }): boolean => hidden(notebook, cell);
  return {
    ...verification,
    failures: verification.failures.map(({ quote, ...failure }) => (isHere(failure) ? { ...failure, outcome: { ...failure.outcome, message: IN_SOLUTION } } : { ...failure, ...(quote !== undefined && { quote }) })),
    checks: verification.checks.map((placed) => (isHere(placed) ? { ...placed, check: wordless(placed.check) } : placed)),
    layerChecks: verification.layerChecks.map((placed) => (isHere(placed) ? { ...placed, check: wordless(placed.check) } : placed)),
  };
}

const IN_SOLUTION = "in a solution";

/** The same data, its sentences left out. */
function wordless<T>(value: T): T {
  if (Array.isArray(value)) return value.map(wordless) as T;
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, (key === "message" || key === "summary") && typeof each === "string" ? "" : wordless<unknown>(each)])) as T;
}

/** Problems with their place; what a solution's says is left to its author. */
export function problemsOutside(problems: readonly Problem[], hidden: Hidden): readonly Problem[] {
  return problems.map((problem) => {
    const { where } = problem;
    const [, path = "", cell = "0"] = /^(.*), cell (\d+)/.exec(where) ?? [];
    return hidden(path, Number(cell) - 1) ? { where, message: IN_SOLUTION } : problem;
  });
}
