/** Closures for expressions in index form, over one frame of index values and the arrays of the call. */
import { isCircleNumber } from "../notation/name-key.js";
import { CannotDerive } from "../derive/derivation.js";
import { asMatrixEntry, referenceOf } from "../derive/reference.js";
import type { Condition, Expression } from "../expression/expression.js";
import { keyOf } from "../expression/key.js";
import { familyOf, type Scope } from "../scope/scope.js";
import type { Values } from "./compile.js";
import type { DefinedArray, DefinedArrays } from "./defined-arrays.js";
import { numberFunction } from "./number-functions.js";

type Value = () => number;
interface Stored { readonly data: Float64Array; readonly shape: readonly number[] }

const cannot = (message: string, at: Expression): never => { throw new CannotDerive(message, "no-rule", [], at); };

export class Program {
  private readonly slots = new Map<string, number>();
  private frame: number[] = [];
  private values: Values = {};
  private sizes: ReadonlyMap<string, number> = new Map();
  /** Arrays of this call that definitions gave. */
  private readonly worked = new Map<string, Stored>();
  private readonly codes = new Map<string, () => Stored>();

  constructor(private readonly scope: Scope, private readonly arrays: DefinedArrays) {}

  load(values: Values, sizes: ReadonlyMap<string, number>): void {
    [this.values, this.sizes] = [values, sizes];
    this.worked.clear();
  }

  slot(index: string): number {
    const known = this.slots.get(index);
    if (known !== undefined) return known;
    this.slots.set(index, this.slots.size);
    this.frame.push(0);
    return this.slots.size - 1;
  }

  /** Runs over all combinations, the last index fastest; indices count from 1. */
  each(slots: readonly number[], lengths: readonly number[], visit: (k: number) => void): void {
    const { frame } = this;
    let k = 0;
    const along = (axis: number): void => {
      if (axis === slots.length) { visit(k++); return; }
      for (let i = 1; i <= lengths[axis]!; i++) { frame[slots[axis]!] = i; along(axis + 1); }
    };
    along(0);
  }

  scalar(e: Expression): Value {
    switch (e.kind) {
      case "number": { const value = Number(e.digits) / 10 ** e.places; return () => value; }
      case "index": { const { frame } = this, slot = this.slot(e.name); return () => frame[slot]!; }
      case "name": case "member": case "entry": return this.entry(e);
      case "derivative": return this.upstream(e);
      case "add": return this.sum(e.terms.map(({ sign, of }) => [sign, this.scalar(of)] as const));
      case "product": return this.product(e);
      case "quotient": { const [a, b] = [this.scalar(e.numerator), this.scalar(e.denominator)]; return () => a() / b(); }
      case "power": return this.power(e);
      case "apply": {
        const args = e.arguments.map((arg) => this.scalar(arg));
        return numberFunction(e.function, args) ?? cannot(`'${e.function}' has no numbers here`, e);
      }
      case "absolute": { const of = this.scalar(e.of); return () => Math.abs(of()); }
      case "delta": { const [a, b] = [this.scalar(e.left), this.scalar(e.right)]; return () => (a() === b() ? 1 : 0); }
      case "indicator": { const holds = this.condition(e.condition, e); return () => (holds() ? 1 : 0); }
      case "cases": return this.cases(e);
      case "big": return this.big(e);
      default: return cannot("this has no numbers here", e);
    }
  }

  private sum(terms: readonly (readonly [1 | -1, Value])[]): Value {
    return () => { let total = 0; for (const [sign, value] of terms) total += sign * value(); return total; };
  }

  private product(e: Expression & { readonly kind: "product" }): Value {
    const above = e.factors.filter(({ sign }) => sign !== "over" && sign !== "hadamard-over").map(({ of }) => this.scalar(of));
    const below = e.factors.filter(({ sign }) => sign === "over" || sign === "hadamard-over").map(({ of }) => this.scalar(of));
    return () => { let value = 1; for (const factor of above) value *= factor(); for (const factor of below) value /= factor(); return value; };
  }

  private power(e: Expression & { readonly kind: "power" }): Value {
    const base = this.scalar(e.base), exponent = this.scalar(e.exponent);
    return e.exponent.kind === "number" && e.exponent.digits === 2n && e.exponent.places === 0 ? () => { const value = base(); return value * value; } : () => base() ** exponent();
  }

  private cases(e: Expression & { readonly kind: "cases" }): Value {
    const arms = e.arms.map(({ value, condition }) => [this.condition(condition, e), this.scalar(value)] as const);
    return () => { for (const [holds, value] of arms) if (holds()) return value(); return NaN; };
  }

  private big(e: Expression & { readonly kind: "big" }): Value {
    if (e.operator !== "sum" && e.operator !== "product") return cannot("an extremum over an index has no numbers here", e);
    const { frame } = this, isSum = e.operator === "sum";
    const where = e.where === null ? null : this.condition(e.where, e);
    const body = this.scalar(e.body);
    const binders = e.binders.map(({ name, from, to }) => ({ slot: this.slot(name), from: from === null ? () => 1 : this.scalar(from), to: to === null ? cannot("the sum has no limits", e) : this.scalar(to) }));
    const along = (k: number): number => {
      if (k === binders.length) return where === null || where() ? body() : isSum ? 0 : 1;
      const { slot, from, to } = binders[k]!;
      // an inner use of the same letter must not disturb an outer one
      const before = frame[slot]!, last = to();
      let total = isSum ? 0 : 1;
      for (let i = from(); i <= last; i++) { frame[slot] = i; const value = along(k + 1); total = isSum ? total + value : total * value; }
      frame[slot] = before;
      return total;
    };
    return () => along(0);
  }

