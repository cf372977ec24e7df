/** The operations of a number type T: a forward that is written over them runs on plain numbers and on dual numbers alike. */
export interface Arithmetic<T> {
  readonly of: (value: number) => T;
  readonly add: (a: T, b: T) => T;
  readonly subtract: (a: T, b: T) => T;
  readonly multiply: (a: T, b: T) => T;
  readonly divide: (a: T, b: T) => T;
  readonly exp: (a: T) => T;
  readonly log: (a: T) => T;
  readonly sqrt: (a: T) => T;
  readonly tanh: (a: T) => T;
  readonly sin: (a: T) => T;
  readonly cos: (a: T) => T;
  /** The larger one. Where both are equal the function has a kink, which a check reports. */
  readonly max: (a: T, b: T) => T;
}

/** Plain numbers. */
export const REAL: Arithmetic<number> = {
  of: (value) => value,
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  tanh: Math.tanh,
  sin: Math.sin,
  cos: Math.cos,
  max: Math.max,
};
