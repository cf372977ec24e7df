/** From expressions to arrays of nodes: one case a kind of expression. */
import { isCircleNumber } from "../notation/name-key.js";
import { freeIndices, namesIn, walk, type Condition, type Expression, type Factor } from "../expression/expression.js";
import type { Node } from "../scalar/graph.js";
import { evaluateBig } from "./big.js";
import { callFunction, gradientOfCall } from "./call.js";
import { decided, truthsOf, type Truths } from "./conditions.js";
import { leadingGradient } from "../expression/leading-gradient.js";
import { DIFFERENTIAL } from "../notation/differential.js";
import { evaluateDifferential } from "./differential.js";
import { elasticEntry, fitted, negatedElastic } from "./elastic.js";
import { namedMapping } from "./opaque.js";
import { contracted, evaluateDerivative, gradientOf, gradientTwice, variablesOf } from "./derivatives.js";
import { inverse } from "./determinant.js";
import { evaluateMatrix, seriesOf, stackedFor } from "./dots.js";
import { integer, integerOrNull } from "./integers.js";
import { applyKnown, square } from "./known-functions.js";
import { LIMITS } from "./limits.js";
import { ExpandProblem, problem } from "./problem.js";
import { entrywise, inner, plus, quotient, times } from "./products.js";
import { quantityTensor } from "./quantities.js";
import { remembered } from "./remember.js";
import { asMatrix, isScalar, mapTensor, normalised, offset, sameShape, scalar, transposed, type Tensor } from "./tensor.js";
import { noteNumbers, productOfNumbers } from "./vanishing.js";
import { ARGUMENT } from "../scope/named-functions.js";
import { firstIndex } from "../scope/scope.js";
import { emptyEnv, remark, shapeText, sizeName, type Env, type World } from "./world.js";

export function evaluate(e: Expression, env: Env, world: World): Tensor {
  const { graph } = world;
  switch (e.kind) {
    case "number": return scalar(graph.constant(e.digits, 10n ** BigInt(e.places)));
    case "index": return env.parameters.get(e.name) ?? scalar(graph.constant(integer(e, env, world)));
    case "name": return evaluateName(e, env, world);
    case "member": return evaluateMember(e, env, world);
    case "entry": return evaluateEntry(e, env, world);
    case "add": return evaluateAdd(e, env, world);
    case "product": return evaluateProduct(e, env, world);
    case "quotient": return quotient(evaluate(e.numerator, env, world), evaluate(e.denominator, env, world), e, world);
    case "power": return evaluatePower(e, env, world);
    case "transpose": return evaluateTranspose(e, env, world);
    case "apply": return e.function === "floor" || e.function === "ceil" ? rounded(e, env, world) : e.function === DIFFERENTIAL ? evaluateDifferential(e, env, world, evaluate) : applyKnown(e.function, e.arguments.map((argument) => evaluate(argument, env, world)), e, world);
    case "call": return callFunction(e, env, world, evaluate);
    case "big": return remembered(e, env, world, () => evaluateBig(e, env, world, evaluate));
    case "series": return evaluateSeries(e, env, world);
    case "derivative": return evaluateDerivative(e, env, world, evaluate);
    case "gradient": return evaluateGradient(e, env, world);
    case "delta": return scalar(graph.constant(integer(e.left, env, world) === integer(e.right, env, world) ? 1 : 0));
    case "indicator": return remembered(e, env, world, () => chosen(truthsOf(e.condition, env, world, evaluate), world));
    case "cases": return evaluateCases(e, env, world);
    case "matrix": return evaluateMatrix(e, env, world, evaluate);
    case "norm": return evaluateNorm(e, env, world);
    case "absolute": return evaluateAbsolute(e, env, world);
    case "inner": return evaluateInner(e, env, world);
  }
}

const chosen = ({ shape, data }: Truths, { graph }: World): Tensor => ({ shape, data: data.map((truth) => graph.select(truth, graph.constant(1), graph.constant(0))) });

