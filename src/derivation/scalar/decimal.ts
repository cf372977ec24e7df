import { createRequire } from "node:module";
import type { Decimal } from "decimal.js";

const constructors = new Map<number, typeof Decimal>();

/** The constructor of decimal numbers of this precision (mathjs's BigNumber class). Loaded at the first call: most documents need none. */
export function loadDecimal(digits: number): typeof Decimal {
  let D = constructors.get(digits);
  if (D === undefined) {
    const library = createRequire(import.meta.url)("decimal.js") as typeof Decimal;
    D = library.clone({ precision: digits, defaults: true });
    constructors.set(digits, D);
  }
  return D;
}
