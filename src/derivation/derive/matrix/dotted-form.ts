/** An array whose entries no product of arrays gives, written out: corners, and dots between them. */
import { number } from "../../expression/build.js";
import { freeIndices, type Cell, type Dots, type Expression } from "../../expression/expression.js";
import { substituteIndices } from "../../expression/map.js";

const dots = (direction: Dots["direction"]): Dots => ({ kind: "dots", direction, start: 0, end: 0 });

/** At most one form. The checker decides whether it reads as what was meant. */
export function dottedForm(e: Expression, at: readonly (string | null)[], ranges: ReadonlyMap<string, Expression>): readonly Expression[] {
  const places = at.map((name) => (name === null ? null : { name, last: ranges.get(name) }));
  if (places.some((place) => place !== null && (place.last === undefined || !freeIndices(e).has(place.name)))) return [];
  const [first, second] = places as readonly ({ readonly name: string; readonly last: Expression } | null | undefined)[];
  const cell = (...values: readonly (Expression | null)[]): Expression => substituteIndices(e, new Map(values.flatMap((value, k) => { const name = at[k]; return value === null || name == null ? [] : [[name, value] as const]; })));
  const one = number(1);
  const rows = first == null ? [null] : [one, null, first.last], columns = second == null ? [null] : [one, null, second.last];
  const isRow = first == null, isColumn = second == null;
  const grid: readonly (readonly Cell[])[] = (isRow ? [null] : rows).map((row, i) => (isColumn ? [null] : columns).map((column, j): Cell => {
    const [between, beside] = [!isRow && i === 1, !isColumn && j === 1];
    return between && beside ? dots("diagonal") : between ? dots("down") : beside ? dots("across") : cell(isRow ? null : row, isColumn ? null : column);
  }));
  return [{ kind: "matrix", rows: grid, determinant: false, start: 0, end: 0 }];
}
