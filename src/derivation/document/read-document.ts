/** From a file's text to its formulas and the words between them. */
import { collectMacros, type Macro, type Macros } from "../tex/macros.js";
import { readFormulaTex } from "../notation/respell.js";
import { spellingOf } from "../notation/spelling.js";
import { tokenise } from "../tex/tokens.js";
import { type ConventionsReading, readConventions, type Setting } from "./conventions.js";
import type { Formula, Fragment, SourceDocument, TextUnit } from "./document.js";
import { readFrontMatter } from "./front-matter.js";
import type { FormulaPiece, Piece } from "./piece.js";
import { readNotebookCells } from "./read-notebook-cells.js";
import { saidLayouts } from "./said-layout.js";
import { scanMarkdown } from "./scan-markdown.js";
import { withTableSentences } from "./table-sentences.js";
import { scanTex } from "./scan-tex.js";

/**
 * Reads Markdown, a notebook (`.ipynb`) or LaTeX (`.tex`), as the path's ending says.
 * @throws {DocumentError} if a notebook is no JSON or no notebook
 */
export function readDocument(path: string, text: string): SourceDocument {
  if (/\.tex$/i.test(path)) return assemble(path, [{ unit: { cell: null, text }, text, pieces: scanTex(text) }], readConventions([]));
  const { units, settings } = /\.ipynb$/i.test(path) ? readNotebookCells(path, text) : { units: [{ cell: null, text }], settings: [] as readonly Setting[] };
  const head = readFrontMatter(units[0]?.text ?? "");
  const scanned = units.map((unit, index) => ({ unit, ...scanMarkdown(unit.text, index === 0 ? head.end : 0) }));
  return assemble(path, scanned, readConventions([...settings, ...head.settings]));
}

interface ScannedUnit {
  readonly unit: TextUnit;
  /** What formulas are read from: the unit's text, quote marks as blanks. */
  readonly text: string;
  readonly pieces: readonly Piece[];
}

function assemble(path: string, scanned: readonly ScannedUnit[], { conventions, setsLayout, problems }: ConventionsReading): SourceDocument {
  const macros = new Map(allMacros(scanned));
  const units = scanned.map(({ unit }) => unit);
  const fragments = withTableSentences(scanned.flatMap(({ text, pieces }, index) => pieces.flatMap((piece) => fragment(piece, text, index, macros))), units);
  const bodies = fragments.flatMap((each) => (each.kind === "formula" && each.tex !== null ? [each.tex.body] : []));
  const spelling = spellingOf(bodies, fragments.map((each) => (each.kind === "prose" ? each.text : "")).join(" "));
  const read = { path, units, fragments, conventions, layouts: saidLayouts(fragments, setsLayout), setsLayout, macros, problems: problems.map((problem) => ({ unit: 0, ...problem })) };
  if (spelling === null) return read;
  return { ...read, spelling, fragments: fragments.map((each) => (each.kind === "formula" && each.tex !== null ? { ...each, tex: { ...each.tex, body: spelling(each.tex.body) } } : each)) };
}

/** Every macro as it is first defined: for formulas that stand before. */
function allMacros(scanned: readonly ScannedUnit[]): Macros {
  const all = new Map<string, Macro>();
  for (const { text, pieces } of scanned) {
    for (const piece of pieces) {
      const found = new Map<string, Macro>();
      collectFrom(piece, text, found);
      for (const [name, macro] of found) if (!all.has(name)) all.set(name, macro);
    }
  }
  return all;
}

function collectFrom(piece: Piece, text: string, macros: Map<string, Macro>): void {
  const span = piece.kind === "definition" ? piece.span : piece.kind === "formula" ? piece.inner : null;
  if (span !== null && DEFINES.test(text.slice(span.start, span.end))) collectMacros(tokenise(text, span), macros);
}

const DEFINES = /\\(?:(?:re)?new|provide|[gx]?def|let|Declare)/;

/** Reads a piece with the macros defined before it, and adds its own to them. */
function fragment(piece: Piece, text: string, unit: number, macros: Map<string, Macro>): Fragment[] {
  switch (piece.kind) {
    case "definition":
      collectFrom(piece, text, macros);
      return [];
    case "formula": {
      const formula = readFormula(piece, text, unit, macros);
      collectFrom(piece, text, macros);
      return isOnlyDefinitions(formula) ? [] : [formula];
    }
    default:
      return [{ ...piece, unit }];
  }
}

/** `$\newcommand{\R}{\mathbb R}$` is no formula. */
const isOnlyDefinitions = ({ tex }: Formula): boolean => tex !== null && tex.body.length === 0;

function readFormula(piece: FormulaPiece, text: string, unit: number, macros: Macros): Formula {
  const { display, span, inner, waiver } = piece;
  const reading = piece.problem === null ? readFormulaTex(text, inner, macros) : { problem: { ...span, message: piece.problem } };
  const tex = "formula" in reading ? reading.formula : null;
  const problem = "problem" in reading ? reading.problem : null;
  return { kind: "formula", display, unit, span, inner, tex, problem, tag: tex?.tag ?? piece.number, label: tex?.label ?? piece.label, waiver };
}
