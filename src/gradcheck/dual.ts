import type { Arithmetic } from "./arithmetic.js";

/** a + b ε with ε² = 0: a value and its derivative along a direction, carried through every operation. */
export interface Dual {
  readonly value: number;
  readonly slope: number;
  /** Somewhere on the way two equal numbers were compared: the function has a kink here. */
  readonly kink: boolean;
}

const dual = (value: number, slope: number, kink: boolean): Dual => ({ value, slope, kink });

/** f(a + b ε) = f(a) + f′(a) b ε. @param slope f′ from the argument and the value of f */
const chain = (f: (x: number) => number, slope: (x: number, y: number) => number) => (a: Dual): Dual => {
  const y = f(a.value);
  return dual(y, slope(a.value, y) * a.slope, a.kink);
};

export const DUAL: Arithmetic<Dual> = {
  of: (value) => dual(value, 0, false),
  add: (a, b) => dual(a.value + b.value, a.slope + b.slope, a.kink || b.kink),
  subtract: (a, b) => dual(a.value - b.value, a.slope - b.slope, a.kink || b.kink),
  multiply: (a, b) => dual(a.value * b.value, a.slope * b.value + a.value * b.slope, a.kink || b.kink),
  divide: (a, b) => dual(a.value / b.value, (a.slope - (a.value / b.value) * b.slope) / b.value, a.kink || b.kink),
  exp: chain(Math.exp, (_, y) => y),
  log: chain(Math.log, (x) => 1 / x),
  sqrt: chain(Math.sqrt, (_, y) => 1 / (2 * y)),
  tanh: chain(Math.tanh, (_, y) => 1 - y * y),
  sin: chain(Math.sin, Math.cos),
  cos: chain(Math.cos, (x) => -Math.sin(x)),
  max: (a, b) => (a.value === b.value && a.slope !== b.slope ? { ...a, kink: true } : a.value >= b.value ? a : b),
};
