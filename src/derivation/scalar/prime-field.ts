/**
 * Arithmetic modulo P and Q = (P - 1)/2, both prime, in plain numbers: P² < 2⁵³, so every product is exact.
 * 3 has order Q modulo P, so x ↦ 3^x takes residues modulo Q to residues modulo P and sums to products: an exact exponential.
 */
export const P = 94_905_947;
export const Q = 47_452_973;

/** a b mod m for 0 ≤ a, b < m ≤ P. */
export function multiply(a: number, b: number, m: number): number {
  const product = a * b;
  const rest = product - Math.floor(product / m) * m; // the rounded quotient is off by at most one
  return rest < 0 ? rest + m : rest >= m ? rest - m : rest;
}

export function add(a: number, b: number, m: number): number {
  const sum = a + b;
  return sum >= m ? sum - m : sum;
}

/** aⁿ mod m for an integer n ≥ 0. */
export function power(a: number, n: number, m: number): number {
  let result = 1, square = a;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiply(result, square, m);
    square = multiply(square, square, m);
  }
  return result;
}

/** The inverse of a ≠ 0 modulo the prime m, by Euclid's algorithm. */
export function invert(a: number, m: number): number {
  let [r, next] = [m, a], [s, nextS] = [0, 1];
  while (next !== 0) {
    const quotient = Math.floor(r / next);
    [r, next] = [next, r - quotient * next];
    [s, nextS] = [nextS, s - quotient * nextS];
  }
  return s < 0 ? s + m : s;
}

/** exp: from residues modulo Q to residues modulo P. */
export function exponential(q: number): number {
  return power(3, q, P);
}

/** The root modulo P that is itself a square, or null where a is no square: (P + 1)/4 is an integer, and -1 is no square. */
export function squareRoot(a: number): number | null {
  const root = power(a, (P + 1) / 4, P);
  return multiply(root, root, P) === a ? root : null;
}

/** The residue of an integer. */
export function residue(value: bigint, m: number): number {
  const rest = Number(value % BigInt(m));
  return rest < 0 ? rest + m : rest;
}
