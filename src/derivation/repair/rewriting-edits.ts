/** Slips that put one thing in another's place: a member for another family's, a root that is missing, a fraction turned round, a square in the wrong place. */
import { walk, type Expression } from "../expression/expression.js";
import { lengthName, rankOf, type Quantity } from "../scope/scope.js";
import { nameOf } from "../expression/build.js";
import { at, before, type Edit, type EditContext, termEnds, termStarts } from "./edit.js";

export function* rewritingEdits(context: EditContext): Generator<Edit> {
  yield* letterEdits(context);
  yield* rootEdits(context);
  yield* fractionEdits(context);
  yield* squareEdits(context);
  yield* kinkEdits(context);
  yield* givenFactorEdits(context);
  yield* appliedEdits(context);
}

const isCommand = (text: string): boolean => /\\[a-zA-Z]+$/.test(text);

/** Names that stand in the step or in the document, and how they are written. */
function writtenNames({ side, other, scope, text }: EditContext): ReadonlyMap<string, string> {
  const written = new Map<string, string>();
  for (const expression of [other, side]) {
    for (const node of walk(expression)) {
      if (node.kind === "name" && node.end > node.start) written.set(node.name, text.slice(node.start, node.end));
      if (node.kind === "member" && node.end > node.start) { const base = baseText(text, node); if (base !== null) written.set(node.family, base); }
    }
  }
  for (const key of scope.quantities.keys()) if (!written.has(key) && !/[#·]|\(\\cdot\)/.test(key)) written.set(key, key);
  return written;
}

/** What stands before the scripts: `\\tilde c` of `\\tilde c_t`. */
function baseText(text: string, node: { readonly start: number; readonly end: number }): string | null {
  const found = /^((?:\\[a-zA-Z]+\s*(?:\{[^{}]*\}|[a-zA-Z])?|[a-zA-Z]))\s*(?=[_^])/.exec(text.slice(node.start, node.end));
  return found === null ? null : found[1]!;
}

/** One array or family for another that takes the same subscripts. */
function* letterEdits(context: EditContext): Generator<Edit> {
  const { side, scope, text } = context;
  const written = writtenNames(context);
  const alike = (own: Quantity | undefined, entries: number): readonly (readonly [key: string, as: string])[] =>
    [...written].filter(([key]) => { const each = scope.quantities.get(key); return each !== undefined && each !== own && each.role === "variable" && each.opaque === null && each.levels === (own?.levels ?? 0) && (rankOf(each) === null || rankOf(own) === null || rankOf(each) === rankOf(own)) && (entries === 0 || rankOf(each) === entries); });
  const seen = new Set<number>();
  for (const node of walk(side)) {
    const whole = node.kind === "entry" ? node.of : node;
    if ((whole.kind !== "member" && !(whole.kind === "name" && (node.kind === "entry" || rankOf(scope.quantities.get(whole.name)) === null))) || node.end === node.start || seen.has(node.start)) continue;
    seen.add(node.start);
    const key = whole.kind === "member" ? whole.family : whole.name;
    const base = whole.kind === "name" && node.kind !== "entry" ? text.slice(node.start, node.end) : baseText(text, node);
    if (base === null) continue;
    const end = node.start + base.length;
    for (const [other, as] of alike(scope.quantities.get(key), node.kind === "entry" ? node.at.length : 0)) {
      if (as === base) continue;
      yield { start: node.start, end, text: isCommand(as) && /[a-zA-Z]/.test(text[end] ?? "") ? `${as} ` : as, what: `'${base}' should be '${as}'`, rank: 3, rewriting: { node: whole, by: whole.kind === "member" ? { ...whole, family: other } : nameOf(other) } };
    }
  }
}

/** `1/d` for `1/\\sqrt d`, and the reverse. */
function* rootEdits({ side, text, scope }: EditContext): Generator<Edit> {
  for (const node of walk(side)) {
    if (node.end === node.start) continue;
    const isSize = node.kind === "name" && scope.quantities.get(node.name)?.role === "size";
    if (isSize) yield { start: node.start, end: node.end, text: `\\sqrt{${lengthName(text.slice(node.start, node.end))}}`, what: "the root is missing", rank: 2 };
    const [inner] = node.kind === "apply" && node.function === "sqrt" ? node.arguments : [];
    if (inner !== undefined && inner.end > inner.start) yield { start: node.start, end: node.end, text: /^[a-zA-Z]$/.test(text.slice(inner.start, inner.end)) ? text.slice(inner.start, inner.end) : `(${text.slice(inner.start, inner.end)})`, what: "the root is too much", rank: 2 };
  }
}

/** A fraction turned round, and a factor that should divide. */
function* fractionEdits({ side, text }: EditContext): Generator<Edit> {
  for (const node of walk(side)) {
    if (node.kind === "quotient" && node.end > node.start && text.startsWith("\\frac{", node.start)) {
      const [above, below] = [text.slice(node.numerator.start, node.numerator.end), text.slice(node.denominator.start, node.denominator.end)];
      yield { start: node.start, end: node.end, text: `\\frac{${below}}{${above}}`, what: "the fraction is upside down", rank: 2 };
    }
    if (node.kind !== "product") continue;
    for (const { of } of node.factors) if (of.kind === "add" && /^(\(|\\left\()/.test(text.slice(of.start, of.end))) yield { start: of.start, end: of.end, text: `\\frac{1}{${text.slice(of.start, of.end)}}`, what: "this factor should divide", rank: 4 };
  }
}

/** `(1 - \\tanh(c))^2` for `(1 - \\tanh^2(c))`. */
function* squareEdits({ side, text }: EditContext): Generator<Edit> {
  for (const node of walk(side)) {
    if (node.kind !== "power" || node.base.kind !== "add" || node.exponent.end === node.exponent.start) continue;
    const caret = text.lastIndexOf("^", node.exponent.start), exponent = text.slice(caret, text[node.exponent.end] === "}" ? node.exponent.end + 1 : node.exponent.end);
    for (const { of } of node.base.terms) {
      const command = of.kind === "apply" ? /^\\[a-zA-Z]+/.exec(text.slice(of.start))?.[0] : undefined;
      const place = command !== undefined ? of.start + command.length : of.kind === "name" || of.kind === "entry" || of.kind === "member" ? of.end : null;
      if (place !== null && place < caret) yield { start: place, end: caret + exponent.length, text: exponent + text.slice(place, caret), what: "the power stands on the wrong thing", rank: 2 };
    }
  }
}

/** A function that is cut off at a kink for its slope: `\\max(0, x)` and a name that it defines. */
function* kinkEdits({ side, text, scope }: EditContext): Generator<Edit> {
  const rectified = (e: Expression): Expression | null => {
    if (e.kind !== "apply" || !/^(relu|max)$/i.test(e.function)) return null;
    const inside = e.arguments.filter((each) => each.kind !== "number");
    return inside.length === 1 ? inside[0]! : null;
  };
  for (const node of walk(side)) {
    if (node.end === node.start) continue;
    const own = rectified(node);
    const body = node.kind === "name" ? scope.quantities.get(node.name)?.definitions.find(({ entries, levels }) => entries.length === 0 && levels.length === 0)?.body : undefined;
    const inner = own !== null ? text.slice(own.start, own.end) : body === undefined ? null : nameText(rectified(body));
    if (inner !== null) yield { start: node.start, end: node.end, text: `\\mathbb{1}[${inner}>0]`, what: "the slope should stand here, not the value", rank: 3 };
  }
}

const nameText = (e: Expression | null): string | null => (e?.kind === "name" ? e.name : null);

/** Numbers and arrays of the document that the step does not have, as factors: N in front, `M \\odot`, `\\mathbf{1}` behind. */
function* givenFactorEdits(context: EditContext): Generator<Edit> {
  const { side, other, scope } = context;
  const written = writtenNames(context);
  const inStep = new Set([side, other].flatMap((e) => [...walk(e)].flatMap((node) => (node.kind === "name" ? [node.name] : []))));
  const places = termStarts(side), ends = termEnds(side);
  for (const [key, quantity] of scope.quantities) {
    if (quantity.levels > 0 || quantity.opaque !== null || /\(\\cdot\)|\^\{2\}/.test(key)) continue;
    const as = lengthName(written.get(key) ?? key), what = `the factor '${as}' is missing`;
    if (quantity.role === "size") for (const place of places) yield { ...before(place, `${as}\\,`, [nameOf(key)]), what, rank: 4 };
    else if (quantity.role === "ones") { for (const { offset } of ends) yield { ...at(offset), text: ` ${as}`, what: "the sum over the last axis is missing", rank: 3 }; for (const { offset } of places) yield { ...at(offset), text: `${as}^\\top `, what: "the sum over the first axis is missing", rank: 3 }; }
    else if (quantity.role === "variable" && !inStep.has(key)) for (const place of places) yield { ...((rankOf(quantity) ?? 0) === 0 ? before(place, `${as}\\,`, [nameOf(key)]) : { ...at(place.offset), text: `${as}\\odot ` }), what, rank: 5 };
  }
}

/** A function that the document applies elsewhere is missing around a name. */
function* appliedEdits({ side, text, scope }: EditContext): Generator<Edit> {
  const used = new Set<string>();
  for (const { definitions } of scope.quantities.values()) for (const { body } of definitions) for (const node of walk(body)) if (node.kind === "apply" && /^(tanh|exp|log|sin|cos|sqrt)$/.test(node.function)) used.add(node.function);
  for (const node of walk(side)) {
    if ((node.kind !== "name" && node.kind !== "member" && node.kind !== "entry") || node.end === node.start) continue;
    for (const name of used) yield { start: node.start, end: node.end, text: name === "sqrt" ? `\\sqrt{${text.slice(node.start, node.end)}}` : `\\${name}(${text.slice(node.start, node.end)})`, what: `'\\${name}' is missing`, rank: 5 };
  }
}
