/** What a document says of its names: declarations, definitions, assumptions. Plain data; `read-statements.ts` fills it, `expand/` evaluates it. */
import type { Condition, Expression } from "../expression/expression.js";
import { NOTHING_INFERRED, type Inference } from "../infer/inference.js";
import type { Span, Tex } from "../tex/tex.js";
import type { MixedBases } from "./index-base.js";
import { NO_LETTERS, type IndexLetters } from "./index-letters.js";
import type { Lift } from "./lifts.js";
import type { Parting } from "./parts-derivatives.js";
import type { ExampleValue } from "./worked-examples.js";

/** Where in the document something was said: the fragment's number in reading order. */
export interface Place {
  readonly fragment: number;
  readonly section: number;
  /** The headings it stands under, outermost first, by their number in the document. */
  readonly path: readonly number[];
  readonly unit: number;
  readonly span: Span;
}

/** Whether a place's headings are all among those that another stands under: what is said there is said here. */
export const isUnder = ({ path }: Pick<Place, "path">, within: readonly number[]): boolean => path.every((heading, k) => within[k] === heading);

export type Role =
  /** real numbers, free unless defined */
  | "variable"
  /** a natural number: a dimension, a count */
  | "size"
  /** a whole number between limits, used as an index: a class label */
  | "label"
  | "identity" | "ones" | "zeros"
  /** the k-th unit vector e_k, a family */
  | "unit-vector"
  /** `\epsilon` is small, … : a positive scalar is all the same to us */
  | "unspecified";

/** Which numbers the entries are: a list names them, `y \\in \\{-1, 1\\}`. */
export type Values = "real" | "binary" | "natural" | readonly number[];

/** An array space: the length of each axis as an expression in sizes. `[]` is a scalar. */
export type Axes = readonly Expression[];

export interface Quantity {
  readonly key: string;
  role: Role;
  /** A whole number that may be below zero. */
  isSigned?: true;
  /** null: declared nowhere */
  axes: Axes | null;
  /** How many family indices stand before the axes: 1 for `x^{(k)}`, `W^{(l)}`, `h_t`. */
  levels: number;
  /** Where the family's index stands: above in brackets, or below. */
  style: "super" | "sub" | null;
  /** The family's index names as the declaration wrote them: l in `W^{(l)} \in \mathbb{R}^{n_l \times n_{l-1}}`. */
  levelNames: readonly string[];
  /** `h_{t-1} \\in \\mathbb{R}^n` is declared as such: the member before a step is given. */
  isGivenBefore: boolean;
  /** An array at each step of a recurrent cell, of which nothing says more (see `declare-steps.ts`). */
  isState?: true;
  /** Members that were declared one by one: "1" for `W^{(1)}`. */
  readonly explicit: Map<string, Axes>;
  /** Range of the family index, where the document gives one. */
  levelRange: { readonly from: Expression; readonly to: Expression } | null;
  /** Values of a label, or of each member of a family of labels. */
  labelRange: { readonly from: Expression; readonly to: Expression } | null;
  /** Members of this family are columns or rows of a matrix, or this matrix has them. */
  memberOf: { readonly matrix: string; readonly axis: "columns" | "rows"; /** how many, where a literal shows it */ readonly count: Expression | null } | null;
  readonly definitions: Definition[];
  /** An unspecified smooth function of these quantities. */
  opaque: readonly Expression[] | null | "unknown";
  /** Spaces of an unspecified function's arguments, where declared: `L : \mathbb{R}^m \to \mathbb{R}`. */
  domain: readonly Axes[] | null;
  readonly facts: Fact[];
  declaredAt: Place | null;
  values: Values;
}

/** `target_{entries}^{(levels)}(parameters) = body`. */
export interface Definition {
  readonly target: string;
  readonly levels: readonly Expression[];
  readonly entries: readonly Expression[];
  readonly body: Expression;
  readonly place: Place;
  readonly text: string;
  /** Extra condition, "for j ≠ i" after the definition. */
  readonly where: Condition | null;
}

