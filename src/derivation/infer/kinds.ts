/** Numbers, columns, rows, matrices: which of them each undeclared name can be. Every equation takes away what it has no meaning with, until nothing changes. */
import { isLiteralZero, walk, type Expression } from "../expression/expression.js";
import { familyOf, type Scope } from "../scope/scope.js";
import type { Equation } from "./equations.js";
import { shiftedIndices } from "./indices.js";
import { LENIENT, ONE, type Length } from "./lengths.js";
import { agree, Mismatch, type Guess, type Kind, type Shape } from "./shape.js";
import { shapeOf } from "./shape-of.js";
import type { ShapeWorld } from "./shape-world.js";
import type { Unknown } from "./unknowns.js";

const MOST_TRIALS = 1024, MOST_TRIALS_OF_ALL = 20_000;

/** Choices of kinds that an equation has; none where there are too many to try. */
function trialCount(names: readonly string[], unknowns: ReadonlyMap<string, Unknown>): number {
  const count = names.reduce((product, name) => product * unknowns.get(name)!.kinds.length, 1);
  return count > MOST_TRIALS ? 0 : count;
}

interface Speaking {
  readonly equation: Equation;
  /** The unknown names that it speaks of. */
  readonly names: readonly string[];
}

const speaking = (equations: readonly Equation[], unknowns: ReadonlyMap<string, Unknown>, scope: Scope): readonly Speaking[] =>
  equations.map((equation) => ({ equation, names: [...new Set(equation.sides.flatMap((side) => keysIn(side, scope)))].filter((name) => unknowns.has(name)) }));

/** Names of quantities, families by the key that the scope has for them. */
export const keysIn = (e: Expression, scope: Scope): readonly string[] => [...walk(e)].flatMap((node) => (node.kind === "name" ? [node.name] : node.kind === "member" ? [familyOf(scope, node.family)?.key ?? node.family] : []));

export function narrowKinds(equations: readonly Equation[], unknowns: ReadonlyMap<string, Unknown>, scope: Scope): void {
  const mine = speaking(equations, unknowns, scope);
  let trials = 0;
  const tried = new Map<Equation, string>();
  for (let round = 0, changed = true; changed && round < 8; round++) {
    changed = false;
    for (const { equation, names } of mine) {
      const before = names.map((name) => unknowns.get(name)!.kinds.join()).join(";");
      if (tried.get(equation) === before) continue;
      tried.set(equation, before);
      trials += trialCount(names, unknowns);
      if (trials > MOST_TRIALS_OF_ALL) return;
      changed = narrow(equation, names, unknowns, scope) || changed;
    }
  }
}

/** Where nothing tells a row from a column, a vector is a column. */
export function preferColumns(equations: readonly Equation[], unknowns: ReadonlyMap<string, Unknown>, scope: Scope): void {
  const mine = speaking(equations, unknowns, scope);
  for (const unknown of unknowns.values()) {
    if (unknown.kinds.join() !== "column,row") continue;
    const before = new Map([...unknowns.values()].map((each) => [each, each.kinds] as const));
    unknown.kinds = ["column"];
    const touched = mine.filter(({ names }) => names.includes(unknown.name));
    for (const { equation, names } of touched) narrow(equation, names, unknowns, scope);
    if (unknown.isWhole && touched.some(({ equation, names }) => fitting(equation, names, unknowns, scope)?.length === 0)) for (const [each, kinds] of before) each.kinds = kinds;
  }
}

/** The b of `W x + b` in a definition is a column to everybody where it may be one. */
export function preferBiases(definitions: readonly Equation[], equations: readonly Equation[], unknowns: ReadonlyMap<string, Unknown>, scope: Scope): void {
  const isMatrix = (e: Expression): boolean => e.kind === "name" && (unknowns.get(e.name)?.kinds.join() === "matrix" || scope.quantities.get(e.name)?.axes?.length === 2);
  const isProduct = (e: Expression): boolean => e.kind === "product" && isMatrix(e.factors[0]!.of) && holdsArray(e.factors.at(-1)!.of, unknowns, scope);
  const added = new Set(nodesOf(definitions).flatMap((node) => (node.kind === "add" && node.terms.some(({ of }) => isProduct(of)) ? node.terms.flatMap(({ of }) => (of.kind === "name" ? [of.name] : [])) : [])));
  prefer("column", [...unknowns.values()].filter(({ name }) => added.has(name)), equations, unknowns, scope);
}

