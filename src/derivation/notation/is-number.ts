/** Whether an expression is one number whatever the sizes are, as far as the document tells before shapes are inferred. */
import { children, conditionParts, type Expression } from "../expression/expression.js";
import { familyOf, rankOf, type Quantity, type Scope } from "../scope/scope.js";
import { knownFunction } from "./functions.js";
import { isCircleNumber } from "./name-key.js";

const OF_ARRAYS: ReadonlySet<string> = new Set(["trace", "det", "logsumexp"]);

/** False also where nothing tells. */
export function isNumber(e: Expression, scope: Scope, depth = 0): boolean {
  const are = (parts: readonly Expression[]): boolean => parts.every((part) => isNumber(part, scope, depth));
  switch (e.kind) {
    case "number": case "index": case "delta": case "norm": case "inner": return true;
    case "name": return isCircleNumber(e.name) || isNumberName(scope.quantities.get(e.name), scope, depth);
    case "member": return isNumberMember(familyOf(scope, e.family), scope, depth);
    case "entry": return !e.at.includes(null) && (e.of.kind !== "name" || (rankOf(scope.quantities.get(e.of.name)) ?? e.at.length) === e.at.length);
    case "indicator": return are(conditionParts(e.condition));
    case "apply": return OF_ARRAYS.has(e.function) || (/^(max|min)$/.test(e.function) && e.arguments.length === 1) || (knownFunction(e.function)?.acts === "entry" && are(e.arguments));
    case "call": return (scope.functions.get(e.function)?.codomain?.length ?? 0) === 0 && scope.functions.get(e.function)?.byEntries === undefined && are(e.arguments);
    case "big": return e.operator !== "array" && isNumber(e.body, scope, depth);
    case "cases": return e.arms.every(({ value }) => isNumber(value, scope, depth));
    case "gradient": return false;
    case "matrix": return e.determinant;
    case "product": return isInner(e, scope) || are(children(e));
    case "add": case "quotient": case "power": case "transpose": case "series": case "derivative": case "absolute": return are(children(e));
  }
}

/** `w^\\top x_i` of columns. */
function isInner({ factors }: Expression & { readonly kind: "product" }, scope: Scope): boolean {
  const [row, column, ...more] = factors.map(({ of }) => of);
  return more.length === 0 && row?.kind === "transpose" && isColumn(row.of, scope) && column !== undefined && isColumn(column, scope);
}

const isColumn = (e: Expression, scope: Scope): boolean => (e.kind === "name" ? rankOf(scope.quantities.get(e.name)) === 1 : e.kind === "member" && rankOf(familyOf(scope, e.family)) === 1);

/** `p_i = \\sigma(w^\\top x_i)` */
function isNumberMember(family: Quantity | undefined, scope: Scope, depth: number): boolean {
  const rank = rankOf(family);
  if (family === undefined || rank !== null || depth > 4) return rank === 0;
  return family.definitions.length > 0 && family.definitions.every(({ entries, body }) => entries.length === 0 && isNumber(body, scope, depth + 1));
}

/** Deep definitions are left alone. */
function isNumberName(quantity: Quantity | undefined, scope: Scope, depth: number): boolean {
  const rank = rankOf(quantity);
  if (quantity === undefined || rank !== null || depth > 4) return rank === 0;
  const [definition] = quantity.definitions;
  return quantity.role === "variable" && quantity.levels === 0 && definition?.entries.length === 0 && isNumber(definition.body, scope, depth + 1);
}