export interface FunctionEntry {
  readonly key: string;
  /** null: unspecified */
  definition: { readonly parameters: readonly string[]; readonly body: Expression; readonly place: Place } | null;
  /** An array whose entries are defined one by one: `\sigma(z)_i = \dots`. */
  byEntries?: { readonly parameters: readonly string[]; readonly indices: readonly string[]; readonly body: Expression; /** Written `r_i(x)`, the index before the bracket. */ readonly isNumbered: boolean };
  /** Spaces of the arguments where declared: `f : \mathbb{R}^n \to \mathbb{R}`. */
  domain: readonly Axes[] | null;
  codomain: Axes | null;
  /** "a symmetric matrix $K(\\theta)$" */
  isSymmetric?: true;
}

/** Something assumed of a quantity: it restricts the points where claims are tested. */
/** What is said of a name, and where, if a sentence says it. */
export type Fact = FactKind & { readonly said?: Place };

type FactKind =
  | { readonly kind: "sign"; readonly sign: "positive" | "negative" | "nonzero" | "unit"; /** It is said of `L_{ii}` alone. */ readonly onDiagonal?: true }
  /** between two whole numbers: −1 < ρ < 1 */
  | { readonly kind: "between"; readonly low: number; readonly high: number }
  /** on one side of a whole number: γ > 1 */
  | { readonly kind: "beyond"; readonly bound: number; readonly side: "above" | "below" }
  | { readonly kind: "symmetric" } | { readonly kind: "positive-definite" } | { readonly kind: "positive-determinant" }
  | { readonly kind: "invertible" } | { readonly kind: "diagonal" } | { readonly kind: "lower-triangular" } | { readonly kind: "upper-triangular" } | { readonly kind: "orthogonal"; /** `V^T V = I`: the columns are orthonormal, `V V^T = I`: the rows. */ readonly of?: "columns" | "rows" } | { readonly kind: "skew" } | { readonly kind: "zero-diagonal" } | { readonly kind: "unit-diagonal" }
  /** P² = P */
  | { readonly kind: "idempotent" } | { readonly kind: "permutation" }
  /** sum over this axis is one; null: over all entries */
  | { readonly kind: "sums-to-one"; readonly axis: number | null }
  | { readonly kind: "unit-norm" }
  | { readonly kind: "one-hot" }
  | { readonly kind: "condition"; readonly condition: Condition; readonly indices: readonly string[] };

export interface IndexRange {
  readonly from: Expression;
  readonly to: Expression;
}

/** An assumption in the document that says nothing that the drawn points could be made to satisfy from the beginning. */
export interface UnusedAssumption {
  /** The names it speaks of. */
  readonly names: ReadonlySet<string>;
  readonly text: string;
  /** It holds in a whole neighbourhood of each of its points. */
  readonly isOpen?: boolean;
  /** Of the one name, perhaps: it counts also where a definition leads to the name, and what fails with it fails. */
  readonly fact?: Fact;
  /** Where it is an equation, or several: what is equal. */
  readonly equations?: readonly (readonly [Expression, Expression])[];
  /** Where it is said, and whether it is supposed as one case of several. */
  readonly said?: { readonly place: Place; readonly isCase: boolean };
  /** A derivative that is set to zero: it says nothing of other derivatives, which are claimed everywhere. */
  readonly isSet?: true;
}

/** How a document writes its differentials: `dX` or `\mathrm{d}X`. */
export type DifferentialSign = "italic" | "upright";

