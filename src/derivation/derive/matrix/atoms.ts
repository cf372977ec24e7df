/** From index form to arrays, bottom up: entries of names become the names, functions act on each entry, sums of products become products of arrays. */
import { applyOf, indexOf, indicatorOf, isNumber, nameOf, number, ONE } from "../../expression/build.js";
import { freeIndices, walk, type Expression } from "../../expression/expression.js";
import { scalarKeyOf } from "../../expression/key.js";
import { substituteIndices } from "../../expression/map.js";
import { familyOf } from "../../scope/scope.js";
import { quantityAxes, type Axis } from "../axes.js";
import { over, power } from "../combine.js";
import { asMatrixEntry, referenceOf, type Reference } from "../reference.js";
import { expressionOf, monomialOf, type Power } from "../simplify/monomial.js";
import { hadamard, hadamardQuotient, matrixProduct, scaledArray } from "./array-algebra.js";
import { NoMatrixForm, type Atom } from "./atom.js";
import { eliminated } from "./eliminate.js";
import type { MatrixContext } from "./matrix-context.js";

/** The array of `e` over its free indices. @throws NoMatrixForm */
export function atomOf(e: Expression, context: MatrixContext): Atom {
  switch (e.kind) {
    case "number": case "name": return { indices: [], array: e };
    case "index": throw new NoMatrixForm("an index stands as a number");
    case "member": case "entry": return entryAtom(e, context);
    case "derivative": return derivativeAtom(e, context);
    case "delta": return deltaAtom(e);
    case "add": return addAtom(e, context);
    case "big": return isOverMembers(e, context) ? keptSum(e, context) : termAtom(e, context);
    case "product": case "quotient": case "power": return termAtom(e, context);
    case "apply": return functionAtom(e, e.arguments, (args) => applyOf(e.function, ...args), context);
    case "call": return functionAtom(e, e.arguments, (args) => ({ ...e, arguments: args }), context);
    case "absolute": return functionAtom(e, [e.of], ([of]) => ({ ...e, of: of! }), context);
    case "indicator": {
      const { condition } = e;
      if (condition.kind !== "compare") break;
      return functionAtom(e, [condition.left, condition.right], ([left, right]) => indicatorOf({ ...condition, left: left!, right: right! }), context);
    }
    default:
  }
  if (freeIndices(e).size === 0) return { indices: [], array: e };
  throw new NoMatrixForm(`no array is written for ${e.kind}`);
}

/** An index over the whole of an axis stands for it; a number picks one entry, which is a scalar only where no index is left. */
function entryAtom(e: Expression, context: MatrixContext): Atom {
  const { scope, ranges, running } = context;
  const own = referenceOf(e);
  if (own === null) return arrayEntryAtom(e);
  const reference = asMember(asMatrixEntry(own, scope), context);
  if (freeIndices(e).size === 0 || ![...freeIndices(e)].some((name) => running.has(name))) return { indices: [], array: e };
  const axes = quantityAxes(scope, reference.key, reference.levels);
  const indices = reference.at.map((at, k) => wholeAxis(at, axes?.[k] ?? null, ranges));
  if (reference.levels.some((level) => [...freeIndices(level)].some((name) => running.has(name)))) throw new NoMatrixForm("an index of a family runs");
  return diagonal(indices, wholeOf(reference));
}

/** An entry of a matrix in one fixed column, as an entry of the family that names the columns: `Y_{lk}` is `y^{(k)}_l`. */
function asMember(reference: Reference, { scope, running }: MatrixContext): Reference {
  const fixed = reference.at.map((at) => ![...freeIndices(at)].some((name) => running.has(name)));
  if (reference.at.length !== 2 || fixed[0] === fixed[1]) return reference;
  const axis = fixed[1] === true ? "columns" : "rows";
  const family = [...scope.quantities.values()].find((quantity) => quantity.levels === 1 && quantity.memberOf?.matrix === reference.key && quantity.memberOf.axis === axis);
  if (family === undefined) throw new NoMatrixForm("one column of a matrix, which has no name");
  const [i, j] = reference.at as readonly [Expression, Expression];
  return { key: family.key.replace(/\^\{\(\\cdot\)\}$/, ""), levels: [axis === "columns" ? j : i], at: [axis === "columns" ? i : j] };
}

const wholeOf = ({ key, levels }: Reference): Expression => (levels.length === 0 ? nameOf(key) : { kind: "member", family: key, at: levels, start: 0, end: 0 });

/** `softmax(z)_i`, `(A^{-1})_{ij}` */
function arrayEntryAtom(e: Expression): Atom {
  if (e.kind !== "entry" || e.at.some((at) => at?.kind !== "index")) throw new NoMatrixForm("an entry of an expression");
  return diagonal(e.at.map((at) => (at as { readonly name: string }).name), e.of);
}

