/** The whole way: configuration, notebooks, executed notebooks, report, files. */
import { join } from "node:path";
import type { Decision } from "../notebook/cache/execute-cached.js";
import type { Progress } from "../notebook/execute.js";
import type { Parameters } from "../notebook/parameters.js";
import type { JupyterServer } from "../notebook/server/jupyter-server.js";
import { checkChapters, type CheckedChapter } from "./check-chapters.js";
import { bibliographyOf, composeChecked } from "./compose-checked.js";
import type { Format, ReportConfiguration } from "./configuration.js";
import { earlierFiles, RECORD, requireKnownFiles } from "./earlier-files.js";
import { equationProblems } from "./judged-equations.js";
import { misspeltTags } from "./misspelt-tags.js";
import { notebookFile } from "./notebook-file.js";
import { requireWritable, writeFiles } from "./output-files.js";
import { placeText, type Problem } from "./problem.js";
import { provenanceOf } from "./provenance.js";
import { projectFolder, readChapters, type SourceChapter } from "./read-chapters.js";
import { resultStore } from "./result-store.js";
import { runChapters } from "./run-chapters.js";
import { setParameters } from "./set-parameters.js";
import * as solutions from "./solutions.js";
import { readTheme } from "./theme-files.js";
import { type Execution, problemsOf, type Verification, verificationJson, verify } from "./verification.js";
import { requireWriters, writePages } from "./writers.js";

export type BuildProgress =
  | { readonly kind: "chapters"; readonly chapters: readonly SourceChapter[] }
  | { readonly kind: "decision"; readonly path: string; readonly decision: Decision }
  | { readonly kind: "notebook"; readonly path: string; readonly progress: Progress }
  | { readonly kind: "writing"; readonly format: Format };

export interface BuildOptions {
  readonly onProgress?: (progress: BuildProgress) => void;
  readonly signal?: AbortSignal;
  /** What is unchecked, or lacking in a file, counts as a problem. */
  readonly strict?: boolean;
  /** Run every notebook, also where nothing that it depends on changed. */
  readonly noCache?: boolean;
  /** Run the cells after one that failed, too. */
  readonly keepGoing?: boolean;
  /** Leave out what the author marked as a solution (for students); what checks it is kept, without its words. */
  readonly withoutSolutions?: boolean;
  /** Run the notebooks there; default: on this machine. */
  readonly server?: JupyterServer;
  /** Values for what the notebooks' cells tagged `parameters` declare. */
  readonly parameters?: Parameters;
}

export interface BuildResult {
  readonly verification: Verification;
  /** What keeps the report from being proved; the build is good if there is none. */
  readonly problems: readonly Problem[];
  /** What nobody checked. */
  readonly unchecked: readonly Problem[];
  /** What keeps nothing from being proved: a tag that is probably misspelt, a PDF that does not conform to PDF/UA-1, with the reason. */
  readonly warnings: readonly Problem[];
  /** Equations that their author does not want to be checked, with the reason. */
  readonly waived: readonly Problem[];
  readonly equations: readonly CheckedChapter[];
  /** Absolute paths. */
  readonly files: readonly string[];
  /** Files of earlier builds that might have told a solution, and are gone. */
  readonly removed: readonly string[];
}

/**
 * Builds the report and writes its files. A failure in a cell or a check is shown in the report, in place, and is among the problems.
 * @throws {ReportError | NotebookError} on bad input or an unwritable disk; then the earlier report is as it was
 */
export async function buildReport(configuration: ReportConfiguration, { onProgress, signal, strict = false, noCache = false, keepGoing = false, withoutSolutions = false, server, parameters = {} }: BuildOptions = {}): Promise<BuildResult> {
  const chapters = setParameters(readChapters(configuration, server !== undefined), parameters, configuration.path);
  const theme = readTheme(configuration.theme);
  const bibliography = bibliographyOf(configuration);
  await requireWriters(configuration.formats);
  requireWritable(configuration.output);
  if (withoutSolutions) requireKnownFiles(configuration.output);
  onProgress?.({ kind: "chapters", chapters });
  const root = projectFolder(configuration.path);
  const executions: Execution[] = [];
  const executed = await runChapters(chapters, {
    cellSeconds: configuration.cellSeconds,
    outputLimit: 1e6 * configuration.outputMegabytes,
    keepGoing,
    ...(server === undefined ? {} : { server }),
    ...(configuration.notebookSeconds === null ? {} : { notebookSeconds: configuration.notebookSeconds }),
    ...(configuration.notebookMegabytes === null ? {} : { notebookOutputLimit: 1e6 * configuration.notebookMegabytes }),
    cache: { store: resultStore(root), read: !noCache, data: configuration.data, root },
    onDecision: (path, decision) => {
      executions.push({ notebook: path, ...decision });
      onProgress?.({ kind: "decision", path, decision });
    },
    onProgress: (path, progress) => onProgress?.({ kind: "notebook", path, progress }),
    ...(signal === undefined ? {} : { signal }),
  });
  const verification = verify(executed);
  const equations = checkChapters(executed);
  const skipped = verification.skipped.map((place) => ({ where: placeText(place), message: "not run: its author tagged it skip-execution" }));
  const unchecked = [...skipped, ...equationProblems(equations, "unchecked")];
  const { report, problems: textProblems } = composeChecked(configuration, executed, verification, equations, { withoutSolutions, bibliography, provenance: provenanceOf(root) });
  const notebooks = executed.map((each) => (withoutSolutions ? { ...each, notebook: solutions.withoutSolutions(each.notebook) } : each)).map(notebookFile);
  const means = { theme, pages: configuration.pages, notebooks, kept: noCache ? null : resultStore(root).folder };
  const pages = await writePages(report, configuration.formats, means, (format) => onProgress?.({ kind: "writing", format }));
  const warnings = [...misspeltTags(chapters), ...pages.warnings];
  const problems = [...problemsOf(verification), ...equationProblems(equations, "fails"), ...textProblems, ...pages.problems, ...(strict ? [...unchecked, ...warnings] : [])];
  const names = [...pages.files.map(({ name }) => name), RECORD, ...notebooks.map(({ name }) => name)];
  const others = earlierFiles(configuration.output)?.filter((name) => !names.includes(name)) ?? null;
  const hidden = withoutSolutions ? solutions.hiddenIn(executed) : null;
  const removed = hidden === null ? [] : (others ?? []);
  const stand = hidden !== null ? names : others === null ? null : [...names, ...others];
  const record = {
    name: RECORD,
    content: hidden === null ? verificationJson(verification, problems, equations, executions, stand) : verificationJson(solutions.verificationOutside(verification, hidden), solutions.problemsOutside(problems, hidden), solutions.equationsAsVerdicts(equations, hidden), executions, stand),
  };
  const files = writeFiles(configuration.output, [...pages.files, record, ...notebooks], removed);
  return { verification, problems, unchecked, warnings, waived: equationProblems(equations, "waived"), equations, files, removed: removed.map((name) => join(configuration.output, name)) };
}