export interface Scope {
  readonly quantities: Map<string, Quantity>;
  readonly functions: Map<string, FunctionEntry>;
  /** `i = 1, \dots, n` */
  readonly ranges: Map<string, IndexRange>;
  /** `t = 1, 2, 3, \dots`: indices that begin there and end nowhere. */
  readonly endless: Map<string, Expression>;
  /** The same in the order in which they stand, where each is said. */
  readonly rangesSaid: { readonly letter: string; readonly range: IndexRange; readonly fragment: number }[];
  /** relations between sizes: n > k */
  readonly sizeRelations: Condition[];
  /** `1 \le k < t \le n`: how indices stand to one another, from where it is said on. */
  readonly indexOrders: { readonly order: Condition; readonly place: Place }[];
  /** Assumptions in the document that we could not use, with the names they speak of. */
  readonly unusedAssumptions: UnusedAssumption[];
  /** Where the text takes back what was said for a while. */
  lifts: readonly Lift[];
  /** Formulas that a sentence supposes something with, "Suppose $A$ is diagonal": it holds in its own section alone. */
  supposed: ReadonlySet<number>;
  /** The numbers of worked examples, in the order in which they stand. */
  readonly examples: ExampleValue[];
  /** Letters of which bold and plain are two different things. */
  readonly facesMatter: ReadonlySet<string>;
  /** Letters that are a length in one place and an array in another (see `clashing-sizes.ts`). */
  clashing: ReadonlySet<string>;
  broadcast: "columns" | "rows" | null;
  /** Base of `\\log`, where the document sets one. */
  logBase: number | null;
  /** An index that stands twice in a product is summed. */
  einstein: boolean;
  /** \partial is read with the quantities in between held fixed here, since the text parts it from d. */
  holdsFixed: boolean;
  /** Where the text does so. */
  partings: readonly Parting[];
  /** A lone \pi is the number, the letter with a subscript is not. */
  circleNumber: boolean;
  /** The loss that `dX` beside an array X is the gradient of, where the document writes gradients so (see `declare-gradient-names.ts`). */
  gradientOf: Tex | null;
  /** The signs that stand for differentials (see `declare-differentials.ts`). */
  readonly differentials: Set<DifferentialSign>;
  /** Names that the words call constant. */
  readonly constants: Set<string>;
  /** Names that the words call parameters or variables: no letter makes them constant. */
  readonly parameters: Set<string>;
  /** The bars that are gradients of this loss (see `declare-adjoints.ts`). */
  adjoints: { readonly loss: Tex; readonly keys: ReadonlySet<string>; /** What the only bar that the document explains is the gradient by. */ readonly by: Tex | null } | null;
  /** softmax of a matrix acts on its rows or columns, where the document says so. */
  softmaxAxis: "rows" | "columns" | null;
  /** The samples of a batch are rows or columns, where the words say so. */
  samples: "rows" | "columns" | null;
  /** Which letters are indices where. */
  letters: IndexLetters;
  /** The number of the first entry of an array (see `index-base.ts`). */
  indexBase: 0 | 1 | MixedBases;
  /** Shapes that nothing declares, from the use of the names. */
  inference: Inference;
}

export const createScope = (facesMatter: ReadonlySet<string> = new Set()): Scope => ({
  quantities: new Map(), functions: new Map(), ranges: new Map(), endless: new Map(), rangesSaid: [], sizeRelations: [], indexOrders: [], unusedAssumptions: [], lifts: [], supposed: new Set(), examples: [], facesMatter, clashing: new Set(), broadcast: null, logBase: null, einstein: false, holdsFixed: false, partings: [], circleNumber: false, gradientOf: null, differentials: new Set(), constants: new Set(), parameters: new Set(), adjoints: null, softmaxAxis: null, samples: null, letters: NO_LETTERS, indexBase: 1, inference: NOTHING_INFERRED,
});

/** `p` of "with $M = p$": what the text says that a size is. */
export const saidSize = (key: string, { sizeRelations }: Pick<Scope, "sizeRelations">): Expression | undefined =>
  sizeRelations.flatMap((relation) => (relation.kind === "compare" && relation.relation === "=" && relation.left.kind === "name" && relation.left.name === key ? [relation.right] : []))[0];

