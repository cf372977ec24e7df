/**
 * Matrix literals, with or without dots. Dots stand for the pattern that the written cells show: where two corner cells differ only in whole numbers,
 * the cells between them count from the one to the other. Every written cell must fit the pattern.
 */
import { isDots, type Cell, type Expression } from "../expression/expression.js";
import type { Evaluate } from "./conditions.js";
import { determinant } from "./determinant.js";
import { isNumber } from "../notation/is-number.js";
import { integerOrNull } from "./integers.js";
import { square } from "./known-functions.js";
import { LIMITS } from "./limits.js";
import { problem } from "./problem.js";
import { fitted } from "./elastic.js";
import { asMatrix, normalised, scalar, transposed, type Tensor } from "./tensor.js";
import { shapeText, type Env, type World } from "./world.js";

type Big = Expression & { readonly kind: "big" };
type Matrix = Expression & { readonly kind: "matrix" };

export function evaluateMatrix(e: Matrix, env: Env, world: World, evaluate: Evaluate): Tensor {
  const grid = completeGrid(e, env, world);
  const cells = grid.map((row) => row.map((cell) => evaluate(cell, env, world)));
  const whole = assemble(isStack(e, cells) ? cells[0]!.map((cell) => [cell]) : cells, e, world);
  return e.determinant ? scalar(determinant(square("det", whole, e, world), world.graph)) : whole;
}

/** `[h, x]` of columns of different lengths: only on top of each other do they make an array. */
function isStack({ isListed }: Matrix, [cells]: readonly (readonly Tensor[])[]): boolean {
  return isListed === true && cells!.every((cell) => cell.elastic === undefined && cell.shape.length < 2) && new Set(cells!.map(({ data }) => data.length)).size > 1;
}

/** `W [h, x]` where h and x are equally long: on top of each other where W asks for that; null where it does not. */
export function stackedFor(before: Tensor, { shape, data }: Tensor, e: Expression): Tensor | null {
  const isAsked = e.kind === "matrix" && e.isListed === true && before.elastic === undefined && before.shape.length === 2 && shape.length === 2 && before.shape[1] !== shape[0] && before.shape[1] === data.length;
  return isAsked ? { shape: [data.length], data: transposed({ shape, data }).data } : null;
}

/** Blocks side by side and one below the other; numbers are blocks of one. */
function assemble(cells: readonly (readonly Tensor[])[], e: Matrix, world: World): Tensor {
  const columns = cells[0]!.map((_, j) => cells.map((row) => row[j]!));
  const [tall, wide] = [cells.map((row) => told(row, "rows")), columns.map((column) => told(column, "columns"))];
  const heights = cells.map((row, i) => tall[i] ?? squareIn(row, wide) ?? asMatrix(row[0]!).rows);
  const widths = columns.map((column, j) => wide[j] ?? squareIn(column, tall) ?? asMatrix(column[0]!).columns);
  const rows: number[][] = [];
  cells.forEach((row, i) => {
    const blocks = row.map((cell, j) => block(cell, heights[i]!, widths[j]!, e, world));
    for (let r = 0; r < heights[i]!; r++) rows.push(blocks.flatMap((data, j) => data.slice(r * widths[j]!, (r + 1) * widths[j]!)));
  });
  return normalised([rows.length, rows[0]!.length], rows.flat());
}

/** What the blocks of a row or of a column that have a size say of it. */
function told(line: readonly Tensor[], side: "rows" | "columns"): number | null {
  const cell = line.find((each) => each.elastic === undefined && !isBare(each));
  return cell === undefined ? null : asMatrix(cell)[side];
}

/** An identity is as high as it is wide: `I & 0` above other blocks. */
function squareIn(line: readonly Tensor[], across: readonly (number | null)[]): number | null {
  const at = line.findIndex(({ elastic }, k) => elastic === "identity" && across[k] !== null);
  return at < 0 ? null : across[at]!;
}

const isBare = (cell: Tensor): boolean => cell.shape.length === 0;

function block(cell: Tensor, rows: number, columns: number, e: Matrix, world: World): readonly number[] {
  const { graph } = world;
  const isZero = cell.shape.length === 0 && cell.data.length === 1 && cell.data[0] === graph.constant(0);
  const fit = cell.elastic !== undefined ? fitted(cell, rows === 1 && columns === 1 ? [] : [rows, columns], world) : isZero ? { shape: [rows, columns], data: Array.from({ length: rows * columns }, () => cell.data[0]!) } : cell;
  const matrix = fit === null ? null : asMatrix(fit);
  if (matrix === null || matrix.rows !== rows || matrix.columns !== columns) return problem("shape", `a block of the matrix is ${shapeText(world, cell.shape)}, its neighbours ask for ${shapeText(world, [rows, columns])}`, e);
  return matrix.data;
}

