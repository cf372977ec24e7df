/** A sum or an indicator inside a sum is worked out once for each value of the indices that it speaks of, not once for each term around it. */
import { freeIndices, type Expression } from "../expression/expression.js";
import type { Tensor } from "./tensor.js";
import type { Env, World } from "./world.js";

const free = new WeakMap<Expression, readonly string[]>();

/** The value of `e`, which depends on its free indices alone; inside a function's body, where parameters count too, nothing is kept. */
export function remembered(e: Expression, env: Env, world: World, work: () => Tensor): Tensor {
  if (env.parameters.size > 0 || env.ints.size === 0) return work();
  const names = free.get(e) ?? [...freeIndices(e)];
  free.set(e, names);
  const key = names.map((name) => env.ints.get(name) ?? "").join(",");
  const values = world.known.get(e) ?? new Map<string, Tensor>();
  world.known.set(e, values);
  const before = values.get(key);
  if (before !== undefined) return before;
  const value = work();
  values.set(key, value);
  return value;
}