function wholeAxis(at: Expression, axis: Axis, ranges: MatrixContext["ranges"]): string {
  if (at.kind !== "index") throw new NoMatrixForm("a subscript is more than an index");
  const range = ranges.get(at.name);
  if (range !== undefined && axis !== null && (scalarKeyOf(range) !== scalarKeyOf(axis))) throw new NoMatrixForm("an index runs over a part of the axis");
  return at.name;
}

/** The same index twice is the diagonal. */
function diagonal(indices: readonly string[], array: Expression): Atom {
  if (indices.length > 2) throw new NoMatrixForm("more than two axes");
  return indices.length === 2 && indices[0] === indices[1] ? { indices: [indices[0]!], array: applyOf("diag", array) } : { indices, array };
}

function derivativeAtom(e: Expression & { readonly kind: "derivative" }, context: MatrixContext): Atom {
  const { scope, ranges, running, layout } = context;
  const of = referenceOf(e.of), by = e.by.map(referenceOf);
  if (of === null || by.includes(null)) throw new NoMatrixForm("a derivative of an expression");
  const places = [of, ...(by as readonly Reference[])].map((reference) => asMember(asMatrixEntry(reference, scope), context));
  if (![...freeIndices(e)].some((name) => running.has(name))) return { indices: [], array: e };
  const indices = places.flatMap((reference) => {
    const axes = quantityAxes(scope, reference.key, reference.levels);
    return reference.at.map((at, k) => wholeAxis(at, axes?.[k] ?? null, ranges));
  });
  if (places.some(({ levels }) => levels.some((level) => freeIndices(level).size > 0 && [...freeIndices(level)].some((name) => running.has(name))))) throw new NoMatrixForm("an index of a family runs");
  const whole: Expression = { ...e, of: wholeOf(places[0]!), by: places.slice(1).map(wholeOf) };
  if (by.length === 1) {
    const turnedOver = (places[0]!.at.length === 0 && layout === "numerator") || (places[0]!.at.length > 0 && layout === "denominator");
    const array: Expression = turnedOver ? context.turned(whole) : whole;
    // the derivative of a column by a number lies down in the denominator layout
    if (places[0]!.at.length + places[1]!.at.length === 1 && turnedOver) return { indices, array };
    return diagonal(indices, array);
  }
  if (places[0]!.at.length > 0) throw new NoMatrixForm("second derivatives of an array");
  return diagonal(indices, whole);
}

function deltaAtom(e: Expression & { readonly kind: "delta" }): Atom {
  if (e.left.kind !== "index" || e.right.kind !== "index") throw new NoMatrixForm("a Kronecker delta of more than indices");
  return { indices: [e.left.name, e.right.name], array: IDENTITY };
}

export const IDENTITY: Expression = nameOf("I");
export const ONES: Expression = nameOf("\\mathbf{1}");

/** Terms over the same indices; one with fewer is spread with ones. */
function addAtom(e: Expression & { readonly kind: "add" }, context: MatrixContext): Atom {
  const atoms = e.terms.map(({ of }) => atomOf(of, context));
  const indices = union(atoms);
  return { indices, array: { ...e, terms: e.terms.map((term, k) => ({ ...term, of: spread(atoms[k]!, indices, context) })) } };
}

function union(atoms: readonly Atom[]): readonly string[] {
  const widest = atoms.reduce((a, b) => (b.indices.length > a.indices.length ? b : a)).indices;
  const all = [...new Set([...widest, ...atoms.flatMap(({ indices }) => indices)])];
  if (all.length > 2) throw new NoMatrixForm("more than two indices");
  return all;
}

/** The atom over these indices, in this order. */
export function spread(atom: Atom, indices: readonly string[], context: MatrixContext): Expression {
  const [row] = indices;
  if (atom.indices.length === indices.length) return atom.indices[0] === row || indices.length < 2 ? atom.array : context.turned(atom.array);
  if (atom.indices.length === 0) {
    const ones = indices.length === 1 ? ONES : matrixProduct(ONES, context.turned(ONES));
    return scaledArray(atom.array, ones);
  }
  return atom.indices[0] === row ? matrixProduct(atom.array, context.turned(ONES)) : matrixProduct(ONES, context.turned(atom.array));
}

/** f of each entry. Numbers among the arguments stay numbers. */
function functionAtom(e: Expression, args: readonly Expression[], make: (args: readonly Expression[]) => Expression, context: MatrixContext): Atom {
  if (freeIndices(e).size === 0) return { indices: [], array: e };
  const atoms = args.map((arg) => atomOf(arg, context));
  const indices = union(atoms);
  return { indices, array: make(atoms.map((atom) => (atom.indices.length === 0 ? atom.array : spread(atom, indices, context)))) };
}

