/** Which names a value depends on: through definitions, families that name columns, and unspecified functions. */
import { nameOf, memberOf, number } from "../expression/build.js";
import { namesIn, walk, type Expression } from "../expression/expression.js";
import { isBeforeTheStep } from "./before-the-step.js";
import { familyKey, type Quantity, type Scope } from "../scope/scope.js";
import { levelAxis, quantityAxes } from "./axes.js";
import { keyOf } from "../expression/key.js";

/** Keys of everything that moves when the quantity of `key` moves is asked by `dependsOn`. */
export function dependsOn(e: Expression, key: string, scope: Scope, belowBars: ReadonlySet<string>): boolean {
  const seen = new Set<string>();
  const isKey = (name: string): boolean => name === key || aliases(name, scope).includes(key);
  const reaches = (name: string): boolean => {
    if (isKey(name)) return true;
    if (seen.has(name)) return false;
    seen.add(name);
    return parents(name, scope, belowBars).some((each) => (typeof each === "string" ? reaches(each) : isKey(each.given)));
  };
  return valuesIn(e, scope).some((each) => (typeof each === "string" ? reaches(each) : isKey(each.given)));
}

/** A name, or a family of which a member stands there that is given: `h_{t-1}` where the document speaks of one step t alone. */
type Value = string | { readonly given: string };

/** Names as `dependsOn` follows them: a function that is called here depends on its arguments, which are seen beside it; one that stands alone, on its parameters too. */
function valuesIn(e: Expression, scope: Scope): readonly Value[] {
  return [...walk(e)].flatMap((node): readonly Value[] => (node.kind === "name" ? [node.name] : node.kind === "member" ? [node.at[0] !== undefined && isBeforeTheStep(node.at[0], scope) ? { given: node.family } : node.family] : node.kind === "call" ? [`${node.function}()`] : []));
}

/** A matrix and the family of its columns are one thing. */
function aliases(name: string, scope: Scope): readonly string[] {
  const own = [scope.quantities.get(name), scope.quantities.get(familyKey(name))].flatMap((quantity) => (quantity?.memberOf == null ? [] : [quantity.memberOf.matrix]));
  const members = [...scope.quantities.values()].filter((quantity) => quantity.memberOf?.matrix === name).map(({ key }) => letterOf(key));
  return [...own, ...members];
}

const letterOf = (key: string): string => key.replace(/\^\{\(\\cdot\)\}$/, "");

function parents(name: string, scope: Scope, belowBars: ReadonlySet<string>): readonly Value[] {
  const found: Value[] = [...aliases(name, scope)];
  for (const quantity of [scope.quantities.get(name), scope.quantities.get(familyKey(name))]) {
    if (quantity === undefined) continue;
    for (const definition of quantity.definitions) found.push(...valuesIn(definition.body, scope));
    if (quantity.opaque !== null) for (const arg of opaqueArguments(quantity, scope, belowBars)) found.push(...valuesIn(arg, scope));
  }
  const called = name.endsWith("()");
  const definition = scope.functions.get(called ? name.slice(0, -2) : name)?.definition;
  if (definition != null) for (const each of valuesIn(definition.body, scope)) if (!called || typeof each !== "string" || !definition.parameters.includes(each)) found.push(each);
  return found;
}

/** The family h of a list of all its members, `h_1, \dots, h_T`; anything else as it is. */
function familyOfList(e: Expression): Expression {
  const [row, ...others] = e.kind === "matrix" ? e.rows : [];
  const [first, ...rest] = (row ?? []).filter((cell): cell is Expression => cell.kind !== "dots");
  if (row === undefined || others.length > 0 || row.length === 1 + rest.length || first?.kind !== "member") return e;
  return rest.every((cell) => cell.kind === "member" && cell.family === first.family) ? nameOf(first.family) : e;
}

/** What an unspecified function depends on: as the document says, or else on what the derivation ends in (`expand/opaque.ts`). */
export function opaqueArguments(quantity: Quantity, scope: Scope, belowBars: ReadonlySet<string>): readonly Expression[] {
  if (Array.isArray(quantity.opaque)) return (quantity.opaque as readonly Expression[]).map(familyOfList);
  const sinks = sinksOf(quantity, scope);
  const candidates = sinks.length > 0 ? sinks : [...belowBars].filter((key) => key !== quantity.key).map((key): Expression => nameOf(key));
  const fitting = quantity.domain === null ? candidates : candidates.filter((each) => fitsDomain(each, quantity, scope));
  const chosen = fitting.length > 0 ? fitting : candidates;
  return quantity.domain !== null && quantity.domain.length === 1 && chosen.length > 1 ? chosen.slice(-1) : chosen;
}

function fitsDomain(e: Expression, { domain }: Quantity, scope: Scope): boolean {
  if (e.kind !== "name") return true;
  const axes = quantityAxes(scope, e.name, []);
  return axes !== null && domain!.some((each) => each.length === axes.length && each.every((axis, k) => axes[k] !== null && keyOf(axis) === keyOf(axes[k]!)));
}

function sinksOf(of: Quantity, scope: Scope): readonly Expression[] {
  const used = new Set<string>();
  for (const quantity of scope.quantities.values()) for (const definition of quantity.definitions) for (const name of namesIn(definition.body)) if (name !== quantity.key) used.add(name);
  return [...scope.quantities.values()]
    .filter((quantity) => quantity.definitions.some(({ text }) => text !== "") && quantity.key !== of.key && quantity.opaque === null && !used.has(quantity.key) && !speaksOf(quantity.key, of.key, scope))
    .map((quantity) => {
      if (quantity.levels === 0) return nameOf(quantity.key);
      if (quantity.memberOf !== null && quantity.memberOf.matrix !== quantity.key) return nameOf(quantity.memberOf.matrix);
      const last = Math.max(1, ...[...quantity.explicit.keys()].map(Number));
      return memberOf(quantity.key, [levelAxis(scope, quantity.key) ?? number(last)]);
    });
}

function speaksOf(key: string, other: string, scope: Scope, seen: Set<string> = new Set()): boolean {
  if (seen.has(key)) return false;
  seen.add(key);
  return scope.quantities.get(key)?.definitions.some(({ body }) => [...namesIn(body)].some((name) => name === other || speaksOf(name, other, scope, seen))) ?? false;
}
