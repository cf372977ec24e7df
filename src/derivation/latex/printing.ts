/** What the parts of the printer share: how tightly a printed text holds together, and brackets where it holds too loosely. */
import type { Expression } from "../expression/expression.js";
import type { Typography } from "./typography.js";

/** As the reader binds: a sum of terms, a product of arrays (⊙, ⊘, ⊗), a product side by side, one factor. */
export const SUM = 0, TERM = 1, CHAIN = 2, FACTOR = 3;
export type Level = typeof SUM | typeof TERM | typeof CHAIN | typeof FACTOR;

export interface Printed {
  readonly text: string;
  readonly level: Level;
}

/** "needed": without the brackets something else is read. "clear": they are for the eye. */
export type BracketReason = "needed" | "clear";
export type Bracketing = (text: string, reason: BracketReason) => string;

/** What follows in the same product: a gradient stops at a sign of arrays, sums and derivative operators take that too. */
export type Followed = false | "array" | "chain";

export interface Printing {
  readonly typography: Typography;
  readonly bracketed: Bracketing;
  /** @param followed whether more of the same product follows: sums, gradients and derivative operators would take it */
  readonly print: (e: Expression, followed?: Followed) => Printed;
}

export const factor = (text: string): Printed => ({ text, level: FACTOR });

/** The expression where nothing stands beside it. */
export const whole = (e: Expression, p: Printing): string => p.print(e).text;

/** The expression in brackets, unless it holds together tightly enough. */
export function within(e: Expression, level: Level, followed: Followed, p: Printing): string {
  const printed = p.print(e, followed);
  return printed.level >= level ? printed.text : p.bracketed(whole(e, p), "needed");
}

/** Brackets as tall as what they hold. */
export const brackets: Bracketing = (text) => (isTall(text) ? `\\left( ${text} \\right)` : `(${text})`);

export const isTall = (text: string): boolean => /\\(frac|sum|prod|begin|left|max_|min_)/.test(text);

/** `_i`, `_{ij}`, `_{i+1}`, `^2`, `^{-1}`, `^\top`. */
export function script(sign: "_" | "^", text: string): string {
  const close = text.replace(/ ([+-]) /g, "$1");
  return `${sign}${/^([a-zA-Z0-9]|\\top|\\intercal)$/.test(close) ? close : `{${close}}`}`;
}
