/** Sums and products over an index in index form. */
import { ONE } from "../expression/build.js";
import { walk, type Expression } from "../expression/expression.js";
import { mapCondition, substituteIndices } from "../expression/map.js";
import { arrayForm, cannot, type ArrayForm } from "./arrays.js";
import { levelAxis } from "./axes.js";
import { indexNames, type DeriveContext } from "./context.js";

export function bigForm(e: Expression & { readonly kind: "big" }, context: DeriveContext): ArrayForm {
  // the author's letters stay where they are free
  const renamed = new Map<string, Expression>(), inner = new Set([...indexNames(e.body)].filter((name) => !e.binders.some((each) => each.name === name)));
  const binders = e.binders.map((each) => {
    const { name } = context.letters.takeBeside(inner, each.name);
    if (name !== each.name) renamed.set(each.name, { kind: "index", name, start: 0, end: 0 });
    return { ...each, name, from: each.from === null ? null : substituteIndices(each.from, renamed), to: each.to === null ? null : substituteIndices(each.to, renamed) };
  });
  const limited = binders.map((each, k) => (each.to !== null ? each : { ...each, from: ONE, to: rangeOfBinder(e.binders[k]!.name, e, context) }));
  const body = arrayForm(substituteIndices(e.body, renamed), context);
  const where = e.where === null ? null : mapCondition(e.where, (part) => substituteIndices(part, renamed));
  if (e.operator === "array") return cannot("an array that is told by its entries has no index form here", e);
  if (e.operator !== "sum" && body.axes.length > 0) return cannot("this operator has no index form on arrays", e);
  return { axes: body.axes, entry: (at) => ({ ...e, binders: limited, where, body: body.entry(at) }) };
}

/** The limits that the body's subscripts give to `\sum_k`. */
function rangeOfBinder(index: string, e: Expression & { readonly kind: "big" }, context: DeriveContext): Expression {
  for (const node of walk(e.body)) {
    if (node.kind !== "entry" && node.kind !== "member") continue;
    const axis = node.at.findIndex((at) => at?.kind === "index" && at.name === index);
    if (axis < 0) continue;
    const found = node.kind === "entry" ? arrayForm(node.of, context).axes[axis] : null;
    if (found != null) return found;
    if (node.kind === "member") { const level = levelAxis(context.scope, node.family); if (level !== null) return level; }
  }
  return context.scope.ranges.get(index)?.to ?? cannot(`the range of the index '${index}' is told by nothing; write the limits of the sum`, e, "undeclared");
}
