/** Entries of a matrix that is written out: cells one by one, or a row or column with dots, whose cell in the middle is read off its ends. */
import { deltaOf, number, ONE } from "../expression/build.js";
import { isDots, type Expression } from "../expression/expression.js";
import { substituteIndices } from "../expression/map.js";
import type { ArrayForm } from "./arrays.js";
import { plus, times } from "./combine.js";
import { CannotDerive } from "./derivation.js";
import { cellBetween } from "./dotted-cell.js";
import type { DeriveContext } from "./context.js";

type Literal = Expression & { readonly kind: "matrix" };
const cannot = (message: string, at: Expression, code: "no-rule" | "shape" = "no-rule"): never => { throw new CannotDerive(message, code, [], at); };

/** @param of the index form of a cell */
export function literalForm(e: Literal, context: DeriveContext, of: (cell: Expression) => ArrayForm): ArrayForm {
  if (e.determinant) return cannot("a determinant that is written out has no index form here", e);
  return e.rows.some((row) => row.some(isDots)) ? dottedLiteral(e, context, of) : plainLiteral(e, of);
}

/** `[a^{(1)} \cdots a^{(N)}]`, or the same as a column. */
function dottedLiteral(e: Literal, context: DeriveContext, of: (cell: Expression) => ArrayForm): ArrayForm {
  const lies = e.rows.length === 1;
  if (!lies && e.rows.some(({ length }) => length !== 1)) return cannot("a matrix with dots in both directions has no index form here", e);
  const k = context.letters.take("k", "l");
  const found = cellBetween((lies ? e.rows[0]! : e.rows.map(([cell]) => cell!)), k);
  if (found === null) return cannot("what stands for these dots cannot be read off the first and the last cell", e);
  const cell = of(found.cell), count = found.to;
  if (cell.axes.length > 1 || (cell.axes.length === 1 && !lies)) return cannot("a block matrix with dots has no index form here", e);
  const at = (index: Expression, own: readonly Expression[]): Expression => substituteIndices(cell.entry(own), new Map([[k.name, index]]));
  if (!lies) return { axes: [count], entry: ([i]) => at(i!, []) };
  return { axes: [cell.axes[0] ?? number(1), count], entry: ([i, j]) => at(j!, cell.axes.length === 0 ? [] : [i!]) };
}

/** Without dots: the cell of a general index is the sum of all of them, each against Kronecker deltas. */
function plainLiteral(e: Literal, of: (cell: Expression) => ArrayForm): ArrayForm {
  const cells = e.rows.map((row) => row.map((cell) => {
    const form = of(cell as Expression);
    return form.axes.length === 0 ? form.entry([]) : cannot("a number is expected here", cell as Expression, "shape");
  }));
  const [rows, columns] = [cells.length, cells[0]!.length];
  /** Which lines an index can mean, each with the factor that picks it. */
  const lines = (at: Expression, count: number): readonly (readonly [number, Expression])[] => {
    if (at.kind !== "number") return Array.from({ length: count }, (_, k) => [k, deltaOf(at, number(k + 1))] as const);
    const k = Number(at.digits) - 1;
    return k < count ? [[k, ONE]] : cannot("there is no such cell", e, "shape");
  };
  const cell = (i: Expression, j: Expression): Expression => plus(...lines(i, rows).flatMap(([r, row]) => lines(j, columns).map(([c, column]) => times(cells[r]![c]!, row, column))));
  if (columns === 1) return { axes: [number(rows)], entry: ([i]) => cell(i!, ONE) };
  return { axes: [number(rows), number(columns)], entry: ([i, j]) => cell(i!, j!) };
}