/** A product of powers below sums: each index that a sum binds is eliminated. */
function termAtom(e: Expression, context: MatrixContext): Atom {
  const bound = new Map<string, Expression>();
  const { coefficient, powers } = opened(e, bound, context);
  const inner: MatrixContext = { ...context, ranges: new Map([...context.ranges, ...bound]), running: new Set([...context.running, ...bound.keys()]) };
  const atoms: Atom[] = powers.flatMap((power) => powerAtoms(power, inner));
  const front = expressionOf({ coefficient, powers: [] });
  const scalars = atoms.filter(({ indices }) => indices.length === 0).map(({ array }) => array);
  const atom = eliminated(atoms.filter(({ indices }) => indices.length > 0), bound, inner);
  return { indices: atom.indices, array: scaledArray(scalarFactor(front, scalars), atom.array) };
}

/** Numbers in front: fractions stay together. */
function scalarFactor(front: Expression, scalars: readonly Expression[]): Expression {
  return scalars.length === 0 ? front : expressionOf(monomialOf(matrixProduct(front, ...scalars)));
}

/** `\sum_n p_n x_n x_n^T`: members that have no matrix stay below their sum. */
function isOverMembers(e: Expression & { readonly kind: "big" }, { scope }: MatrixContext): boolean {
  const names = new Set(e.binders.map(({ name }) => name));
  return e.operator === "sum" && e.where === null && [...walk(e.body)].some((node) => node.kind === "member" && node.at.some((at) => [...freeIndices(at)].some((name) => names.has(name))) && hasNoMatrix(node, scope));
}

const hasNoMatrix = ({ family }: Expression & { readonly kind: "member" }, scope: MatrixContext["scope"]): boolean => {
  const own = familyOf(scope, family);
  return own?.memberOf == null || own.levels !== 1;
};

function keptSum(e: Expression & { readonly kind: "big" }, context: MatrixContext): Atom {
  const { indices, array } = atomOf(e.body, context);
  return { indices, array: { ...e, body: array } };
}

/** The powers of a product, with the sums that are factors of it opened. */
function opened(e: Expression, bound: Map<string, Expression>, context: MatrixContext): ReturnType<typeof monomialOf> {
  if (e.kind === "big" && !isOverMembers(e, context)) return opened(bind(e, bound, context), bound, context);
  const { coefficient, powers } = monomialOf(e);
  let total = { coefficient, powers: [] as Power[] };
  for (const power of powers) {
    if (power.base.kind !== "big" || power.exponent !== 1 || power.base.operator !== "sum" || power.base.where !== null || isOverMembers(power.base, context)) { total = { ...total, powers: [...total.powers, power] }; continue; }
    const inner = opened(bind(power.base, bound, context), bound, context);
    total = { coefficient: { numerator: total.coefficient.numerator * inner.coefficient.numerator, denominator: total.coefficient.denominator * inner.coefficient.denominator }, powers: [...total.powers, ...inner.powers] };
  }
  return total;
}

/** The body of a sum whose index is now bound; under another letter where its own is taken. */
function bind(e: Expression & { readonly kind: "big" }, bound: Map<string, Expression>, { ranges }: MatrixContext): Expression {
  if (e.operator !== "sum" || e.where !== null) throw new NoMatrixForm("a sum under a condition");
  const renamed = new Map<string, Expression>();
  for (const { name, from, to } of e.binders) {
    if (from === null || to === null || !isNumber(from, 1)) throw new NoMatrixForm("a sum that does not begin at 1");
    let letter = name;
    while (bound.has(letter) || ranges.has(letter)) letter += "'";
    if (letter !== name) renamed.set(name, indexOf(letter));
    bound.set(letter, to);
  }
  return substituteIndices(e.body, renamed);
}

/** x^2 is x ⊙ x; a power below the bar is a Hadamard quotient. */
function powerAtoms({ base, exponent }: Power, context: MatrixContext): readonly Atom[] {
  const atom = base.kind === "power" ? functionAtom(base, [base.base, base.exponent], ([b, n]) => ({ ...base, base: b!, exponent: n! }), context) : atomOf(base, context);
  if (base.kind === "power" && atom.indices.length > 1) throw new NoMatrixForm("a power of a matrix, entry by entry");
  if (atom.indices.length === 0) return [{ indices: [], array: exponent < 0 ? over(ONE, power(atom.array, number(-exponent))) : power(atom.array, number(exponent)) }];
  if (Math.abs(exponent) > 4) throw new NoMatrixForm("a high power");
  if (exponent > 0) return Array.from({ length: exponent }, () => atom);
  const array = hadamard(Array.from({ length: -exponent }, () => atom.array));
  return [{ indices: atom.indices, array: hadamardQuotient(spread({ indices: [], array: ONE }, atom.indices, context), array) }];
}

