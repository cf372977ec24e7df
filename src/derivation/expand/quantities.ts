/** The entries of named quantities: free variables, or references to their definitions. */
import { freeIndices, namesIn, type Expression } from "../expression/expression.js";
import type { Node } from "../scalar/graph.js";
import { isFunctionLetter } from "../scope/index-letters.js";
import { familyOf, firstIndex, type Axes, type Definition, type Quantity, type Scope } from "../scope/scope.js";
import { truthsOf, decided, type Evaluate } from "./conditions.js";
import { constrain, domainOf, signIn } from "./facts.js";
import { integer, integerOrNull, matchInteger } from "./integers.js";
import { LIMITS } from "./limits.js";
import { opaqueArguments } from "./opaque.js";
import { ExpandProblem, inDefinition, problem } from "./problem.js";
import { fitted } from "./elastic.js";
import { lengthOf, levelRange, rangeOf, rangeSaidAt, rangeSaidWith } from "./ranges.js";
import { asMatrix, count, normalised, sameShape, type Tensor } from "./tensor.js";
import { emptyEnv, shapeText, withInt, type Env, type World } from "./world.js";

export function quantityTensor(key: string, levels: readonly number[], span: Expression, world: World, evaluate: Evaluate): Tensor {
  const quantity = levels.length > 0 ? familyOf(world.scope, key) : world.scope.quantities.get(key);
  if (quantity === undefined) return undeclared(key, span, world);
  const id = levels.length === 0 ? key : `${letterOf(quantity.key)}^(${levels.join(",")})`;
  const known = world.tensors.get(id);
  if (known !== undefined) return known;
  if (world.open.has(id)) return problem("notation", `the definition of '${id}' goes in a circle`, span);
  world.open.add(id);
  try {
    const tensor = build(quantity, id, levels, span, world, evaluate);
    world.tensors.set(id, tensor);
    return tensor;
  } finally {
    world.open.delete(id);
  }
}

