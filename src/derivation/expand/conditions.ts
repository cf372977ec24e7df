/** Conditions at concrete sizes: between indices they are true or false, between quantities they are nodes, entry by entry for arrays. */
import type { Condition, Expression } from "../expression/expression.js";
import type { Condition as Truth } from "../scalar/graph.js";
import { integerOrNull } from "./integers.js";
import { problem } from "./problem.js";
import { isScalar, sameShape, type Tensor } from "./tensor.js";
import { shapeText, type Env, type World } from "./world.js";

export type Evaluate = (e: Expression, env: Env, world: World) => Tensor;

/** A tensor of conditions. */
export interface Truths {
  readonly shape: readonly number[];
  readonly data: readonly Truth[];
}

export function truthsOf(condition: Condition, env: Env, world: World, evaluate: Evaluate, before: readonly Truths[] = []): Truths {
  const { graph } = world;
  switch (condition.kind) {
    case "compare": return compare(condition, env, world, evaluate);
    case "and": return condition.of.map((each) => truthsOf(each, env, world, evaluate)).reduce((a, b) => combine(a, b, (x, y) => graph.and(x, y), condition, world));
    case "or": return condition.of.map((each) => truthsOf(each, env, world, evaluate)).reduce((a, b) => combine(a, b, (x, y) => graph.or(x, y), condition, world));
    case "not": { const inner = truthsOf(condition.of, env, world, evaluate); return { shape: inner.shape, data: inner.data.map((each) => graph.not(each)) }; }
    case "otherwise": {
      if (before.length === 0) return { shape: [], data: [graph.compare("=", graph.constant(0), graph.constant(0))] };
      const any = before.reduce((a, b) => combine(a, b, (x, y) => graph.or(x, y), condition, world));
      return { shape: any.shape, data: any.data.map((each) => graph.not(each)) };
    }
  }
}

function compare(condition: Condition & { readonly kind: "compare" }, env: Env, world: World, evaluate: Evaluate): Truths {
  const { graph } = world;
  const [a, b] = [integerOrNull(condition.left, env, world), integerOrNull(condition.right, env, world)];
  const value = (e: Expression, whole: number | null): Tensor => (whole === null ? evaluate(e, env, world) : { shape: [], data: [graph.constant(whole)] });
  const left = value(condition.left, a), right = value(condition.right, b);
  if (left.elastic !== undefined || right.elastic !== undefined) {
    const [array, zero] = left.elastic === undefined ? [left, right] : [right, left];
    if (zero.elastic !== "zeros" || array.elastic !== undefined) return problem("undeclared", "the size of an array in this condition is declared nowhere", condition);
    return { shape: array.shape, data: array.data.map((node) => (array === left ? graph.compare(condition.relation, node, graph.constant(0)) : graph.compare(condition.relation, graph.constant(0), node))) };
  }
  const pair = combine({ shape: left.shape, data: left.data }, { shape: right.shape, data: right.data }, (x, y) => graph.compare(condition.relation, x, y), condition, world);
  return pair;
}

function combine(a: Truths, b: Truths, f: (a: number, b: number) => number, span: Condition, world: World): Truths {
  if (sameShape(a.shape, b.shape)) return { shape: a.shape, data: a.data.map((each, k) => f(each, b.data[k]!)) };
  if (isScalar(a)) return { shape: b.shape, data: b.data.map((each) => f(a.data[0]!, each)) };
  if (isScalar(b)) return { shape: a.shape, data: a.data.map((each) => f(each, b.data[0]!)) };
  return problem("shape", `${shapeText(world, a.shape)} cannot be compared with ${shapeText(world, b.shape)}`, span);
}

/** true, false, or null where it depends on values. */
export function decided(truth: Truth, { graph }: World): boolean | null {
  const term = graph.term(truth);
  return term.kind === "constant" ? term.value.numerator !== 0n : null;
}
