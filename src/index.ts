/** `backproof`: a report from notebooks, step by step or as a whole. What notebooks import is in `backproof/layers`, `/gradcheck` and `/display`. */
export { buildReport, type BuildOptions, type BuildProgress, type BuildResult } from "./report/build.js";
export { readConfiguration, type Format, type ReportConfiguration } from "./report/configuration.js";
export { composeReport, type ComposeInput, type Composed, type Front } from "./report/compose.js";
export { drawFigures } from "./report/draw-figures.js";
export { writeHtml, type HtmlOptions } from "./report/html/write-html.js";
export type { Block, Chapter, Claim, Inline, Origin, Report } from "./report/model.js";
export type { Problem } from "./report/problem.js";
export { ReportError } from "./report/report-error.js";
export { verify, type CellFailure, type PlacedCheck, type Verification } from "./report/verification.js";
export { executeNotebook, readNotebook, withoutOutputs, writeNotebook, NotebookError, type ExecuteOptions, type ExecutedNotebook, type CellRun, type CellOutcome, type Notebook } from "./notebook/index.js";