/** The μ of `x - \mu` beside a declared column x is one too, to everybody. */
export function preferNeighbours(definitions: readonly Equation[], equations: readonly Equation[], unknowns: ReadonlyMap<string, Unknown>, scope: Scope): void {
  const isColumn = (e: Expression): boolean => { const own = e.kind === "name" ? scope.quantities.get(e.name) : e.kind === "member" ? familyOf(scope, e.family) : undefined; return own?.axes?.length === 1 && own.levels === (e.kind === "member" ? 1 : 0); };
  const beside = new Set(nodesOf(definitions).flatMap((node) => (node.kind === "add" && node.terms.length === 2 && node.terms.some(({ of }) => isColumn(of)) ? node.terms.flatMap(({ of }) => (of.kind === "name" ? [of.name] : [])) : [])));
  prefer("column", [...unknowns.values()].filter(({ name, kinds }) => beside.has(name) && kinds.join() === "column,matrix"), equations, unknowns, scope);
}

/** Gives each of the names that kind, where it is one of those that are left and the equations have a meaning with it. */
function prefer(kind: Kind, chosen: readonly Unknown[], equations: readonly Equation[], unknowns: ReadonlyMap<string, Unknown>, scope: Scope): void {
  const mine = speaking(equations, unknowns, scope);
  for (const unknown of chosen) {
    const open = unknown.kinds;
    if (open.length === 1 || !open.includes(kind)) continue;
    unknown.kinds = [kind];
    const touched = mine.filter(({ names }) => names.includes(unknown.name));
    if (touched.some(({ equation, names }) => fitting(equation, names, unknowns, scope)?.length === 0)) unknown.kinds = open;
    else for (const { equation, names } of touched) narrow(equation, names, unknowns, scope);
  }
}

/** What a recurrent cell carries from step to step is a column, all of it, where the cell has a meaning so. */
export function preferStates(definitions: readonly Equation[], equations: readonly Equation[], unknowns: ReadonlyMap<string, Unknown>, scope: Scope): void {
  const states = [...unknowns.values()].filter(({ name, kinds }) => scope.quantities.get(name)?.isState === true && kinds.includes("column") && kinds.length > 1);
  const before = new Map([...unknowns.values()].map((each) => [each, each.kinds] as const));
  for (const state of states) state.kinds = ["column"];
  const isMeant = speaking(definitions, unknowns, scope).every(({ equation, names }) => fitting(equation, names, unknowns, scope)?.length !== 0);
  if (!isMeant) {
    for (const [each, kinds] of before) each.kinds = kinds;
    prefer("column", states, equations, unknowns, scope);
  }
  narrowKinds(equations, unknowns, scope);
}

const CAPITAL = /^(\\math(bf|sf|rm)\{)?[A-Z]\}?(_\{[a-zA-Z]+\})?$/;

/** A capital letter right before an array in a definition, `W h` or `U x`, is a matrix to everybody where it may be one. */
export function preferMatrices(definitions: readonly Equation[], equations: readonly Equation[], unknowns: ReadonlyMap<string, Unknown>, scope: Scope): void {
  const before = new Set(nodesOf(definitions).flatMap((node) => (node.kind === "product" ? node.factors.flatMap(({ of }, k) => (of.kind === "name" && holdsArray(node.factors[k + 1]?.of, unknowns, scope) ? [of.name] : [])) : [])));
  prefer("matrix", [...unknowns.values()].filter(({ name }) => before.has(name) && CAPITAL.test(name)), equations, unknowns, scope);
}

