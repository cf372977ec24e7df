/** Numbers that depend only on what they are asked for: the same arguments give the same number, on every machine. */

/** 32 well-mixed bits from a list of integers (the finaliser of MurmurHash3 between them). */
export function mix(...parts: readonly number[]): number {
  let h = 0x9e3779b9;
  for (const part of parts) {
    h = step(h ^ (part | 0));
    const high = Math.floor(part / 0x1_0000_0000) | 0;
    if (high !== 0) h = step(h ^ high);
  }
  return step(h) >>> 0;
}

/** As mix, for a text. */
export function mixText(text: string): number {
  let h = text.length | 0;
  for (let i = 0; i < text.length; i++) h = step(h ^ text.charCodeAt(i));
  return h >>> 0;
}

/** An integer 0 ≤ n < limit ≤ 2³², nearly uniform. */
export function below(limit: number, ...parts: readonly number[]): number {
  return Math.floor(((mix(1, ...parts) >>> 6) / 0x400_0000 + mix(2, ...parts) / 2 ** 58) * limit) % limit;
}

/** A multiple of 2⁻¹⁴ between low and high: 14 decimal places write it exactly, so every number field sees the same point. */
export function dyadic(low: number, high: number, ...parts: readonly number[]): number {
  const first = Math.ceil(low * 0x4000), last = Math.floor(high * 0x4000);
  return (first + below(last - first + 1, ...parts)) / 0x4000;
}

function step(h: number): number {
  let mixed = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) + 0x9e3779b9 | 0;
}
