import { DataError } from "./data-file.js";

/** Whole numbers from 0 to 255 along any count of axes, the last one fastest. */
export interface Idx {
  readonly shape: readonly number[];
  readonly values: Uint8Array;
}

const TYPES: { readonly [code: number]: string } = { 0x08: "unsigned bytes", 0x09: "signed bytes", 0x0b: "shorts", 0x0c: "integers", 0x0d: "floats", 0x0e: "doubles" };

/**
 * The IDX format of MNIST: two zero bytes, the type (8: unsigned bytes, the only one read), the number of axes, the length of each as a big-endian
 * number of 32 bits, then the values.
 * Source: Y. LeCun, The MNIST database, "the IDX file format".
 * @param axes how many there must be: 3 for images, 1 for labels
 * @throws DataError naming the file, what was expected and what was found
 */
export function readIdx(bytes: Uint8Array, file: string, axes: number): Idx {
  const fault = (what: string): DataError => new DataError(`${file}: ${what}`);
  if (bytes.length < 4) throw fault(`an IDX file begins with 4 bytes that tell its type; this one has ${bytes.length} in all`);
  const [first, second, type, found] = bytes as unknown as readonly [number, number, number, number];
  if (first !== 0 || second !== 0) throw fault(`an IDX file begins with two zero bytes; this one begins with ${first} and ${second}`);
  if (type !== 0x08) throw fault(`unsigned bytes (type 8) were expected; the file says it holds ${TYPES[type] ?? "values of an unknown kind"} (type ${type})`);
  if (found !== axes) throw fault(`${axes} ${axes === 1 ? "axis was" : "axes were"} expected${axes === 3 ? " (images)" : axes === 1 ? " (labels)" : ""}; the file has ${found}`);
  const start = 4 + 4 * axes;
  if (bytes.length < start) throw fault(`its head of ${start} bytes is cut off after ${bytes.length}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis));
  const expected = shape.reduce((product, length) => product * length, 1), rest = bytes.length - start;
  if (rest !== expected) throw fault(`its head tells ${shape.join(" × ")} values, which is ${expected} bytes; ${rest} follow: it is ${rest < expected ? "cut off" : "too long"}`);
  return { shape, values: bytes.subarray(start) };
}
