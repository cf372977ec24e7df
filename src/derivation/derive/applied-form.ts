/** Known functions in index form: of numbers entry by entry; of arrays by their definition, or as they stand. */
import { applyOf, deltaOf, entryOf } from "../expression/build.js";
import type { Expression } from "../expression/expression.js";
import { knownFunction } from "../notation/functions.js";
import { arrayForm, cannot, scalar, type ArrayForm } from "./arrays.js";
import { sumOver, times } from "./combine.js";
import type { DeriveContext } from "./context.js";
import { summed, transposed } from "./product-form.js";

export function appliedForm(e: Expression & { readonly kind: "apply" }, context: DeriveContext): ArrayForm {
  const forms = e.arguments.map((arg) => arrayForm(arg, context));
  const [of] = forms as [ArrayForm];
  switch (e.function) {
    case "trace": {
      const length = of.axes[0] ?? of.axes[1] ?? null;
      if (of.axes.length !== 2 || length === null) return cannot("the trace needs a square matrix whose shape is known", e, "shape");
      const i = context.letters.take("i", "k", "l");
      return scalar(sumOver(i.name, length, of.entry([i, i])));
    }
    case "transpose": return transposed(of);
    case "diag": return of.axes.length === 1 ? { axes: [of.axes[0]!, of.axes[0]!], entry: ([i, j]) => times(deltaOf(i!, j!), of.entry([i!])) } : { axes: [of.axes[0]!], entry: ([i]) => of.entry([i!, i!]) };
    case "det": return scalar(e);
    case "softmax": return { axes: of.axes, entry: (at) => (at.length === 0 ? e : entryOf(e, at)) };
    case "vec": return cannot("vec has no index form here", e);
    case "logsumexp": return scalar(applyOf("log", summed([of], (at) => applyOf("exp", of.entry(at)), e, context)));
    default: {
      if (e.function === "max" && forms.length === 1 && of.axes.length > 0) return scalar(e);
      if (knownFunction(e.function)?.acts === "array") return cannot(`'${e.function}' has no index form here`, e);
      const wide = forms.reduce((a, b) => (b.axes.length > a.axes.length ? b : a));
      return { axes: wide.axes, entry: (at) => applyOf(e.function, ...forms.map((form) => form.entry(form.axes.length === 0 ? [] : at))) };
    }
  }
}
