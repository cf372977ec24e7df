/** A report as one PDF: tagged, with outline, links and embedded fonts; set by Typst, without a browser. */
import type { Report } from "../model.js";
import type { Problem } from "../problem.js";
import { compile, type CompiledPdf, type TypstFiles, TypstError } from "./compile.js";
import { conformanceProblems } from "./conformance.js";
import { noPdfs, type PdfStore } from "./pdf-store.js";
import { type TypstSource, typstSource } from "./source.js";
import { findRefused } from "./refused.js";

export interface PdfOptions {
  /** The theme's Typst source. */
  readonly theme: string;
  /** Where a document that was set before is found again; without one each is set anew. */
  readonly store?: PdfStore;
  /** Told of each formula and picture that could not be set; it stands as a failure in its place. */
  readonly onProblem?: (problem: Problem) => void;
  /** Told of what keeps the file from conforming to PDF/UA-1. It is tagged all the same, and complete. */
  readonly onWarning?: (warning: Problem) => void;
}

/**
 * The same report gives the same bytes.
 * @param report its figures drawn (`drawFigures`) in `paperFont`
 * @throws TypstError if the theme is wrong
 */
export async function writePdf(report: Report, { theme, store = noPdfs, onProblem, onWarning }: PdfOptions): Promise<Uint8Array> {
  const { pdf, nonConformance, problems } = attempt(report, theme, store);
  for (const problem of problems) onProblem?.(problem);
  if (nonConformance !== null) for (const warning of conformanceProblems(nonConformance, report)) onWarning?.(warning);
  return Promise.resolve(pdf);
}

/** Formulas and pictures are checked one by one only where the whole is refused. */
function attempt(report: Report, theme: string, store: PdfStore): CompiledPdf & { readonly problems: readonly Problem[] } {
  const set = ({ source, files, problems }: TypstSource): CompiledPdf & { readonly problems: readonly Problem[] } => ({ ...store.get(source, files, () => compile(source, files)), problems });
  const first = typstSource(report, theme);
  try {
    return set(first);
  } catch (error) {
    if (!(error instanceof TypstError)) throw error;
    const refused = findRefused(report, picturesOf(first.files));
    if (refused.size === 0) throw error;
    return set(typstSource(report, theme, refused));
  }
}

const picturesOf = (files: TypstFiles): TypstFiles => new Map([...files].filter(([path]) => path.startsWith("/picture-")));
