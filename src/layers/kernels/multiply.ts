/** The product of two matrices given as row-major numbers: blocks that fit the cache, packed into panels for the inner kernel (Goto & van de Geijn 2008). */
import { TILE, tileKernel, type TileKernel } from "./tile.js";

/** Entries along the shared index, rows of A and columns of B in a block: a panel of 4 columns fits the first cache, all blocks the second. */
const DEPTH = 256, ROWS = 64, COLUMNS = 512;
/** Where the blocks stand in the kernel's memory. */
const A_AT = 0, B_AT = A_AT + ROWS * DEPTH, C_AT = B_AT + DEPTH * COLUMNS, DOUBLES = C_AT + ROWS * COLUMNS;

/** Below so many multiplications packing costs more than it gives. */
const SMALL = 4096;

let kernel: TileKernel | null | undefined;

/** C = AB with A (m, k), B (k, n). Every entry is the sum over the shared index in its order, so both ways give the same bits. */
export function multiply(A: Float64Array, B: Float64Array, m: number, k: number, n: number): Float64Array {
  const C = new Float64Array(m * n);
  if (m * k * n >= SMALL) kernel ??= tileKernel(DOUBLES);
  if (m * k * n < SMALL || kernel === undefined || kernel === null) plainLoops(A, B, C, m, k, n);
  else inBlocks(kernel, A, B, C, m, k, n);
  return C;
}

/** The middle loop runs over the shared index, so that the innermost walks both B and C along their rows. */
function plainLoops(A: Float64Array, B: Float64Array, C: Float64Array, m: number, k: number, n: number): void {
  for (let i = 0; i < m; i++) {
    for (let l = 0; l < k; l++) {
      const a = A[i * k + l]!;
      for (let j = 0; j < n; j++) C[i * n + j]! += a * B[l * n + j]!;
    }
  }
}

function inBlocks({ memory, run }: TileKernel, A: Float64Array, B: Float64Array, C: Float64Array, m: number, k: number, n: number): void {
  for (let l = 0; l < k; l += DEPTH) {
    const depth = Math.min(DEPTH, k - l);
    for (let j = 0; j < n; j += COLUMNS) {
      const columns = Math.min(COLUMNS, n - j);
      packB(memory, B, n, l, depth, j, columns);
      for (let i = 0; i < m; i += ROWS) {
        const rows = Math.min(ROWS, m - i);
        packA(memory, A, k, i, rows, l, depth);
        takeC(memory, C, n, i, rows, j, columns, l === 0);
        for (let c = 0; c < columns; c += TILE) for (let r = 0; r < rows; r += TILE) run(8 * (A_AT + r * depth), 8 * (B_AT + c * depth), 8 * (C_AT + r * COLUMNS + c), 8 * COLUMNS, depth);
        giveC(memory, C, n, i, rows, j, columns);
      }
    }
  }
}

/** The block of C into the kernel's memory: zeros at first. Plain loops: for rows of a few hundred numbers, views cost more than the copies. */
function takeC(memory: Float64Array, C: Float64Array, n: number, i: number, rows: number, j: number, columns: number, isFirst: boolean): void {
  for (let r = 0; r < rows; r++) {
    const from = (i + r) * n + j, to = C_AT + r * COLUMNS;
    if (isFirst) memory.fill(0, to, to + columns);
    else for (let c = 0; c < columns; c++) memory[to + c] = C[from + c]!;
  }
}

/** The block back into C. */
function giveC(memory: Float64Array, C: Float64Array, n: number, i: number, rows: number, j: number, columns: number): void {
  for (let r = 0; r < rows; r++) {
    const from = C_AT + r * COLUMNS, to = (i + r) * n + j;
    for (let c = 0; c < columns; c++) C[to + c] = memory[from + c]!;
  }
}

/** Rows of A in panels of 4, column by column. What is missing to a whole panel keeps old numbers: they go into entries of the block of C that nobody reads. */
function packA(memory: Float64Array, A: Float64Array, k: number, i: number, rows: number, l: number, depth: number): void {
  for (let r = 0; r < rows; r += TILE) {
    const inside = Math.min(TILE, rows - r), first = (i + r) * k + l;
    let to = A_AT + r * depth;
    for (let from = first; from < first + depth; from++, to += TILE) {
      if (inside < TILE) for (let e = 0; e < inside; e++) memory[to + e] = A[from + e * k]!;
      else {
        memory[to] = A[from]!;
        memory[to + 1] = A[from + k]!;
        memory[to + 2] = A[from + 2 * k]!;
        memory[to + 3] = A[from + 3 * k]!;
      }
    }
  }
}

/** Columns of B in panels of 4, row by row; the same for what is missing. */
function packB(memory: Float64Array, B: Float64Array, n: number, l: number, depth: number, j: number, columns: number): void {
  for (let c = 0; c < columns; c += TILE) {
    const panel = B_AT + c * depth, inside = Math.min(TILE, columns - c);
    for (let d = 0; d < depth; d++) {
      const from = (l + d) * n + j + c, to = panel + d * TILE;
      if (inside < TILE) for (let e = 0; e < inside; e++) memory[to + e] = B[from + e]!;
      else {
        memory[to] = B[from]!;
        memory[to + 1] = B[from + 1]!;
        memory[to + 2] = B[from + 2]!;
        memory[to + 3] = B[from + 3]!;
      }
    }
  }
}