function evaluateName(e: Expression & { readonly kind: "name" }, env: Env, world: World): Tensor {
  const parameter = env.parameters.get(e.name);
  if (parameter !== undefined) return parameter;
  const whole = env.ints.get(e.name) ?? world.sizes.get(e.name);
  if (whole !== undefined) return scalar(world.graph.constant(whole));
  const quantity = world.scope.quantities.get(e.name);
  if (quantity === undefined) {
    const definition = world.scope.functions.get(e.name)?.definition;
    if (definition?.parameters[0] === ARGUMENT) return problem("notation", `'${e.name}' is a function here: write what it is applied to, '${e.name}(x)'; where it is a number too, give that another letter`, e);
    if (definition != null) return namedFunction(e.name, definition.body, world);
    const byEntries = world.scope.functions.get(e.name)?.byEntries;
    if (byEntries !== undefined) return namedFunction(e.name, { kind: "call", function: e.name, arguments: byEntries.parameters.map((name) => ({ kind: "name", name, start: e.start, end: e.end })), primes: 0, start: e.start, end: e.end }, world);
    const mapped = namedMapping(e, world, evaluate);
    if (mapped !== null) return mapped;
    const elastic = ELASTIC[e.name];
    if (elastic !== undefined) return { shape: [], data: [], elastic };
    if (isCircleNumber(e.name)) return scalar(world.graph.pi());
  }
  if (quantity !== undefined && quantity.axes === null && quantity.definitions.length === 0 && quantity.role !== "variable" && quantity.role !== "unspecified") {
    if (quantity.role === "identity" || quantity.role === "ones" || quantity.role === "zeros") return { shape: [], data: [], elastic: quantity.role };
  }
  return quantityTensor(e.name, [], e, world, evaluate);
}

/** Known without a declaration, of the size that its neighbours tell. */
const ELASTIC: Readonly<Record<string, "identity" | "ones" | "zeros">> = { I: "identity", "\\mathbb{I}": "identity", "\\mathbf{1}": "ones", "\\mathbb{1}": "ones", "\\mathbf{0}": "zeros" };

/** f where f(x) = … is defined by a quantity of the document: the value at x. */
function namedFunction(key: string, body: Expression, world: World): Tensor {
  const known = world.tensors.get(key);
  if (known !== undefined) return known;
  const value = evaluate(body, emptyEnv, world);
  const refs = value.data.map((node, k) => world.graph.ref(value.data.length === 1 ? key : `${key}_${k + 1}`, node));
  world.refs.set(key, refs);
  const tensor = { shape: value.shape, data: refs };
  world.tensors.set(key, tensor);
  return tensor;
}

function evaluateMember(e: Expression & { readonly kind: "member" }, env: Env, world: World): Tensor {
  const size = integerOrNull(e, env, world);
  if (size !== null) return scalar(world.graph.constant(size));
  return quantityTensor(e.family, e.at.map((at) => integer(at, env, world)), e, world, evaluate);
}

function evaluateEntry(written: Expression & { readonly kind: "entry" }, env: Env, world: World): Tensor {
  const of = evaluate(written.of, env, world);
  const e = of.elastic === undefined && of.shape.length === 2 && !of.shape.includes(1) ? asTwo(written) : written;
  if (of.elastic !== undefined) {
    const sized = sizedElastic(of, e, env, world);
    if (sized !== null) return sized;
    const entry = elasticEntry(of, e.at.map((at) => (at === null ? problem("undeclared", "the size of this array is declared nowhere", e) : integer(at, env, world))), world);
    return entry === null ? problem("undeclared", "the size of this array is declared nowhere, and its subscripts do not tell it", e) : scalar(entry);
  }
  const isLine = of.shape.length === 2 && e.at.length === 1;
  const shape = isLine && of.shape[0] === 1 ? [of.shape[1]!] : isLine && of.shape[1] === 1 ? [of.shape[0]!] : of.shape;
  if (e.of.kind === "name" && world.scope.quantities.get(e.of.name)?.role === "size") return problem("undeclared", `'${e.of.name}' is a length in this document, and here it has subscripts: declare the array, or give it another letter`, e);
  if (shape.length !== e.at.length) return problem("shape", `${e.at.length === 1 ? "one subscript" : `${e.at.length} subscripts`} on ${shapeText(world, of.shape)}`, e);
  if (!e.at.includes(null)) return scalar(of.data[offset(shape, e.at.map((at, axis) => indexAt(at!, shape[axis]!, axis, env, world)))]!);
  const picked = e.at.map((at, axis) => (at === null ? Array.from({ length: shape[axis]! }, (_, k) => k) : [indexAt(at, shape[axis]!, axis, env, world)]));
  const rest = e.at.flatMap((at, axis) => (at === null ? [shape[axis]!] : []));
  const places = picked.reduce<readonly (readonly number[])[]>((all, choices) => all.flatMap((place) => choices.map((choice) => [...place, choice])), [[]]);
  const data = places.map((place) => of.data[offset(shape, place)]!);
  return rest.length <= 1 ? normalised(rest.length === 0 ? [1, 1] : [rest[0]!, 1], data) : { shape: rest, data };
}

