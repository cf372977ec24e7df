/** Sums and their limits, and the limits of rows and columns of dots. */
import { freeIndices, walk } from "../expression/expression.js";
import { at, type Edit, type EditContext, sizeNames, termStarts } from "./edit.js";

/** Sums put in for an index that nothing binds, taken out, and their limits exchanged. */
export function* sumEdits(context: EditContext): Generator<Edit> {
  const { side, other, text } = context;
  const sizes = sizeNames(context);
  const bound = new Set<string>();
  for (const node of walk(side)) if (node.kind === "big") for (const binder of node.binders) bound.add(binder.name);
  const strayOnes = [...freeIndices(side)].filter((name) => !freeIndices(other).has(name));
  for (const name of strayOnes) for (const { offset } of termStarts(side)) yield { ...at(offset), text: `\\sum_{${name}} `, what: `the sum over '${name}' is missing`, rank: 1 };
  for (const name of freeIndices(side)) if (!strayOnes.includes(name)) yield { ...at(side.kind === "add" ? side.terms[0]!.of.start : side.start), text: `\\sum_{${name}} `, what: `a sum over '${name}' is missing`, rank: 4 };
  for (const node of walk(side)) {
    if (node.kind !== "big") continue;
    yield { start: node.start, end: node.body.start, text: "", what: "the sum is too much", rank: 2 };
    for (const binder of node.binders) {
      if (binder.to !== null) for (const size of sizes) if (text.slice(binder.to.start, binder.to.end) !== size) yield { start: binder.to.start, end: binder.to.end, text: size, what: `the sum should run to ${size}`, rank: 1 };
      if (binder.to !== null && binder.to.end > binder.to.start && text[binder.to.end] === "}") for (const shift of ["-1", "+1"]) yield { ...at(binder.to.end), text: shift, what: "the upper limit is off by one", rank: 3 };
      if (binder.from?.kind === "number") for (const from of ["0", "1", "2"]) if (text.slice(binder.from.start, binder.from.end) !== from) yield { start: binder.from.start, end: binder.from.end, text: from, what: `the sum should start at ${from}`, rank: 2 };
    }
  }
  // limits of a row or column of dots: x_m for x_n
  for (const node of walk(side)) {
    if (node.kind !== "matrix") continue;
    for (const cell of node.rows.flat()) {
      if (cell.kind === "dots") continue;
      for (const inner of walk(cell)) {
        if (inner.kind !== "name" || inner.end === inner.start || context.scope.quantities.get(inner.name)?.role !== "size") continue;
        for (const size of sizes) if (size !== inner.name) yield { start: inner.start, end: inner.end, text: size, what: `the last one should be ${size}`, rank: 1 };
      }
    }
  }
}
