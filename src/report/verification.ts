/** What a run proved, as plain data: every cell's outcome, every gradient check and every layer held against its LaTeX, shown in the notebook or not. */
import { summaryOf, type LayerCheck } from "../derivation/index.js";
import type { GradientCheck } from "../gradcheck/gradient-check.js";
import type { Decision } from "../notebook/cache/execute-cached.js";
import { type CodeCell, tagsOf } from "../notebook/nbformat.js";
import { type CellOutcome, type CellRun, type ExecutedNotebook, outcomeText } from "../notebook/run.js";
import type { CheckedChapter } from "./check-chapters.js";
import { lastLines } from "./last-output.js";
import type { Block, Claim, Origin } from "./model.js";
import { excerptOf } from "./outputs.js";
import { placeText, type Problem } from "./problem.js";

/** A gradient check with its place. */
export interface PlacedCheck {
  readonly notebook: string;
  /** From 0, as in the notebook's file. */
  readonly cell: number;
  readonly check: GradientCheck;
  /** The verdict is the one that the author expects. */
  readonly asExpected: boolean;
}

/** A layer's code held against its LaTeX, with its place. */
export interface PlacedLayerCheck {
  readonly notebook: string;
  readonly cell: number;
  readonly check: LayerCheck;
}

export interface CellFailure {
  readonly notebook: string;
  readonly cell: number;
  readonly outcome: Exclude<CellOutcome, { readonly status: "ok" }>;
  /** The code around the line of its error; what it printed last, where it did not end or lost output. */
  readonly quote?: string;
}

export interface Verification {
  readonly notebooks: number;
  readonly cells: number;
  readonly failures: readonly CellFailure[];
  readonly checks: readonly PlacedCheck[];
  readonly layerChecks: readonly PlacedLayerCheck[];
  /** Cells that their author keeps from running: what they say is not checked. */
  readonly skipped: readonly Origin[];
  /** Cells that ran into an error that their author expects. */
  readonly expectedErrors: readonly Origin[];
}

/** Whether a notebook was run for this report, and why; or when its result was made that was kept. */
export type Execution = { readonly notebook: string } & Decision;

export function verify(notebooks: readonly ExecutedNotebook[]): Verification {
  const runs = notebooks.flatMap(({ path, notebook, runs: own }) => own.map((run) => ({ path, run, source: notebook.cells[run.cell] as CodeCell })));
  return {
    notebooks: notebooks.length,
    cells: runs.length,
    failures: runs.flatMap(({ path, run: { cell, outcome }, source }) => (outcome.status === "ok" ? [] : [{ notebook: path, cell, outcome, ...quoteOf(outcome, source) }])),
    checks: runs.flatMap(({ path, run }) => run.records.filter(isGradientCheck).map((check) => ({ notebook: path, cell: run.cell, check, asExpected: check.verdict === check.expect }))),
    layerChecks: runs.flatMap(({ path, run }) => run.records.filter(isLayerCheck).map((check) => ({ notebook: path, cell: run.cell, check }))),
    skipped: cellsWhere(notebooks, (cell) => tagsOf(cell).includes("skip-execution")),
    expectedErrors: cellsWhere(notebooks, (cell, run) => run?.outcome.status === "ok" && cell.outputs.some(({ output_type }) => output_type === "error")),
  };
}

function quoteOf(outcome: CellFailure["outcome"], { source, outputs }: CodeCell): Pick<CellFailure, "quote"> {
  if (outcome.status === "not-run") return {};
  if (outcome.status === "error") {
    const excerpt = outcome.line === undefined ? "" : excerptOf(source, outcome.line);
    return excerpt === "" ? {} : { quote: excerpt };
  }
  const lines = lastLines(outputs);
  return { quote: lines.length === 0 ? "it had printed nothing" : ["it printed last:", ...lines.map((line) => `  ${line}`)].join("\n") };
}

const cellsWhere = (notebooks: readonly ExecutedNotebook[], is: (cell: CodeCell, run: CellRun | undefined) => boolean): readonly Origin[] =>
  notebooks.flatMap(({ path, notebook, runs }) => notebook.cells.flatMap((each, cell) => (each.cell_type === "code" && is(each, runs.find((run) => run.cell === cell)) ? [{ notebook: path, cell }] : [])));