const undeclared = (key: string, span: Expression, { scope }: World): never =>
  (isFunctionLetter(key) && scope.letters.applied.has(key)) || scope.letters.called.has(key) ? undefinedFunction(key.replace(/'+$/, ""), span) : problem("undeclared", `'${key}' is declared nowhere; say what it is, for example ${declarationsOf(key, scope)}`, span);

/** Declarations to choose from: those that the equations leave open, arrays first. */
function declarationsOf(key: string, { inference }: Scope): string {
  const spaces = { matrix: "^{n \\times m}", row: "^{1 \\times n}", column: "^{n}", scalar: "", tensor: "^{n \\times m \\times p}" };
  const open = inference.open.get(key) ?? [];
  const kinds = (["matrix", "column", "row", "scalar", "tensor"] as const).filter((kind) => open.includes(kind));
  const offered = kinds.includes("scalar") && kinds.length === 2 ? kinds : (["column", "scalar"] as const);
  return offered.map((kind) => `'$${key} \\in \\mathbb{R}${spaces[kind]}$'`).join(" or ");
}

function undeclaredFamily({ key, style, levelNames }: Quantity, span: Expression, { scope }: World): never {
  if (scope.letters.called.has(key)) return undefinedFunction(key, span);
  const letter = levelNames[0] ?? (style === "sub" ? "t" : "k");
  const member = style === "sub" ? `${letterOf(key)}_${letter}` : `${letterOf(key)}^{(${letter})}`;
  return problem("undeclared", `'${member}' is declared nowhere; say what it is, for example '$${member} \\in \\mathbb{R}^{n}$' or '$${member} \\in \\mathbb{R}$'`, span);
}

const undefinedFunction = (key: string, span: Expression): never =>
  problem("undeclared", `the function '${key}' is defined nowhere; say what it is, '$${key}(z) = \\dots$', or that it is any smooth function, '$${key} : \\mathbb{R} \\to \\mathbb{R}$'`, span);

function build(quantity: Quantity, id: string, levels: readonly number[], span: Expression, world: World, evaluate: Evaluate): Tensor {
  if (levels.length !== quantity.levels) {
    if (quantity.levels === 0) return problem("undeclared", `'${id}' is used as a member of a family, and '${quantity.key}' ${world.scope.inference.names.has(quantity.key) ? "stands without an index elsewhere" : "is declared as one array"}; declare '${quantity.key}^{(k)}'`, span);
    return whole(quantity, span, world, evaluate);
  }
  const { graph } = world;
  if (quantity.role === "identity" || quantity.role === "ones" || quantity.role === "zeros") {
    const axes = axesOf(quantity, levels, world, span);
    return fitted({ shape: [], data: [], elastic: quantity.role }, axes ?? [], world) ?? problem("shape", `'${quantity.key}' is declared as ${shapeText(world, axes ?? [])}`, span);
  }
  if (quantity.role === "unit-vector") {
    const axes = axesOf(quantity, levels, world, span);
    if (axes === null) return undeclared(quantity.key, span, world);
    return { shape: axes, data: Array.from({ length: count(axes) }, (_, k) => graph.constant(k + firstIndex(world.scope) === levels[0] ? 1 : 0)) };
  }
  if (quantity.opaque !== null) return wrap(id, opaqueTensor(quantity, axesOf(quantity, levels, world, span) ?? [], opaqueArguments(quantity, world, evaluate), world), world);
  if (quantity.memberOf !== null && quantity.levels === 1) {
    const range = levelRange(quantity.key, emptyEnv, world);
    if (range !== null && (levels[0]! < range.from || levels[0]! > range.to)) return problem("range", `'${quantity.key}' has members ${range.from} to ${range.to} here, ${levels[0]!} is asked for`, span);
  }
  const slice = sliceOf(quantity, levels, span, world, evaluate) ?? assembled(quantity, span, world, evaluate);
  if (slice !== null) return slice;
  const defined = definedTensor(quantity, id, levels, span, world, evaluate);
  if (defined !== null) return defined;
  const axes = axesOf(quantity, levels, world, span);
  if (axes === null) return levels.length > 0 ? undeclaredFamily(quantity, span, world) : undeclared(id, span, world);
  return atoms(quantity, id, axes, world);
}

/** An unspecified function of these arguments, for an array one in each entry: K(θ). What is symmetric has the same one on both sides of the diagonal. */
export function opaqueTensor({ key, facts }: Quantity, shape: readonly number[], args: readonly Node[], { graph }: World): Tensor {
  if (shape.length === 0) return { shape, data: [graph.call(key, args)] };
  const isSymmetric = facts.some(({ kind }) => kind === "symmetric" || kind === "positive-definite"), columns = shape[1] ?? 1;
  const place = (k: number): string => { const [i, j] = [Math.floor(k / columns), k % columns]; return isSymmetric && i > j ? `${j + 1},${i + 1}` : shape.length === 2 ? `${i + 1},${j + 1}` : String(k + 1); };
  return { shape, data: Array.from({ length: count(shape) }, (_, k) => graph.call(`${key}_{${place(k)}}`, args)) };
}

/** The letter of a family that is kept apart from a plain quantity of the same letter. */
const letterOf = (key: string): string => key.replace(/\^\{\(\\cdot\)\}$/, "");

/** A family as a whole stands for nothing; the matrix whose columns or rows it names does. */
function whole(quantity: Quantity, span: Expression, world: World, evaluate: Evaluate): Tensor {
  const matrix = world.scope.quantities.get(quantity.memberOf?.matrix ?? "");
  if (matrix !== undefined && matrix.key !== quantity.key) return problem("undeclared", `'${quantity.key}' needs its index here; the matrix of all of them is '${matrix.key}'`, span);
  if (quantity.levels === 1 && (quantity.axes?.length === 0 || (quantity.axes === null && quantity.style === "sub" && quantity.definitions.length > 0))) {
    // scalars x_1, …, x_n without a name for all of them: the column that they make
    const range = levelRange(quantity.key, emptyEnv, world);
    if (quantity.axes === null && range !== null && quantityTensor(quantity.key, [range.from], span, world, evaluate).shape.length > 0) return problem("undeclared", `'${quantity.key}' is a family: it needs its index here`, span);
    if (range !== null && range.to < range.from) return problem("range", `'${quantity.key}' has no members here`, span);
    if (range !== null) return { shape: [range.to - range.from + 1], data: Array.from({ length: range.to - range.from + 1 }, (_, k) => quantityTensor(quantity.key, [range.from + k], span, world, evaluate).data[0]!) };
  }
  return problem("undeclared", `'${quantity.key}' is a family: it needs its index here`, span);
}

function atoms(quantity: Quantity, id: string, shape: readonly number[], world: World): Tensor {
  const domain = domainOf(quantity), ofDiagonal = shape.length === 2 ? signIn(quantity.facts, true) : null;
  const data = Array.from({ length: count(shape) }, (_, k) => world.graph.atom(entryName(id, shape, k), ofDiagonal !== null && Math.floor(k / shape[1]!) === k % shape[1]! ? ofDiagonal : domain));
  const tensor = { shape, data };
  // zeros and ones whose sum is one
  const isOneHot = quantity.values === "binary" && quantity.facts.some(({ kind }) => kind === "sums-to-one");
  constrain(id, tensor, isOneHot ? [...quantity.facts, { kind: "one-hot" }] : quantity.facts, world);
  return tensor;
}

function entryName(id: string, shape: readonly number[], k: number): string {
  if (shape.length === 0) return id;
  const at: number[] = [];
  for (let axis = shape.length - 1, rest = k; axis >= 0; axis--) {
    at.unshift((rest % shape[axis]!) + 1);
    rest = Math.floor(rest / shape[axis]!);
  }
  return `${id}_{${at.join(",")}}`;
}

/** Lengths of the axes at these family indices; null where they are declared nowhere. */
export function axesOf(quantity: Quantity, levels: readonly number[], world: World, span: Expression): readonly number[] | null {
  const explicit: Axes | undefined = quantity.explicit.get(levels.join(","));
  const axes = explicit ?? quantity.axes;
  if (axes === null) return null;
  const env = quantity.levelNames.reduce<Env>((each, name, k) => (levels[k] === undefined ? each : withInt(each, name, levels[k])), emptyEnv);
  const lengths = axes.map((axis) => {
    const length = integer(axis, env, world);
    if (length > LIMITS.axis) return problem("too-large", `an axis of '${quantity.key}' has length ${length} here`, span);
    return length > 0 ? length : problem("range", `an axis of '${quantity.key}' has length ${length} here`, span);
  });
  return count(lengths) > LIMITS.entries ? problem("too-large", `'${quantity.key}' has ${count(lengths)} entries here`, span) : lengths;
}

/** A column or a row of the matrix that holds the family, unless the members themselves are defined. */
function sliceOf(quantity: Quantity, levels: readonly number[], span: Expression, world: World, evaluate: Evaluate): Tensor | null {
  if (quantity.memberOf === null || quantity.levels !== 1) return null;
  const matrixQuantity = world.scope.quantities.get(quantity.memberOf.matrix);
  if (matrixQuantity === undefined || (quantity.definitions.length > 0 && matrixQuantity.definitions.length === 0)) return null;
  const matrix = asMatrix(quantityTensor(matrixQuantity.key, [], span, world, evaluate));
  const [k] = levels as readonly [number];
  const limit = quantity.memberOf.axis === "columns" ? matrix.columns : matrix.rows;
  if (k < 1 || k > limit) return problem("range", `'${quantity.key}' has members 1 to ${limit} here, ${k} is asked for`, span);
  const data = quantity.memberOf.axis === "columns" ? Array.from({ length: matrix.rows }, (_, i) => matrix.data[i * matrix.columns + k - 1]!) : matrix.data.slice((k - 1) * matrix.columns, k * matrix.columns);
  return normalised([data.length, 1], data);
}

/** The matrix whose columns or rows are defined one by one. */
function assembled(quantity: Quantity, span: Expression, world: World, evaluate: Evaluate): Tensor | null {
  if (quantity.definitions.length > 0 || quantity.levels > 0) return null;
  const member = [...world.scope.quantities.values()].find((each) => each.memberOf?.matrix === quantity.key && each.definitions.length > 0);
  if (member === undefined) return null;
  const range = levelRange(member.key, emptyEnv, world);
  if (range === null) return problem("undeclared", `how many '${member.key}' there are is declared nowhere: declare the shape of '${quantity.key}'`, span);
  if (range.to < 1) return problem("range", `'${member.key}' has no members here`, span);
  const members = Array.from({ length: range.to }, (_, k) => quantityTensor(member.key, [k + 1], span, world, evaluate));
  const length = members[0]!.data.length;
  const columns = member.memberOf!.axis === "columns";
  const data = Array.from({ length: length * members.length }, (_, k) => (columns ? members[k % members.length]!.data[Math.floor(k / members.length)]! : members[Math.floor(k / length)]!.data[k % length]!));
  return normalised(columns ? [length, members.length] : [members.length, length], data);
}

/** References to the entries of a definition, each a variable of its own that can be cut loose. */
function wrap(id: string, tensor: Tensor, world: World): Tensor {
  const refs = tensor.data.map((node, k) => world.graph.ref(entryName(id, tensor.shape, k), node));
  world.refs.set(id, refs);
  return { shape: tensor.shape, data: refs };
}

function definedTensor(quantity: Quantity, id: string, levels: readonly number[], span: Expression, world: World, evaluate: Evaluate): Tensor | null {
  const usable = quantity.definitions.map((definition) => ({ definition, env: bindLevels(definition, levels, quantity, world) })).filter(({ env }) => env !== null) as { definition: Definition; env: Env }[];
  // a definition for one member (h_0 = 0) goes before one for all of them
  usable.sort((a, b) => Number(isLiteral(b.definition)) - Number(isLiteral(a.definition)));
  const [first] = usable;
  if (first === undefined) return null;
  const declared = axesOf(quantity, levels, world, span);
  return inDefinition(letterOf(quantity.key), () => {
    if (first.definition.entries.length > 0) return entrywiseDefinition(quantity, id, usable, declared, span, world, evaluate);
    const value = evaluate(first.definition.body, first.env, world);
    return wrap(id, conformed(value, declared, quantity, span, world, first.definition.levels.some((level) => level.kind === "add")), world);
  });
}

const isLiteral = (definition: Definition): boolean => definition.levels.length > 0 && definition.levels.every((level) => freeIndices(level).size === 0);

/** The indices of a definition bound to these family indices; null where it does not speak of them. */
function bindLevels(definition: Definition, levels: readonly number[], quantity: Quantity, world: World): Env | null {
  const fresh = new Set(definition.levels.flatMap((level) => [...freeIndices(level)]));
  let env: Env | null = emptyEnv;
  definition.levels.forEach((pattern, k) => {
    if (env !== null) env = matchInteger(pattern, levels[k]!, env, world, fresh);
  });
  if (definition.levels.length !== levels.length) return null;
  if (env === null || isLiteral(definition) || levels.length === 0) return env;
  const lowest = firstDefined(definition, quantity, world);
  return levels[0]! < lowest ? null : env;
}

/** A recursion `h_t = f(h_{t-1})` starts above its base: members below the range, or below 1, are given. */
function firstDefined(definition: Definition, quantity: Quantity, world: World): number {
  const name = definition.levels.flatMap((level) => [...freeIndices(level)])[0];
  const declared = name === undefined ? undefined : rangeSaidAt(name, definition, world.scope);
  const start = declared === undefined ? null : integerOrNull(declared.from, emptyEnv, world);
  const shift = definition.levels[0]?.kind === "add" && start !== null ? 1 : 0;
  const range = quantity.memberOf === null ? levelRange(quantity.key, emptyEnv, world) : null;
  const first = start !== null ? start + shift : Math.max(range?.from ?? 1, 1);
  return isCounted(definition, name) ? first - 1 : first;
}

/** `\pi_t = \prod_{s=1}^t \alpha_s`: π_0 has no factor, and is 1. */
function isCounted({ body, levels }: Definition, name: string | undefined): boolean {
  const [binder, ...more] = body.kind === "big" && (body.operator === "sum" || body.operator === "product") ? body.binders : [];
  return levels.length === 1 && levels[0]!.kind === "index" && more.length === 0 && binder?.to?.kind === "index" && binder.to.name === name && binder.from?.kind === "number" && binder.from.digits === 1n;
}

/**
 * The value of a definition in the declared shape.
 * @param isNext it is z^{(l+1)} that is defined, where z^{(l)} is declared: the declaration may be meant for that layer alone
 */
function conformed(value: Tensor, declared: readonly number[] | null, quantity: Quantity, span: Expression, world: World, isNext = false): Tensor {
  if (value.elastic !== undefined) return (declared === null ? null : fitted(value, declared, world)) ?? problem("undeclared", `the size of '${quantity.key}' is declared nowhere`, span);
  if (declared === null || sameShape(value.shape, declared)) return value;
  // h_0 = 0 of a column is the column of zeros
  if (value.shape.length === 0 && value.data[0] === world.graph.constant(0)) return { shape: declared, data: Array.from({ length: count(declared) }, () => value.data[0]!) };
  if (count(value.shape) === count(declared) && count(declared) === 1) return { shape: declared, data: value.data };
  // a declared row or column that holds one line
  const plain = normalised(declared.length === 1 ? [declared[0]!, 1] : declared, value.data);
  if (sameShape(plain.shape, value.shape)) return value;
  if (isNext) return problem("undeclared", `'${quantity.key}' is declared as ${shapeText(world, declared)}, and its next member gives ${shapeText(world, value.shape)}: if the layers differ in length, declare it as '\\mathbb{R}^{n_l}'`, span);
  return problem("shape", `'${quantity.key}' is declared as ${shapeText(world, declared)}, its definition gives ${shapeText(world, value.shape)}`, span);
}

function entrywiseDefinition(quantity: Quantity, id: string, usable: readonly { readonly definition: Definition; readonly env: Env }[], declared: readonly number[] | null, span: Expression, world: World, evaluate: Evaluate): Tensor | null {
  const shape = declared ?? longest(usable.map(({ definition, env }) => definedAxes(definition, env, world, evaluate)), usable);
  if (shape === null) return problem("undeclared", `the shape of '${quantity.key}' is declared nowhere`, span);
  const definitionEntries = usable[0]!.definition.entries.length;
  if (shape.length !== definitionEntries) return problem("shape", `'${quantity.key}' is ${shapeText(world, shape)}, its definition has ${definitionEntries} indices`, span);
  let free: readonly Node[] | null = null;
  const refs: Node[] = [];
  const data = Array.from({ length: count(shape) }, (_, k) => {
    const at: number[] = [];
    for (let axis = shape.length - 1, rest = k; axis >= 0; axis--) {
      at.unshift((rest % shape[axis]!) + firstIndex(world.scope));
      rest = Math.floor(rest / shape[axis]!);
    }
    for (const { definition, env } of usable) {
      const inner = bindEntries(definition, at, env, world);
      if (inner === null || !isSaidOf(definition, inner, world) || !applies(definition, inner, world, evaluate)) continue;
      const value = evaluate(definition.body, inner, world);
      if (value.shape.length !== 0 || value.elastic !== undefined) return problem("shape", `an entry of '${quantity.key}' is a number, its definition gives ${shapeText(world, value.shape)}`, definition.body);
      const ref = world.graph.ref(entryName(id, shape, k), value.data[0]!);
      refs.push(ref);
      return ref;
    }
    free ??= atoms(quantity, id, shape, world).data;
    return free[k]!;
  });
  world.refs.set(id, refs);
  return { shape, data };
}

function bindEntries(definition: Definition, at: readonly number[], env: Env, world: World): Env | null {
  const fresh = new Set(definition.entries.flatMap((entry) => [...freeIndices(entry)]));
  let inner: Env | null = env;
  definition.entries.forEach((pattern, axis) => {
    if (inner !== null) inner = matchInteger(pattern, at[axis]!, inner, world, fresh);
  });
  return inner;
}

/** "$y_t = w x_t$ for $t = 2, \\dots, T$" says nothing of y_1. */
function isSaidOf(definition: Definition, env: Env, world: World): boolean {
  return definition.entries.every((entry) => {
    const value = entry.kind === "index" ? env.ints.get(entry.name) : undefined, range = value === undefined ? undefined : rangeSaidWith((entry as { readonly name: string }).name, definition, world.scope);
    if (value === undefined || range === undefined) return true;
    const [from, to] = [integerOrNull(range.from, env, world), integerOrNull(range.to, env, world)];
    return (from === null || value >= from) && (to === null || value <= to);
  });
}

function applies(definition: Definition, env: Env, world: World, evaluate: Evaluate): boolean {
  if (definition.where === null) return true;
  return truthsOf(definition.where, env, world, evaluate).data.every((truth) => decided(truth, world) === true);
}

/** As far as one of its definitions goes: d_i for i = 1, …, n - 1, and d_n. */
function longest(all: readonly (readonly number[] | null)[], usable: readonly { readonly definition: Definition }[]): readonly number[] | null {
  const known = all.filter((axes) => axes !== null), [first] = known;
  if (first === undefined || all[0] === null) return null;
  return known.length === usable.length ? first.map((_, axis) => Math.max(...known.map((axes) => axes[axis] ?? 0))) : first;
}

/** The lengths that the body's own subscripts give to the indices on the left. */
function definedAxes(definition: Definition, env: Env, world: World, evaluate: Evaluate): readonly number[] | null {
  const shapeOf = (e: Expression, inner: Env): readonly number[] | null => {
    try {
      return evaluate(e, inner, world).shape;
    } catch (error) {
      if (!(error instanceof ExpandProblem)) throw error;
      return null;
    }
  };
  const lengths = definition.entries.map((entry) => {
    if (entry.kind !== "index") return freeIndices(entry).size === 0 ? integerOrNull(entry, env, world) : null;
    try {
      return lengthOf(rangeOf(entry.name, [definition.body], env, world, shapeOf), firstIndex(world.scope));
    } catch (error) {
      if (error instanceof ExpandProblem) return null;
      throw error;
    }
  });
  return lengths.some((length) => length === null || length < 1) ? null : (lengths as number[]);
}

/** Whether an expression speaks of a quantity, directly or through definitions. */
export function dependsOnName(e: Expression, key: string, world: World, seen: Set<string> = new Set()): boolean {
  for (const name of namesIn(e)) {
    if (name === key) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    const quantity = world.scope.quantities.get(name);
    if (quantity?.definitions.some((definition) => dependsOnName(definition.body, key, world, seen)) === true) return true;
  }
  return false;
}