/** `(A A^\top)_{12}` of a matrix that has no name: row 1, column 2. */
function asTwo(e: Expression & { readonly kind: "entry" }): Expression & { readonly kind: "entry" } {
  const [at, ...more] = e.at;
  if (more.length > 0 || at?.kind !== "number" || at.places !== 0 || at.digits < 11n || at.digits > 99n || at.digits % 10n === 0n || e.of.kind === "name") return e;
  return { ...e, at: [{ ...at, digits: at.digits / 10n }, { ...at, digits: at.digits % 10n }] };
}

/** `I_n`, `\mathbf{1}_n`: what stands below is a size, no index. A lone number could be either. */
function sizedElastic(of: Tensor, e: Expression & { readonly kind: "entry" }, env: Env, world: World): Tensor | null {
  const [at, ...more] = e.at;
  if (at == null || more.length > 0 || freeIndices(at).size > 0) return null;
  if (of.elastic !== "identity" && !(of.elastic === "ones" || of.elastic === "ones-row" || of.elastic === "zeros")) return null;
  if (at.kind === "number" && of.elastic !== "identity") return problem("ambiguous", `'${of.elastic === "zeros" ? "0" : "1"}_${String(at.digits)}' can be an entry or a vector of ${String(at.digits)} entries: declare the vector`, e);
  const size = integer(at, env, world);
  if (size < 1) return problem("range", `an array of length ${size} stands here`, at);
  if (size > LIMITS.axis) return problem("too-large", `an array of length ${size} stands here`, at);
  return fitted(of, of.elastic === "identity" ? [size, size] : of.elastic === "ones-row" ? [1, size] : [size], world);
}

function indexAt(at: Expression, length: number, axis: number, env: Env, world: World): number {
  const value = integer(at, env, world), first = firstIndex(world.scope), { indexBase } = world.scope;
  if (value >= first && value < length + first) return value - first;
  const name = sizeName(world, length), isNumber = length === Number(name);
  const last = first === 1 ? name : isNumber ? String(length - 1) : `${name} - 1`;
  const outside = `the index ${describeIndex(at, value)} is outside ${first} … ${last}${isNumber ? "" : ` (${name} = ${length} in this try)`}, axis ${axis + 1}`;
  // n + 1 and −1 are outside from wherever the document counts
  if (typeof indexBase !== "number" && value === 0) return problem("ambiguous", `this document counts entries from 0 in ${indexBase.zero} and from 1 in ${indexBase.one}: count from one of them throughout`, at);
  return problem("range", outside, at);
}

const describeIndex = (at: Expression, value: number): string => (at.kind === "index" || at.kind === "name" ? `${at.name} = ${value}` : String(value));

function evaluateAdd(e: Expression & { readonly kind: "add" }, env: Env, world: World): Tensor {
  const [first, ...rest] = e.terms;
  const head = evaluate(first!.of, env, world);
  const start = first!.sign === 1 ? head : negated(head, world);
  return rest.reduce((sum, term) => {
    const value = evaluate(term.of, env, world);
    return plus(sum, value, term.sign, e, world);
  }, start);
}

/** `\lfloor \frac{n}{2} \rfloor` of whole numbers, sizes and indices. */
function rounded(e: Expression & { readonly kind: "apply" }, env: Env, world: World): Tensor {
  const value = integerOrNull(e, env, world);
  return value === null ? problem("notation", "rounding is understood of sizes, indices and whole numbers alone", e) : scalar(world.graph.constant(value));
}

