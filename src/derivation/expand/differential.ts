/** Differentials: the change of an expression, to first order, when its variables move in any direction. */
import type { Expression } from "../expression/expression.js";
import type { Evaluate } from "./conditions.js";
import { variablesOf } from "./derivatives.js";
import { integer } from "./integers.js";
import { problem } from "./problem.js";
import { levelRange } from "./ranges.js";
import type { Tensor } from "./tensor.js";
import { emptyEnv, type Env, type World } from "./world.js";

/** d of = Σ over the variables v that are moved, and their entries: ∂of/∂v_k · dv_k. The entries of dv are free numbers, those of `dX` in the same claim. */
export function evaluateDifferential({ arguments: [of, ...moved], start, end }: Expression & { readonly kind: "apply" }, env: Env, world: World, evaluate: Evaluate): Tensor {
  if (of === undefined || moved.length === 0) return problem("ambiguous", "of this differential nothing says which variables are moved: 'dX' of one of them stands nowhere in the equation", { start, end });
  const { graph } = world;
  const value = evaluate(of, env, world);
  if (value.elastic !== undefined) return problem("undeclared", "the size of what the differential is of is declared nowhere", of);
  const steps = moved.flatMap((variable) => membersOf(variable, world)).flatMap((variable) => {
    const { data, shape } = variablesOf(variable, env, world, evaluate);
    const direction = directionOf(`d${idOf(variable, env, world)}`, shape, data.length, world);
    return data.map((by, k) => ({ by, step: direction.data[k]! }));
  });
  return { shape: value.shape, data: value.data.map((node) => graph.add(...steps.map(({ by, step }) => graph.mul(graph.derivative(node, by), step)))) };
}

/** Every member of a family that is numbered: `dx_k` under a sum moves them all. */
function membersOf(variable: Expression, world: World): readonly Expression[] {
  if (variable.kind !== "member" || variable.at.length !== 1) return [variable];
  const range = levelRange(variable.family, emptyEnv, world);
  if (range === null) return [variable];
  return Array.from({ length: Math.max(0, range.to - range.from + 1) }, (_, k): Expression => ({ ...variable, at: [{ kind: "number", digits: BigInt(range.from + k), places: 0, start: variable.start, end: variable.end }] }));
}

/** `X`, or the member that an index picks here. */
const idOf = (variable: Expression, env: Env, world: World): string => (variable.kind === "member" ? `${variable.family}^(${variable.at.map((at) => integer(at, env, world)).join(",")})` : variable.kind === "name" ? variable.name : "");

function directionOf(id: string, shape: readonly number[], length: number, { graph, tensors }: World): Tensor {
  const known = tensors.get(id);
  if (known !== undefined) return known;
  const direction = { shape, data: Array.from({ length }, (_, k) => graph.atom(shape.length === 0 ? id : `${id}_{${k + 1}}`)) };
  tensors.set(id, direction);
  return direction;
}
