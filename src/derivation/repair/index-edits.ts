/** Slips in index arithmetic and in what a sum runs over: `x_{i+a}` for `x_{i+a-1}`, `\\sum_{d=1}^{D}` for `\\sum_{n=1}^{N}`. */
import { freeIndices, walk, type Expression } from "../expression/expression.js";
import { lengthName } from "../scope/scope.js";
import { number, sumOf, term } from "../expression/build.js";
import { at, type Edit, type EditContext, type Rewriting } from "./edit.js";

export function* indexArithmeticEdits(context: EditContext): Generator<Edit> {
  yield* shiftEdits(context);
  yield* rebindEdits(context);
  yield* boundEdits(context);
  yield* replacementEdits(context);
}

/** Subscripts of entries, members and deltas. */
function subscriptsOf(side: Expression): readonly Expression[] {
  return [...walk(side)].flatMap((node) => (node.kind === "entry" ? node.at.filter((each) => each !== null) : node.kind === "member" ? node.at : node.kind === "delta" ? [node.left, node.right] : []));
}

/** One more, one less, and every sign after the first turned round. */
function* shiftEdits({ side, text }: EditContext): Generator<Edit> {
  for (const each of subscriptsOf(side)) {
    if (each.end === each.start) continue;
    const written = text.slice(each.start, each.end), what = `the subscript '${written}' is off by one`;
    const last = each.kind === "add" ? each.terms.at(-1)! : null;
    const trailing = last?.of.kind === "number" ? text.slice(last.start, last.end).trim() : "";
    if (trailing !== "") yield { start: last!.start, end: last!.end, text: "", what, rank: 2 };
    const isBraced = text[each.end] === "}" || text[each.end] === "," || each.kind === "add" || each.kind === "product";
    if (isBraced) for (const shift of SHIFTS) if (!trailing.endsWith("1") || trailing[0] === shift[0]) yield { ...at(each.end), text: shift, what, rank: each.kind === "add" ? 2 : 3, rewriting: shifted(each, shift) };
    if (!isBraced && each.kind === "index") for (const shift of SHIFTS) yield { start: each.start, end: each.end, text: `{${written}${shift}}`, what, rank: 3, rewriting: shifted(each, shift) };
    if (each.kind === "number" && each.places === 0) for (const next of [each.digits - 1n, each.digits + 1n]) if (next >= 0n) yield { start: each.start, end: each.end, text: String(next), what: `the number '${written}' should be '${next}'`, rank: 3 };
    if (each.kind !== "add" || each.terms.length < 2) continue;
    const turned = each.terms.map((term, k) => (k === 0 ? text.slice(term.start, term.end) : `${term.sign === 1 ? "-" : "+"}${text.slice(term.of.start, term.of.end)}`)).join("");
    yield { start: each.start, end: each.end, text: turned, what: "the signs in the subscript are wrong", rank: 2 };
    // 2m + j for 2(m - 1) + j
    for (const node of walk(each)) {
      if (node.kind !== "product") continue;
      for (const { of } of node.factors) if (of.kind === "index") yield { start: of.start, end: of.end, text: `(${text.slice(of.start, of.end)}-1)`, what, rank: 3 };
    }
  }
}

const SHIFTS = ["-1", "+1"] as const;

const shifted = (node: Expression, shift: "-1" | "+1"): Rewriting => ({ node, by: sumOf([term(1, node), term(shift === "+1" ? 1 : -1, number(1))]) });

/** The sum runs over another index: one that stands in its body and is bound nowhere. */
function* rebindEdits({ side, other, scope, text }: EditContext): Generator<Edit> {
  const given = freeIndices(other);
  for (const node of walk(side)) {
    const [binder] = node.kind === "big" ? node.binders : [];
    if (node.kind !== "big" || binder === undefined || node.binders.length > 1 || binder.end === binder.start) continue;
    for (const name of freeIndices(node.body)) {
      if (name === binder.name || given.has(name)) continue;
      const what = `the sum should run over '${name}'`;
      if (binder.to === null || binder.from === null) yield { start: binder.start, end: binder.end, text: name, what, rank: 1 };
      else {
        const between = text.slice(binder.from.end, binder.to.start);
        for (const size of sizesOf(scope)) yield { start: binder.start, end: binder.to.end, text: `${name}=${text.slice(binder.from.start, binder.from.end)}${between}${size}`, what, rank: 1 };
      }
    }
  }
}

/** The sum runs to a length that the document gives an axis: n-k+1. */
function* boundEdits({ side, scope, text }: EditContext): Generator<Edit> {
  const lengths = lengthsOf(scope);
  for (const node of walk(side)) {
    if (node.kind !== "big") continue;
    for (const { to } of node.binders) {
      if (to === null || to.end === to.start) continue;
      const isBraced = text[to.start - 1] === "{" && text[to.end] === "}";
      for (const length of lengths) if (text.slice(to.start, to.end) !== length) yield { start: to.start, end: to.end, text: isBraced ? length : `{${length}}`, what: `the sum should run to ${length}`, rank: 2 };
    }
  }
}

/** Within one sum, one index in the place of another, wherever that stands. */
function* replacementEdits({ side, other, text }: EditContext): Generator<Edit> {
  const given = [...freeIndices(other)];
  for (const node of walk(side)) {
    if (node.kind !== "big") continue;
    const places = [...walk(node.body)].filter((each): each is Expression & { readonly kind: "index" } => each.kind === "index" && each.end === each.start + 1).sort((a, b) => a.start - b.start);
    for (const from of new Set(places.map(({ name }) => name))) {
      const touched = places.filter(({ name }) => name === from);
      const [first] = touched, last = touched.at(-1);
      if (first === undefined || last === undefined || touched.length < 2 || node.binders.some(({ name }) => name === from)) continue;
      for (const to of given) {
        if (to === from || to.length !== 1) continue;
        let replaced = text.slice(first.start, last.end);
        for (const { start } of touched) replaced = `${replaced.slice(0, start - first.start)}${to}${replaced.slice(start - first.start + 1)}`;
        yield { start: first.start, end: last.end, text: replaced, what: `the index '${from}' should be '${to}' in the sum`, rank: 2 };
      }
    }
  }
}

const sizesOf = (scope: EditContext["scope"]): readonly string[] => [...scope.quantities.values()].filter(({ role, levels }) => role === "size" && levels === 0).map(({ key }) => lengthName(key));

/** Lengths of axes that are more than one letter, as they can be written. */
function lengthsOf(scope: EditContext["scope"]): readonly string[] {
  const axes = [...scope.quantities.values()].flatMap((quantity) => quantity.axes ?? []);
  const ends = [...scope.ranges.values()].map(({ to }) => to);
  return [...new Set([...axes, ...ends].filter(({ kind }) => kind === "add" || kind === "product").map(lengthText).filter((length) => length !== null))].slice(0, 6);
}

function lengthText(e: Expression): string | null {
  switch (e.kind) {
    case "name": return lengthName(e.name);
    case "number": return e.places === 0 ? String(e.digits) : null;
    case "add": {
      const terms = e.terms.map(({ of }) => lengthText(of));
      return terms.includes(null) ? null : e.terms.map(({ sign }, k) => `${sign < 0 ? "-" : k === 0 ? "" : "+"}${terms[k]!}`).join("");
    }
    case "product": {
      const factors = e.factors.map(({ of }) => (of.kind === "add" ? null : lengthText(of)));
      return factors.includes(null) ? null : factors.join("");
    }
    default: return null;
  }
}
