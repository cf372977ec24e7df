/** Functions of the document in index form: of a number, entry by entry, or put in. */
import { callOf, nameOf } from "../expression/build.js";
import { walk, type Expression } from "../expression/expression.js";
import { mapChildren } from "../expression/map.js";
import { arrayForm, cannot, scalar, type ArrayForm } from "./arrays.js";
import type { DeriveContext } from "./context.js";

export function callForm(e: Expression & { readonly kind: "call" }, context: DeriveContext): ArrayForm {
  const opaque = context.scope.functions.has(e.function) ? undefined : context.scope.quantities.get(e.function);
  if (opaque?.opaque != null && e.primes === 0) return scalar(e.arguments.every((arg) => arg.kind === "name" || arg.kind === "member") ? nameOf(e.function) : e);
  if (context.scope.functions.get(e.function)?.byEntries !== undefined) return cannot(`'${e.function}' is defined entry by entry, and that has no index form here`, e);
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
