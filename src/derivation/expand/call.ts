/** Functions of the document applied to arguments: defined ones by substitution, unspecified ones as smooth functions of their arguments; primes are derivatives. */
import type { Expression } from "../expression/expression.js";
import type { Node } from "../scalar/graph.js";
import { isOfNumbers } from "../notation/entrywise.js";
import { isStepFunction } from "../notation/read-application.js";
import { knownFunction } from "../notation/functions.js";
import { firstIndex, isFurtherOn, newQuantity, type FunctionEntry } from "../scope/scope.js";
import type { Evaluate } from "./conditions.js";
import { gradientOf } from "./derivatives.js";
import { entryFunction } from "./known-functions.js";
import { integerOrNull } from "./integers.js";
import { LIMITS } from "./limits.js";
import { ExpandProblem, problem } from "./problem.js";
import { axesOf, opaqueTensor } from "./quantities.js";
import { lengthOf, rangeOf } from "./ranges.js";
import { count, isScalar, mapTensor, scalar, type Tensor } from "./tensor.js";
import { remark, shapeText, type Env, type World } from "./world.js";

type Call = Expression & { readonly kind: "call" };

export function callFunction(e: Call, env: Env, world: World, evaluate: Evaluate): Tensor {
  const args = e.arguments.map((argument) => evaluate(argument, env, world));
  if (args.some((arg) => arg.elastic !== undefined)) return problem("undeclared", "the size of an argument is declared nowhere", e);
  const entry = world.scope.functions.get(e.function);
  if (entry?.definition != null) return callDefined(e, entry, args, env, world, evaluate);
  if (entry?.byEntries !== undefined) return callByEntries(e, entry.byEntries, args, world, evaluate);
  if (entry !== undefined) return callUnspecified(e, entry, args, world);
  const known = knownFunction(e.function);
  if (known?.acts === "entry" && args.length === 1) return entrywiseDerivative((node) => entryFunction(known.name, node, world) ?? problem("notation", `'${e.function}' has no derivative here`, e), args[0]!, e.primes, world);
  const quantity = world.scope.quantities.get(e.function);
  if (quantity?.opaque != null && e.primes === 0) return opaqueTensor(quantity, axesOf(quantity, [], world, e) ?? [], args.flatMap((arg) => arg.data), world);
  return problem("notation", `'${e.function}' is no function that is known here`, e);
}

/** f'(x): the derivative at a variable that then takes the argument's value. */
function entrywiseDerivative(f: (node: Node) => Node, argument: Tensor, primes: number, world: World): Tensor {
  const { graph } = world;
  return mapTensor(argument, (node) => {
    if (primes === 0) return f(node);
    const variable = graph.ref("·", node);
    let value = f(variable);
    for (let k = 0; k < primes; k++) value = graph.derivative(value, variable);
    return value;
  });
}

function callDefined(e: Call, entry: FunctionEntry, args: readonly Tensor[], env: Env, world: World, evaluate: Evaluate): Tensor {
  const { parameters, body } = entry.definition!;
  if (parameters.length !== args.length) return problem("notation", `'${e.function}' takes ${parameters.length} arguments, here are ${args.length}`, e);
  const id = `${e.function}(${args.map((arg) => arg.data.join(",")).join(";")})`;
  // with a prime each round has a new argument: a circle shows by its length alone
  if (world.open.has(id) || world.open.size > LIMITS.depth) return problem("notation", `the definition of '${e.function}' goes in a circle`, e);
  world.open.add(id);
  try {
    const ints = calleeIndices(parameters, e.arguments, env, world);
    const value = (values: readonly Tensor[]): Tensor => evaluate(body, { ints, parameters: new Map(parameters.map((name, k) => [name, values[k]!] as const)) }, world);
    // R(t) = [cos t, −sin t; sin t, cos t]: an array of one number
    if (e.primes === 0 && args.every(isScalar)) return value(args);
    if (parameters.length === 1 && isEntrywise(entry.definition!, args[0]!, world, () => value(args))) {
      return entrywiseDerivative((node) => {
        const result = value([scalar(node)]);
        return isScalar(result) ? result.data[0]! : problem("shape", `'${e.function}' of a number is no number`, e);
      }, args[0]!, e.primes, world);
    }
    if (e.primes > 0) return problem("ambiguous", `'${e.function}' with a prime needs a number or a function of numbers`, e);
    return value(args);
  } finally {
    world.open.delete(id);
  }
}

/** `\nabla F(x, y)`, `\nabla^2 F(1, 0)` of a defined function of several numbers: by each of them, at the values that they have here; null where it is no such call. */
export function gradientOfCall(e: Call, order: 1 | 2, env: Env, world: World, evaluate: Evaluate): Tensor | null {
  const { graph } = world, definition = world.scope.functions.get(e.function)?.definition;
  if (definition == null || e.primes > 0 || e.arguments.length < 2 || definition.parameters.length !== e.arguments.length) return null;
  const args = e.arguments.map((argument) => evaluate(argument, env, world));
  if (!args.every(isScalar)) return null;
  const at = args.map(({ data }, k) => graph.ref(`·${k + 1}`, data[0]!));
  const value = evaluate(definition.body, { ints: calleeIndices(definition.parameters, e.arguments, env, world), parameters: new Map(definition.parameters.map((name, k) => [name, scalar(at[k]!)] as const)) }, world);
  return gradientOf(value, { shape: [at.length], data: at }, order, e, world);
}

