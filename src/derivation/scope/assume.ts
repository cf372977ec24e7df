/** Assumptions: statements that restrict the points at which claims are tested. */
import { freeIndices, namesIn, type Condition, type Expression } from "../expression/expression.js";
import type { Fact, Place, Scope, UnusedAssumption } from "./scope.js";
import { quantityOf } from "./scope.js";

export interface Relation {
  readonly sides: readonly Expression[];
  readonly relations: readonly string[];
  readonly text: string;
  readonly said?: UnusedAssumption["said"];
  readonly place?: Place;
  /** Whether it is remembered as unused where it is not understood; it is unless said otherwise. */
  readonly isKept?: boolean;
}

/** Takes one assumption into the scope; false where it is not understood (it is then remembered as unused). */
export function assume({ sides, relations, text, said, place, isKept = true }: Relation, scope: Scope): boolean {
  const fact = sizeRelation(sides, relations, scope) ?? factsOf(sides, relations);
  // random points of the reals meet no such exception
  if (fact === null && relations.every((relation) => RELATION[relation] === "!=") && isOfReals(sides, scope)) return true;
  if (fact === null) {
    if (!isKept) return false;
    const equations = relations.every((relation) => RELATION[relation] === "=") ? sides.slice(1).map((side, k) => [sides[k]!, side] as const) : null;
    scope.unusedAssumptions.push({ ...(equations === null || said === undefined ? {} : { equations, said }), names: new Set(sides.flatMap((side) => [...namesIn(side)])), text, isOpen: relations.every((relation) => /^[<>]$/.test(RELATION[relation] ?? "")) && isOfReals(sides, scope) });
    return false;
  }
  if (!isCondition(fact)) for (const each of fact) { quantityOf(scope, each.key).facts.push(place === undefined ? each.fact : { ...each.fact, said: place }); scope.sizeRelations.push(...enoughRoom(each, scope)); }
  else {
    scope.sizeRelations.push(fact);
    if (place !== undefined && sides.filter((side) => side.kind === "index").length > 1 && relations.some((relation) => /^(<|>)$/.test(RELATION[relation] ?? ""))) scope.indexOrders.push({ order: fact, place });
  }
  return true;
}

/** k columns of length D can only be orthonormal where k ≤ D. */
export function enoughRoom({ key, fact }: KeyedFact, { quantities }: Scope): readonly Condition[] {
  const [rows, columns] = quantities.get(key)?.axes ?? [];
  if (fact.kind !== "orthogonal" || fact.of === undefined || rows === undefined || columns === undefined) return [];
  const [left, right] = fact.of === "columns" ? [columns, rows] : [rows, columns];
  return [{ kind: "compare", relation: "<=", left, right, start: left.start, end: left.end }];
}

const isCondition = (fact: Condition | readonly KeyedFact[]): fact is Condition => "kind" in fact;

/** Free numbers of the reals alone: of whole numbers and of classes an exception can be every other case. */
const isOfReals = (sides: readonly Expression[], scope: Scope): boolean => {
  const names = [...new Set(sides.flatMap((side) => [...namesIn(side)]))];
  return names.length > 0 && sides.every((side) => freeIndices(side).size === 0) && names.every((name) => { const quantity = scope.quantities.get(name); return quantity === undefined || (quantity.role === "variable" && quantity.values === "real"); });
};

/** A chain is as many statements as it has signs: `A = A^T \\succ 0`. */
function factsOf(sides: readonly Expression[], relations: readonly string[]): readonly KeyedFact[] | null {
  const whole = factOf(sides, relations);
  if (whole !== null || relations.length < 2) return whole === null ? null : [whole];
  const facts = relations.map((relation, k) => factOf([sides[k]!, sides[k + 1]!], [relation]));
  return facts.every((fact) => fact !== null) ? facts : null;
}

const isSize = (e: Expression, scope: Scope): boolean => {
  const names = [...namesIn(e)];
  return e.kind === "number" || e.kind === "index" || ((e.kind === "name" || e.kind === "add" || e.kind === "product") && names.length > 0 && names.every((name) => scope.quantities.get(name)?.role === "size"));
};

const RELATION: Readonly<Record<string, "<" | "<=" | ">" | ">=" | "!=" | "=">> = { "<": "<", ">": ">", "\\le": "<=", "\\leq": "<=", "\\leqslant": "<=", "\\ge": ">=", "\\geq": ">=", "\\geqslant": ">=", "\\ne": "!=", "\\neq": "!=", "\\lt": "<", "\\gt": ">", "=": "=", "\\equiv": "=" };

