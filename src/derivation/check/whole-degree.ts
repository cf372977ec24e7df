/**
 * How a formula grows with the whole numbers in it: `\sum_{k=1}^n k^2` as n³. Two polynomials that agree at n = 1, 2 and 3 may differ at 4, so a claim
 * of high degree is tried at more sizes than one that only has arrays of n entries.
 */
import { children, freeIndices, namesIn, type Expression } from "../expression/expression.js";
import type { Scope } from "../scope/scope.js";

/** What is no polynomial (2^n, n!, \sqrt n) counts as one of this degree. */
const OTHER = 4;

const LINEAR: ReadonlySet<string> = new Set(["tr", "vec", "diag"]);

/** The degree in sizes and indices that stand as numbers; what stands in subscripts and limits counts only for how many terms a sum of numbers has. */
export function wholeDegree(e: Expression, scope: Scope): number {
  const of = (part: Expression): number => wholeDegree(part, scope);
  const largest = (parts: readonly Expression[]): number => Math.max(0, ...parts.map(of));
  switch (e.kind) {
    case "index": return 1;
    case "name": return isWhole(e.name, scope) ? 1 : degreeOfDefinition(e.name, scope);
    case "member": return isWhole(e.family, scope) ? 1 : degreeOfDefinition(e.family, scope);
    case "entry": return of(e.of);
    case "add": return largest(e.terms.map((term) => term.of));
    case "product": return e.factors.reduce((sum, factor) => sum + of(factor.of), 0);
    case "quotient": return of(e.numerator) + of(e.denominator);
    case "power": return of(e.exponent) > 0 ? OTHER : e.exponent.kind === "number" ? of(e.base) * Math.max(1, Number(e.exponent.digits)) : other(e.base, scope);
    case "big": return e.operator === "sum" ? of(e.body) + (isOfWholeNumbers(e.body, scope) || isCounted(e) ? 1 : 0) : e.operator === "array" ? of(e.body) : other(e.body, scope);
    case "apply": return LINEAR.has(e.function) ? largest(e.arguments) : Math.max(0, ...e.arguments.map((argument) => other(argument, scope)));
    case "call": return Math.max(0, ...e.arguments.map((argument) => other(argument, scope)));
    case "derivative": case "gradient": return of(e.of);
    case "number": case "delta": case "indicator": return 0;
    default: return largest(children(e));
  }
}

const other = (e: Expression, scope: Scope): number => (wholeDegree(e, scope) > 0 ? OTHER : 0);

const isWhole = (key: string, scope: Scope): boolean => scope.quantities.get(key)?.role === "size";

/** `\sum_j x_i`: as many terms as j has values, all the same. */
const isCounted = ({ binders, body }: Expression & { readonly kind: "big" }): boolean => { const free = freeIndices(body); return binders.some(({ name }) => !free.has(name)); };

const isOfWholeNumbers = (e: Expression, scope: Scope): boolean => [...namesIn(e)].every((name) => isWhole(name, scope));

/** `a = \frac{n(n+1)}{2}`: a name for whole numbers alone. What else is defined by way of a size, a mean, is the same on both sides. */
function degreeOfDefinition(key: string, scope: Scope): number {
  const bodies = (scope.quantities.get(key)?.definitions ?? []).map(({ body }) => body).filter((body) => isOfWholeNumbers(body, scope));
  return Math.max(0, ...bodies.map((body) => wholeDegree(body, scope)));
}