/** `\sigma(z)_i = …`: each entry by its own formula; the body's subscripts tell how many there are. */
function callByEntries(e: Call, { parameters, indices, body }: NonNullable<FunctionEntry["byEntries"]>, args: readonly Tensor[], world: World, evaluate: Evaluate): Tensor {
  if (e.primes > 0) return problem("ambiguous", `'${e.function}' with a prime needs a function of one number`, e);
  if (parameters.length !== args.length) return problem("notation", `'${e.function}' takes ${parameters.length} arguments, here are ${args.length}`, e);
  const first = firstIndex(world.scope);
  const env: Env = { ints: new Map(), parameters: new Map(parameters.map((name, k) => [name, args[k]!] as const)) };
  const shapeOf = (part: Expression, inner: Env): readonly number[] | null => {
    try {
      return evaluate(part, inner, world).shape;
    } catch (error) {
      if (error instanceof ExpandProblem) return null;
      throw error;
    }
  };
  const shape = indices.map((index) => lengthOf(rangeOf(index, [body], env, world, shapeOf), first) ?? problem("undeclared", `how many entries '${e.function}' has is told by nothing: declare the shape of '${parameters[0]!}'`, e));
  if (shape.some((length) => length < 1)) return problem("range", `'${e.function}' has no entries here`, e);
  const data = Array.from({ length: count(shape) }, (_, k) => {
    let rest = k;
    const ints = new Map<string, number>();
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      ints.set(indices[axis]!, (rest % shape[axis]!) + first);
      rest = Math.floor(rest / shape[axis]!);
    }
    const value = evaluate(body, { ...env, ints }, world);
    return isScalar(value) ? value.data[0]! : problem("shape", `an entry of '${e.function}' is a number, its definition gives ${shapeText(world, value.shape)}`, body);
  });
  return { shape, data };
}

/** A parameter hides the caller's index of that name; an index handed to it is what it is to the caller: f(c) in a sum over a, with f(a) = e^{θ_a}, reads θ_c. */
function calleeIndices(parameters: readonly string[], args: readonly Expression[], env: Env, world: World): ReadonlyMap<string, number> {
  const ints = new Map(env.ints);
  parameters.forEach((name, k) => {
    const whole = integerOrNull(args[k]!, env, world);
    if (whole === null) ints.delete(name);
    else ints.set(name, whole);
  });
  return ints;
}

/**
 * A function defined for a number is applied to each entry of an array. An array that has the parameter's name may get it only further on: where the formula
 * has no meaning for it, `s(z) = z\,\sigma(z)` and later `z \in \mathbb{R}^d`, it is another thing than the parameter.
 */
function isEntrywise({ parameters: [parameter], body, place }: NonNullable<FunctionEntry["definition"]>, argument: Tensor, world: World, whole: () => Tensor): boolean {
  if (!isOfNumbers(parameter!, body)) return isScalar(argument);
  const declared = world.scope.quantities.get(parameter!);
  const isLater = declared?.declaredAt != null && isFurtherOn(declared.declaredAt, place.fragment);
  return declared?.axes == null || declared.axes.length === 0 || isScalar(argument) || (isLater && !hasShape(whole));
}

function hasShape(work: () => Tensor): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (error instanceof ExpandProblem && error.code === "shape") return false;
    throw error;
  }
}

function callUnspecified(e: Call, entry: FunctionEntry, args: readonly Tensor[], world: World): Tensor {
  const { graph } = world;
  const flat = args.flatMap((arg) => arg.data);
  const lengths = entry.domain?.map((axes) => count(axes.map((axis) => axesOf({ ...newQuantity(""), axes: [axis] }, [], world, e)![0]!))) ?? null;
  const scalarFunction = lengths === null ? args.length === 1 : lengths.length === 1 && lengths[0] === 1 && entry.domain![0]!.length === 0;
  if (scalarFunction && args.length === 1 && (entry.codomain === null || entry.codomain.length === 0)) {
    if (!isScalar(args[0]!)) remark(world, "note", "entrywise", `'${e.function}' is applied to each entry`, e);
    return mapTensor(args[0]!, (node) => graph.call(e.function, [node], [e.primes]));
  }
  // \ell_t'(x_t): by its argument, not by the step
  if (e.primes > 0 && isStepFunction(e.function) && args.length === 2 && args.every(isScalar)) return scalar(graph.call(e.function, flat, [0, e.primes]));
  if (e.primes > 0 && !(scalarFunction && isScalar(args[0]!))) return problem("ambiguous", `'${e.function}' with a prime needs a function of one number`, e);
  if (lengths !== null && (lengths.length !== args.length || lengths.some((length, k) => length !== args[k]!.data.length))) return problem("shape", `'${e.function}' is declared for other arguments`, e);
  if (entry.codomain !== null && entry.codomain.length > 0) {
    const shape = axesOf({ ...newQuantity(""), axes: entry.codomain }, [], world, e)!;
    const columns = shape[1] ?? 1;
    const place = (k: number): number => { const [i, j] = [Math.floor(k / columns), k % columns]; return entry.isSymmetric === true && i > j ? j * columns + i : k; };
    return { shape, data: Array.from({ length: count(shape) }, (_, k) => graph.call(`${e.function}·${place(k) + 1}`, flat, e.primes > 0 ? [e.primes] : undefined)) };
  }
  return scalar(graph.call(e.function, flat));
}