function sizeRelation(sides: readonly Expression[], relations: readonly string[], scope: Scope): Condition | null {
  if (!sides.every((side) => isSize(side, scope)) || !sides.some((side) => namesIn(side).size > 0)) return null;
  const parts = relations.map((text, k): Condition | null => {
    const relation = RELATION[text];
    return relation === undefined ? null : { kind: "compare", relation, left: sides[k]!, right: sides[k + 1]!, start: sides[k]!.start, end: sides[k + 1]!.end };
  });
  if (parts.some((part) => part === null)) return null;
  return parts.length === 1 ? parts[0]! : { kind: "and", of: parts as Condition[], start: sides[0]!.start, end: sides.at(-1)!.end };
}

export interface KeyedFact {
  readonly key: string;
  readonly fact: Fact;
}

/** The name that a statement about an array or its entries speaks of. */
const subject = (e: Expression): string | null => (e.kind === "name" ? e.name : e.kind === "member" ? e.family : e.kind === "entry" ? subject(e.of) : null);
const numberOf = (e: Expression): number | null => (e.kind === "number" ? Number(e.digits) / 10 ** e.places : e.kind === "name" && e.name === "\\mathbf{0}" ? 0 : null);
const isNumber = (e: Expression, value: number): boolean => numberOf(e) === value;

function factOf(sides: readonly Expression[], relations: readonly string[]): KeyedFact | null {
  const [a, b, c] = sides as [Expression, Expression, Expression | undefined];
  const first = RELATION[relations[0] ?? ""] ?? relations[0];
  if (c !== undefined) return unit(a, b, c, relations);
  if (relations[0] === "\\succ" || relations[0] === "\\succeq") return keyed(subject(a.kind === "transpose" ? a.of : a), { kind: "positive-definite" });
  const determinant = a.kind === "apply" && a.function === "det" ? subject(a.arguments[0]!) : a.kind === "absolute" ? subject(a.of) : null;
  if (determinant !== null && isNumber(b, 0)) return first === ">" ? keyed(determinant, { kind: "positive-determinant" }) : first === "!=" ? keyed(determinant, { kind: "invertible" }) : null;
  if (isNumber(b, 0)) {
    if (first === ">" || first === ">=") return signed(a, "positive");
    if (first === "<" || first === "<=") return signed(a, "negative");
    if (first === "!=") return signed(a, "nonzero");
  }
  if (isNumber(a, 0) && (first === "<" || first === "<=")) return signed(b, "positive");
  const sided = beyond(a, b, first) ?? beyond(b, a, first === undefined ? first : TURNED[first]);
  if (sided !== null) return sided;
  if (first !== "=") return null;
  return ofDiagonal(a, b) ?? idempotent(a, b) ?? transposeFact(a, b) ?? transposeFact(b, a) ?? orthogonal(a, b) ?? unitNorm(a, b) ?? sumsToOne(a, b) ?? sumsToOne(b, a);
}

const keyed = (key: string | null, fact: Fact): KeyedFact | null => (key === null ? null : { key, fact });

const TURNED: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

/** γ > 1, x < -2 */
function beyond(name: Expression, bound: Expression, relation: string | undefined): KeyedFact | null {
  const value = signedNumber(bound);
  if (value === null || !Number.isInteger(value) || relation === undefined || !(relation in TURNED)) return null;
  return keyed(subject(name), { kind: "beyond", bound: value, side: relation.startsWith(">") ? "above" : "below" });
}

/** `x_i > 0` of all entries, `L_{ii} > 0` of those on the diagonal. */
function signed(e: Expression, sign: "positive" | "negative" | "nonzero"): KeyedFact | null {
  const [i, j] = e.kind === "entry" ? e.at : [];
  return keyed(subject(e), i?.kind === "index" && j?.kind === "index" && i.name === j.name ? { kind: "sign", sign, onDiagonal: true } : { kind: "sign", sign });
}

/** 0 < a < 1, −1 < a < 1 */
function unit(a: Expression, b: Expression, c: Expression, relations: readonly string[]): KeyedFact | null {
  const up = relations.every((text) => RELATION[text] === "<" || RELATION[text] === "<=");
  const down = relations.every((text) => RELATION[text] === ">" || RELATION[text] === ">=");
  if ((up && isNumber(a, 0) && isNumber(c, 1)) || (down && isNumber(a, 1) && isNumber(c, 0))) return keyed(subject(b), { kind: "sign", sign: "unit" });
  const [low, high] = (up ? [a, c] : [c, a]).map(signedNumber);
  const isRange = (up || down) && low != null && high != null && low < high && Number.isInteger(low) && Number.isInteger(high);
  return isRange ? keyed(subject(b), { kind: "between", low, high }) : null;
}

/** −1 as it is read: a sum of one term. */
function signedNumber(e: Expression): number | null {
  const [term] = e.kind === "add" && e.terms.length === 1 ? e.terms : [];
  const value = numberOf(term?.of ?? e) ?? circle(term?.of ?? e);
  return value === null ? null : term?.sign === -1 ? -value : value;
}

