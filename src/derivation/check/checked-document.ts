/** What the checker says of a document: the record that the terminal, JSON, the report and the editors all read. */

export type Verdict = "holds" | "fails" | "unchecked" | "waived";
export type EquationKind = "claim" | "definition" | "declaration" | "statement";
export type Severity = "error" | "warning" | "note";

/** Which rung of the ladder decided: by shapes and scopes alone, exactly over prime fields, at 64 digits, in float64. */
export type Method = "structure" | "exact" | "high-precision" | "float64";

export interface Suggestion {
  /** The whole equation as repaired. */
  readonly latex: string;
  readonly message: string;
}

export interface CheckProblem {
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  /** From 1, within the cell in a notebook. */
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly suggestion?: Suggestion;
  /** Names that the equation waits for: nothing declares or defines them. */
  readonly missing?: readonly string[];
}

/** One relation of a chain. */
export interface CheckedStep {
  readonly verdict: Verdict;
  readonly method: Method | null;
  /** The chance that a false identity passed, or the relative difference that was allowed. */
  readonly errorBound: number | null;
  /** The two sides as written. */
  readonly left: string;
  readonly right: string;
  /** It goes wrong only because an earlier step did. */
  readonly inherited: boolean;
  readonly evidence?: Evidence;
}

/** What can be shown for a verdict. */
export interface Evidence {
  /** Sizes of each assignment tried, "m = 2, n = 3". */
  readonly sizes: readonly string[];
  /** Random points in all at which the sides were compared; none where they are one expression once they are written out. */
  readonly draws: number;
  /** Where the step holds: the smallest sizes, simple values, and what both sides give there. */
  readonly example?: { readonly where: string; readonly value: string };
  /** Simple values at which the sides differ, and what each gives. */
  readonly counterexample?: { readonly where: string; readonly left: string; readonly right: string };
}

export interface CheckedEquation {
  readonly id: string;
  readonly tag: string | null;
  readonly cell: number | null;
  readonly line: number;
  readonly column: number;
  readonly latex: string;
  readonly kind: EquationKind;
  readonly verdict: Verdict;
  /** Why it is waived, in the author's words. */
  readonly waiver?: string;
  readonly steps: readonly CheckedStep[];
  readonly problems: readonly CheckProblem[];
}

export interface CheckedDocument {
  readonly path: string;
  readonly equations: readonly CheckedEquation[];
  /** Problems that belong to no equation. */
  readonly problems: readonly CheckProblem[];
  /** The seed of the draws. */
  readonly seed: number;
}

export interface CheckSummary {
  readonly claims: number;
  readonly holds: number;
  readonly fails: number;
  readonly unchecked: number;
  readonly waived: number;
  readonly definitions: number;
}

export interface CheckReport {
  readonly version: 1;
  readonly documents: readonly CheckedDocument[];
  readonly summary: CheckSummary;
}