function evaluateSeries(e: Expression & { readonly kind: "series" }, env: Env, world: World): Tensor {
  const { before, members } = seriesOf(e, env, world);
  const values = [...before, ...members].map((member) => evaluate(member, env, world));
  return values.reduce((a, b) => (e.operator === "sum" ? plus(a, b, 1, e, world) : times(a, b, "juxtaposed", e, world)));
}

function negated(tensor: Tensor, world: World): Tensor {
  return tensor.elastic !== undefined ? negatedElastic(tensor, world) : mapTensor(tensor, (node) => world.graph.neg(node));
}

/** `W_{p-i} \\mathbb{1}[1 \\le p - i \\le K]`: where an indicator among the factors is zero there is no other factor to ask for. */
function evaluateProduct(e: Expression & { readonly kind: "product" }, env: Env, world: World): Tensor {
  try {
    return productOf(e, env, world);
  } catch (error) {
    if (error instanceof ExpandProblem && error.code === "range" && e.factors.some(({ of, sign }) => of.kind === "indicator" && sign !== "over" && isNever(of.condition, env, world))) return scalar(world.graph.constant(0));
    throw error;
  }
}

/** Whether a condition between indices is false. */
function isNever(condition: Condition, env: Env, world: World): boolean {
  const truths = truthsOf(condition, env, world, evaluate);
  return truths.data.every((truth) => decided(truth, world) === false);
}

function productOf(e: Expression & { readonly kind: "product" }, env: Env, world: World): Tensor {
  const ofNumbers = productOfNumbers(e, env, world, evaluate);
  if (ofNumbers !== null) return ofNumbers;
  const chain = derivativeChain(e.factors, env, world);
  if (chain !== null) return chain;
  const values = e.factors.map((factor) => evaluate(factor.of, env, world)).map((value, k, all) => asRow(value, e.factors[k]!.of, e.factors[k + 1]?.sign === "juxtaposed" ? all[k + 1] : undefined, world));
  noteNumbers(e, values, world);
  return values.slice(1).reduce((value, next, k) => times(value, (e.factors[k + 1]!.sign === "juxtaposed" || e.factors[k + 1]!.sign === "cdot" ? stackedFor(value, next, e.factors[k + 1]!.of) : null) ?? next, e.factors[k + 1]!.sign, { start: e.start, end: e.factors[k + 1]!.end }, world), values[0]!);
}

/** `W_{i:} u`: a row of W before a column or a matrix as long stands as a row, since as a column it fits nothing. */
function asRow(value: Tensor, of: Expression, next: Tensor | undefined, world: World): Tensor {
  const isRowSlice = of.kind === "entry" && of.at.length === 2 && of.at[0] !== null && of.at[1] === null;
  const [length] = value.shape;
  if (!isRowSlice || next === undefined || next.elastic !== undefined || value.elastic !== undefined || value.shape.length !== 1 || length === 1 || next.shape[0] !== length) return value;
  remark(world, "note", "row-slice", "the row that is cut out stands as a row here: as a column the product has no meaning", of);
  return { shape: [1, length!], data: value.data };
}

/**
 * `\frac{dL}{dy}\frac{dy}{dW}`: where a factor is no matrix, derivatives side by side are contracted over the intermediate that they share.
 * null: an ordinary product.
 */
function derivativeChain(factors: readonly Factor[], env: Env, world: World): Tensor | null {
  const derivatives = factors.filter((factor) => factor.of.kind === "derivative" && factor.of.by.length === 1);
  if (derivatives.length < 2 || factors.some((factor) => factor.sign !== "juxtaposed" && factor.sign !== "cdot")) return null;
  const values = factors.map((factor) => evaluate(factor.of, env, world));
  if (values.every((value) => value.shape.length <= 2) && !values.some((value, k) => k > 0 && isByMatrix(factors[k]!, factors[k - 1]!, value, env, world))) return null;
  let index = 0;
  let current = values[0]!;
  let left = factors[0]!.of;
  for (const factor of factors.slice(1)) {
    index++;
    const next = values[index]!;
    const right = factor.of;
    const joined = left.kind === "derivative" && right.kind === "derivative" ? join(left, current, right, next, env, world) : null;
    current = joined ?? times(current, next, factor.sign, factor, world);
    left = left.kind === "derivative" && right.kind === "derivative" && joined !== null ? { ...left, by: right.by } : right;
  }
  remark(world, "note", "contraction", "the derivatives are contracted over the intermediates that they share, since a vector by a matrix is no matrix", { start: factors[0]!.start, end: factors.at(-1)!.end });
  return current;
}