/** The grid without dots. */
function completeGrid(e: Matrix, env: Env, world: World): readonly (readonly Expression[])[] {
  if (e.rows.every((row) => row.every((cell) => !isDots(cell)))) return e.rows;
  const dottedRows = e.rows.flatMap((row, i) => (row.every(isDots) ? [i] : []));
  const solid = e.rows.filter((row) => !row.every(isDots));
  if (solid.length === 0) return problem("notation", "this matrix is made of dots alone", e);
  let dottedColumns = solid[0]!.flatMap((_, j) => (solid.some((row) => isDots(row[j]!)) ? [j] : []));
  if (dottedColumns.length === 0 && dottedRows.length > 0) {
    const diagonal = e.rows[dottedRows[0]!]!.findIndex((cell) => isDots(cell) && cell.direction === "diagonal");
    if (diagonal > 0 && diagonal < solid[0]!.length - 1 && solid.every((row) => isZeroCell(row[diagonal]!))) dottedColumns = [diagonal];
  }
  if (dottedRows.length > 1 || dottedColumns.length > 1) return problem("notation", "a matrix with more than one row or column of dots is not understood", e);
  const [gapRow, gapColumn] = [dottedRows[0] ?? null, dottedColumns[0] ?? null];
  if (gapColumn !== null && solid.some((row) => !isDots(row[gapColumn]!) && !isZeroCell(row[gapColumn]!))) return problem("notation", "the dots of this matrix do not stand in one column", e);
  if (gapRow === 0 || gapRow === e.rows.length - 1 || gapColumn === 0 || gapColumn === e.rows[0]!.length - 1) return problem("notation", "the dots need a written cell on both sides", e);
  const at = (i: number, j: number): Expression => e.rows[i]![j] as Expression;
  return fill(e, at, { gapRow, gapColumn, rows: e.rows.length, columns: e.rows[0]!.length }, env, world);
}

const isZeroCell = (cell: Cell): boolean => !isDots(cell) && cell.kind === "number" && cell.digits === 0n;

interface Grid {
  readonly gapRow: number | null;
  readonly gapColumn: number | null;
  readonly rows: number;
  readonly columns: number;
}

type Pattern = { readonly count: number; readonly cell: (k: number) => Expression };

function fill(e: Matrix, at: (i: number, j: number) => Expression, grid: Grid, env: Env, world: World): readonly (readonly Expression[])[] {
  const [lastRow, lastColumn] = [grid.rows - 1, grid.columns - 1];
  const dotted = Array.from({ length: grid.rows }, (_, i) => (i === grid.gapRow || grid.gapColumn === null ? null : pattern(at(i, 0), at(i, lastColumn), env, world)));
  const width = dotted.find((row) => row !== null && row.count > 1)?.count;
  const isOneNumber = (i: number): boolean => dotted[i] == null || (dotted[i].count === 1 && sameText(at(i, 0), at(i, lastColumn)) && isNumber(at(i, 0), world.scope));
  if (grid.gapRow === null && dotted.some((row) => row !== null) && dotted.every((_, i) => isOneNumber(i))) return problem("notation", "how many cells these dots stand for is told by nothing", e);
  // 1 & 1 & … & 1 above x_1 & x_2 & … & x_n is as long
  const across = (i: number): Pattern | null => {
    const row = dotted[i] ?? null;
    if (grid.gapColumn === null) return { count: grid.columns, cell: (k) => at(i, k) };
    return row !== null && row.count === 1 && width !== undefined && isSameCell(at(i, 1), at(i, 0), env, world) ? { count: width, cell: () => at(i, 0) } : row;
  };
  const top = across(0), bottom = across(lastRow);
  let result: readonly (readonly Expression[])[] | null = null;
  if (top !== null && bottom !== null && top.count === bottom.count) {
    const columns = Array.from({ length: top.count }, (_, j) => (grid.gapRow === null ? null : pattern(top.cell(j), bottom.cell(j), env, world)));
    if (grid.gapRow === null) {
      const rows = Array.from({ length: grid.rows }, (_, i) => across(i));
      result = rows.every((row) => row !== null && row.count === top.count) ? rows.map((row) => Array.from({ length: top.count }, (_, j) => row!.cell(j))) : null;
    } else {
      const height = columns.find((column) => column !== null && column.count > 1)?.count;
      result = height === undefined ? null : Array.from({ length: height }, (_, i) => columns.map((column, j) => (column === null || column.count === 1 ? top.cell(j) : column.cell(i))));
      if (columns.some((column) => column !== null && column.count !== 1 && column.count !== height)) result = null;
    }
  }
  if (result !== null && fits(result, at, grid, env, world)) return result;
  const diagonal = diagonalGrid(at, grid, env, world);
  if (diagonal !== null && fits(diagonal, at, grid, env, world)) return diagonal;
  return problem("notation", "the dots of this matrix follow no pattern that its written cells show", e);
}