const SMALL = /^(\\math(bf|sf|rm|it)\{|\\bm\{|\\boldsymbol\{)?([a-z]|\\[a-z]+)\}?$/;

/** A small letter right after a declared matrix in a definition, the x of `\\|A x - b\\|^2`, is a column to everybody where it may be one. */
export function preferVectors(definitions: readonly Equation[], equations: readonly Equation[], unknowns: ReadonlyMap<string, Unknown>, scope: Scope): void {
  const isMatrix = (e: Expression | undefined): boolean => (e?.kind === "transpose" ? isMatrix(e.of) : e?.kind === "name" && scope.quantities.get(e.name)?.axes?.length === 2);
  const after = new Set(nodesOf(definitions).flatMap((node) => (node.kind === "product" ? node.factors.flatMap(({ of }, k) => (of.kind === "name" && isMatrix(node.factors[k - 1]?.of) ? [of.name] : [])) : [])));
  prefer("column", [...unknowns.values()].filter(({ name, kinds }) => after.has(name) && SMALL.test(name) && kinds.join() === "column,matrix"), equations, unknowns, scope);
}

const nodesOf = (equations: readonly Equation[]): readonly Expression[] => equations.flatMap(({ sides }) => sides.flatMap((side) => [...walk(side)]));

/** An array, or a list or a bracket with states of a cell: `W [h_{t-1}, x_t]`, `U (r_t \odot h_{t-1})`. */
const holdsArray = (e: Expression | undefined, unknowns: ReadonlyMap<string, Unknown>, scope: Scope): boolean =>
  isArray(e, scope) || (e !== undefined && /^(member|matrix|product|add)$/.test(e.kind) && [...walk(e)].some((node) => node.kind === "member" && familyOf(scope, node.family)?.isState === true && unknowns.get(familyOf(scope, node.family)!.key)?.kinds.join() !== "scalar"));

/** A declared column or matrix, or a member of a family of them. */
function isArray(e: Expression | undefined, scope: Scope): boolean {
  const quantity = e?.kind === "name" ? scope.quantities.get(e.name) : e?.kind === "member" ? familyOf(scope, e.family) : undefined;
  return (quantity?.axes?.length ?? 0) > 0;
}

/** Whether the equation took something away. An equation that has no meaning with any kinds is passed over: it is a slip, and the checker says so. */
function narrow(equation: Equation, names: readonly string[], unknowns: ReadonlyMap<string, Unknown>, scope: Scope): boolean {
  if (names.every((name) => unknowns.get(name)!.kinds.length === 1)) return false;
  const trials = fitting(equation, names, unknowns, scope);
  if (trials === null || trials.length === 0) return false;
  let changed = false;
  names.forEach((name, k) => {
    const unknown = unknowns.get(name)!;
    const left = unknown.kinds.filter((kind) => trials.some((trial) => trial[k] === kind));
    if (left.length < unknown.kinds.length) { unknown.kinds = left; changed = true; }
  });
  return changed;
}

/** The choices of kinds with which the equation has a meaning; null where there are too many to try. */
function fitting(equation: Equation, names: readonly string[], unknowns: ReadonlyMap<string, Unknown>, scope: Scope): readonly (readonly Kind[])[] | null {
  if (trialCount(names, unknowns) === 0) return null;
  const choices = names.reduce<readonly (readonly Kind[])[]>((all, name) => all.flatMap((trial) => unknowns.get(name)!.kinds.map((kind) => [...trial, kind])), [[]]);
  return choices.filter((trial) => {
    const kinds = new Map(names.map((name, k) => [name, trial[k]!] as const));
    return hasMeaning(equation, {
      scope, layout: equation.layout, lengths: LENIENT, parameters: new Map(equation.parameters.map((name) => [name, null] as const)), ranges: shiftedRanges(equation), source: 0, depth: 0,
      guess: (name) => (kinds.has(name) ? kindShape(kinds.get(name)!, unknowns.get(name)!.subscripts, () => 1) : unknowns.has(name) ? null : undefined),
      mayBe: (name, kind) => { const open = unknowns.get(name)?.kinds ?? []; return open.length > 1 && (kind === "array" || open.includes("matrix")); },
      onClash: () => undefined, onLoose: () => undefined, onSized: () => undefined,
    });
  });
}

/** Ranges of free indices to start from: one that is shifted somewhere runs over no whole axis. */
export const shiftedRanges = (equation: Equation): Map<string, Length | null> => new Map(equation.sides.flatMap((side) => [...shiftedIndices(side)]).map((name) => [name, null]));

export function kindShape(kind: Kind, subscripts: number, axis: (k: number) => Length): Shape {
  switch (kind) {
    case "scalar": return [];
    case "column": return [axis(0)];
    case "row": return [ONE, axis(0)];
    case "matrix": return [axis(0), axis(1)];
    case "tensor": return Array.from({ length: subscripts }, (_, k) => axis(k));
  }
}

function hasMeaning(equation: Equation, world: ShapeWorld): boolean {
  try {
    shapesOf(equation, world);
    return true;
  } catch (error) {
    if (error instanceof Mismatch) return false;
    throw error;
  }
}

/** The shapes of all sides, which must agree; a zero has the shape of the other side. */
export function shapesOf(equation: Equation, world: ShapeWorld): void {
  const shapes = equation.sides.map((side) => ({ side, shape: shapeOf(side, world) })).filter((each): each is { side: typeof each.side; shape: Shape } => each.shape !== null && !isZero(each));
  for (const { shape } of shapes.slice(1)) agree(shapes[0]!.shape, shape, world.lengths);
}

const isZero = ({ side, shape }: { readonly side: Equation["sides"][number]; readonly shape: Guess }): boolean => shape?.length === 0 && isLiteralZero(side);
