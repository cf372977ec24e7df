import type { ExecutedNotebook } from "../notebook/run.js";
import { readBibliography } from "./bibliography/read-bibliography.js";
import type { Bibliography } from "./bibliography/reference.js";
import type { CheckedChapter } from "./check-chapters.js";
import { claimOfProblems } from "./claim-of-problems.js";
import { composeReport } from "./compose.js";
import type { ReportConfiguration } from "./configuration.js";
import { equationAppendix } from "./equation-appendix.js";
import { glossaryBlocks } from "./glossary.js";
import { equationClaims } from "./judged-equations.js";
import { layerAppendix } from "./layer-appendix.js";
import { withLayerEvidence } from "./layer-evidence.js";
import type { Block } from "./model.js";
import { placeVerdicts } from "./place-verdicts.js";
import { projectFolder } from "./read-chapters.js";
import { readImage } from "./read-image.js";
import * as solutions from "./solutions.js";
import { claimsOf, failedChecksAt, type Verification } from "./verification.js";
import { verificationAppendix } from "./verification-appendix.js";

export const bibliographyOf = ({ bibliography }: ReportConfiguration): Bibliography | null => (bibliography.length === 0 ? null : readBibliography(bibliography));

/** What a build may ask for beyond the configuration's front. */
interface ComposeOptions {
  readonly withoutSolutions?: boolean;
  readonly bibliography?: Bibliography | null;
  /** Of what it is built; default: nothing is said, as of a page that follows its sources. */
  readonly provenance?: string;
}

/** The report of notebooks that have been run and checked, with its verdicts, evidence and appendix. */
export function composeChecked(configuration: ReportConfiguration, notebooks: readonly ExecutedNotebook[], whole: Verification, equations: readonly CheckedChapter[], { withoutSolutions = false, bibliography = bibliographyOf(configuration), provenance }: ComposeOptions = {}): ReturnType<typeof composeReport> {
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
  const summary = [...composed.report.summary, ...claimOfProblems("the text", composed.problems)];
  const appendix = lettered([...composed.report.appendix, ...(configuration.glossary ? glossaryBlocks(equations, chapters, hidden) : []), ...equationAppendix(placed, chapters), ...verificationAppendix(verification, chapterOf), ...layerAppendix(verification, chapterOf, chapters)]);
  return { ...composed, report: { ...composed.report, summary, chapters, appendix } };
}

/** Sections after the chapters are A, B, C. */
function lettered(blocks: readonly Block[]): readonly Block[] {
  let count = 0;
  return blocks.map((block) => (block.kind === "heading" && block.level === 1 && block.id !== "references" ? { ...block, number: String.fromCharCode(65 + count++) } : block));
}