/** Written cells on the diagonal that count up; everywhere else one and the same cell, or one pattern in row and column, `-s_2 s_1`. */
function diagonalGrid(at: (i: number, j: number) => Expression, grid: Grid, env: Env, world: World): readonly (readonly Expression[])[] | null {
  if (grid.gapRow === null || grid.gapColumn === null) return null;
  const diagonal = pattern(at(0, 0), at(grid.rows - 1, grid.columns - 1), env, world);
  // ones alone do not tell how many
  if (diagonal === null || sameText(at(0, 0), at(grid.rows - 1, grid.columns - 1))) return null;
  const [upper, lower] = [at(0, grid.columns - 1), at(grid.rows - 1, 0)];
  if (pattern(upper, upper, env, world) === null || !equal(upper, upper, env, world)) return null;
  const beside = besideDiagonal(upper, lower, diagonal.count - 1, env, world) ?? ((i: number, j: number) => (i < j ? upper : lower));
  return Array.from({ length: diagonal.count }, (_, i) => Array.from({ length: diagonal.count }, (_, j) => (i === j ? diagonal.cell(i) : beside(i, j))));
}

/** `-s_1 s_n` in one corner and `-s_n s_1` in the other: what counts up from the first row to the last is the row, what counts down the column. */
function besideDiagonal(upper: Expression, lower: Expression, last: number, env: Env, world: World): ((i: number, j: number) => Expression) | null {
  const holes: { readonly from: number; readonly to: number }[] = [];
  const template = generalise(upper, lower, env, world, holes);
  if (template === null || holes.length === 0 || !holes.every(({ from, to }) => Math.abs(to - from) === last)) return null;
  return (i, j) => template((from, to) => (to > from ? from + i : to + j));
}

/** Each written cell is the one that the pattern has in its place. */
function fits(cells: readonly (readonly Expression[])[], at: (i: number, j: number) => Expression, grid: Grid, env: Env, world: World): boolean {
  const place = (k: number, gap: number | null, written: number, total: number): number | null => (gap === null || k < gap ? k : k === gap ? null : total - (written - k));
  for (let i = 0; i < grid.rows; i++) {
    for (let j = 0; j < grid.columns; j++) {
      const [row, column] = [place(i, grid.gapRow, grid.rows, cells.length), place(j, grid.gapColumn, grid.columns, cells[0]!.length)];
      if (row === null || column === null) continue;
      const filled = cells[row]?.[column];
      // at small sizes the written cells may be more than there are: x_1, x_2, …, x_n with n = 1
      if (filled !== undefined && !equal(filled, at(i, j), env, world)) return false;
    }
  }
  return true;
}

/** A row of ones: what is written beside the dots is the same as well. */
const isSameCell = (a: Expression | undefined, b: Expression, env: Env, world: World): boolean => a !== undefined && !isDots(a) && equal(a, b, env, world);

const equal = (a: Expression, b: Expression, env: Env, world: World): boolean => {
  const found = pattern(a, b, env, world);
  return found !== null && found.count === 1;
};

/** The cells from `a` to `b`: the whole numbers in which they differ count up together, by the same stride from one to the next. @param how "inside": a power of numbers is a power, and no number */
function pattern(a: Expression, b: Expression, env: Env, world: World, stride = 1, how: Look = "whole"): Pattern | null {
  const difference = differenceOf(a, b, env, world, how);
  if (difference === null || difference.step < 0 || difference.step % stride !== 0) return null;
  const last = difference.step / stride;
  if (last >= LIMITS.range) return problem("too-large", `the dots stand for ${last + 1} cells here`, b);
  return { count: last + 1, cell: (k) => difference.template((from) => from + k * stride) };
}

type Look = "whole" | "inside";

