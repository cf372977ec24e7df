/** A document at concrete sizes: every name has a shape, every entry is a node of one scalar graph. */
import { createGraph, type Node, type ScalarGraph } from "../scalar/graph.js";
import type { Expression } from "../expression/expression.js";
import { lengthName, type Scope } from "../scope/scope.js";
import type { Span } from "../tex/tex.js";
import { LIMITS } from "./limits.js";
import { ExpandProblem } from "./problem.js";
import type { Tensor } from "./tensor.js";

export type Layout = "gradient" | "numerator" | "denominator";

/** A rule that was applied while expanding and that the author should know of. */
export interface Remark extends Span {
  readonly severity: "warning" | "note";
  readonly code: string;
  readonly message: string;
}

export interface World {
  readonly graph: ScalarGraph;
  readonly scope: Scope;
  readonly sizes: ReadonlyMap<string, number>;
  readonly layout: Layout;
  /** Whether a derivative was met that lies differently in another layout. */
  readonly met: { layout: boolean };
  readonly remarks: Map<string, Remark>;
  /** Tensors of named quantities, by key and family indices. */
  readonly tensors: Map<string, Tensor>;
  /** Quantities whose definition is being expanded, to find circles. */
  readonly open: Set<string>;
  /** Names that stand below a bar of the claim: what an undeclared loss depends on where nothing else says it. */
  readonly belowBars: ReadonlySet<string>;
  /** Entries under each named intermediate, to test a claim with the intermediate free. */
  readonly refs: Map<string, readonly Node[]>;
  /** Values of sums by the indices that they speak of. */
  readonly known: Map<Expression, Map<string, Tensor>>;
  /** Where the steps of a derivation are proved: products whose factors are all numbers, with the order in which these are worked out. Null elsewhere. */
  readonly ofNumbers: Map<Expression, readonly number[]> | null;
}

/** Values of index variables and of function parameters around an expression. */
export interface Env {
  readonly ints: ReadonlyMap<string, number>;
  readonly parameters: ReadonlyMap<string, Tensor>;
}

export const emptyEnv: Env = { ints: new Map(), parameters: new Map() };
export const withInt = (env: Env, name: string, value: number): Env => ({ ints: new Map(env.ints).set(name, value), parameters: env.parameters });

const tooMuch = (): ExpandProblem => new ExpandProblem("too-large", "written out at small sizes, this has more terms than are worked out; split it in steps", { start: 0, end: 0 });

/** @param provesSteps intermediates can be cut loose as functions, not only as values; of a term that is zero nothing else is worked out */
export const createWorld = (scope: Scope, sizes: ReadonlyMap<string, number>, layout: Layout, belowBars: ReadonlySet<string> = new Set(), provesSteps = false): World => ({
  graph: createGraph({ most: LIMITS.operands, exceeded: tooMuch }, { keepSlopes: provesSteps }), scope, sizes, layout, met: { layout: false }, remarks: new Map(), tensors: new Map(), open: new Set(), belowBars, refs: new Map(), known: new Map(), ofNumbers: provesSteps ? new Map() : null,
});

export function remark(world: World, severity: Remark["severity"], code: string, message: string, span: Span): void {
  const key = `${code}:${span.start}:${span.end}`;
  if (!world.remarks.has(key)) world.remarks.set(key, { severity, code, message, start: span.start, end: span.end });
}

/** A length in the author's letters: "n" for 3 where n = 3 in this world. */
export function sizeName(world: World, length: number): string {
  for (const [name, size] of world.sizes) if (size === length) return lengthName(name);
  return String(length);
}

export function shapeText(world: World, shape: readonly number[]): string {
  if (shape.length === 0) return "a scalar";
  if (shape.length === 1) return `a column of length ${sizeName(world, shape[0]!)}`;
  if (shape.length === 2 && shape[0] === 1) return `a row of length ${sizeName(world, shape[1]!)}`;
  return `${shape.map((length) => sizeName(world, length)).join(" × ")}`;
}

/** Whether a condition says n = 1: there an n × n matrix is a number. */
export const hasUnitSize = ({ sizes }: Pick<World, "sizes">): boolean => [...sizes.values()].includes(1);
