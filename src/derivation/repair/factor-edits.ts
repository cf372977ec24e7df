/** Factors put in, taken out, and put in another order. */
import { deltaOf, indexOf, nameOf, number, quotientOf } from "../expression/build.js";
import { walk, type Expression } from "../expression/expression.js";
import { at, atomsIn, before, behind, type Edit, type EditContext, lettersOf, sizeNames, slice, spaced, termEnds, termStarts } from "./edit.js";

/** Factors taken out, doubled, halved, and atoms of the line put in. */
export function* factorEdits(context: EditContext): Generator<Edit> {
  const { side, text } = context;
  for (const node of walk(side)) {
    if (node.kind !== "product") continue;
    for (const [k, factor] of node.factors.entries()) {
      const start = k === 0 ? factor.start : node.factors[k - 1]!.end;
      const end = k === 0 ? node.factors[1]!.start : factor.end;
      yield { start, end, text: k === 0 ? "" : " ", what: `the factor '${text.slice(factor.start, factor.end).trim()}' is too much`, rank: 2, rewriting: { node, by: without(node, k) } };
      const sign = text.slice(start, factor.start).trim();
      if (k > 0 && sign === "") yield { ...at(factor.start), text: "\\odot ", what: "the product should be entry by entry", rank: 3 };
      if (/^\\(odot|circ|otimes)$/.test(sign)) yield { start: text.indexOf("\\", start), end: factor.start, text: " ", what: "the product should be a matrix product", rank: 3 };
    }
  }
  const places = termStarts(side), atoms = atomsIn(context), two = number(2);
  for (const place of places) {
    yield { ...before(place, "2", [two]), what: "the factor 2 is missing", rank: 2 };
    yield { ...before(place, "\\frac{1}{2}", [quotientOf(number(1), two)]), what: "the factor 1/2 is missing", rank: 2 };
    for (const size of sizeNames(context)) yield { ...before(place, `\\frac{1}{${size}}`, [quotientOf(number(1), nameOf(size))]), what: `the factor 1/${size} is missing`, rank: 3 };
    for (const { text: atom, of } of atoms) yield { ...before(place, `2${atom}\\,`, [two, of]), what: `the factor '2${atom}' is missing`, rank: 5 };
    for (const { text: atom, of } of atoms) yield { ...before(place, `${atom}\\,`, [of]), what: `the factor '${atom}' is missing`, rank: 4 };
  }
  for (const end of termEnds(side)) for (const { text: atom, of } of atoms) yield { ...behind(end, `\\,${atom}`, [of]), what: `the factor '${atom}' is missing`, rank: 4 };
  const letters = lettersOf(context);
  for (const place of places) for (const a of letters) for (const b of letters) if (a < b) yield { ...before(place, `\\delta_{${a}${b}}`, [deltaOf(indexOf(a), indexOf(b))]), what: `\\delta_{${a}${b}} is missing`, rank: 2 };
  for (const node of walk(side)) {
    if (node.kind === "number" && node.digits === 1n && node.end > node.start) for (const a of letters) for (const b of letters) if (a < b) yield { start: node.start, end: node.end, text: `\\delta_{${a}${b}}`, what: `\\delta_{${a}${b}} should stand here`, rank: 1, rewriting: { node, by: deltaOf(indexOf(a), indexOf(b)) } };
  }
}

/** The product without its k-th factor; the first that is left has no sign before it. */
function without(product: Expression & { readonly kind: "product" }, k: number): Expression {
  const factors = product.factors.filter((_, j) => j !== k);
  return factors.length === 1 ? factors[0]!.of : { ...product, factors };
}

/** Neighbouring factors swapped, or the whole product turned round. */
export function* orderEdits(context: EditContext): Generator<Edit> {
  for (const node of walk(context.side)) {
    if (node.kind !== "product") continue;
    for (let k = 0; k + 1 < node.factors.length; k++) {
      const [a, b] = [node.factors[k]!, node.factors[k + 1]!];
      yield { start: a.start, end: b.end, text: spaced(slice(context, b), context.text.slice(a.end, b.start), slice(context, a)), what: "the order of the product is wrong", rank: 1 };
    }
    if (node.factors.length === 3) {
      const [a, b, c] = [node.factors[0]!, node.factors[1]!, node.factors[2]!];
      yield { start: a.start, end: c.end, text: spaced(slice(context, c), context.text.slice(b.end, c.start), spaced(slice(context, b), context.text.slice(a.end, b.start), slice(context, a))), what: "the order of the product is wrong", rank: 2 };
      yield { start: a.start, end: c.end, text: spaced(slice(context, b), " ", spaced(slice(context, c), " ", slice(context, a))), what: "the order of the product is wrong", rank: 3 };
      yield { start: a.start, end: c.end, text: spaced(slice(context, c), " ", spaced(slice(context, a), " ", slice(context, b))), what: "the order of the product is wrong", rank: 3 };
    }
  }
}
