/**
 * The language of derivations: what a formula means once names are known, before sizes are.
 * Shapes are settled when an expression is expanded at concrete sizes (`expand/`); indices, families and sums are still symbolic here.
 * Every node keeps the characters it was read from, so that messages, repairs and steps can quote the author.
 */
import type { Span } from "../tex/tex.js";

export type Expression = Span & ExpressionNode;

export type ProductSign = "juxtaposed" | "cdot" | "times" | "star" | "hadamard" | "kronecker" | "over" | "hadamard-over";

/** "array" puts its terms beside each other: the array whose entries the body tells, an axis for each binder. */
export type BigOperator = "sum" | "product" | "max" | "min" | "array";

export type ExpressionNode =
  /** An exact decimal or whole number: digits / 10^places. */
  | { readonly kind: "number"; readonly digits: bigint; readonly places: number }
  /** A named quantity of the document: an array, a scalar, a size. `name` is the key in the scope. */
  | { readonly kind: "name"; readonly name: string }
  /** An index variable, free or bound, also where it stands as a number: `(2i + 1)`. */
  | { readonly kind: "index"; readonly name: string }
  /** One member of a family: `x^{(k)}`, `a^{[l-1]}`, `h_t`. */
  | { readonly kind: "member"; readonly family: string; readonly at: readonly Expression[] }
  /** Entries of an array: `W_{lj}`, `(AB)_{ij}`, `A_{i:}`; null is the whole axis. */
  | { readonly kind: "entry"; readonly of: Expression; readonly at: readonly (Expression | null)[] }
  | { readonly kind: "add"; readonly terms: readonly Term[] }
  | { readonly kind: "product"; readonly factors: readonly Factor[] }
  | { readonly kind: "quotient"; readonly numerator: Expression; readonly denominator: Expression }
  | { readonly kind: "power"; readonly base: Expression; readonly exponent: Expression }
  | { readonly kind: "transpose"; readonly of: Expression }
  /** A known function of the field (`exp`, `softmax`, `tr` …; `functions.ts`) applied to its arguments. */
  | { readonly kind: "apply"; readonly function: string; readonly arguments: readonly Expression[] }
  /** A function of the document, defined or unspecified; `primes` derivatives of it. */
  | { readonly kind: "call"; readonly function: string; readonly arguments: readonly Expression[]; readonly primes: number }
  | { readonly kind: "big"; readonly operator: BigOperator; readonly binders: readonly Binder[]; readonly where: Condition | null; readonly body: Expression }
  /** `x_1 + x_2 + \\dots + x_n`: what is written before the dots, and the last one. */
  | { readonly kind: "series"; readonly operator: "sum" | "product"; readonly written: readonly Expression[]; readonly last: Expression }
  | { readonly kind: "derivative"; readonly of: Expression; readonly by: readonly Expression[]; readonly partial: boolean }
  /** `\nabla f`, `\nabla_x f`; order 2 is the Hessian. `by` null: by the arguments of what follows. */
  | { readonly kind: "gradient"; readonly of: Expression; readonly by: Expression | null; readonly order: 1 | 2 }
  | { readonly kind: "delta"; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "indicator"; readonly condition: Condition }
  | { readonly kind: "cases"; readonly arms: readonly Arm[] }
  /** Rows of cells; a cell may be dots, which stand for the pattern of its neighbours (`expand/dots.ts`). */
  | { readonly kind: "matrix"; readonly rows: readonly (readonly Cell[])[]; readonly determinant: boolean; /** `[h, x]`, with commas: columns that do not fit side by side stand on top of each other. */ readonly isListed?: true }
  | { readonly kind: "norm"; readonly of: Expression; /** "plain" has no mark: Euclidean of a vector, Frobenius of a matrix */ readonly order: "plain" | "1" | "2" | "F" | "inf" }
  | { readonly kind: "absolute"; readonly of: Expression }
  | { readonly kind: "inner"; readonly left: Expression; readonly right: Expression };

export interface Term extends Span {
  readonly sign: 1 | -1;
  readonly of: Expression;
}

export interface Factor extends Span {
  readonly sign: ProductSign;
  readonly of: Expression;
}

/** `\sum_{i=1}^n`: from and to; `\sum_i`: both null, the range comes from what i indexes. */
export interface Binder extends Span {
  readonly name: string;
  readonly from: Expression | null;
  readonly to: Expression | null;
}

