/** Functions with their arguments: `\log p_k`, `\max(0, x)`, `e^{x}`, `\sqrt{x}`, `f'(x)`. */
import { walk, type Expression } from "../expression/expression.js";
import { DIFFERENTIAL } from "../notation/differential.js";
import { callText, functionText } from "./names.js";
import { factor, isTall, script, whole, type Printed, type Printing, type Followed } from "./printing.js";

type Of<K extends Expression["kind"]> = Expression & { readonly kind: K };

/** Functions that take their exponent before the argument. */
export const TRIGONOMETRIC: ReadonlySet<string> = new Set(["sin", "cos", "tan", "sinh", "cosh", "tanh", "sec", "csc", "cot", "sech", "csch", "coth"]);
const OFTEN_BARE: ReadonlySet<string> = new Set([...TRIGONOMETRIC, "log", "det"]);

export function printApplication(e: Of<"apply">, followed: Followed, p: Printing): Printed {
  const [first] = e.arguments;
  if (e.function === "floor" || e.function === "ceil") return factor(`\\left\\l${e.function} ${whole(first!, p)} \\right\\r${e.function}`);
  if (e.function === "sqrt") return factor(`\\sqrt{${whole(first!, p)}}`);
  if (e.function === DIFFERENTIAL) return factor(`d${argumentsText([first!], p)}`);
  if (writesEuler(e, p)) return factor(`e${script("^", whole(first!, p))}`);
  const name = functionText(e.function, p.typography);
  return factor(!followed && isBare(e, p) ? `${name} ${whole(first!, p)}` : name + argumentsText(e.arguments, p));
}

export const printCall = (e: Of<"call">, p: Printing): Printed => factor(`${callText(e.function, p.typography)}${"'".repeat(e.primes)}${argumentsText(e.arguments, p)}`);

export function argumentsText(list: readonly Expression[], p: Printing): string {
  const text = list.map((each) => whole(each, p)).join(", ");
  return isTall(text) ? `\\left( ${text} \\right)` : `(${text})`;
}

/** One name needs no brackets: `\log p_k`. */
export function isBare(e: Of<"apply">, p: Printing): boolean {
  const [only] = e.arguments;
  const isName = only !== undefined && (only.kind === "name" || only.kind === "index" || only.kind === "member" || (only.kind === "entry" && (only.of.kind === "name" || only.of.kind === "member")));
  return p.typography.bareArguments && OFTEN_BARE.has(e.function) && e.arguments.length === 1 && isName && /^\\?[A-Za-z]/.test(whole(only, p)) && !/^\\left/.test(whole(only, p));
}

/** `e^{x}`: unless the letter e means something else, or exponents would be stacked high. */
export function writesEuler(e: Of<"apply">, { typography: { exponential, scope } }: Printing): boolean {
  const isTaken = scope.quantities.has("e") || scope.functions.has("e") || [...walk(e)].some((node) => node.kind === "index" && node.name === "e");
  return e.function === "exp" && exponential === "e" && !isTaken;
}
