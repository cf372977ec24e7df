/** The inner kernel of the matrix product, for 4 × 4 entries at once; two doubles an instruction (WebAssembly SIMD). */
import { addPairs, constant, get, instanceOf, load, loadIndex, loadTwice, minus, multiplyPairs, plus, repeatWhile, set, store, type Code, type Instance } from "./wasm.js";

export const TILE = 4;
const DOUBLE = 8, PAIR = 16, INDEX = 4, PAIRS = 2 * TILE + 3;

/**
 * C += A B for a panel of A (k columns of 4 entries each), a panel of B (k rows of 4) and a tile of C (4 rows, `stride` bytes apart), at these bytes of the memory.
 * Every entry of C is summed in the order of the shared index, one rounding a product and one a sum, as three plain loops do: the results are the same to the last bit.
 */
export type TileKernel = Instance<(a: number, b: number, c: number, stride: number, k: number) => void>;

/** The same for rows of B that lie anywhere: `b` plus one of k whole numbers (32 bits) at the bytes `offsets`. */
export type ScatteredTileKernel = Instance<(a: number, b: number, c: number, stride: number, k: number, offsets: number) => void>;

/** Null where there is no WebAssembly (Node with --jitless). */
export const tileKernel = (doubles: number): TileKernel | null => instanceOf(doubles, { parameters: 5, pairs: PAIRS, body: tile(5, get(1), set(1, plus(get(1), constant(TILE * DOUBLE)))) });

/** Null where there is no WebAssembly. */
export const scatteredTileKernel = (doubles: number): ScatteredTileKernel | null => instanceOf(doubles, { parameters: 6, pairs: PAIRS, body: tile(6, plus(get(1), loadIndex(get(5))), set(5, plus(get(5), constant(INDEX)))) });

/** @param free the first local behind the parameters; @param rowOfB where the row of B lies whose turn it is; @param next what leads to the next one */
function tile(free: number, rowOfB: Code, next: Code): Code {
  const [a, , c, stride, k] = [0, 1, 2, 3, 4].map(get) as [Code, Code, Code, Code, Code];
  const [left, right, entry] = [free, free + 1, free + 2] as const; // a row of the panel of B in two pairs, an entry of A twice
  const sums = Array.from({ length: TILE }, (_, row) => [free + 3 + 2 * row, free + 4 + 2 * row] as const); // a row of C in two pairs
  const rowOfC = (row: number): Code => (row === 0 ? c : plus(rowOfC(row - 1), stride));
  return [
    ...sums.flatMap(([first, second], row) => [...set(first, load(rowOfC(row), 0)), ...set(second, load(rowOfC(row), PAIR))]),
    ...repeatWhile(k, [
      ...set(left, load(rowOfB, 0)),
      ...set(right, load(rowOfB, PAIR)),
      ...sums.flatMap(([first, second], row) => [
        ...set(entry, loadTwice(a, row * DOUBLE)),
        ...set(first, addPairs(get(first), multiplyPairs(get(entry), get(left)))),
        ...set(second, addPairs(get(second), multiplyPairs(get(entry), get(right)))),
      ]),
      ...set(0, plus(a, constant(TILE * DOUBLE))),
      ...next,
      ...set(4, minus(k, constant(1))),
    ]),
    ...sums.flatMap(([first, second], row) => [...store(rowOfC(row), 0, get(first)), ...store(rowOfC(row), PAIR, get(second))]),
  ];
}
