/**
 * Which variables a differential moves: those whose own `dX`, or `d` of nothing else, stands in the equation. A name that is defined by another of them follows from it (`dY` beside `dX`, Y = WX);
 * one that is not is a quantity of its own. What has no d there is held fixed.
 */
import { children, walk, type Expression } from "../expression/expression.js";
import { mapChildren } from "../expression/map.js";
import { DIFFERENTIAL } from "../notation/differential.js";
import type { Scope } from "../scope/scope.js";
import type { Claim } from "./claim.js";
import { namesReached } from "./closure.js";

/** The sides of a chain, each differential with the variables that the chain moves. */
export function withMoved(sides: readonly Expression[], scope: Scope): readonly Expression[] {
  const differentials = differentialsIn(sides);
  if (differentials.length === 0) return sides;
  const moved = movedBy(differentials, scope);
  return sides.map((side) => moving(side, moved));
}

/** For edited sides: the same side with the variables that the claim moves. */
export function movedAs({ left, right }: Claim): (e: Expression) => Expression {
  const [first] = differentialsIn([left, right]);
  const moved = first?.arguments.slice(1);
  return (e) => (moved === undefined ? e : moving(e, moved));
}

type Differential = Expression & { readonly kind: "apply" };

const differentialsIn = (sides: readonly Expression[]): readonly Differential[] =>
  sides.flatMap((side) => [...walk(side)]).filter((node): node is Differential => node.kind === "apply" && node.function === DIFFERENTIAL);

function movedBy(differentials: readonly Differential[], scope: Scope): readonly Expression[] {
  const named = differentials.flatMap(({ arguments: [of] }) => variableIn(of!) ?? onlyVariable(of!, scope) ?? []).filter((each, k, all) => all.findIndex((other) => keyOf(other) === keyOf(each)) === k);
  const variables = named.filter((each) => !isGiven(each, scope));
  const keys = new Set(variables.map(keyOf));
  return variables.filter((each) => { const own = keyOf(each); return ![...reachedFrom(own, scope), scope.quantities.get(own)?.memberOf?.matrix ?? own].some((name) => name !== own && keys.has(name)); });
}

/** X of `d(X^{-1})`: there is nothing else that could move. */
function onlyVariable(e: Expression, scope: Scope): Expression | null {
  const [only, ...more] = variablesBehind([e], new Set(), scope);
  return more.length > 0 ? null : ([...walk(e)].find((node) => (node.kind === "name" || node.kind === "member") && keyOf(node) === only) ?? null);
}

const keyOf = (e: Expression): string => (e.kind === "member" ? e.family : e.kind === "name" ? e.name : "");

/** X of `dX`, `dX^T`, `dX_{ij}`. */
const variableIn = (e: Expression): Expression | null => (e.kind === "name" || e.kind === "member" ? e : e.kind === "entry" || e.kind === "transpose" ? variableIn(e.of) : null);

/** An unspecified function: the loss itself. */
const isGiven = (e: Expression, scope: Scope): boolean => scope.functions.has(keyOf(e)) || (scope.quantities.get(keyOf(e))?.opaque ?? null) !== null;

/** Names that the definitions of a name lead to. */
const reachedFrom = (name: string, scope: Scope): ReadonlySet<string> => namesReached((scope.quantities.get(name)?.definitions ?? []).map(({ body }) => body), scope);

function moving(e: Expression, moved: readonly Expression[]): Expression {
  const mapped = mapChildren(e, (child) => moving(child, moved));
  return mapped.kind === "apply" && mapped.function === DIFFERENTIAL ? { ...mapped, arguments: [mapped.arguments[0]!, ...moved] } : mapped;
}

export interface HeldFixed {
  /** With it moved too the line may be wrong. */
  readonly open: string | null;
  /** A, B, C, a, b, c beside variables of other letters are constants to every reader. */
  readonly presumed: readonly string[];
}

/** Variables that the differentials of the claim depend on, that have no d in it and that nothing calls constant. */
export function heldFixed(claim: Claim, scope: Scope): HeldFixed {
  const differentials = differentialsIn([claim.left, claim.right]);
  const moved = differentials.flatMap(({ arguments: [, ...variables] }) => variables.map(keyOf));
  const areOthers = !moved.some((key) => CONSTANT.test(key));
  const still = variablesBehind(differentials.map(({ arguments: [of] }) => of!), new Set(moved), scope).filter((key) => !scope.constants.has(key));
  const presumed = areOthers ? still.filter((key) => CONSTANT.test(key) && !scope.parameters.has(key)) : [];
  return { presumed, open: still.find((key) => !presumed.includes(key)) ?? null };
}

/** `dX_t = \mu\,dt + \sigma\,dW_t` where nothing gives X: the line says what it is, and cannot be wrong. */
export function freeDifferential(claim: Claim, scope: Scope): string | null {
  const [left] = differentialsIn([claim.left]);
  const variable = left === undefined || left !== claim.left ? null : variableIn(left.arguments[0]!);
  const key = variable === null ? null : keyOf(variable);
  const isMoved = left?.arguments.slice(1).some((each) => keyOf(each) === key) === true;
  return key !== null && isMoved && (scope.quantities.get(key)?.definitions.length ?? 0) === 0 ? key : null;
}

const CONSTANT = /^(?:\\math\w+\{|\\bm\{|\\boldsymbol\{)?[A-Ca-c]\}?(?:_\{\w+\})?$/;

/** The free variables that expressions come from, other than through those that are moved. */
function variablesBehind(start: readonly Expression[], moved: ReadonlySet<string>, scope: Scope): readonly string[] {
  const seen = new Set<string>(moved), found: string[] = [], queue = [...start];
  for (let e = queue.shift(); e !== undefined; e = queue.shift()) {
    queue.push(...children(e));
    const key = e.kind === "name" ? e.name : e.kind === "member" ? e.family : e.kind === "call" ? e.function : null;
    if (key === null || seen.has(key)) continue;
    seen.add(key);
    const quantity = scope.quantities.get(key), definition = scope.functions.get(key)?.definition;
    if (definition != null) queue.push(definition.body);
    if (quantity === undefined || quantity.role !== "variable") continue;
    const matrix = quantity.memberOf?.matrix;
    if (matrix !== undefined) { queue.push({ kind: "name", name: matrix, start: 0, end: 0 }); continue; }
    queue.push(...quantity.definitions.map(({ body }) => body), ...(Array.isArray(quantity.opaque) ? (quantity.opaque as readonly Expression[]) : []));
    if (quantity.definitions.length === 0 && quantity.opaque === null) found.push(key);
  }
  return found;
}
