/** The whole way: configuration, notebooks, executed notebooks, report, files. */
import { basename, join } from "node:path";
import type { Decision } from "../notebook/cache/execute-cached.js";
import { ResultStore } from "../notebook/cache/result-store.js";
import type { Progress } from "../notebook/execute.js";
import { type Parameters, parametersOf, withParameters } from "../notebook/parameters.js";
import type { ExecutedNotebook } from "../notebook/run.js";
import type { JupyterServer } from "../notebook/server/jupyter-server.js";
import { writeNotebook } from "../notebook/write-notebook.js";
import { readBibliography } from "./bibliography/read-bibliography.js";
import type { Bibliography } from "./bibliography/reference.js";
import { checkChapters, type CheckedChapter } from "./check-chapters.js";
import { composeReport } from "./compose.js";
import type { Format, ReportConfiguration } from "./configuration.js";
import { didYouMean } from "./did-you-mean.js";
import { equationAppendix } from "./equation-appendix.js";
import { layerAppendix } from "./layer-appendix.js";
import { withLayerEvidence } from "./layer-evidence.js";
import { equationClaims, equationProblems } from "./judged-equations.js";
import type { Block } from "./model.js";
import { glossaryBlocks } from "./glossary.js";
import { type OutputFile, requireWritable, writeFiles } from "./output-files.js";
import { noStore, pictureStore } from "./picture-store.js";
import { placeVerdicts } from "./place-verdicts.js";
import { placeText, type Problem } from "./problem.js";
import { provenanceOf } from "./provenance.js";
import { projectFolder, readChapters, type SourceChapter } from "./read-chapters.js";
import { readImage } from "./read-image.js";
import { ReportError } from "./report-error.js";
import { runChapters } from "./run-chapters.js";
import * as solutions from "./solutions.js";
import { readTheme } from "./theme-files.js";
import { claimsOf, failedChecksAt, problemsOf, type Execution, type Verification, verificationJson, verify } from "./verification.js";
import { verificationAppendix } from "./verification-appendix.js";
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
  /** What a file lacks that is complete all the same: a PDF that does not conform to PDF/UA-1, with the reason. */
  readonly warnings: readonly Problem[];
  /** Equations that their author does not want to be checked, with the reason. */
  readonly waived: readonly Problem[];
  readonly equations: readonly CheckedChapter[];
  /** Absolute paths. */
  readonly files: readonly string[];
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
  onProgress?.({ kind: "chapters", chapters });
  const root = projectFolder(configuration.path);
  const executions: Execution[] = [];
  const executed = await runChapters(chapters, {
    cellSeconds: configuration.cellSeconds,
    keepGoing,
    ...(server === undefined ? {} : { server }),
    ...(configuration.notebookSeconds === null ? {} : { notebookSeconds: configuration.notebookSeconds }),
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
  const { report, problems: textProblems } = compose(configuration, executed, verification, equations, { withoutSolutions, bibliography, provenance: provenanceOf(root) });
  const notebooks = executed.map((each) => (withoutSolutions ? { ...each, notebook: solutions.withoutSolutions(each.notebook) } : each)).map(notebookFile);
  const means = { theme, pages: configuration.pages, notebooks, pictures: noCache ? noStore : pictureStore(join(resultStore(root).folder, "pictures")) };
  const pages = await writePages(report, configuration.formats, means, (format) => onProgress?.({ kind: "writing", format }));
  const problems = [...problemsOf(verification), ...equationProblems(equations, "fails"), ...textProblems, ...pages.problems, ...(strict ? [...unchecked, ...pages.warnings] : [])];
  const hidden = withoutSolutions ? solutions.hiddenIn(executed) : null;
  const record = {
    name: "verification.json",
    content: hidden === null ? verificationJson(verification, problems, equations, executions) : verificationJson(solutions.verificationOutside(verification, hidden), solutions.problemsOutside(problems, hidden), solutions.equationsAsVerdicts(equations, hidden), executions),
  };
  const files = [...pages.files, record, ...notebooks];
  return { verification, problems, unchecked, warnings: pages.warnings, waived: equationProblems(equations, "waived"), equations, files: writeFiles(configuration.output, files) };
}

/** @throws {ReportError} if a parameter is declared in no notebook */
export function setParameters(chapters: readonly SourceChapter[], parameters: Parameters, path: string): readonly SourceChapter[] {
  const declared = [...new Set(chapters.flatMap(({ notebook }) => Object.keys(parametersOf(notebook))))];
  const unknown = Object.keys(parameters).find((name) => !declared.includes(name));
  if (unknown !== undefined) throw new ReportError(path, `no notebook declares the parameter "${unknown}" in a cell tagged "parameters"${didYouMean(unknown, declared) || (declared.length === 0 ? "" : `; there are ${declared.join(", ")}`)}`);
  return chapters.map((chapter) => ({ ...chapter, notebook: withParameters(chapter.notebook, parameters, chapter.path) }));
}

/** Where results are kept between builds: `.cache/backproof` in the project. */
export const resultStore = (root: string): ResultStore => new ResultStore(join(root, ".cache", "backproof"));

/** The report of notebooks that have been run and checked. */
const bibliographyOf = ({ bibliography }: ReportConfiguration): Bibliography | null => (bibliography.length === 0 ? null : readBibliography(bibliography));

/** What a build may ask for beyond the configuration's front. */
interface ComposeOptions {
  readonly withoutSolutions?: boolean;
  readonly bibliography?: Bibliography | null;
  /** Of what it is built; default: nothing is said, as of a page that follows its sources. */
  readonly provenance?: string;
}

export function compose(configuration: ReportConfiguration, notebooks: readonly ExecutedNotebook[], whole: Verification, equations: readonly CheckedChapter[], { withoutSolutions = false, bibliography = bibliographyOf(configuration), provenance }: ComposeOptions = {}): ReturnType<typeof composeReport> {
  const root = projectFolder(configuration.path);
  const chapterOf = (path: string): number => notebooks.findIndex((notebook) => notebook.path === path) + 1;
  const hidden = withoutSolutions ? solutions.hiddenIn(notebooks) : null;
  const verification = hidden === null ? whole : solutions.verificationOutside(whole, hidden);
  const placed = hidden === null ? equations : solutions.equationsOutside(equations, hidden);
  const composed = composeReport({
    withoutSolutions,
    bibliography,
    front: configuration.front,
    notebooks,
    summary: [...equationClaims(equations), ...claimsOf(verification)],
    appendix: [],
    ...(provenance !== undefined && { provenance }),
    withVerdicts: (blocks, { notebook, cell }) => {
      const chapter = placed.find(({ checked }) => checked.path === notebook);
      return chapter === undefined ? blocks : placeVerdicts(blocks, chapter, cell);
    },
    notesAfter: (cell) => failedChecksAt(verification, cell),
    readImage: (source, notebook) => readImage(source, root, notebook),
  });
  const chapters = withLayerEvidence(composed.report.chapters, verification);
  const appendix = lettered([...composed.report.appendix, ...(configuration.glossary ? glossaryBlocks(equations, chapters, hidden) : []), ...equationAppendix(placed, chapters), ...verificationAppendix(verification, chapterOf), ...layerAppendix(verification, chapterOf, chapters)]);
  return { ...composed, report: { ...composed.report, chapters, appendix } };
}

/** Sections after the chapters are A, B, C. */
function lettered(blocks: readonly Block[]): readonly Block[] {
  let count = 0;
  return blocks.map((block) => (block.kind === "heading" && block.level === 1 && block.id !== "references" ? { ...block, number: String.fromCharCode(65 + count++) } : block));
}

/** Under its file's name; with its chapter's number where two have the same. */
function notebookFile({ path, notebook }: ExecutedNotebook, k: number, all: readonly ExecutedNotebook[]): OutputFile {
  const isTwice = all.filter((other) => basename(other.path) === basename(path)).length > 1;
  return { name: `notebooks/${isTwice ? `${k + 1}-` : ""}${basename(path)}`, content: writeNotebook(notebook) };
}