const kindOf = (record: unknown): unknown => (record as { readonly kind?: unknown } | null)?.kind;
const isGradientCheck = (record: unknown): record is GradientCheck => kindOf(record) === "gradient-check";
const isLayerCheck = (record: unknown): record is LayerCheck => kindOf(record) === "layer-check";

/** Everything that keeps the report from being proved, in the order of the notebooks, with its place and what each side gives. */
export function problemsOf({ failures, checks, layerChecks }: Verification): readonly Problem[] {
  return [
    ...failures.flatMap((failure) => failureProblems(failure, failures)),
    ...checks.flatMap(checkProblems),
    ...layerChecks.flatMap(layerProblems),
  ];
}

/** Cells of one notebook that did not run for one reason are told together, at the first of them. */
function failureProblems({ outcome, quote, ...place }: CellFailure, all: readonly CellFailure[]): readonly Problem[] {
  if (outcome.status !== "not-run") return [{ where: `${placeText(place)}${lineOf(outcome)}`, message: failureText(outcome), ...(quote !== undefined && { quote }) }];
  const alike = all.filter((other) => other.notebook === place.notebook && other.outcome.status === "not-run" && other.outcome.message === outcome.message);
  return alike[0]!.cell === place.cell ? [{ where: placeText(place), message: notRunText(outcome.message, alike.length) }] : [];
}

function checkProblems({ check, asExpected, ...place }: PlacedCheck): readonly Problem[] {
  return asExpected ? [] : reasonsOf(check).map((message) => ({ where: placeText(place), message }));
}

/** Paper and code of a layer that do not say the same, or where that is not known: what it comes to, and why in each part that is not right. */
function layerProblems({ check: { layer, verdict, summary, parts }, ...place }: PlacedLayerCheck): readonly Problem[] {
  if (verdict === "holds") return [];
  const reasons = parts.filter(({ agree, paper, code }) => agree !== true || paper !== "right" || code !== "right").map(({ name, message }) => `${name}: ${message}`);
  return [{ where: placeText(place), message: [`${layer}: ${summary}`, ...reasons].join("; ") }];
}

/** A check that does not turn out as it should, told after its cell: also where the cell does not show it. */
export function failedChecksAt({ checks, layerChecks }: Verification, { notebook, cell }: Origin): readonly Block[] {
  const isHere = (each: { readonly notebook: string; readonly cell: number }): boolean => each.notebook === notebook && each.cell === cell;
  const told = (title: string) => ({ where, message }: Problem): Block => ({ kind: "failure", title, message, excerpt: null, where });
  return [
    ...checks.filter(isHere).flatMap(checkProblems).map(told("A gradient check fails")),
    ...layerChecks.filter(isHere).flatMap(layerProblems).map(told("Paper and code do not agree")),
  ];
}

const lineOf = (outcome: CellOutcome): string => (outcome.status === "error" && outcome.line !== undefined ? `, line ${outcome.line}` : "");
const failureText = (outcome: CellFailure["outcome"]): string => (outcome.status === "error" ? `${outcome.name}: ${outcomeText(outcome)}` : outcome.message);

function notRunText(message: string, count: number): string {
  const reason = message.replace(/^not run: /, "");
  return count === 1 ? message : `${count} cells from here on are not run: ${reason}`;
}

function reasonsOf({ layer, of, expect, verdict, forward, gradients, properties }: GradientCheck): readonly string[] {
  const name = of === "formula" ? `${layer} (formula)` : layer;
  if (expect === "undecided") return [`${name}: this check was to be undecided, but it ${verdict}`];
  if (expect === "fails") return [`${name}: this check was to be refused, but ${verdict === "holds" ? "it holds" : "it is undecided"}`];
  const notes = [forward, ...gradients, ...properties].filter((each) => each.verdict !== "holds").map((each) => each.message);
  return (notes.length === 0 ? [`the check is ${verdict}`] : notes).map((note) => `${name}: ${note}`);
}

