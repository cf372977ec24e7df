/** An index of a sum that already means something around it: legal, and a trap for the reader. */
import type { Claim } from "../check/claim.js";
import { children, freeIndices, type Expression } from "../expression/expression.js";
import type { Remark } from "../expand/world.js";

/** A warning for each sum inside another over the same letter, and for each sum over an index of the line; `stray` is no index of the line, only unbound. */
export function shadowedIndices({ left, right }: Claim, stray?: string): readonly Remark[] {
  const free = new Set([...freeIndices(left), ...freeIndices(right)]);
  if (stray !== undefined) free.delete(stray);
  return [left, right].flatMap((side) => [...shadowsIn(side, free, new Set())]);
}

function* shadowsIn(e: Expression, free: ReadonlySet<string>, bound: ReadonlySet<string>): Generator<Remark> {
  if (e.kind === "big") {
    for (const { name, start, end } of e.binders) {
      if (!free.has(name) && !bound.has(name)) continue;
      const outer = bound.has(name) ? "the index of the sum around it" : "the index of the line";
      yield { severity: "warning", code: "shadowed-index", message: `this sum's index '${name}' hides ${outer}; inside the sum '${name}' is its own: give it another letter`, start, end };
    }
  }
  const inner = e.kind === "big" ? new Set([...bound, ...e.binders.map(({ name }) => name)]) : bound;
  for (const child of children(e)) yield* shadowsIn(child, free, inner);
}