/** The common form of two cells, and by how much each whole number in which they differ is larger in the second. */
function differenceOf(a: Expression, b: Expression, env: Env, world: World, how: Look): { readonly template: Template; readonly step: number } | null {
  const holes: { readonly from: number; readonly to: number }[] = [];
  const template = how === "inside" ? generaliseInside(a, b, env, world, holes) : generalise(a, b, env, world, holes);
  const steps = new Set(holes.map(({ from, to }) => to - from));
  return template === null || steps.size > 1 ? null : { template, step: [...steps][0] ?? 0 };
}

/** An expression whose holes are filled, each by the whole numbers that it is between. */
type Template = (fill: (from: number, to: number) => number) => Expression;

/** The common form of two expressions, with the whole numbers in which they differ as holes; null where they differ otherwise. */
function generalise(a: Expression, b: Expression, env: Env, world: World, holes: { from: number; to: number }[]): Template | null {
  const [from, to] = [wholeNumber(a, env, world), wholeNumber(b, env, world)];
  if (from !== null && to !== null) {
    if (from === to) return () => a;
    holes.push({ from, to });
    return (fill) => ({ kind: "number", digits: BigInt(fill(from, to)), places: 0, start: a.start, end: a.end });
  }
  return generaliseInside(a, b, env, world, holes);
}

/** The same of the parts of two nodes of one kind. */
function generaliseInside(a: Expression, b: Expression, env: Env, world: World, holes: { from: number; to: number }[]): Template | null {
  if (a.kind !== b.kind) return null;
  const pair = zipNode(a, b);
  if (pair === null) return null;
  const parts = pair.left.map((left, k) => generalise(left, pair.right[k]!, env, world, holes));
  return parts.some((part) => part === null) ? null : (fill) => pair.rebuild(parts.map((part) => part!(fill)));
}

const wholeNumber = (e: Expression, env: Env, world: World): number | null => integerOrNull(e, env, world);

interface Zipped {
  readonly left: readonly Expression[];
  readonly right: readonly Expression[];
  readonly rebuild: (parts: readonly Expression[]) => Expression;
}

/** Two nodes of one kind with the same names, signs and number of parts. */
function zipNode(a: Expression, b: Expression): Zipped | null {
  const zip = (left: readonly Expression[], right: readonly Expression[], rebuild: Zipped["rebuild"], same = true): Zipped | null => (same && left.length === right.length ? { left, right, rebuild } : null);
  switch (a.kind) {
    case "number": case "delta": case "indicator": case "cases": case "matrix": case "series": case "inner": case "norm": case "gradient": return sameText(a, b) ? zip([], [], () => a) : null;
    case "big": {
      if (b.kind !== "big" || a.where !== null || b.where !== null || a.operator !== b.operator) return sameText(a, b) ? zip([], [], () => a) : null;
      const limits = (e: Big): readonly Expression[] => e.binders.flatMap(({ from, to }) => [from, to]).filter((limit) => limit !== null);
      const same = a.binders.length === b.binders.length && a.binders.every((binder, k) => binder.name === b.binders[k]!.name && (binder.from === null) === (b.binders[k]!.from === null) && (binder.to === null) === (b.binders[k]!.to === null));
      return zip([...limits(a), a.body], [...limits(b), b.body], (parts) => {
        const rest = [...parts];
        const binders = a.binders.map((binder) => ({ ...binder, from: binder.from === null ? null : rest.shift()!, to: binder.to === null ? null : rest.shift()! }));
        return { ...a, binders, body: rest[0]! };
      }, same);
    }
    case "index": return b.kind === "index" ? zip([], [], () => a, a.name === b.name) : null;
    case "name": return b.kind === "name" ? zip([], [], () => a, a.name === b.name) : null;
    case "member": return b.kind === "member" ? zip(a.at, b.at, (at) => ({ ...a, at }), a.family === b.family) : null;
    case "entry": {
      if (b.kind !== "entry") return null;
      const solid = (at: readonly (Expression | null)[]): readonly Expression[] => at.filter((each) => each !== null);
      return zip([a.of, ...solid(a.at)], [b.of, ...solid(b.at)], ([of, ...rest]) => { let k = 0; return { ...a, of: of!, at: a.at.map((each) => (each === null ? null : rest[k++]!)) }; }, a.at.every((each, k) => (each === null) === (b.at[k] === null)));
    }
    case "add": return b.kind === "add" ? zip(a.terms.map((term) => term.of), b.terms.map((term) => term.of), (parts) => ({ ...a, terms: a.terms.map((term, k) => ({ ...term, of: parts[k]! })) }), a.terms.length === b.terms.length && a.terms.every((term, k) => term.sign === b.terms[k]!.sign)) : null;
    case "product": return b.kind === "product" ? zip(a.factors.map((factor) => factor.of), b.factors.map((factor) => factor.of), (parts) => ({ ...a, factors: a.factors.map((factor, k) => ({ ...factor, of: parts[k]! })) }), a.factors.length === b.factors.length && a.factors.every((factor, k) => factor.sign === b.factors[k]!.sign)) : null;
    case "quotient": return b.kind === "quotient" ? zip([a.numerator, a.denominator], [b.numerator, b.denominator], ([numerator, denominator]) => ({ ...a, numerator: numerator!, denominator: denominator! })) : null;
    case "power": return b.kind === "power" ? zip([a.base, a.exponent], [b.base, b.exponent], ([base, exponent]) => ({ ...a, base: base!, exponent: exponent! })) : null;
    case "transpose": return b.kind === "transpose" ? zip([a.of], [b.of], ([of]) => ({ ...a, of: of! })) : null;
    case "absolute": return b.kind === "absolute" ? zip([a.of], [b.of], ([of]) => ({ ...a, of: of! })) : null;
    case "apply": return b.kind === "apply" ? zip(a.arguments, b.arguments, (parts) => ({ ...a, arguments: parts }), a.function === b.function) : null;
    case "call": return b.kind === "call" ? zip(a.arguments, b.arguments, (parts) => ({ ...a, arguments: parts }), a.function === b.function && a.primes === b.primes) : null;
    case "derivative": return b.kind === "derivative" ? zip([a.of, ...a.by], [b.of, ...b.by], ([of, ...by]) => ({ ...a, of: of!, by }), a.by.length === b.by.length) : null;
  }
}

