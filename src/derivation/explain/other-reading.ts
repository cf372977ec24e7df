/** The layout, or the order of a product of derivatives, in which a line that fails would hold. */
import { closureOf } from "../check/closure.js";
import type { Claim, ClaimContext } from "../check/decide-claim.js";
import type { Layout } from "../expand/world.js";
import { walk, type Expression } from "../expression/expression.js";
import type { Span } from "../tex/tex.js";
import { holds } from "./holds.js";
import { replaceNode } from "./replace-node.js";

type Product = Expression & { readonly kind: "product" };

export interface OtherReading {
  /** Layouts in which it holds as written or in that order; empty: in the document's own. */
  readonly layouts: readonly Layout[];
  /** The product in the order that makes it true, with its place. */
  readonly order: (Span & { readonly text: string }) | null;
}

const LAYOUTS: readonly Layout[] = ["gradient", "numerator", "denominator"];

/** Another layout first, then another order, then both. null where none of them helps, or no derivative of the line could lie differently. */
export function otherReading(claim: Claim, text: string, context: ClaimContext): OtherReading | null {
  if (!closureOf([claim.left, claim.right], context.scope).some((e) => [...walk(e)].some(isDerivative))) return null;
  const others = LAYOUTS.filter((layout) => layout !== context.layout);
  const holdsIn = (each: Claim, layout: Layout): boolean => holds(each, { ...context, layout });
  const layouts = others.filter((layout) => holdsIn(claim, layout));
  if (layouts.length > 0) return { layouts, order: null };
  const orders = [...ordersOf(claim, text)];
  const own = orders.find(({ claim: each }) => holdsIn(each, context.layout));
  if (own !== undefined) return { layouts: [], order: own.order };
  for (const { claim: each, order } of orders) {
    const there = others.filter((layout) => holdsIn(each, layout));
    if (there.length > 0) return { layouts: there, order };
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

/** "it holds in numerator layout", "it holds in the order …". */
export function otherReadingText({ layouts, order }: OtherReading): string {
  const where = layouts.length === 0 ? "" : ` in ${layouts.join(" layout and in ")} layout`;
  return `it holds${where}${order === null ? "" : `${where === "" ? "" : ","} in the order ${order.text}`}`;
}
