/** What an unspecified function depends on: as the document says, or else on what the derivation ends in. */
import { namesIn, walk, type Expression } from "../expression/expression.js";
import type { Node } from "../scalar/graph.js";
import { familyKey, newQuantity, type Quantity } from "../scope/scope.js";
import type { Evaluate } from "./conditions.js";
import { declaredRange, levelRange } from "./ranges.js";
import { problem } from "./problem.js";
import { count, type Tensor } from "./tensor.js";
import { axesOf } from "./quantities.js";
import { emptyEnv, type World } from "./world.js";

const at = { start: 0, end: 0 };

export const opaqueArguments = (quantity: Quantity, world: World, evaluate: Evaluate): readonly Node[] =>
  argumentsOf(quantity, world).flatMap((arg) => membersOf(arg, world)).flatMap((arg) => evaluate(arg, emptyEnv, world).data);

/** As the document says, or what the derivation ends in. @throws ExpandProblem where that is not told */
export const argumentsOf = (quantity: Quantity, world: World): readonly Expression[] => (quantity.opaque === "unknown" || quantity.opaque === null ? guessed(quantity, world) : quantity.opaque);

/** "a function of the $y_{o,u,v}$": of all entries of y; "of y_1, …, y_T", and of `y_t` where t = 1, …, T: of all members that there are. */
function membersOf(arg: Expression, world: World): readonly Expression[] {
  if (arg.kind === "entry" && arg.at.every((each) => each?.kind === "index" && !world.sizes.has(each.name))) return [arg.of];
  const own = arg.kind === "name" ? world.scope.quantities.get(arg.name) : undefined;
  const family = own !== undefined && own.levels === 1 && own.memberOf === null ? own.key : null;
  const index = arg.kind === "member" && arg.at.length === 1 && arg.at[0]!.kind === "index" ? arg.at[0]!.name : null;
  const range = family !== null ? levelRange(family, emptyEnv, world) : index !== null && !world.sizes.has(index) ? declaredRange(index, emptyEnv, world) : null;
  if (range === null || range.to - range.from > 60) return [arg];
  return Array.from({ length: range.to - range.from + 1 }, (_, k) => ({ kind: "member", family: family ?? (arg as Expression & { readonly kind: "member" }).family, at: [{ kind: "number", digits: BigInt(range.from + k), places: 0, ...at }], ...at }));
}

/** Where nothing says how far a family goes its equations are tested at members 2 and 3; what a loss depends on comes after them, and after the next. */
const BEYOND_TESTED = 4;

const nameOf = (name: string): Expression => ({ kind: "name", name, ...at });

/** Intermediates that no other definition uses; where there are none, the names that the claim differentiates by. */
function guessed(quantity: Quantity, world: World): readonly Expression[] {
  const called = calledWith(quantity.key, world);
  if (called !== null) return called;
  const ends = sinksOf(world, quantity.key), left = ends.filter((end) => !isOfAnother(end, quantity.key, world));
  const sinks = asDifferentiated(left.length > 0 ? left : ends, quantity.key, world);
  const candidates = sinks.length > 0 ? sinks : [...world.belowBars].filter((key) => key !== quantity.key).map(nameOf);
  const fitting = quantity.domain === null ? candidates : candidates.filter((each) => fitsDomain(each, quantity, world));
  const chosen = fitting.length > 0 ? fitting : candidates;
  if (chosen.length === 0) return problem("undeclared", `what '${quantity.key}' depends on is said nowhere; write, for example, '$${quantity.key}$ is a function of $${quantity.key === "y" ? "x" : "y"}$'`, nameOf(quantity.key));
  if (quantity.domain?.length === 1 && chosen.length > 1) return problem("ambiguous", `'${quantity.key}' is a function of one argument, and of which is said nowhere (${[...new Set(chosen.map(nameIn))].join(" or ")}): write, for example, '$${quantity.key}$ is a function of $${nameIn(chosen.at(-1)!)}$'`, nameOf(quantity.key));
  return chosen;
}

/** The y of `g = \frac{\partial L}{\partial y}`: where a definition differentiates the loss by one of them, it is no function of those that are defined further on, unless the claim differentiates by them. */
function asDifferentiated(ends: readonly Expression[], key: string, { scope, belowBars }: World): readonly Expression[] {
  const gradients = [...scope.quantities.values()].flatMap(({ definitions }) => definitions).flatMap(({ body, place }) => [...walk(body)].flatMap((node) => (node.kind === "derivative" && node.of.kind === "name" && node.of.name === key ? node.by.map((by) => ({ names: namesIn(by), place })) : [])));
  const said = gradients.filter(({ names }) => ends.some((end) => end.kind === "name" && names.has(end.name)));
  if (said.length === 0) return ends;
  const first = Math.min(...said.map(({ place }) => place.fragment));
  // what is defined further on cannot have been meant; what stood there already may be
  const isLater = (name: string): boolean => (scope.quantities.get(name)?.definitions ?? []).every(({ place }) => place.fragment > first);
  return ends.filter((end) => end.kind !== "name" || belowBars.has(end.name) || said.some(({ names }) => names.has(end.name)) || !isLater(end.name));
}

const nameIn = (e: Expression): string => (e.kind === "name" ? e.name : e.kind === "member" ? e.family : "y");

