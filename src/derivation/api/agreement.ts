import { indexOf, placeText, sameShape, shapeText, type Tensor } from "../../layers/matrix.js";

/** Whether two matrices are the same up to rounding; null where an entry of the second is not known (a kink is too near). */
export interface Agreement {
  readonly agrees: boolean | null;
  /** "to 2e-16", or the worst entry with both values. */
  readonly message: string;
}

/** Compares entry by entry; a difference counts from `tolerance` times the largest entry. */
export function agreement(A: Tensor | undefined, B: Tensor, nameA: string, nameB: string, tolerance = 1e-9): Agreement {
  if (A === undefined) return { agrees: false, message: `${nameA} nothing, ${nameB} ${shapeText(B.shape)}` };
  if (!sameShape(A.shape, B.shape)) return { agrees: false, message: `${nameA} shape ${shapeText(A.shape)}, ${nameB.replace(/ is$/, " has")} shape ${shapeText(B.shape)}` };
  const scale = B.data.reduce((largest, b) => Math.max(largest, Math.abs(b)), 0) || 1;
  let worst = 0;
  A.data.forEach((a, k) => { if (!(Math.abs(a - B.data[k]!) <= Math.abs(A.data[worst]! - B.data[worst]!))) worst = k; });
  const unknown = B.data.findIndex((b) => Number.isNaN(b));
  if (unknown >= 0) return { agrees: null, message: `${nameB} undefined in ${place(B, unknown)}, or a kink is too near to say` };
  const difference = Math.abs(A.data[worst]! - B.data[worst]!) / scale;
  if (difference <= tolerance) return { agrees: true, message: difference === 0 ? "exactly" : `to ${difference.toExponential(0)}` };
  return { agrees: false, message: `${nameA} ${short(A.data[worst]!)} in ${place(A, worst)}, ${nameB} ${short(B.data[worst]!)}` };
}

const short = (value: number): string => String(Number(value.toPrecision(5)));
const place = ({ shape }: Tensor, k: number): string => placeText(indexOf(shape, k));