/** π and 2π, to the whole number below: a part of the interval shows as much as all of it. */
function circle(e: Expression): number | null {
  if (e.kind === "name") return e.name === "\\pi" ? 3 : null;
  const [count, pi] = e.kind === "product" && e.factors.length === 2 ? e.factors.map(({ of }) => of) : [];
  return count !== undefined && pi?.kind === "name" && pi.name === "\\pi" && isNumber(count, 2) ? 6 : null;
}

function transposeFact(a: Expression, b: Expression): KeyedFact | null {
  if (a.kind === "transpose" && a.of.kind === "name" && isMinus(b, a.of.name)) return { key: a.of.name, fact: { kind: "skew" } };
  if (a.kind !== "name") return null;
  if (b.kind === "transpose" && b.of.kind === "name" && b.of.name === a.name) return { key: a.name, fact: { kind: "symmetric" } };
  const [term] = b.kind === "add" ? b.terms : [];
  if (b.kind === "add" && b.terms.length === 1 && term?.sign === -1 && term.of.kind === "transpose" && term.of.of.kind === "name" && term.of.of.name === a.name) return { key: a.name, fact: { kind: "skew" } };
  return null;
}

/** -S */
const isMinus = (e: Expression, name: string): boolean => e.kind === "add" && e.terms.length === 1 && e.terms[0]!.sign === -1 && e.terms[0]!.of.kind === "name" && e.terms[0]!.of.name === name;

/** A_ii = 0, L_ii = 1 */
function ofDiagonal(a: Expression, b: Expression): KeyedFact | null {
  const [i, j] = a.kind === "entry" && a.at.length === 2 ? a.at : [];
  if (i?.kind !== "index" || j?.kind !== "index" || i.name !== j.name) return null;
  return isNumber(b, 0) ? keyed(subject(a), { kind: "zero-diagonal" }) : isNumber(b, 1) ? keyed(subject(a), { kind: "unit-diagonal" }) : null;
}

/** P² = P of a matrix */
function idempotent(a: Expression, b: Expression): KeyedFact | null {
  const base = a.kind === "power" && isNumber(a.exponent, 2) ? a.base : a.kind === "product" && a.factors.length === 2 && a.factors.every(({ of }) => of.kind === "name" && b.kind === "name" && of.name === b.name) ? b : null;
  return base?.kind === "name" && b.kind === "name" && base.name === b.name && /^(\\math\w+\{|\\boldsymbol\{|\\bm\{)?\\?[A-Z]/.test(b.name) ? { key: b.name, fact: { kind: "idempotent" } } : null;
}

/** QᵀQ = I */
function orthogonal(a: Expression, b: Expression): KeyedFact | null {
  if (b.kind !== "name" || !/^(I|\\mathbf\{I\})/.test(b.name) || a.kind !== "product" || a.factors.length !== 2) return null;
  const [left, right] = a.factors.map((factor) => factor.of) as [Expression, Expression];
  const [turned, plain] = left.kind === "transpose" ? [left, right] : [right, left];
  return turned.kind === "transpose" && turned.of.kind === "name" && plain.kind === "name" && turned.of.name === plain.name ? { key: plain.name, fact: { kind: "orthogonal", of: left === turned ? "columns" : "rows" } } : null;
}

function unitNorm(a: Expression, b: Expression): KeyedFact | null {
  if (!isNumber(b, 1)) return null;
  if (a.kind === "norm" && (a.order === "2" || a.order === "plain" || a.order === "F")) return keyed(subject(a.of), { kind: "unit-norm" });
  if (a.kind === "power" && a.base.kind === "norm") return unitNorm(a.base, b);
  // uᵀu = 1
  const [left, right] = a.kind === "product" && a.factors.length === 2 ? a.factors.map(({ of }) => of) : [];
  if (left?.kind === "transpose" && left.of.kind === "name" && right?.kind === "name" && right.name === left.of.name) return keyed(right.name, { kind: "unit-norm" });
  return null;
}

/** Σ_i y_i = 1; for a matrix over the axis whose index is summed. */
export function sumsToOne(a: Expression, b: Expression): KeyedFact | null {
  if (!isNumber(b, 1)) return null;
  if (a.kind === "big" && a.operator === "sum" && a.body.kind === "entry") {
    const bound = new Set(a.binders.map((binder) => binder.name));
    const axes = a.body.at.flatMap((at, axis) => (at?.kind === "index" && bound.has(at.name) ? [axis] : []));
    const key = subject(a.body);
    if (axes.length === 0) return null;
    return keyed(key, { kind: "sums-to-one", axis: axes.length === a.body.at.length ? null : axes[0]! });
  }
  if (a.kind === "big" && a.operator === "sum" && a.body.kind === "member") return null;
  // 1ᵀ y = 1
  if (a.kind === "product" && a.factors.length === 2 && a.factors[0]!.of.kind === "transpose" && a.factors[0]!.of.of.kind === "name" && a.factors[0]!.of.of.name === "\\mathbf{1}") return keyed(subject(a.factors[1]!.of), { kind: "sums-to-one", axis: null });
  return null;
}