/** The y of "a loss $\\ell$ as a function of $y$", which another loss in another part of the document is not a function of, unless this claim differentiates by it. */
function isOfAnother(end: Expression, key: string, { scope, belowBars }: World): boolean {
  if (end.kind !== "name" || belowBars.has(end.name)) return false;
  return [...scope.quantities.values()].some(({ key: other, opaque, definitions }) => other !== key && definitions.length === 0 && Array.isArray(opaque) && (opaque as readonly Expression[]).some((arg) => arg.kind === "name" && arg.name === end.name));
}

/** G(z) in the definitions says that G is a function of z; null where they call it with nothing, or not always with the same. */
function calledWith(key: string, world: World): readonly Expression[] | null {
  const [only, ...more] = argumentLists(key, world);
  return only !== undefined && more.length === 0 && only.every((each) => each.kind === "name") ? only : null;
}

/** F where `F : \mathbb{R}^n \to \mathbb{R}^m` is declared: its value at what the document applies it to, else at what the claim differentiates by. null: F is no such map. */
export function namedMapping(e: Expression & { readonly kind: "name" }, world: World, evaluate: Evaluate): Tensor | null {
  const entry = world.scope.functions.get(e.name);
  if (entry === undefined || entry.definition !== null || entry.domain === null || (entry.codomain?.length ?? 0) === 0) return null;
  const lists = argumentLists(e.name, world);
  const below = [...world.belowBars].map(nameOf).filter((each) => fitsDomain(each, { ...newQuantity(e.name), domain: entry.domain }, world));
  const args = lists.length === 0 ? below : (lists[0] ?? []);
  const isTold = lists.length === 0 ? below.length === 1 && entry.domain.length === 1 : lists.length === 1 && args.every(({ kind }) => kind === "name");
  if (!isTold) return problem("ambiguous", `at which argument '${e.name}' is taken here is told by nothing: write it in brackets`, e);
  return evaluate({ kind: "call", function: e.name, arguments: args, primes: 0, start: e.start, end: e.end }, emptyEnv, world);
}

/** What the definitions of the document apply a function to, each list once. */
function argumentLists(key: string, { scope }: World): readonly (readonly Expression[])[] {
  const bodies = [...[...scope.quantities.values()].flatMap(({ definitions }) => definitions.map(({ body }) => body)), ...[...scope.functions.values()].flatMap(({ definition }) => (definition === null ? [] : [definition.body]))];
  const calls = bodies.flatMap((body) => [...walk(body)].flatMap((node) => (node.kind === "call" && node.function === key ? [node.arguments] : [])));
  const texts = calls.map((args) => args.map((each) => (each.kind === "name" ? each.name : `?${each.start}`)).join());
  return calls.filter((_, k) => texts.indexOf(texts[k]!) === k);
}

function fitsDomain(e: Expression, quantity: Quantity, world: World): boolean {
  if (e.kind !== "name") return true;
  const own = world.scope.quantities.get(e.name);
  const axes = own === undefined ? null : axesOf(own, [], world, e);
  const domains = quantity.domain!.map((domain) => domain.map((axis) => axesOf({ ...quantity, axes: [axis], explicit: new Map() }, [], world, e)![0]!));
  return axes !== null && domains.some((domain) => domain.length === axes.length && count(domain) === count(axes) && domain.every((length, k) => length === axes[k]));
}

function sinksOf(world: World, except: string): readonly Expression[] {
  const { quantities } = world.scope;
  const used = new Set<string>();
  // what only speaks of the loss (dO = dφ/dO, D = dOᵀ O) uses nothing up
  for (const quantity of quantities.values()) if (!dependsOn(quantity.key, except, world)) for (const definition of quantity.definitions) for (const name of usedIn(definition.body, quantities)) if (name !== quantity.key) used.add(name);
  // σ, known only as the root of a variance σ², is no end of the derivation
  const defined = [...quantities.values()].filter((quantity) => quantity.definitions.some(({ text }) => text !== "") && quantity.key !== except && quantity.opaque === null && !used.has(quantity.key) && !dependsOn(quantity.key, except, world));
  return defined.map((quantity) => {
    if (quantity.levels === 0) return nameOf(quantity.key);
    if (quantity.memberOf !== null && quantity.memberOf.matrix !== quantity.key) return nameOf(quantity.memberOf.matrix);
    const last = levelRange(quantity.key, emptyEnv, world)?.to ?? Math.max(1, ...(quantity.explicit.size === 0 ? [BEYOND_TESTED] : [...quantity.explicit.keys()].map(Number)));
    return { kind: "member", family: quantity.key, at: [{ kind: "number", digits: BigInt(last), places: 0, ...at }], ...at };
  });
}

/** Names that the body uses, families by their keys; a^{(l-1)}, the layer before, does not make the last a an intermediate. */
function usedIn(body: Expression, quantities: ReadonlyMap<string, Quantity>): readonly string[] {
  return [...walk(body)].flatMap((node) => {
    if (node.kind === "name") return [node.name];
    if (node.kind === "call") return [node.function];
    const level = node.kind === "member" ? node.at[0] : undefined;
    if (node.kind !== "member" || (level?.kind === "add" && level.terms.some(({ sign, of }) => sign < 0 && of.kind === "number"))) return [];
    return [quantities.has(familyKey(node.family)) ? familyKey(node.family) : node.family];
  });
}

/** A definition that itself speaks of the loss (`\delta = \frac{dL}{dz}`) is none of its arguments. */
function dependsOn(key: string, other: string, world: World, seen: Set<string> = new Set()): boolean {
  if (seen.has(key)) return false;
  seen.add(key);
  return world.scope.quantities.get(key)?.definitions.some((definition) => [...namesIn(definition.body)].some((name) => name === other || dependsOn(name, other, world, seen))) ?? false;
}

