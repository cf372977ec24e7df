/** Expressions rebuilt from the bottom up, and indices replaced without capture. */
import { isDots, type Condition, type Expression } from "./expression.js";

/** The node with each expression directly below it replaced; the node itself where nothing changed. */
export function mapChildren(e: Expression, f: (child: Expression) => Expression): Expression {
  switch (e.kind) {
    case "number": case "name": case "index": return e;
    case "member": { const at = mapped(e.at, f); return at === e.at ? e : { ...e, at }; }
    case "entry": { const of = f(e.of), at = mapped(e.at, (each) => (each === null ? null : f(each))); return of === e.of && at === e.at ? e : { ...e, of, at }; }
    case "add": { const terms = mapped(e.terms, (term) => { const of = f(term.of); return of === term.of ? term : { ...term, of }; }); return terms === e.terms ? e : { ...e, terms }; }
    case "product": { const factors = mapped(e.factors, (factor) => { const of = f(factor.of); return of === factor.of ? factor : { ...factor, of }; }); return factors === e.factors ? e : { ...e, factors }; }
    case "quotient": { const numerator = f(e.numerator), denominator = f(e.denominator); return numerator === e.numerator && denominator === e.denominator ? e : { ...e, numerator, denominator }; }
    case "power": { const base = f(e.base), exponent = f(e.exponent); return base === e.base && exponent === e.exponent ? e : { ...e, base, exponent }; }
    case "transpose": case "norm": case "absolute": { const of = f(e.of); return of === e.of ? e : { ...e, of }; }
    case "apply": case "call": { const args = mapped(e.arguments, f); return args === e.arguments ? e : { ...e, arguments: args }; }
    case "big": {
      const binders = mapped(e.binders, (each) => { const from = each.from === null ? null : f(each.from), to = each.to === null ? null : f(each.to); return from === each.from && to === each.to ? each : { ...each, from, to }; });
      const where = e.where === null ? null : mapCondition(e.where, f), body = f(e.body);
      return binders === e.binders && where === e.where && body === e.body ? e : { ...e, binders, where, body };
    }
    case "series": return { ...e, written: mapped(e.written, f), last: f(e.last) };
    case "derivative": { const of = f(e.of), by = mapped(e.by, f); return of === e.of && by === e.by ? e : { ...e, of, by }; }
    case "gradient": return { ...e, of: f(e.of), by: e.by === null ? null : f(e.by) };
    case "delta": case "inner": { const left = f(e.left), right = f(e.right); return left === e.left && right === e.right ? e : { ...e, left, right }; }
    case "indicator": { const condition = mapCondition(e.condition, f); return condition === e.condition ? e : { ...e, condition }; }
    case "cases": return { ...e, arms: e.arms.map((arm) => ({ value: f(arm.value), condition: mapCondition(arm.condition, f) })) };
    case "matrix": return { ...e, rows: e.rows.map((row) => row.map((cell) => (isDots(cell) ? cell : f(cell)))) };
  }
}

export function mapCondition(condition: Condition, f: (e: Expression) => Expression): Condition {
  switch (condition.kind) {
    case "compare": { const left = f(condition.left), right = f(condition.right); return left === condition.left && right === condition.right ? condition : { ...condition, left, right }; }
    case "and": case "or": return { ...condition, of: condition.of.map((each) => mapCondition(each, f)) };
    case "not": return { ...condition, of: mapCondition(condition.of, f) };
    case "otherwise": return condition;
  }
}

function mapped<T>(list: readonly T[], f: (item: T) => T): readonly T[] {
  let changed = false;
  const result = list.map((item) => { const next = f(item); if (next !== item) changed = true; return next; });
  return changed ? result : list;
}

/** Free indices replaced. What is put in must not hold a name that a sum on the way binds (`freshBinders` sees to that). */
export function substituteIndices(e: Expression, by: ReadonlyMap<string, Expression>): Expression {
  if (by.size === 0) return e;
  if (e.kind === "index") return by.get(e.name) ?? e;
  if (e.kind !== "big") return mapChildren(e, (child) => substituteIndices(child, by));
  const inner = new Map([...by].filter(([name]) => !e.binders.some((each) => each.name === name)));
  const outer = (child: Expression): Expression => substituteIndices(child, by);
  const within = (child: Expression): Expression => substituteIndices(child, inner);
  return { ...e, binders: e.binders.map((each) => ({ ...each, from: each.from === null ? null : outer(each.from), to: each.to === null ? null : outer(each.to) })), where: e.where === null ? null : mapCondition(e.where, within), body: within(e.body) };
}
