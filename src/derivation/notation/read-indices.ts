/** Subscripts as lists of indices: `ij` by the rank of what they sit on, `i,j+1` by commas, `i:` and `:` for whole axes. */
import type { Expression } from "../expression/expression.js";
import type { Span, Tex } from "../tex/tex.js";
import { NotUnderstood } from "./not-understood.js";
import { bodyOf, isSymbol, plainText, spanOf, type Reader } from "./reader.js";

/**
 * @param counts how many indices may stand, most wanted first; null where nothing is known (then each letter is one index)
 * @throws NotUnderstood where the letters cannot be parted into so many: it asks for commas
 */
export function readIndices(sub: Tex, counts: readonly number[] | null, reader: Reader): readonly (Expression | null)[] {
  const body = bodyOf(sub);
  const byComma = splitAt(body, (tex) => isSymbol(tex, ","));
  if (byComma.length > 1) return byComma.map((part) => readIndex(part, sub, reader));
  const pieces = operands(body, true), apart = operands(body, false);
  const wanted = counts ?? [pieces.length];
  for (const count of wanted) {
    const parts = count === 1 ? [body] : pieces.length === count ? pieces : apart.length === count ? apart : count === digitsOf(body) ? splitDigits(body) : null;
    if (parts !== null) return parts.map((part) => readIndex(part, sub, reader));
  }
  throw new NotUnderstood("ambiguous", `the subscript '${plainText(body)}' gives ${pieces.length} ${pieces.length === 1 ? "index" : "indices"} where ${wanted.join(" or ")} ${wanted[0] === 1 ? "is" : "are"} needed; part them with commas`, sub);
}

function readIndex(part: readonly Tex[], sub: Span, reader: Reader): Expression | null {
  if (part.length === 1 && (isSymbol(part[0], ":", "\\cdot", "\\bullet", "*"))) return null;
  return reader.read(part, spanOf(part, sub), reader);
}

export function splitAt(items: readonly Tex[], isSeparator: (tex: Tex) => boolean): readonly (readonly Tex[])[] {
  const parts: Tex[][] = [[]];
  for (const item of items) {
    if (isSeparator(item)) parts.push([]);
    else parts.at(-1)!.push(item);
  }
  return parts;
}

/** Runs of terms joined by signs: `i+1 j` has two, `lj` two, `n-k+1` one. A number before a letter may multiply it: `2i`. */
function operands(items: readonly Tex[], numbersMultiply: boolean): readonly (readonly Tex[])[] {
  const parts: Tex[][] = [];
  let open = false;
  for (const item of items) {
    const joins = isSymbol(item, "+", "-", "−", "/", "\\cdot", "\\times");
    const factor = numbersMultiply && parts.length > 0 && parts.at(-1)!.at(-1)?.kind === "number" && item.kind !== "number" && !joins && parts.at(-1)!.length >= 1 && item.kind !== "delimited";
    const goesOn = joins || open || factor || item.kind === "delimited";
    if (goesOn && parts.length > 0) parts.at(-1)!.push(item);
    else parts.push([item]);
    open = joins;
  }
  return parts;
}

const digitsOf = (body: readonly Tex[]): number => (body.length === 1 && body[0]!.kind === "number" && /^\d+$/.test(body[0]!.text) ? body[0]!.text.length : -1);

function splitDigits(body: readonly Tex[]): readonly (readonly Tex[])[] {
  const [number] = body;
  if (number?.kind !== "number") return [body];
  return [...number.text].map((text, k) => [{ ...number, text, start: number.start + k, end: number.start + k + 1 }]);
}