/** A derivative by (or of) a matrix in the middle of a chain. */
function isByMatrix(factor: Factor, before: Factor, _value: Tensor, env: Env, world: World): boolean {
  const { of } = factor, { of: previous } = before;
  if (of.kind !== "derivative" || previous.kind !== "derivative") return false;
  return evaluate(of.of, env, world).shape.length === 2 && evaluate(previous.by[0]!, env, world).shape.length === 2;
}

type Derivative = Expression & { readonly kind: "derivative" };

function join(left: Derivative, current: Tensor, right: Derivative, next: Tensor, env: Env, world: World): Tensor | null {
  const shared = evaluate(left.by[0]!, env, world), numerator = evaluate(right.of, env, world);
  if (!sameShape(shared.shape, numerator.shape) || shared.data.some((node, k) => node !== numerator.data[k])) return null;
  const result = contracted({ e: left, tensor: current }, { e: right, tensor: next }, { left: shared.data.length, right: numerator.data.length }, world);
  if (result === null) return null;
  const outer = current.shape.slice(0, current.shape.length - shared.shape.length);
  const shape = [...(current.data.length === shared.data.length ? [] : outer), ...variablesOf(right.by[0]!, env, world, evaluate).shape];
  return shape.reduce((product, length) => product * length, 1) === result.data.length ? { shape, data: result.data } : null;
}

function evaluatePower(e: Expression & { readonly kind: "power" }, env: Env, world: World): Tensor {
  const { graph } = world;
  const exponent = integerOrNull(e.exponent, env, world);
  if (e.base.kind === "norm" && (e.base.order === "plain" || e.base.order === "2" || e.base.order === "F") && exponent !== null && exponent > 0 && exponent % 2 === 0) {
    return scalar(graph.powInt(squares(evaluate(e.base.of, env, world), e.base, world), exponent / 2));
  }
  const base = evaluate(e.base, env, world);
  if (base.elastic === "identity" && base.factor === undefined) return base;
  if (base.elastic === "identity" && exponent !== null && Math.abs(exponent) <= 64) return { ...base, factor: graph.powInt(base.factor!, exponent) };
  if (base.elastic !== undefined) return problem("undeclared", "the size of this array is declared nowhere", e.base);
  if (isScalar(base)) {
    if (exponent !== null && Math.abs(exponent) > LIMITS.exponent) return problem("too-large", `the exponent is ${exponent} here`, e.exponent);
    if (exponent !== null) return scalar(graph.powInt(base.data[0]!, exponent));
    const power = evaluate(e.exponent, env, world);
    if (isScalar(power)) return scalar(graph.pow(base.data[0]!, power.data[0]!));
    if (power.elastic !== undefined) return problem("notation", "this exponent is not understood", e.exponent);
    return mapTensor(power, (node) => graph.pow(base.data[0]!, node));
  }
  if (base.shape.length === 2 && base.shape[0] === base.shape[1]) return matrixPower(base, exponent, e, world);
  if (exponent === -1) return problem("shape", `${shapeText(world, base.shape)} has no inverse`, e);
  remark(world, "note", "entrywise", "the power is taken entry by entry", e);
  if (exponent !== null) return mapTensor(base, (node) => graph.powInt(node, exponent));
  const power = evaluate(e.exponent, env, world);
  return entrywise(base, power, (a, b) => graph.pow(a, b), "raised to a power", e, world);
}

