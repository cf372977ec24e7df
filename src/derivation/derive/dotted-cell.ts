/** The general cell of a row with dots: `a^{(1)}, a^{(2)}, …, a^{(N)}` is `a^{(k)}` up to N. */
import { isNumber, number } from "../expression/build.js";
import { isDots, type Cell, type Expression } from "../expression/expression.js";
import { keyOf, same } from "../expression/key.js";
import { mapChildren, substituteIndices } from "../expression/map.js";

export interface DottedCell {
  readonly cell: Expression;
  /** How many cells there are. */
  readonly to: Expression;
}

/** null where the first and the last cell differ in more than a 1 and one length, or a cell between does not fit. */
export function cellBetween(cells: readonly Cell[], index: Expression & { readonly kind: "index" }): DottedCell | null {
  const [first, last] = [cells[0], cells.at(-1)];
  if (first === undefined || last === undefined || isDots(first) || isDots(last)) return null;
  const lengths = new Map<string, Expression>();
  const cell = between(first, last, index, lengths);
  if (cell === null || lengths.size !== 1) return null;
  const dots = cells.findIndex(isDots);
  const at = (k: number): Expression => substituteIndices(cell, new Map([[index.name, number(k)]]));
  const fits = cells.every((each, k) => isDots(each) || k > dots || same(each, at(k + 1)));
  return fits && cells.filter(isDots).length === 1 ? { cell, to: [...lengths.values()][0]! } : null;
}

/** Both at once: where one has a 1 and the other a length, the index stands. */
function between(a: Expression, b: Expression, index: Expression, lengths: Map<string, Expression>): Expression | null {
  if (same(a, b)) return a;
  if (isNumber(a, 1)) { lengths.set(keyOf(b), b); return index; }
  if (a.kind !== b.kind) return null;
  const others: Expression[] = [];
  mapChildren(b, (child) => { others.push(child); return child; });
  let count = 0, failed = false;
  const merged = mapChildren(a, (child) => {
    const other = others[count++];
    const own = other === undefined ? null : between(child, other, index, lengths);
    failed ||= own === null;
    return own ?? child;
  });
  if (failed || count !== others.length) return null;
  const back = substituteIndices(merged, new Map([[(index as { readonly name: string }).name, [...lengths.values()][0] ?? index]]));
  return same(back, b) ? merged : null;
}
