/**
 * Worked numbers: between closed numbers that hold decimals, and wherever ≈ stands, the sides are compared to half a unit in the last printed place,
 * propagated: each decimal that stands as a result before may be off by half a unit of its own last place.
 */
import { isCircleNumber } from "../notation/name-key.js";
import { children, namesIn, walk, type Expression } from "../expression/expression.js";
import { evaluate } from "../expand/evaluate.js";
import { ExpandProblem } from "../expand/problem.js";
import { createWorld, emptyEnv } from "../expand/world.js";
import { evaluateFloat } from "../scalar/evaluate.js";
import type { Scope } from "../scope/scope.js";
import type { ClaimContext, Decided } from "./claim.js";

/** Nobody writes an input with so many. */
const MANY_PLACES = 6;

type Decimal = Expression & { readonly kind: "number" };

/** Whether the step is one between worked numbers. */
export function isWorked(left: Expression, right: Expression, relation: string, scope: Scope): boolean {
  const closed = [left, right].every((side) => isClosed(side, scope));
  const printed = [left, right].some((side) => decimalsOf(side).length > 0);
  // of two formulas it is told exactly whether they are the same
  if (relation === "=" && [left, right].some(differentiates) && ![left, right].some((side) => isAlone(side) && decimalsOf(side).length > 0)) return false;
  return closed && (printed || /approx|simeq/.test(relation));
}

const differentiates = (e: Expression): boolean => [...walk(e)].some(({ kind }) => kind === "derivative");

/** No free variables: numbers, and names that are defined by numbers; a derivative of one by another is a number, too. */
function isClosed(e: Expression, scope: Scope, seen: ReadonlySet<string> = new Set()): boolean {
  for (const node of walk(e)) if (node.kind === "index" || node.kind === "gradient") return false;
  return [...namesIn(e)].every((name) => {
    if (isCircleNumber(name) && !scope.quantities.has(name)) return true;
    const definition = scope.quantities.get(name)?.definitions[0] ?? null;
    const called = scope.functions.get(name)?.definition;
    if (seen.has(name)) return false;
    if (called != null) return [...namesIn(called.body)].every((inner) => called.parameters.includes(inner) || isClosedName(inner, scope, new Set([...seen, name])));
    return definition !== null && isClosed(definition.body, scope, new Set([...seen, name]));
  });
}

const isClosedName = (name: string, scope: Scope, seen: ReadonlySet<string>): boolean => isClosed({ kind: "name", name, start: 0, end: 0 }, scope, seen);

const decimalsOf = (e: Expression): readonly Decimal[] => [...walk(e)].filter((node): node is Decimal => node.kind === "number" && node.places > 0);

export function decideWorked(left: Expression, right: Expression, relation: string, context: ClaimContext): Decided {
  const { scope } = context;
  const base = { method: "float64", errorBound: 0, sizes: [], remarks: [], difference: null } as const;
  try {
    const [a, b] = [valueOf(left, scope), valueOf(right, scope)];
    const places = resultPlaces(left, right);
    const tolerance = spread(left, relation, places, context) + spread(right, relation, places, context) + 1e-12 * Math.max(Math.abs(a), Math.abs(b), 1e-300);
    if (!Number.isFinite(a) || !Number.isFinite(b)) return { ...base, verdict: "unchecked", code: "undefined", message: "a side has no value", span: right };
    if (Math.abs(a - b) <= tolerance) return { ...base, errorBound: tolerance, verdict: "holds", code: null, message: null, span: null };
    return { ...base, verdict: "fails", code: "decimals", message: `the left side is ${apart(a, b)}, the right side ${apart(b, a)}; the printed places allow a difference of ${printed(tolerance)}`, span: right };
  } catch (error) {
    if (!(error instanceof ExpandProblem)) throw error;
    return { ...base, verdict: "unchecked", code: error.code, message: error.message, span: error.span };
  }
}

const printed = (value: number, digits = 6): string => Number(value.toPrecision(digits)).toString();

/** As many digits as it takes to tell it from the other. */
function apart(value: number, other: number): string {
  let digits = 6;
  while (digits < 15 && printed(value, digits) === printed(other, digits)) digits++;
  return printed(value, digits === 6 ? 6 : Math.min(15, digits + 1));
}

function valueOf(e: Expression, scope: Scope): number {
  const world = createWorld(scope, new Map(), "gradient");
  const tensor = evaluate(e, emptyEnv, world);
  return tensor.data.length === 1 ? evaluateFloat(world.graph, tensor.data, { seed: 1 })[0]! : NaN;
}

/** Places of the side that is one printed number; without one, the most that any number has. */
function resultPlaces(left: Expression, right: Expression): number {
  const results = [left, right].filter(isAlone).flatMap(decimalsOf);
  return Math.max(0, ...(results.length > 0 ? results : [...decimalsOf(left), ...decimalsOf(right)]).map((number) => number.places));
}

const isAlone = (e: Expression): boolean => e.kind === "number" || (e.kind === "add" && e.terms.length === 1 && e.terms[0]!.of.kind === "number");

/**
 * How far the value moves when each printed decimal that may be rounded moves by half a unit of its last place. A whole number on the right of ≈ is printed to units.
 * Rounded may be the side that is one number, and of the others those that stand as results before or have more places than anybody writes an input with;
 * shorter decimals than the result's are inputs in any case.
 */
function spread(e: Expression, relation: string, places: number, { scope, printed: results }: ClaimContext): number {
  const mayBeRounded = (number: Decimal): boolean => isAlone(e) || number.places >= MANY_PLACES || results?.has(decimalText(number)) === true;
  const numbers = decimalsOf(e).filter((number) => mayBeRounded(number) && (number.places >= places || (number.places >= MANY_PLACES && number.places === places - 1)));
  if (isAlone(e) && decimalsOf(e).length === 0) return /approx|simeq/.test(relation) ? 0.5 : 0;
  const centre = valueOf(e, scope);
  return numbers.reduce((sum, number) => sum + Math.abs(valueOf(replaced(e, number, shifted(number)), scope) - centre), 0);
}

/** `0.50` as it is printed. */
const decimalText = ({ digits, places }: Decimal): string => { const text = String(digits).padStart(places + 1, "0"); return `${text.slice(0, -places)}.${text.slice(-places)}`; };

/** The number moved by half a unit in its last place. */
const shifted = (number: Decimal): Expression => ({ ...number, digits: number.digits * 10n + 5n, places: number.places + 1 });

function replaced(e: Expression, target: Expression, by: Expression): Expression {
  if (e === target) return by;
  if (!children(e).some((child) => contains(child, target))) return e;
  const map = (child: Expression): Expression => replaced(child, target, by);
  switch (e.kind) {
    case "add": return { ...e, terms: e.terms.map((term) => ({ ...term, of: map(term.of) })) };
    case "product": return { ...e, factors: e.factors.map((factor) => ({ ...factor, of: map(factor.of) })) };
    case "quotient": return { ...e, numerator: map(e.numerator), denominator: map(e.denominator) };
    case "power": return { ...e, base: map(e.base), exponent: map(e.exponent) };
    case "apply": case "call": return { ...e, arguments: e.arguments.map(map) };
    case "transpose": case "norm": case "absolute": return { ...e, of: map(e.of) };
    default: return e;
  }
}

function contains(e: Expression, target: Expression): boolean {
  for (const node of walk(e)) if (node === target) return true;
  return false;
}