function matrixPower(base: Tensor, exponent: number | null, e: Expression, world: World): Tensor {
  if (exponent === null || Math.abs(exponent) > 6) return problem("notation", "this power of a matrix is not understood", e);
  if (exponent < 0 && base.shape[0]! > LIMITS.cofactors) return problem("too-large", `an inverse of ${base.shape[0]!} rows here`, e);
  const factor = exponent < 0 ? inverse(base, world.graph) : base;
  let result: Tensor = { shape: [], data: [], elastic: "identity" };
  for (let k = 0; k < Math.abs(exponent); k++) result = times(result, factor, "juxtaposed", e, world);
  return result;
}

function evaluateTranspose(e: Expression & { readonly kind: "transpose" }, env: Env, world: World): Tensor {
  const of = evaluate(e.of, env, world);
  if (of.shape.length > 2) return problem("shape", `${shapeText(world, of.shape)} has no transpose`, e);
  return transposed(of);
}

function evaluateGradient(e: Expression & { readonly kind: "gradient" }, env: Env, world: World): Tensor {
  const by = e.by ?? argumentOf(e.of, world) ?? onlyVariable(e.of, world);
  const called = by !== null ? null : e.of.kind === "call" ? gradientOfCall(e.of, e.order, env, world, evaluate) : null;
  if (called !== null) return called;
  if (by === null) return problem("ambiguous", "write below \\nabla what the derivative is by", e);
  const of = evaluate(e.of, env, world);
  const parted = isScalar(of) && e.of.kind !== "transpose" ? null : leadingGradient({ ...e, by });
  if (parted === null && of.shape.length === 1 && e.order === 1 && e.of.kind === "gradient" && e.of.order === 1) return gradientTwice(of, variablesOf(by, env, world, evaluate), e, world);
  if (parted === null) return gradientOf(of, variablesOf(by, env, world, evaluate), e.order, e, world);
  remark(world, "note", "operator-scope", "the gradient is taken of the first factor alone: the whole product is no number", e);
  return evaluate(parted, env, world);
}

/** The x of `\nabla \|x\|` and of `\nabla f`, f = x^T x: where there is nothing else that could move. */
function onlyVariable(of: Expression, world: World): Expression | null {
  const found = new Set<string>(), seen = new Set<string>(), open = [...namesIn(of)];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const own = world.scope.quantities.get(name), called = world.scope.functions.get(name)?.definition;
    if (called != null || own === undefined || own.opaque !== null || own.levels > 0 || own.memberOf !== null) return null;
    if (own.definitions.length > 0) open.push(...own.definitions.flatMap(({ body }) => [...namesIn(body)]));
    else if (own.role === "variable") found.add(name);
  }
  const [only, ...more] = found;
  if (only === undefined || more.length > 0 || world.scope.constants.has(only)) return null;
  remark(world, "note", "operator-scope", `the gradient is taken by '${only}', of which alone it depends`, of);
  return { kind: "name", name: only, start: of.start, end: of.end };
}

/** The one argument of what \nabla acts on, of a product that of its first factor. */
function argumentOf(of: Expression, world: World): Expression | null {
  if (of.kind === "call") return of.arguments.length === 1 ? of.arguments[0]! : null;
  if (of.kind === "entry" || of.kind === "transpose") return argumentOf(of.of, world);
  if (of.kind === "product") return argumentOf(of.factors[0]!.of, world);
  if (of.kind !== "name") return null;
  const own = world.scope.functions.get(of.name);
  const parameters = own?.definition?.parameters ?? own?.byEntries?.parameters;
  if (parameters?.length === 1) return { kind: "name", name: parameters[0]!, start: of.start, end: of.end };
  const opaque = world.scope.quantities.get(of.name)?.opaque;
  return Array.isArray(opaque) && opaque.length === 1 ? (opaque as readonly Expression[])[0]! : null;
}

