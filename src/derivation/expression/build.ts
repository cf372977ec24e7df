/** Expressions made by us, not read: they stand nowhere in a file. */
import type { Binder, Condition, Expression, Term } from "./expression.js";

const nowhere = { start: 0, end: 0 } as const;

type Of<K extends Expression["kind"]> = Expression & { readonly kind: K };

export const number = (value: number | bigint): Of<"number"> => ({ kind: "number", digits: BigInt(value), places: 0, ...nowhere });
export const nameOf = (name: string): Of<"name"> => ({ kind: "name", name, ...nowhere });
export const indexOf = (name: string): Of<"index"> => ({ kind: "index", name, ...nowhere });
export const memberOf = (family: string, at: readonly Expression[]): Of<"member"> => ({ kind: "member", family, at, ...nowhere });
export const entryOf = (of: Expression, at: readonly Expression[]): Of<"entry"> => ({ kind: "entry", of, at, ...nowhere });
export const term = (sign: 1 | -1, of: Expression): Term => ({ sign, of, ...nowhere });
export const sumOf = (terms: readonly Term[]): Of<"add"> => ({ kind: "add", terms, ...nowhere });
export const productOf = (factors: readonly Expression[], sign: Of<"product">["factors"][number]["sign"] = "juxtaposed"): Of<"product"> => ({ kind: "product", factors: factors.map((of) => ({ sign, of, ...nowhere })), ...nowhere });
export const quotientOf = (numerator: Expression, denominator: Expression): Of<"quotient"> => ({ kind: "quotient", numerator, denominator, ...nowhere });
export const powerOf = (base: Expression, exponent: Expression): Of<"power"> => ({ kind: "power", base, exponent, ...nowhere });
export const transposeOf = (of: Expression): Of<"transpose"> => ({ kind: "transpose", of, ...nowhere });
export const applyOf = (name: string, ...args: readonly Expression[]): Of<"apply"> => ({ kind: "apply", function: name, arguments: args, ...nowhere });
export const callOf = (name: string, args: readonly Expression[], primes = 0): Of<"call"> => ({ kind: "call", function: name, arguments: args, primes, ...nowhere });
export const binder = (name: string, from: Expression, to: Expression): Binder => ({ name, from, to, ...nowhere });
export const bigSum = (binders: readonly Binder[], body: Expression, where: Condition | null = null): Of<"big"> => ({ kind: "big", operator: "sum", binders, where, body, ...nowhere });
export const deltaOf = (left: Expression, right: Expression): Of<"delta"> => ({ kind: "delta", left, right, ...nowhere });
export const derivativeOf = (of: Expression, by: readonly Expression[], partial: boolean): Of<"derivative"> => ({ kind: "derivative", of, by, partial, ...nowhere });
export const indicatorOf = (condition: Condition): Of<"indicator"> => ({ kind: "indicator", condition, ...nowhere });
export const compare = (relation: "=" | ">" | "<" | ">=" | "<=" | "!=", left: Expression, right: Expression): Condition => ({ kind: "compare", relation, left, right, ...nowhere });

export const ZERO = number(0);
export const ONE = number(1);
export const isNumber = (e: Expression, value: number): boolean => e.kind === "number" && e.places === 0 && e.digits === BigInt(value);

/** 0, at the place of what it is compared with. */
export const zeroAt = ({ start, end }: { readonly start: number; readonly end: number }): Of<"number"> => ({ ...number(0), start, end });
