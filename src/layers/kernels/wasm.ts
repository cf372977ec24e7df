/** Just enough of the binary format of WebAssembly to write one function: https://webassembly.github.io/spec/core/binary */

/** The bytes of an instruction with those that bring its operands. */
export type Code = readonly number[];

/** Whole numbers from 0 as bytes of 7 bits, the lowest first (LEB128); those below 64 are the same signed. */
const leb = (value: number): Code => (value < 128 ? [value] : [(value & 127) | 128, ...leb(value >>> 7)]);
const vector = (items: readonly Code[]): Code => [...leb(items.length), ...items.flat()];
const section = (id: number, body: Code): Code => [id, ...leb(body.length), ...body];
const text = (name: string): Code => vector(Array.from(name, (letter) => [letter.charCodeAt(0)]));
const simd = (operation: number, ...immediates: readonly number[]): Code => [0xfd, ...leb(operation), ...immediates];

const I32 = 0x7f, V128 = 0x7b, FUNCTION = 0x60, END = 0x0b, NOTHING = 0x40;
const PAGE = 65536; // bytes
const DOUBLE = 3; // addresses are multiples of 2³, a hint without consequence

export const get = (local: number): Code => [0x20, ...leb(local)];
export const set = (local: number, value: Code): Code => [...value, 0x21, ...leb(local)];
export const constant = (value: number): Code => [0x41, value]; // 0 to 63
export const plus = (a: Code, b: Code): Code => [...a, ...b, 0x6a];
export const minus = (a: Code, b: Code): Code => [...a, ...b, 0x6b];
/** The whole number (32 bits) at an address. */
export const loadIndex = (address: Code): Code => [...address, 0x28, 2, 0];
/** Two neighbouring doubles from address + offset. */
export const load = (address: Code, offset: number): Code => [...address, ...simd(0x00, DOUBLE, ...leb(offset))];
/** The double at address + offset, twice. */
export const loadTwice = (address: Code, offset: number): Code => [...address, ...simd(0x0a, DOUBLE, ...leb(offset))];
export const store = (address: Code, offset: number, value: Code): Code => [...address, ...value, ...simd(0x0b, DOUBLE, ...leb(offset))];
/** Two sums, two products at once. */
export const addPairs = (a: Code, b: Code): Code => [...a, ...b, ...simd(0xf0)];
export const multiplyPairs = (a: Code, b: Code): Code => [...a, ...b, ...simd(0xf2)];
/** The body again as long as the value is not 0. */
export const repeatWhile = (value: Code, body: Code): Code => [0x03, NOTHING, ...body, ...value, 0x0d, 0, END];

/** A function with the memory that it works in. */
export interface Instance<Run> {
  readonly memory: Float64Array;
  readonly run: Run;
}

interface FunctionSource {
  /** Each a whole number (32 bits): locals 0, 1, … */
  readonly parameters: number;
  /** Locals behind them, each a pair of doubles. */
  readonly pairs: number;
  readonly body: Code;
}

/** Ready to run, with room for so many doubles; null where there is no WebAssembly (Node with --jitless). */
export function instanceOf<Run>(doubles: number, source: FunctionSource): Instance<Run> | null {
  if (typeof WebAssembly === "undefined") return null;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(moduleOf(source, Math.ceil((doubles * 8) / PAGE))));
  return { memory: new Float64Array((exports["memory"] as { readonly buffer: ArrayBuffer }).buffer), run: exports["run"] as Run };
}

/** A module with `memory`, of so many pages, and the function as `run`. */
function moduleOf({ parameters, pairs, body }: FunctionSource, pages: number): Uint8Array<ArrayBuffer> {
  const code: Code = [...vector([[...leb(pairs), V128]]), ...body, END];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // "\0asm", version 1
    ...section(1, vector([[FUNCTION, ...vector(Array.from({ length: parameters }, () => [I32])), ...vector([])]])),
    ...section(3, vector([[0]])),
    ...section(5, vector([[0, ...leb(pages)]])),
    ...section(7, vector([[...text("memory"), 2, 0], [...text("run"), 0, 0]])),
    ...section(10, vector([[...leb(code.length), ...code]])),
  ]);
}