  private condition(condition: Condition, at: Expression): () => boolean {
    switch (condition.kind) {
      case "otherwise": return () => true;
      case "not": { const of = this.condition(condition.of, at); return () => !of(); }
      case "and": case "or": {
        const all = condition.of.map((each) => this.condition(each, at));
        return condition.kind === "and" ? () => all.every((each) => each()) : () => all.some((each) => each());
      }
      case "compare": {
        const [a, b] = [this.scalar(condition.left), this.scalar(condition.right)];
        switch (condition.relation) {
          case "=": return () => a() === b();
          case "!=": return () => a() !== b();
          case "<": return () => a() < b();
          case "<=": return () => a() <= b();
          case ">": return () => a() > b();
          case ">=": return () => a() >= b();
        }
      }
    }
  }

  /** An entry of a value, of a defined array, or a length. */
  private entry(e: Expression): Value {
    const own = referenceOf(e);
    if (own === null) return this.arrayEntry(e);
    const { key, levels, at } = asMatrixEntry(own, this.scope);
    // labels c_1, …, c_N are given as a list
    if (levels.length === 1 && at.length === 0 && familyOf(this.scope, key)?.role === "label") return this.at(() => this.array(key), levels);
    if (levels.length > 0) return cannot("members of a family have no numbers here", e);
    const quantity = this.scope.quantities.get(key);
    if (quantity?.role === "size" || (at.length === 0 && quantity?.axes === null && quantity.definitions.length === 0)) return () => this.sizes.get(key) ?? (typeof this.values[key] === "number" ? this.values[key] : missing(key));
    if (isCircleNumber(key) && quantity === undefined) return () => Math.PI;
    return this.at(() => this.array(key), at);
  }

  private at(array: () => Stored, at: readonly Expression[]): Value {
    const places = at.map((each) => this.scalar(each));
    const i = places[0], j = places[1];
    if (i === undefined) return () => array().data[0]!;
    if (j === undefined) return () => array().data[i() - 1]!;
    if (places.length === 2) return () => { const { data, shape } = array(); return data[(i() - 1) * shape[1]! + j() - 1]!; };
    return () => { const { data, shape } = array(); let k = 0; places.forEach((place, axis) => { k = k * shape[axis]! + place() - 1; }); return data[k]!; };
  }

  private array(key: string): Stored {
    const given = this.values[key] ?? this.values[key.replace(/^\\/, "")];
    if (typeof given === "object") return given;
    if (typeof given === "number") return { data: Float64Array.of(given), shape: [1, 1] };
    const known = this.worked.get(key);
    if (known !== undefined) return known;
    const value = (this.codes.get(key) ?? this.code(key))();
    this.worked.set(key, value);
    return value;
  }

  /** The loops of a definition, made when first needed. */
  private code(key: string, definition: DefinedArray | null = this.arrays.named(key)): () => Stored {
    if (definition === null) return missing(key);
    const slots = definition.at.map((name) => this.slot(name)), body = this.scalar(definition.body);
    const axes = definition.axes.map((axis) => (axis === null ? missing(key) : this.scalar(axis)));
    const code = (): Stored => {
      const lengths = axes.map((axis) => axis());
      const data = new Float64Array(lengths.reduce((a, b) => a * b, 1));
      const before = [...this.frame];
      this.each(slots, lengths, (k) => { data[k] = body(); });
      before.forEach((value, slot) => { this.frame[slot] = value; });
      return { data, shape: lengths.length === 1 ? [lengths[0]!, 1] : lengths };
    };
    this.codes.set(key, code);
    return code;
  }

  /** `softmax(z)_i`: all of it is worked out, once a call. */
  private arrayEntry(e: Expression): Value {
    if (e.kind !== "entry" || e.of.kind !== "apply" || e.of.function !== "softmax" || e.at.includes(null)) return cannot("an entry of this expression has no numbers here; give the expression a name", e);
    const key = keyOf(e.of), acrossRows = this.scope.softmaxAxis === "rows";
    const argument = this.code(key, this.arrays.of(e.of.arguments[0]!, key));
    return this.at(() => {
      const known = this.worked.get(key);
      if (known !== undefined) return known;
      const value = softmax(argument(), acrossRows);
      this.worked.set(key, value);
      return value;
    }, e.at as readonly Expression[]);
  }

  /** `dL/dY_{ik}` is the entry of the value `dY`. */
  private upstream(e: Expression & { readonly kind: "derivative" }): Value {
    const by = e.by.length === 1 ? referenceOf(e.by[0]!) : null;
    if (by === null || referenceOf(e.of)?.at.length !== 0) return cannot("a derivative that is not worked out has no numbers", e);
    const { key, levels, at } = asMatrixEntry(by, this.scope);
    if (levels.length > 0) return cannot("members of a family have no numbers here", e);
    return this.at(() => this.array(`d${key}`), at);
  }
}

/** Along the columns of a matrix, or its rows; the largest is taken off first, so that nothing overflows. */
function softmax({ data, shape }: Stored, acrossRows: boolean): Stored {
  const rows = shape[0]!, columns = shape[1] ?? 1;
  const result = new Float64Array(data.length);
  const place = acrossRows ? (line: number, k: number) => line * columns + k : (line: number, k: number) => k * columns + line;
  const [lines, length] = acrossRows ? [rows, columns] : [columns, rows];
  for (let line = 0; line < lines; line++) {
    let largest = -Infinity, total = 0;
    for (let k = 0; k < length; k++) largest = Math.max(largest, data[place(line, k)]!);
    for (let k = 0; k < length; k++) total += result[place(line, k)] = Math.exp(data[place(line, k)]! - largest);
    for (let k = 0; k < length; k++) result[place(line, k)]! /= total;
  }
  return { data: result, shape };
}

function missing(key: string): never {
  throw new Error(`compile: no value is given for '${key}'`);
}

