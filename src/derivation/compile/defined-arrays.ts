/** The definitions of a document as index forms, asked for by name. */
import type { Expression } from "../expression/expression.js";
import { indexOf } from "../expression/build.js";
import { arrayForm } from "../derive/arrays.js";
import { quantityAxes, type Axes } from "../derive/axes.js";
import type { DeriveContext } from "../derive/context.js";
import { definitionOf } from "../derive/rules/entries.js";

export interface DefinedArray {
  readonly at: readonly string[];
  readonly axes: Axes;
  readonly body: Expression;
}

export interface DefinedArrays {
  /** null: the document does not define it. */
  named(name: string): DefinedArray | null;
  /** Any array expression; `id` keeps its indices apart from all others. */
  of(e: Expression, id: string): DefinedArray;
}

export function definedArrays(context: DeriveContext): DefinedArrays {
  const placesOf = (axes: Axes, id: string): readonly (Expression & { readonly kind: "index" })[] => axes.map((_, k) => indexOf(`?${id}${k}`));
  return {
    named: (name) => {
      const own = context.scope.quantities.get(name);
      if (own === undefined || own.definitions.length === 0 || own.levels > 0) return null;
      const axes = quantityAxes(context.scope, name, []) ?? arrayForm(own.definitions[0]!.body, context).axes;
      const at = placesOf(axes, name);
      const body = definitionOf({ key: name, levels: [], at }, own, context);
      return body === null ? null : { at: at.map((index) => index.name), axes, body };
    },
    of: (e, id) => {
      const form = arrayForm(e, context), at = placesOf(form.axes, id);
      return { at: at.map((index) => index.name), axes: form.axes, body: form.entry(at) };
    },
  };
}
