/** The inner kernel of products that are summed along runs of memory: 4 × 2 of them at once, two doubles an instruction (WebAssembly SIMD). */
import { addPairs, constant, get, instanceOf, load, minus, multiplyPairs, plus, repeatWhile, set, store, type Code, type Instance } from "./wasm.js";

/** Runs on the left and on the right. */
export const LEFT = 4, RIGHT = 2;
const PAIR = 16;

/**
 * Adds to 4 × 2 pairs of sums at `c` the products of 4 runs, `stride` bytes apart from `a` on, and the runs at `first` and `second`, all of `pairs` > 0 pairs of doubles:
 * the even ones to the first sum, the odd ones to the second, in their order.
 */
export type DotKernel = Instance<(a: number, stride: number, first: number, second: number, c: number, pairs: number) => void>;

/** Null where there is no WebAssembly. */
export const dotKernel = (doubles: number): DotKernel | null => instanceOf(doubles, { parameters: 6, pairs: LEFT * RIGHT + RIGHT + 1, body: dots() });

function dots(): Code {
  const [a, stride, first, second, c, pairs] = [0, 1, 2, 3, 4, 5].map(get) as [Code, Code, Code, Code, Code, Code];
  const [entry, one, other] = [6, 7, 8] as const;
  const sums = Array.from({ length: LEFT }, (_, row) => [9 + 2 * row, 10 + 2 * row] as const);
  const run = (row: number): Code => (row === 0 ? a : plus(run(row - 1), stride));
  return [
    ...sums.flat().flatMap((sum, at) => set(sum, load(c, at * PAIR))),
    ...repeatWhile(pairs, [
      ...set(one, load(first, 0)),
      ...set(other, load(second, 0)),
      ...sums.flatMap(([left, right], row) => [
        ...set(entry, load(run(row), 0)),
        ...set(left, addPairs(get(left), multiplyPairs(get(entry), get(one)))),
        ...set(right, addPairs(get(right), multiplyPairs(get(entry), get(other)))),
      ]),
      ...[0, 2, 3].flatMap((address) => set(address, plus(get(address), constant(PAIR)))),
      ...set(5, minus(pairs, constant(1))),
    ]),
    ...sums.flat().flatMap((sum, at) => store(c, at * PAIR, get(sum))),
  ];
}
