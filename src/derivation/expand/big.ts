/** Sums, products and maxima over ranges of indices, and over conditions. */
import { conditionParts, type Expression } from "../expression/expression.js";
import { decided, truthsOf, type Evaluate } from "./conditions.js";
import { integer } from "./integers.js";
import { larger } from "./known-functions.js";
import { LIMITS } from "./limits.js";
import { ExpandProblem, problem } from "./problem.js";
import { plus, times } from "./products.js";
import { rangeOf } from "./ranges.js";
import { isScalar, mapTensor, normalised, scalar, type Tensor } from "./tensor.js";
import { shapeText, withInt, type Env, type World } from "./world.js";

type Big = Expression & { readonly kind: "big" };

export function evaluateBig(e: Big, env: Env, world: World, evaluate: Evaluate): Tensor {
  if (e.operator === "array") return arrayOfEntries(e, env, world, evaluate);
  const parts = assignments(e, env, world, evaluate).map((inner) => guarded(e, inner, world, evaluate)).filter((part) => part !== null);
  const { graph } = world;
  const [first, ...rest] = parts;
  if (first === undefined) {
    if (e.operator === "sum") return emptySum(e, env, world, evaluate);
    return e.operator === "product" ? scalar(graph.constant(1)) : problem("range", `the ${e.operator} runs over nothing`, e);
  }
  switch (e.operator) {
    case "sum": return sumOf(parts, e, world);
    case "product": return rest.reduce((product, part) => times(product, part, "juxtaposed", e, world), first);
    case "max": case "min": {
      if (parts.some((part) => !isScalar(part))) return problem("shape", `the ${e.operator} over an index needs numbers`, e);
      return scalar(parts.map((part) => part.data[0]!).reduce((a, b) => larger(e.operator as "max" | "min", a, b, world)));
    }
  }
}

/** `(2 x_i)_i`: a number for each value of the indices, an axis for each index. */
function arrayOfEntries(e: Big, env: Env, world: World, evaluate: Evaluate): Tensor {
  const places = assignments(e, env, world, evaluate);
  const shape = e.binders.map(({ name }) => new Set(places.map(({ ints }) => ints.get(name))).size);
  if (places.length === 0) return problem("range", "this array has no entries here", e);
  if (places.length !== shape.reduce((a, b) => a * b, 1)) return problem("shape", "the rows of this array are not equally long", e);
  const data = places.map((place) => {
    const entry = evaluate(e.body, place, world);
    return isScalar(entry) ? entry.data[0]! : problem("shape", `an entry of this array is a number, here is ${shapeText(world, entry.shape)}`, e.body);
  });
  return normalised(shape, data);
}

/** All at once where shapes agree: one sum node an entry instead of a chain of them. */
function sumOf(parts: readonly Tensor[], e: Big, world: World): Tensor {
  const [first] = parts;
  if (first!.elastic === undefined && parts.every((part) => part.elastic === undefined && part.shape.length === first!.shape.length && part.shape.every((length, k) => length === first!.shape[k]))) {
    return mapTensor(first!, (_, k) => world.graph.add(...parts.map((part) => part.data[k]!)));
  }
  return parts.reduce((sum, part) => plus(sum, part, 1, e, world));
}

/** A sum over nothing is zero, of the shape its body has where that can be told. */
function emptySum(e: Big, env: Env, world: World, evaluate: Evaluate): Tensor {
  try {
    const inner = e.binders.reduce((each, binder) => withInt(each, binder.name, 1), env);
    const value = evaluate(e.body, inner, world);
    return value.elastic !== undefined ? { shape: [], data: [], elastic: "zeros" } : mapTensor(value, () => world.graph.constant(0));
  } catch (error) {
    if (!(error instanceof ExpandProblem)) throw error;
    return scalar(world.graph.constant(0));
  }
}

function assignments(e: Big, env: Env, world: World, evaluate: Evaluate): readonly Env[] {
  let environments: Env[] = [env];
  e.binders.forEach((binder, k) => {
    environments = environments.flatMap((outer) => {
      const { from, to } = limits(e, k, outer, world, evaluate);
      if (to - from + 1 > LIMITS.range) return problem("too-large", `the sum over '${binder.name}' has ${to - from + 1} terms`, binder);
      return Array.from({ length: Math.max(0, to - from + 1) }, (_, step) => withInt(outer, binder.name, from + step));
    });
    if (environments.length > LIMITS.terms) problem("too-large", `the ${e.operator} has more than ${LIMITS.terms} terms`, e);
  });
  return environments;
}

function limits(e: Big, k: number, env: Env, world: World, evaluate: Evaluate): { readonly from: number; readonly to: number } {
  const binder = e.binders[k]!;
  if (binder.to !== null) return { from: binder.from === null ? 1 : integer(binder.from, env, world), to: integer(binder.to, env, world) };
  const later = new Set(e.binders.slice(k + 1).map((each) => each.name));
  const shapeOf = (part: Expression, inner: Env): readonly number[] | null => {
    try {
      const probe = [...later, binder.name].reduce((each, name) => (each.ints.has(name) ? each : withInt(each, name, 1)), inner);
      return evaluate(part, probe, world).shape;
    } catch (error) {
      if (!(error instanceof ExpandProblem)) throw error;
      return null;
    }
  };
  const used = rangeOf(binder.name, [e.body], env, world, shapeOf);
  if (used !== null) return used;
  return boundsFromCondition(e, binder.name, env, world, shapeOf) ?? problem("undeclared", `the range of '${binder.name}' is told by nothing: write its limits`, binder);
}

/** `\sum_{j < i} …` where j indexes nothing: as far as what it is compared with. */
function boundsFromCondition(e: Big, name: string, env: Env, world: World, shapeOf: (part: Expression, inner: Env) => readonly number[] | null): { readonly from: number; readonly to: number } | null {
  const compared = e.where === null ? [] : conditionParts(e.where).filter((part) => part.kind === "index").map((part) => part.name);
  if (!compared.includes(name)) return null;
  for (const other of compared) {
    const written = other === name ? undefined : world.scope.ranges.get(other);
    if (written !== undefined) return { from: integer(written.from, env, world), to: integer(written.to, env, world) };
    const used = other === name ? null : rangeOf(other, [e.body], env, world, shapeOf);
    if (used !== null) return used;
  }
  return null;
}

function guarded(e: Big, env: Env, world: World, evaluate: Evaluate): Tensor | null {
  if (e.where === null) return evaluate(e.body, env, world);
  const truths = truthsOf(e.where, env, world, evaluate);
  const truth = truths.data[0]!;
  if (truths.data.length !== 1) return problem("shape", "the condition of a sum must be a single statement", e.where);
  const known = decided(truth, world);
  if (known === false) return null;
  const value = evaluate(e.body, env, world);
  if (known === true) return value;
  const { graph } = world;
  if (value.elastic !== undefined) return problem("undeclared", "the size of an array below this condition is declared nowhere", e.body);
  const neutral = e.operator === "product" ? graph.constant(1) : graph.constant(0);
  if (e.operator === "max" || e.operator === "min") return problem("notation", "a maximum over a condition on values is not understood", e.where);
  return mapTensor(value, (node) => graph.select(truth, node, neutral));
}
