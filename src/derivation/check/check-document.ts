/** A document's equations with their verdicts: the record that terminal, JSON and report read. */
import type { Formula, SourceDocument } from "../document/document.js";
import { layoutAt } from "../document/said-layout.js";
import { lengthName, type Scope } from "../scope/scope.js";
import { understand } from "../scope/understand.js";
import type { UnderstoodEntry } from "../scope/understood.js";
import { checkEntry, endsOpen, type Open } from "./check-entry.js";
import type { CheckedDocument, CheckedEquation, CheckProblem } from "./checked-document.js";
import type { ClaimContext } from "./claim.js";
import { NOTHING_SET } from "./stationary.js";
import { place } from "./place.js";
import { printedResults } from "./printed-results.js";
import { stumbledAt, unreadableEquation, withoutRightSide } from "./unchecked-equation.js";

export interface CheckOptions {
  readonly seed?: number;
  /** Steps that hold tell the sizes, the number of points and a small example, too. */
  readonly evidence?: boolean;
}

export function checkDocument(document: SourceDocument, { seed = 1, evidence = false }: CheckOptions = {}): CheckedDocument {
  const understood = understoodOrStumbled(document);
  if ("error" in understood) return { path: document.path, equations: displaysOf(document).map((formula, k) => stumbledAt(document, formula, formula.tag, `eq-${k + 1}`, understood.error)), problems: [], seed };
  const { entries } = understood;
  const equations: CheckedEquation[] = [];
  let open: Open | null = null, stationary = NOTHING_SET;
  /** A display that ended with its relation and waits for what follows. */
  let waiting: CheckedEquation | null = null;
  const unreadable = document.fragments.filter((fragment): fragment is Formula => fragment.kind === "formula" && fragment.tex === null);
  for (const formula of unreadable) equations.push(unreadableEquation(document, formula, equations.length));
  /** Scopes in which a later section has redefined a name, by the scope they come from. */
  const renewed = new Map<Scope, Scope>();
  const printed = new Set<string>();
  for (const entry of entries) {
    entry.scope = renewed.get(entry.scope) ?? entry.scope;
    const context: ClaimContext = { scope: entry.scope, layout: layoutAt(document, entry.fragment), seed, evidence, printed };
    const before = entry.scope;
    const outcome = guarded(() => checkEntry(document, entry, open, stationary, context), document, entry);
    for (const result of printedResults(entry)) printed.add(result);
    if (entry.scope !== before) for (const each of entries) if ((renewed.get(each.scope) ?? each.scope) === before) renewed.set(each.scope, entry.scope);
    if (waiting !== null && entry.formula.display) {
      if (outcome.equation === null || outcome.equation.steps.length === 0) equations[equations.indexOf(waiting)] = withoutRightSide(waiting);
      waiting = null;
    }
    ({ open, stationary } = outcome);
    if (outcome.equation !== null) {
      const equation: CheckedEquation = { ...outcome.equation, id: `eq-${equations.length + 1}` };
      equations.push(equation);
      if (entry.formula.display && entry.parts.some(endsOpen) && equation.verdict === "holds") waiting = equation;
    }
  }
  if (waiting !== null) equations[equations.indexOf(waiting)] = withoutRightSide(waiting);
  const ordered = [...equations].sort((a, b) => (a.cell ?? 0) - (b.cell ?? 0) || a.line - b.line || a.column - b.column).map((equation, k) => ({ ...equation, problems: equation.problems.map(spelled), id: `eq-${k + 1}` }));
  return { path: document.path, equations: ordered, problems: document.problems.map((problem) => ({ severity: "error", code: "document", message: problem.message, ...place(document.units[problem.unit]!, problem.span) })), seed };
}

/** Messages with the author's letters. */
const spelled = (problem: CheckProblem): CheckProblem => ({ ...problem, message: lengthName(problem.message) });

function guarded(check: () => ReturnType<typeof checkEntry>, document: SourceDocument, entry: UnderstoodEntry): ReturnType<typeof checkEntry> {
  try {
    return check();
  } catch (error) {
    return { open: null, stationary: NOTHING_SET, equation: stumbledAt(document, entry.formula, entry.entry.tag ?? entry.formula.tag, "", error) };
  }
}

const displaysOf = (document: SourceDocument): readonly Formula[] => document.fragments.filter((fragment): fragment is Formula => fragment.kind === "formula" && fragment.display);

/** An error of ours in reading a document as a whole leaves the other documents checked. */
function understoodOrStumbled(document: SourceDocument): { readonly entries: readonly UnderstoodEntry[] } | { readonly error: unknown } {
  try {
    return understand(document);
  } catch (error) {
    return { error };
  }
}