/** 1 and x of `1 + x + \\dots + x^{n-1}` are powers of x, too, and so are 1, 2 and 4 before 2^n. */
function asPowerOf(last: Expression, term: Expression): Expression {
  if (last.kind !== "power" || term.kind === "power") return term;
  const exponent = sameText(term, last.base) ? 1n : term.kind === "number" && term.places === 0 ? logarithm(term.digits, last.base) : null;
  return exponent === null ? term : { kind: "power", base: last.base, exponent: { kind: "number", digits: exponent, places: 0, start: term.start, end: term.end }, start: term.start, end: term.end };
}

/** 2 of 4 to base 2; of any base, 0 of 1. */
function logarithm(value: bigint, base: Expression): bigint | null {
  if (value === 1n) return 0n;
  if (base.kind !== "number" || base.places !== 0 || base.digits < 2n) return null;
  let exponent = 0n;
  for (let power = 1n; power < value; power *= base.digits) exponent++;
  return base.digits ** exponent === value ? exponent : null;
}

/** `a + x_1 + x_3 + \\dots + x_{2n-1}`: the last written terms that count up to the last one, and what stands before them. */
export function seriesOf(e: Expression & { readonly kind: "series" }, env: Env, world: World): { readonly before: readonly Expression[]; readonly members: readonly Expression[] } {
  const written = e.written.map((term) => asPowerOf(e.last, term));
  for (let start = 0; start < written.length; start++) {
    const found = runFrom(written.slice(start), e.last, env, world);
    if (found !== null) return { before: written.slice(0, start), members: Array.from({ length: found.count }, (_, k) => found.cell(k)) };
    // what differs from the next in whole numbers alone belongs to the pattern: without it there is none
    if (start + 1 < written.length && differenceOf(written[start]!, written[start + 1]!, env, world, "whole") !== null) break;
  }
  return problem("notation", "the dots follow no pattern that the written terms show: write the sum with \\sum, or the product with \\prod", e);
}

/** The pattern of these terms up to the last one, by the stride that the first two show. */
function runFrom(run: readonly Expression[], last: Expression, env: Env, world: World): Pattern | null {
  for (const how of ["inside", "whole"] as const) {
    const stride = run.length < 2 ? 1 : (differenceOf(run[0]!, run[1]!, env, world, how)?.step ?? 0);
    const found = stride < 1 ? null : pattern(run[0]!, last, env, world, stride, how);
    if (found === null || (found.count === 1 && run.length > 1)) continue;
    if (run.every((member, k) => k >= found.count || equal(member, found.cell(k), env, world))) return found;
  }
  return null;
}

/** Structural equality without places, for the kinds that patterns do not look into. */
const sameText = (a: Expression, b: Expression): boolean => bare(a) === bare(b);
const bare = (e: Expression): string => JSON.stringify(e, (key, value: unknown) => (key === "start" || key === "end" ? undefined : typeof value === "bigint" ? String(value) : value));