/** The number that the first entry is read with; where both stand it is 1, and what that leaves out is not decided. */
export const firstIndex = ({ indexBase }: Scope): 0 | 1 => (indexBase === 0 ? 0 : 1);

export const newQuantity = (key: string): Quantity => ({
  key, role: "variable", axes: null, levels: 0, style: null, levelNames: [], isGivenBefore: false, explicit: new Map(), levelRange: null, labelRange: null, memberOf: null, definitions: [], opaque: null, domain: null, facts: [], declaredAt: null, values: "real",
});

/** The quantity of that key, made if it is new. */
export function quantityOf(scope: Scope, key: string): Quantity {
  const known = scope.quantities.get(key);
  if (known !== undefined) return known;
  const fresh = newQuantity(key);
  scope.quantities.set(key, fresh);
  return fresh;
}

/** The names with one of them as it is given here. */
export const withQuantity = (scope: Scope, key: string, quantity: Quantity): Scope => ({ ...scope, quantities: new Map(scope.quantities).set(key, quantity) });

/** Declared as a number, or said to be of a sign and nothing more. */
export const isSaidNumber = ({ axes, facts }: Quantity): boolean => (axes === null ? facts.some(({ kind }) => kind === "sign") : axes.length === 0);

/** `$f(z) = …$, where $z \\in \\mathbb{R}^n$`: words, a break and the membership still go with what stands before them. */
const WITH_IT = 3;
/** Whether a place is further on than what goes with the formula at `fragment`. */
export const isFurtherOn = (place: Place, fragment: number): boolean => place.fragment > fragment + WITH_IT;

/** Key of a family whose letter is also a quantity of its own: `x \\in \\mathbb{R}^n` beside `x^{(k)} \\in \\mathbb{R}^n`. */
export const familyKey = (key: string): string => `${key}^{(\\cdot)}`;

/** Key of a length whose letter is also an array. */
export const lengthKey = (letter: string): string => `${letter}^{\\#}`;
/** A text with such lengths as the author wrote them. */
export const lengthName = (key: string): string => key.replaceAll("^{\\#}", "");

/** The family that `x^{(k)}` belongs to. */
export const familyOf = (scope: Scope, key: string): Quantity | undefined => scope.quantities.get(familyKey(key)) ?? scope.quantities.get(key);

/** The family of that letter, made if it is new; kept apart from a quantity of the same letter that has no index. */
export function familyQuantity(scope: Scope, key: string): Quantity {
  const own = scope.quantities.get(key);
  const isPlain = own !== undefined && own.levels === 0 && own.role === "variable" && (own.axes !== null || own.definitions.length > 0 || own.declaredAt !== null);
  return isPlain ? quantityOf(scope, familyKey(key)) : (scope.quantities.get(familyKey(key)) ?? quantityOf(scope, key));
}

/** A quantity without an index of a letter that was a family until now: the family gets a key of its own. */
export function plainQuantity(scope: Scope, key: string): Quantity {
  const own = scope.quantities.get(key);
  if (own === undefined || own.levels === 0 || own.style !== "super") return quantityOf(scope, key);
  scope.quantities.delete(key);
  scope.quantities.set(familyKey(key), { ...own, key: familyKey(key) });
  return quantityOf(scope, key);
}

/** How many subscripts an entry of it takes; null where nothing says so. */
export function rankOf(quantity: Quantity | undefined): number | null {
  if (quantity === undefined) return null;
  if (quantity.role === "size" || quantity.role === "label") return 0;
  if (quantity.axes !== null) return quantity.axes.length;
  const explicit = [...quantity.explicit.values()][0];
  if (explicit !== undefined) return explicit.length;
  const definition = quantity.definitions[0];
  return definition !== undefined && definition.entries.length > 0 ? definition.entries.length : null;
}
