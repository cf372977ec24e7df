/**
 * `\ell = \sum_{i=1}^n y_i \log p_i + (1 - y_i) \log(1 - p_i)`: a sum ends before a plus, and the index of the second term would be bound by nothing. In a definition,
 * which is true by being written, the only thing that it can mean is the sum over both; in a claim it stays the slip that it is.
 */
import { freeIndices, type Expression } from "../expression/expression.js";
import { mapChildren } from "../expression/map.js";

type Sum = Expression & { readonly kind: "big" };
type Add = Expression & { readonly kind: "add" };

/** The same formula with each sum reaching over the terms after it that have its index and nothing else to bind it. @param free the indices of the left side */
export function withReachingSums(e: Expression, free: ReadonlySet<string>): { readonly body: Expression; readonly reached: Sum | null } {
  let reached: Sum | null = null;
  const visit = (node: Expression, bound: ReadonlySet<string>): Expression => {
    const inner = node.kind === "big" ? new Set([...bound, ...node.binders.map(({ name }) => name)]) : bound;
    const below = mapChildren(node, (child) => visit(child, inner));
    if (below.kind !== "add") return below;
    const found = reaching(below, bound);
    if (found === null) return below;
    reached = found.sum;
    return found.whole;
  };
  const body = visit(e, free);
  return { body, reached };
}

function reaching(e: Add, bound: ReadonlySet<string>): { readonly whole: Expression; readonly sum: Sum } | null {
  const strays = [...freeIndices(e)].filter((name) => !bound.has(name));
  for (const [k, { of, sign }] of e.terms.entries()) {
    const sum = of.kind === "product" ? of.factors.at(-1)!.of : of;
    if (sum.kind !== "big" || sum.operator !== "sum") continue;
    const names = sum.binders.map(({ name }) => name).filter((name) => strays.includes(name));
    let last = k;
    while (last + 1 < e.terms.length && names.some((name) => freeIndices(e.terms[last + 1]!.of).has(name))) last++;
    if (last === k) continue;
    const own = { of: sum.body, sign: 1 as const, start: sum.body.start, end: sum.body.end };
    const inside: Expression = { kind: "add", terms: [own, ...e.terms.slice(k + 1, last + 1)], start: sum.body.start, end: e.terms[last]!.end };
    const wider: Sum = { ...sum, body: inside, end: inside.end };
    const term: Expression = of.kind === "product" ? { ...of, factors: [...of.factors.slice(0, -1), { ...of.factors.at(-1)!, of: wider }], end: wider.end } : wider;
    const terms = [...e.terms.slice(0, k), { of: term, sign, start: term.start, end: term.end }, ...e.terms.slice(last + 1)];
    return { whole: terms.length === 1 && sign === 1 ? term : { ...e, terms }, sum: wider };
  }
  return null;
}
