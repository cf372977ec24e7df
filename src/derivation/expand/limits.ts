/**
 * How much work one claim may ask for. All bounds count things (entries, terms, nodes), never time, so that the same document gets the same verdicts everywhere.
 * What goes beyond is unchecked with code `too-large`, and the message says what was written.
 */
export const LIMITS = {
  /** Length of an axis, at the small sizes that are tried. */
  axis: 60,
  /** Entries of one array. */
  entries: 4_096,
  /** Values of one index. */
  range: 200,
  /** Terms of one sum over several indices. */
  terms: 20_000,
  /** Combinations of a claim's free indices. */
  combinations: 4_096,
  /** Choices of labels at which a claim is tried, at each choice of sizes. */
  choices: 81,
  /** Rows of a matrix whose determinant or inverse is worked out by cofactors. */
  cofactors: 12,
  /** An exponent that is written out. */
  exponent: 64,
  /** Definitions that lead one to the next. */
  depth: 200,
  /** Operands of all nodes that are built for a claim at one choice of sizes. */
  operands: 400_000,
  /** The same for all candidates of one search for a repair together. */
  repair: 200_000,
  /** Characters that such a search reads again, over all candidates. */
  reread: 200_000,
} as const;
