/** The layout, or the order of a product of derivatives, in which a line that fails would hold. */
import { closureOf } from "../check/closure.js";
import type { Claim, ClaimContext, Difference } from "../check/claim.js";
import type { Layout } from "../expand/world.js";
import { walk, type Expression } from "../expression/expression.js";
import type { Span } from "../tex/tex.js";
import { holds } from "./holds.js";
import { replaceNode } from "./replace-node.js";

type Product = Expression & { readonly kind: "product" };

export interface OtherReading {
  /** Layouts in which it holds: as written, or (`both`) in that order. */
  readonly layouts: readonly Layout[];
  /** The product in the order that makes it true in the document's own layout, or (`both`) in those. */
  readonly order: (Span & { readonly text: string }) | null;
  /** It takes another layout and another order. */
  readonly both: boolean;
}

const LAYOUTS: readonly Layout[] = ["gradient", "numerator", "denominator"];

/**
 * Another layout, another order, or both at once where neither is enough. null where none of them helps, or no derivative of the line could lie differently.
 * @param difference where the line was seen to fail: if no derivative had a layout there, none would help
 */
export function otherReading(claim: Claim, text: string, context: ClaimContext, difference: Difference | null): OtherReading | null {
  if (!closureOf([claim.left, claim.right], context.scope).some((e) => [...walk(e)].some(isDerivative))) return null;
  const others = difference?.world.met.layout === false ? [] : LAYOUTS.filter((layout) => layout !== context.layout);
  const holdsIn = (each: Claim, layout: Layout): boolean => holds(each, { ...context, layout });
  const layouts = others.filter((layout) => holdsIn(claim, layout));
  const orders = [...ordersOf(claim, text)];
  const own = orders.find(({ claim: each }) => holdsIn(each, context.layout));
  if (layouts.length > 0 || own !== undefined) return { layouts, order: own?.order ?? null, both: false };
  for (const { claim: each, order } of orders) {
    const there = others.filter((layout) => holdsIn(each, layout));
    if (there.length > 0) return { layouts: there, order, both: true };
  }
  return null;
}

const isDerivative = (e: Expression): boolean => e.kind === "derivative" || e.kind === "gradient";

/** The claim with the factors of one product of derivatives in another order. */
function* ordersOf(claim: Claim, text: string): Generator<{ readonly claim: Claim; readonly order: Span & { readonly text: string } }> {
  for (const side of ["right", "left"] as const) {
    const products = [...walk(claim[side])].filter((node): node is Product => node.kind === "product" && node.factors.length <= 4 && node.factors.some(({ of }) => isDerivative(of)));
    for (const product of products) {
      for (const order of permutations(product.factors.length)) {
        const factors = order.map((k, place) => ({ ...product.factors[k]!, sign: product.factors[place]!.sign }));
        yield { claim: { ...claim, [side]: replaceNode(claim[side], product, { ...product, factors }) }, order: { start: product.start, end: product.end, text: inOrder(product, order, text) } };
      }
    }
  }
}

/** All orders but the one written; of four factors only the reverse. */
function permutations(length: number): readonly (readonly number[])[] {
  if (length > 3) return [Array.from({ length }, (_, k) => length - 1 - k)];
  const all = length === 2 ? [[1, 0]] : [[2, 1, 0], [1, 0, 2], [0, 2, 1], [1, 2, 0], [2, 0, 1]];
  return all;
}

function inOrder({ factors }: Product, order: readonly number[], text: string): string {
  return order.map((k, place) => {
    const own = factors[k]!, next = factors[place + 1];
    const between = next === undefined ? "" : text.slice(factors[place]!.of.end, next.of.start);
    return text.slice(own.of.start, own.of.end) + (next !== undefined && between === "" ? " " : between);
  }).join("").trim();
}

/** "it holds in numerator layout (the document is in gradient layout)", "it holds in the order …". */
export function otherReadingText({ layouts, order, both }: OtherReading, own: Layout): string {
  const inLayout = layouts.length === 0 ? [] : [`in ${layouts.join(" layout and in ")} layout (the document is in ${own} layout)`];
  const inOrder = order === null ? [] : [`in the order ${order.text}`];
  return `it holds ${[...inLayout, ...inOrder].join(both ? " and " : ", or ")}`;
}
