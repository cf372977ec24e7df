/** Shapes of matrices written out: numbers, or columns side by side, with or without dots. */
import { isDots, walk, type Cell, type Expression } from "../expression/expression.js";
import { ONE, type Length } from "./lengths.js";
import { agree, isRow, normal, type Guess } from "./shape.js";
import { limited, type ShapeWorld } from "./shape-world.js";

type Matrix = Expression & { readonly kind: "matrix" };
type ShapeOf = (e: Expression, world: ShapeWorld) => Guess;

export function matrixShape(e: Matrix, world: ShapeWorld, shapeOf: ShapeOf): Guess {
  const cells = e.rows.flat().filter((cell): cell is Expression => !isDots(cell));
  const shapes = cells.map((cell) => shapeOf(cell, world));
  const [first] = e.rows;
  const diagonal = e.rows.length > 1 && first!.length > 1 && e.rows.some((row) => row.every(isDots)) ? runLength([first![0]!, DOTS, e.rows.at(-1)!.at(-1)!], world, shapeOf) : null;
  const rows = runLength(e.rows.map((row) => row[0]!), world, shapeOf), columns = runLength(first!, world, shapeOf);
  if (e.rows.length > 1) runLength(e.rows.map((row) => row.at(-1)!), world, shapeOf);
  if (e.rows.length > 1) runLength(e.rows.at(-1)!, world, shapeOf);
  if (e.determinant) return [];
  if (diagonal !== null && isDiagonal(e)) return [diagonal, diagonal];
  if (shapes.every((shape) => shape?.length === 0)) return normal(rows, columns);
  // columns side by side
  const blocks = shapes.flatMap((shape) => (shape === null ? [] : [shape]));
  if (e.rows.length === 1 && blocks.length === shapes.length && blocks.every((shape) => shape.length === 1)) {
    for (const block of blocks) agree(block, blocks[0]!, world.lengths);
    return [blocks[0]![0]!, columns];
  }
  return null;
}

const isDiagonal = ({ rows }: Matrix): boolean => [rows[0]!.at(-1)!, rows.at(-1)![0]!].every((corner) => corner.kind === "number" && corner.digits === 0n);

const DOTS: Cell = { kind: "dots", direction: "diagonal", start: 0, end: 0 };

/** How many cells a line has. Along dots the subscripts that count from one to a size tell it, and the length of what they index. */
export function runLength(line: readonly Cell[], world: ShapeWorld, shapeOf: ShapeOf): Length {
  if (line.length === 1) return ONE;
  const [first, last] = [line[0]!, line.at(-1)!];
  if (!line.some(isDots)) return world.lengths.sized({ kind: "number", digits: BigInt(line.length), places: 0, start: 0, end: 0 }, world.source);
  if (isDots(first) || isDots(last)) return world.lengths.fresh();
  let run: Length | null = null;
  for (const { name, axis, to } of counted(first, last)) {
    const length = world.lengths.sized(to, world.source);
    run ??= length;
    if (name === null) continue;
    const own = shapeOf({ kind: "name", name, start: to.start, end: to.end }, world);
    const target = own === null ? undefined : isRow(own) ? own[1] : own[axis];
    if (target !== undefined) limited(target, to, name, axis, to, world);
  }
  return run ?? world.lengths.fresh();
}

/** Subscripts that are one in the first cell and a size in the last. */
function counted(first: Expression, last: Expression): readonly { readonly name: string | null; readonly axis: number; readonly to: Expression }[] {
  const [a, b] = [[...walk(first)], [...walk(last)]];
  return a.flatMap((node, k) => {
    const other = b[k];
    if (node.kind === "entry" && other?.kind === "entry") return pairs(node.at, other.at).map(({ axis, to }) => ({ name: node.of.kind === "name" ? node.of.name : null, axis, to }));
    if (node.kind === "member" && other?.kind === "member") return pairs(node.at, other.at).map(({ axis, to }) => ({ name: null, axis, to }));
    return [];
  });
}

function pairs(a: readonly (Expression | null)[], b: readonly (Expression | null)[]): readonly { readonly axis: number; readonly to: Expression }[] {
  return a.flatMap((from, axis) => {
    const to = b[axis];
    return from?.kind === "number" && from.digits === 1n && (to?.kind === "name" || (to?.kind === "number" && to.digits > 1n)) ? [{ axis, to }] : [];
  });
}