/** What was checked, in sentences for the front of the report. */
export function claimsOf(verification: Verification): readonly Claim[] {
  const { cells, failures, notebooks, checks, layerChecks, skipped, expectedErrors } = verification;
  const ran = cells - failures.length;
  const wanted = checks.filter(({ check }) => check.expect === "holds"), deliberate = checks.filter(({ check }) => check.expect === "fails"), kinks = checks.filter(({ check }) => check.expect === "undecided");
  const gradients = wanted.flatMap(({ check }) => check.gradients);
  const agree = gradients.filter((gradient) => gradient.verdict === "holds").length;
  const refused = deliberate.filter((each) => each.asExpected).length;
  const held = wanted.filter((each) => each.asExpected).length;
  const agreed = layerChecks.filter(({ check }) => check.verdict === "holds").length;
  return [
    ...(cells === 0 ? [] : [{ holds: ran === cells, text: `${ran} of ${cells} code cells in ${counted(notebooks, "notebook")} ran ${expectedErrors.length === 0 ? "without an error" : `without an error, except for ${counted(expectedErrors.length, "error")} that ${expectedErrors.length === 1 ? "is" : "are"} expected`}.` }]),
    ...(skipped.length === 0 ? [] : [{ holds: null, text: `${counted(skipped.length, "code cell")} ${skipped.length === 1 ? "was" : "were"} not run, as ${skipped.length === 1 ? "its" : "their"} author asks: nobody checked what ${skipped.length === 1 ? "it shows" : "they show"}.` }]),
    ...(wanted.length === 0 ? [] : [{ holds: held === wanted.length, text: `${held} of ${counted(wanted.length, "gradient check")} ${wanted.length === 1 ? "holds" : "hold"}: ${agree} of ${counted(gradients.length, "gradient")} ${gradients.length === 1 ? "agrees" : "agree"} with a numerical derivative.` }]),
    ...(deliberate.length === 0 ? [] : [{ holds: refused === deliberate.length, text: `${refused} of ${counted(deliberate.length, "deliberate mistake")} ${deliberate.length === 1 ? "is" : "are"} refused.` }]),
    ...(kinks.length === 0 ? [] : [{ holds: kinks.every((each) => each.asExpected), text: `${kinks.filter((each) => each.asExpected).length} of ${counted(kinks.length, "point")} at a kink ${kinks.length === 1 ? "is" : "are"} noticed.` }]),
    ...(layerChecks.length === 0 ? [] : [{ holds: agreed === layerChecks.length, text: `${agreed} of ${counted(layerChecks.length, "layer")} ${layerChecks.length === 1 ? "computes" : "compute"} what ${layerChecks.length === 1 ? "its" : "their"} equations say.` }]),
  ];
}

export const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;

/**
 * The text of verification.json. Numbers that are not finite are null there.
 * @param files that stand in the output folder, of this build and of those before it; null where those are not known
 */
export function verificationJson(verification: Verification, problems: readonly Problem[], equations: readonly CheckedChapter[] = [], executions: readonly Execution[] = [], files: readonly string[] | null = []): string {
  const { notebooks, cells, failures, checks, layerChecks, skipped, expectedErrors } = verification;
  const count = (verdict: string): number => checks.filter(({ check }) => check.expect === "holds" && check.verdict === verdict).length;
  const record = {
    version: 1,
    verdict: problems.length === 0 ? "holds" : "fails",
    summary: {
      notebooks, cells, cellsFailed: failures.length, checks: checks.length,
      holds: count("holds"), fails: count("fails"), undecided: count("undecided"),
      refusedAsExpected: checks.filter(({ check, asExpected }) => check.expect === "fails" && asExpected).length,
      equations: summaryOf(equations.map(({ checked }) => checked)),
    },
    problems,
    files,
    executions,
    failures: failures.map(({ outcome, ...place }) => ({ ...place, ...outcome })),
    skipped,
    expectedErrors,
    gradients: checks.map(({ check: { kind: _, ...check }, ...place }) => ({ ...place, ...check })),
    layers: layerChecks.map(({ check: { kind: _, ...check }, ...place }) => ({ ...place, ...check })),
    equations: equations.map(({ checked }) => checked),
  };
  return `${JSON.stringify(record, null, 2)}\n`;
}