/** The first case whose condition holds; between indices only that case is looked at. */
function evaluateCases(e: Expression & { readonly kind: "cases" }, env: Env, world: World): Tensor {
  const { graph } = world;
  const before: Truths[] = [];
  const open: { readonly truths: Truths; readonly value: Tensor }[] = [];
  for (const arm of e.arms) {
    const truths = truthsOf(arm.condition, env, world, evaluate, before);
    before.push(truths);
    if (truths.data.every((truth) => decided(truth, world) === false)) continue;
    const value = evaluate(arm.value, env, world);
    if (value.elastic !== undefined) return problem("undeclared", "the size of an array in this case is declared nowhere", arm.value);
    open.push({ truths, value });
    if (truths.data.every((truth) => decided(truth, world) === true)) break;
  }
  if (open.length === 0) return problem("range", "none of the cases applies here", e);
  const shape = open.map(({ truths, value }) => (value.shape.length > truths.shape.length ? value.shape : truths.shape)).reduce((a, b) => (b.length > a.length ? b : a));
  const length = shape.reduce((product, each) => product * each, 1);
  const last = open.at(-1)!;
  const pick = (data: readonly Node[], k: number): Node => (data.length === 1 ? data[0]! : data[k]!);
  for (const { truths, value } of open) {
    for (const each of [truths.shape, value.shape]) if (each.length > 0 && !sameShape(each, shape)) return problem("shape", "the cases have different shapes", e);
  }
  const data = Array.from({ length }, (_, k) => open.slice(0, -1).reduceRight<Node>((otherwise, { truths, value }) => graph.select(pick(truths.data, k), pick(value.data, k), otherwise), pick(last.value.data, k)));
  return { shape, data };
}

function squares(of: Tensor, e: Expression & { readonly kind: "norm" }, world: World): Node {
  if (of.elastic !== undefined) return problem("undeclared", "the size of this array is declared nowhere", e);
  if (of.shape.length === 2 && of.shape[0] !== 1 && e.order === "2") return problem("notation", "the spectral norm of a matrix is not checked; if Frobenius' norm is meant write \\|A\\|_F", e);
  if (of.shape.length === 2 && of.shape[0] !== 1 && e.order === "plain") remark(world, "note", "norm", "the norm of a matrix is read as Frobenius' norm; write \\|A\\|_F", e);
  return world.graph.add(...of.data.map((node) => world.graph.mul(node, node)));
}

function evaluateNorm(e: Expression & { readonly kind: "norm" }, env: Env, world: World): Tensor {
  const { graph } = world;
  const of = evaluate(e.of, env, world);
  if (e.order === "plain" || e.order === "2" || e.order === "F") return scalar(graph.fn("sqrt", squares(of, e, world)));
  if (of.shape.length > 1 && asMatrix(of).rows !== 1) return problem("notation", "this norm of a matrix is not understood", e);
  const sizes = of.data.map((node) => graph.fn("abs", node));
  if (e.order === "1") return scalar(graph.add(...sizes));
  return applyKnown("max", [{ shape: [sizes.length], data: sizes }], e, world);
}

/** |x| of a number is its size, |A| of a square matrix its determinant. */
function evaluateAbsolute(e: Expression & { readonly kind: "absolute" }, env: Env, world: World): Tensor {
  const of = evaluate(e.of, env, world);
  if (isScalar(of)) return scalar(world.graph.fn("abs", of.data[0]!));
  if (of.shape.length === 2 && of.elastic === undefined) {
    remark(world, "note", "determinant", "bars around a matrix are read as its determinant", e);
    return applyKnown("det", [square("det", of, e, world)], e, world);
  }
  return problem("ambiguous", "bars around a vector: write \\| \\| for its norm", e);
}

function evaluateInner(e: Expression & { readonly kind: "inner" }, env: Env, world: World): Tensor {
  const [left, right] = [evaluate(e.left, env, world), evaluate(e.right, env, world)];
  if (left.elastic !== undefined || right.elastic !== undefined || !sameShape(left.shape, right.shape)) return problem("shape", `an inner product of ${shapeText(world, left.shape)} and ${shapeText(world, right.shape)}`, e);
  return inner(left, right, world);
}

/** Names that stand below bars: `\frac{d}{dW_{ij}}`, `\nabla_x`. */
export function namesBelowBars(e: Expression): Set<string> {
  const names = new Set<string>();
  for (const node of walk(e)) {
    const below = node.kind === "derivative" ? node.by : node.kind === "gradient" && node.by !== null ? [node.by] : [];
    for (const by of below) for (const name of namesIn(by)) names.add(name);
  }
  return names;
}
