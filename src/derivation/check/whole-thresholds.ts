/**
 * Whole numbers that something changes at: the 10 of `\mathbb{1}[i \le 10]`, of `\min(n, 10)`, of `\lfloor n/10 \rfloor`, of `\sum_{i=10}^n` and of `\sqrt{(n-10)^2}`.
 * A claim in which one stands is tried beyond it.
 */
import { walk, type Condition, type Expression } from "../expression/expression.js";
import { familyOf, type Scope } from "../scope/scope.js";

/** A size at which everything has changed that the expressions let change; 0 where nothing does. */
export function beyondThresholds(expressions: readonly Expression[], scope: Scope): number {
  let beyond = 0;
  for (const e of expressions) for (const node of walk(e)) beyond = Math.max(beyond, ...partsThatChange(node, scope).map((parts) => reach(parts)));
  return beyond;
}

/** Of a node, the groups of expressions that are compared, rounded or rooted together, all of them whole numbers. */
function partsThatChange(e: Expression, scope: Scope): readonly (readonly Expression[])[] {
  const groups = groupsOf(e);
  return groups.filter((parts) => parts.every((part) => isWhole(part, scope)) && parts.some((part) => [...walk(part)].some((node) => isCounter(node, scope))));
}

function groupsOf(e: Expression): readonly (readonly Expression[])[] {
  switch (e.kind) {
    case "indicator": return comparisons(e.condition);
    case "cases": return e.arms.flatMap(({ condition }) => comparisons(condition));
    case "absolute": case "norm": return [[e.of]];
    case "apply": return CHANGING.has(e.function) ? [e.arguments] : [];
    case "power": return e.exponent.kind === "quotient" || (e.exponent.kind === "number" && e.exponent.places > 0) ? [[e.base]] : [];
    case "big": return [...(e.where === null ? [] : comparisons(e.where)), ...e.binders.flatMap(({ from, to }) => (from === null || to === null ? [] : [[from, to]]))];
    default: return [];
  }
}

const CHANGING: ReadonlySet<string> = new Set(["max", "min", "floor", "ceil", "sign", "sqrt", "abs", "relu"]);

function comparisons(condition: Condition): readonly (readonly Expression[])[] {
  switch (condition.kind) {
    case "compare": return [[condition.left, condition.right]];
    case "and": case "or": return condition.of.flatMap(comparisons);
    case "not": return comparisons(condition.of);
    case "otherwise": return [];
  }
}

const isCounter = (e: Expression, scope: Scope): boolean =>
  e.kind === "index" || (e.kind === "name" && scope.quantities.get(e.name)?.role === "size") || (e.kind === "member" && familyOf(scope, e.family)?.role === "size");

/** Made of sizes, indices and whole numbers. */
function isWhole(e: Expression, scope: Scope): boolean {
  switch (e.kind) {
    case "number": return e.places === 0;
    case "index": case "name": case "member": return isCounter(e, scope);
    case "add": return e.terms.every(({ of }) => isWhole(of, scope));
    case "product": return e.factors.every(({ of }) => isWhole(of, scope));
    case "quotient": return isWhole(e.numerator, scope) && isWhole(e.denominator, scope);
    case "power": return isWhole(e.base, scope) && e.exponent.kind === "number";
    case "transpose": case "absolute": return isWhole(e.of, scope);
    case "apply": return ["max", "min", "floor", "ceil"].includes(e.function) && e.arguments.every((argument) => isWhole(argument, scope));
    default: return false;
  }
}

/** Two beyond the largest number among the parts, as many times as they are divided: min(⌈n/2⌉, 6) changes at 13. */
function reach(parts: readonly Expression[]): number {
  let largest = 0, divisor = 1;
  const look = (e: Expression, isBelow: boolean): void => {
    if (e.kind === "number") {
      if (isBelow) divisor *= Math.max(1, Number(e.digits));
      else largest = Math.max(largest, Number(e.digits));
    }
    if (e.kind === "add") e.terms.forEach(({ of }) => look(of, isBelow));
    if (e.kind === "product") e.factors.forEach(({ of, sign }) => look(of, isBelow !== (sign === "over")));
    if (e.kind === "quotient") { look(e.numerator, isBelow); look(e.denominator, !isBelow); }
    if (e.kind === "power") look(e.base, isBelow);
    if (e.kind === "transpose" || e.kind === "absolute") look(e.of, isBelow);
    if (e.kind === "apply") e.arguments.forEach((argument) => look(argument, isBelow));
  };
  for (const part of parts) look(part, false);
  return largest < 2 && divisor === 1 ? 0 : divisor * (largest + 2);
}
