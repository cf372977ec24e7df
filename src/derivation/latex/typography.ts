/** How a document writes its formulas, as far as the same meaning can be written in more than one way. */
import type { Scope } from "../scope/scope.js";

/** Where a family's index stands: `x^{(k)}`, `x^{[k]}`, `x^{\langle k \rangle}`, `x^k`, `x_k`. */
export type FamilyStyle = "(" | "[" | "\\langle" | "bare" | "sub";

export interface Typography {
  /** What the reader knows of names: printed formulas must be read back as the same ones. */
  readonly scope: Scope;
  /** A quantity as a whole, or a function: key to TeX. */
  readonly names: ReadonlyMap<string, string>;
  /** A quantity with the subscripts of one entry: authors write `\mathbf{W}` and `W_{ij}`. */
  readonly entries: ReadonlyMap<string, string>;
  /** A member of a family, without its index. */
  readonly members: ReadonlyMap<string, string>;
  readonly families: ReadonlyMap<string, FamilyStyle>;
  /** `W_{i,j}` instead of `W_{ij}`. */
  readonly commas: boolean;
  /** Entries are as bold as the whole, where the document writes no entry of the quantity. */
  readonly boldEntries: boolean;
  /** Known functions: name to TeX, `softmax` to `\operatorname{softmax}`. */
  readonly functions: ReadonlyMap<string, string>;
  /** `e^{x}`, or `\exp(x)`. */
  readonly exponential: "e" | "exp";
  /** `\log p` beside `\log(p)`. */
  readonly bareArguments: boolean;
  readonly differential: "d" | "\\mathrm{d}";
  /** Whether the author's derivatives are ∂: for derivatives that nobody has written yet. */
  readonly partial: boolean;
  readonly transpose: "T" | "\\top" | "\\intercal";
  readonly indicator: string;
}

/** Names as their keys, everything else as most authors write it. */
export const plainTypography = (scope: Scope): Typography => ({
  scope, names: new Map(), entries: new Map(), members: new Map(), families: new Map(), commas: false, boldEntries: false,
  functions: new Map(), exponential: "e", bareArguments: true, differential: "d", partial: false, transpose: "T", indicator: "\\mathbb{1}",
});
