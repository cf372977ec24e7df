/** A row of the corpus: one equation, what its letters are, and whether it is true. */
export interface Row {
  readonly id: string;
  /** Name to the lengths of its axes; none for a scalar. `xhat` is x with a hat, `mu` the Greek letter. */
  readonly declare: Readonly<Record<string, readonly string[]>>;
  readonly define?: readonly string[];
  /** An unspecified smooth function and what it is a function of. */
  readonly opaque?: Readonly<Record<string, readonly string[]>>;
  /** Unspecified scalar functions. */
  readonly functions?: readonly string[];
  readonly const?: Readonly<Record<string, "identity" | "ones">>;
  /** `x` to `X`: x^{(k)} is column k of X. */
  readonly columns?: Readonly<Record<string, string>>;
  /** `u` to [`U`, `row`]: u_k is row k of U. */
  readonly slices?: Readonly<Record<string, readonly [string, "row" | "col"]>>;
  /** Ranges of free indices. */
  readonly indices?: Readonly<Record<string, string | null>>;
  readonly assume?: Readonly<Record<string, string | number>>;
  /** Lengths that are fixed numbers. */
  readonly fix?: Readonly<Record<string, number>>;
  /** [a, b, g]: a ≥ b + g. */
  readonly dimrel?: readonly (readonly [string, string, number])[];
  readonly broadcast?: string;
  /** Further sentences. */
  readonly say?: readonly string[];
  readonly latex: string;
  readonly holds: boolean;
  /** The first wrong step of a chain, from 1. */
  readonly fails_at?: number;
}
