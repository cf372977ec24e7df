/** Functions of the document in index form: of a number, entry by entry, or put in. */
import { callOf, indexOf, nameOf } from "../expression/build.js";
import { walk, type Expression } from "../expression/expression.js";
import { mapChildren, substituteIndices } from "../expression/map.js";
import type { FunctionEntry } from "../scope/scope.js";
import { arrayForm, cannot, scalar, scalarForm, type ArrayForm } from "./arrays.js";
import type { DeriveContext } from "./context.js";

export function callForm(e: Expression & { readonly kind: "call" }, context: DeriveContext): ArrayForm {
  const opaque = context.scope.functions.has(e.function) ? undefined : context.scope.quantities.get(e.function);
  if (opaque?.opaque != null && e.primes === 0) return scalar(e.arguments.every((arg) => arg.kind === "name" || arg.kind === "member") ? nameOf(e.function) : e);
  const byEntries = context.scope.functions.get(e.function)?.byEntries;
  if (byEntries !== undefined) return entriesForm(e, byEntries, context);
  const definition = context.scope.functions.get(e.function)?.definition;
  const forms = e.arguments.map((arg) => arrayForm(arg, context));
  if (forms.every((form) => form.axes.length === 0) && definition != null && e.primes === 0) {
    // M(t) = A + tB
    const body = arrayForm(inlined(definition, e.arguments), context);
    if (body.axes.length > 0) return body;
  }
  if (forms.every((form) => form.axes.length === 0)) return scalar(callOf(e.function, forms.map((form) => form.entry([])), e.primes));
  const own = context.scope.functions.get(e.function);
  const ofNumbers = forms.length === 1 && (definition != null ? entrywise(definition.parameters[0]!, definition.body, context) : own?.domain == null || own.domain[0]?.length === 0);
  if (ofNumbers) return { axes: forms[0]!.axes, entry: (at) => callOf(e.function, [forms[0]!.entry(at)], e.primes) };
  if (definition != null && e.primes === 0) return arrayForm(inlined(definition, e.arguments), context);
  return own?.codomain != null && own.codomain.length > 0 ? cannot(`'${e.function}' is an unspecified function with several values`, e) : scalar(e);
}

/** `r_i(x) = …`: each entry by its own formula. */
function entriesForm(e: Expression & { readonly kind: "call" }, own: NonNullable<FunctionEntry["byEntries"]>, context: DeriveContext): ArrayForm {
  if (e.primes > 0 || own.parameters.length !== e.arguments.length) return cannot(`'${e.function}' is defined entry by entry, and that has no index form here`, e);
  // the letters that its entries are asked for by may be bound in its formula
  const inside = new Map(own.indices.map((index, k) => [index, indexOf(`?entry${k}`)] as const));
  const body = scalarForm(inlined({ parameters: own.parameters, body: substituteIndices(own.body, inside) }, e.arguments), context);
  return { axes: own.indices.map((index) => context.scope.ranges.get(index)?.to ?? null), entry: (at) => substituteIndices(body, new Map(at.map((index, k) => [`?entry${k}`, index] as const))) };
}

/** A function that is defined for a number acts on each entry of an array. */
function entrywise(parameter: string, body: Expression, { scope }: DeriveContext): boolean {
  for (const node of walk(body)) if (node.kind === "entry" && node.of.kind === "name" && node.of.name === parameter) return false;
  const declared = scope.quantities.get(parameter);
  return declared?.axes == null || declared.axes.length === 0;
}

/** The body with the arguments in place of the parameters. */
export function inlined({ parameters, body }: { readonly parameters: readonly string[]; readonly body: Expression }, args: readonly Expression[]): Expression {
  const at = (e: Expression): Expression => {
    const k = e.kind === "name" ? parameters.indexOf(e.name) : -1;
    return k >= 0 ? args[k]! : mapChildren(e, at);
  };
  return at(body);
}
