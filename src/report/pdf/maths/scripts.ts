/** What stands beside, above and below. */
import { symbols } from "../literals.js";
import type { MathNode } from "../mathml.js";
import { identifier } from "./letters.js";
import { EMPTY, type Setting } from "./setting.js";

interface Scripts {
  readonly b?: MathNode | undefined;
  readonly t?: MathNode | undefined;
}

function scriptArguments(scripts: Scripts, set: Setting): string {
  const parts = (["t", "b"] as const).flatMap((key) => {
    const body = scripts[key] === undefined ? "" : set.one(scripts[key]);
    return body === "" ? [] : [`,${key}:${body}`];
  });
  return parts.join("");
}

/** Beside the base, also where Typst would set limits. */
export const attached = (base: MathNode, scripts: Scripts, set: Setting): string => `attach(scripts(${set.argument(base)})${scriptArguments(scripts, set)})`;

/** Below and above the base. */
export const limits = (base: MathNode, scripts: Scripts, set: Setting): string => `attach(limits(${withOperator(base, set)})${scriptArguments(scripts, set)})`;

const withOperator = (base: MathNode, set: Setting): string => (base.tag === "mi" && base.text.length > 1 ? identifier(base, true, set) : set.one(base)) || EMPTY;

const BELOW: { readonly [character: string]: string } = { "⏟": "underbrace", "⎵": "underbracket", "⏝": "underparen", "―": "underline", "‾": "underline", "_": "underline", "̲": "underline" };
const ABOVE: { readonly [character: string]: string } = { "⏞": "overbrace", "⎴": "overbracket", "⏜": "overparen", "―": "overline", "‾": "overline" };

export function under({ children: [base, below] }: MathNode, set: Setting): string {
  const line = below!.tag === "mo" ? BELOW[below!.text] : undefined;
  return line === undefined ? limits(base!, { b: below }, set) : `${line}(${set.argument(base!)})`;
}

/** Accents as KaTeX writes them, and the combining character that Typst wants. */
const ACCENTS: { readonly [character: string]: string } = {
  "^": "\u0302", "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303", "ˉ": "\u0304", "¯": "\u0304", "˘": "\u0306", "˙": "\u0307", "¨": "\u0308", "˚": "\u030a", "ˇ": "\u030c", "´": "\u0301", "ˊ": "\u0301", "`": "\u0300", "ˋ": "\u0300", "⃗": "\u20d7", "→": "\u2192", "←": "\u2190", "↔": "\u2194",
};

export function over({ attributes, children: [base, above] }: MathNode, set: Setting): string {
  const mark = above!.tag === "mo" ? above!.text : undefined;
  const line = mark === undefined ? undefined : ABOVE[mark];
  if (line !== undefined && above!.attributes["stretchy"] !== "false") return `${line}(${set.argument(base!)})`;
  if (mark !== undefined && attributes["accent"] === "true" && ACCENTS[mark] !== undefined) {
    const width = above!.attributes["stretchy"] === "true" ? "" : ",size:#50%";
    return `accent(${set.argument(base!)},${symbols(ACCENTS[mark])}${[...base!.text].length <= 1 ? "" : width})`;
  }
  return limits(base!, { t: above }, set);
}