export type Relation = "=" | "!=" | "<" | "<=" | ">" | ">=";

export type Condition =
  | (Span & { readonly kind: "compare"; readonly relation: Relation; readonly left: Expression; readonly right: Expression })
  | (Span & { readonly kind: "and" | "or"; readonly of: readonly Condition[] })
  | (Span & { readonly kind: "not"; readonly of: Condition })
  /** otherwise, else */
  | (Span & { readonly kind: "otherwise" });

export interface Arm {
  readonly value: Expression;
  readonly condition: Condition;
}

export type Dots = Span & { readonly kind: "dots"; readonly direction: "across" | "down" | "diagonal" };
export type Cell = Expression | Dots;

export const isDots = (cell: Cell): cell is Dots => cell.kind === "dots";

/** The expressions directly below a node, in reading order. */
export function children(e: Expression): readonly Expression[] {
  switch (e.kind) {
    case "number": case "name": case "index": return [];
    case "member": return e.at;
    case "entry": return [e.of, ...e.at.filter((at) => at !== null)];
    case "add": return e.terms.map((term) => term.of);
    case "product": return e.factors.map((factor) => factor.of);
    case "quotient": return [e.numerator, e.denominator];
    case "power": return [e.base, e.exponent];
    case "transpose": case "norm": case "absolute": return [e.of];
    case "apply": case "call": return e.arguments;
    case "big": return [...e.binders.flatMap(({ from, to }) => [from, to]).filter((limit) => limit !== null), ...(e.where === null ? [] : conditionParts(e.where)), e.body];
    case "series": return [...e.written, e.last];
    case "derivative": return [e.of, ...e.by];
    case "gradient": return e.by === null ? [e.of] : [e.of, e.by];
    case "delta": case "inner": return [e.left, e.right];
    case "indicator": return conditionParts(e.condition);
    case "cases": return e.arms.flatMap((arm) => [arm.value, ...conditionParts(arm.condition)]);
    case "matrix": return e.rows.flat().filter((cell): cell is Expression => !isDots(cell));
  }
}

export function conditionParts(condition: Condition): readonly Expression[] {
  switch (condition.kind) {
    case "compare": return [condition.left, condition.right];
    case "and": case "or": return condition.of.flatMap(conditionParts);
    case "not": return conditionParts(condition.of);
    case "otherwise": return [];
  }
}

/** Every node below `e`, itself first. */
export function* walk(e: Expression): Generator<Expression> {
  const open = [e];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    yield node;
    const below = children(node);
    for (let k = below.length - 1; k >= 0; k--) open.push(below[k]!);
  }
}

/** A derivative is written in it: `\partial f / \partial x`, `\nabla f` or `f'(x)`. */
export const differentiates = (e: Expression): boolean => [...walk(e)].some((node) => node.kind === "derivative" || node.kind === "gradient" || (node.kind === "call" && node.primes > 0));

const freeBelow = new WeakMap<Expression, ReadonlySet<string>>();
const NONE: ReadonlySet<string> = new Set();

/** Index variables that no sum inside `e` binds, in reading order. Dots in a matrix stand for indices that are bound there. */
export function freeIndices(e: Expression): ReadonlySet<string> {
  if (e.kind === "number" || e.kind === "name") return NONE;
  const before = freeBelow.get(e);
  if (before !== undefined) return before;
  let free: ReadonlySet<string> = e.kind === "index" ? new Set([e.name]) : NONE;
  for (const child of children(e)) free = union(free, freeIndices(child));
  if (e.kind === "big" && e.binders.some(({ name }) => free.has(name))) free = new Set([...free].filter((name) => e.binders.every((binder) => binder.name !== name)));
  freeBelow.set(e, free);
  return free;
}

/** Both, one of the two itself where the other adds nothing: most nodes share the set of a child. */
const union = (a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> => (a.size === 0 ? b : [...b].every((name) => a.has(name)) ? a : new Set([...a, ...b]));

/** A zero that is written as one. */
export const isLiteralZero = (e: Expression): boolean => e.kind === "number" && e.digits === 0n;

/** Names of quantities, families and functions that stand in `e`. */
export function namesIn(e: Expression): Set<string> {
  const names = new Set<string>();
  for (const node of walk(e)) {
    if (node.kind === "name") names.add(node.name);
    if (node.kind === "member") names.add(node.family);
    if (node.kind === "call") names.add(node.function);
  }
  return names;
}
