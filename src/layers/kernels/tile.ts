/** The inner kernel of the matrix product, for 4 × 4 entries at once; two doubles an instruction (WebAssembly SIMD). */
import { addPairs, constant, get, load, loadTwice, minus, moduleOf, multiplyPairs, plus, repeatWhile, set, store, type Code } from "./wasm.js";

export const TILE = 4;
const PAGE = 65536, DOUBLE = 8, PAIR = 16;

export interface TileKernel {
  readonly memory: Float64Array;
  /**
   * C += A B for a panel of A (k columns of 4 entries each), a panel of B (k rows of 4) and a tile of C (4 rows, `stride` bytes apart), at these bytes of the memory.
   * Every entry of C is summed in the order of the shared index, one rounding a product and one a sum, as three plain loops do: the results are the same to the last bit.
   */
  readonly run: (a: number, b: number, c: number, stride: number, k: number) => void;
}

/** Null where there is no WebAssembly (Node with --jitless). */
export function tileKernel(doubles: number): TileKernel | null {
  if (typeof WebAssembly === "undefined") return null;
  const pages = Math.ceil((doubles * DOUBLE) / PAGE);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(moduleOf({ pages, parameters: 5, pairs: 2 * TILE + 3, body: tile() })));
  return { memory: new Float64Array((exports.memory as { readonly buffer: ArrayBuffer }).buffer), run: exports.run as TileKernel["run"] };
}

function tile(): Code {
  const [a, b, c, stride, k] = [0, 1, 2, 3, 4].map(get) as [Code, Code, Code, Code, Code];
  const [left, right, entry] = [5, 6, 7] as const; // a row of the panel of B in two pairs, an entry of A twice
  const sums = Array.from({ length: TILE }, (_, row) => [8 + 2 * row, 9 + 2 * row] as const); // a row of C in two pairs
  const rowOfC = (row: number): Code => (row === 0 ? c : plus(rowOfC(row - 1), stride));
  return [
    ...sums.flatMap(([first, second], row) => [...set(first, load(rowOfC(row), 0)), ...set(second, load(rowOfC(row), PAIR))]),
    ...repeatWhile(k, [
      ...set(left, load(b, 0)),
      ...set(right, load(b, PAIR)),
      ...sums.flatMap(([first, second], row) => [
        ...set(entry, loadTwice(a, row * DOUBLE)),
        ...set(first, addPairs(get(first), multiplyPairs(get(entry), get(left)))),
        ...set(second, addPairs(get(second), multiplyPairs(get(entry), get(right)))),
      ]),
      ...set(0, plus(a, constant(TILE * DOUBLE))),
      ...set(1, plus(b, constant(TILE * DOUBLE))),
      ...set(4, minus(k, constant(1))),
    ]),
    ...sums.flatMap(([first, second], row) => [...store(rowOfC(row), 0, get(first)), ...store(rowOfC(row), PAIR, get(second))]),
  ];
}
