/** Small edits of a written side: the slips that authors make, turned round. Text and place only; whether one helps is decided elsewhere. */
import { freeIndices, walk, type Expression } from "../expression/expression.js";
import { knownFunction } from "../notation/functions.js";
import { lengthName, type Scope } from "../scope/scope.js";
import { topDown } from "../scope/walk-tex.js";
import type { Span, Tex } from "../tex/tex.js";
import { indexArithmeticEdits } from "./index-edits.js";
import { rewritingEdits } from "./rewriting-edits.js";

export interface Edit extends Span {
  readonly text: string;
  /** What the edit does, for the message: "the transpose is missing". */
  readonly what: string;
  /** Smaller is likelier. */
  readonly rank: number;
}

export interface EditContext {
  /** The unit's text; spans are offsets in it. */
  readonly text: string;
  readonly side: Expression;
  readonly body: readonly Tex[];
  /** The side on the other end of the step, which shows the names and indices in play. */
  readonly other: Expression;
  readonly scope: Scope;
}

/** All edits of a side, likeliest first. */
export function editsOf(context: EditContext): readonly Edit[] {
  const edits = [...indexEdits(context), ...transposeEdits(context), ...signEdits(context), ...termEdits(context), ...factorEdits(context), ...orderEdits(context), ...powerEdits(context), ...numberEdits(context), ...sumEdits(context), ...nameEdits(context), ...functionEdits(context), ...signSwaps(context), ...interchangeEdits(context), ...wholeEdits(context), ...indexArithmeticEdits(context), ...rewritingEdits(context)];
  return edits.sort((a, b) => a.rank - b.rank);
}

const slice = ({ text }: EditContext, { start, end }: Span): string => text.slice(start, end);
const at = (place: number): Span => ({ start: place, end: place });

/** Letters of indices that are in play on this side or the other, bound ones included. */
function lettersOf({ side, other }: EditContext): readonly string[] {
  const letters = new Set([...freeIndices(other), ...freeIndices(side)]);
  for (const node of walk(side)) if (node.kind === "big") for (const { name } of node.binders) letters.add(name);
  return [...letters];
}

function* indexEdits(context: EditContext): Generator<Edit> {
  const letters = lettersOf(context);
  for (const node of walk(context.side)) {
    if (node.kind === "index" && node.end > node.start) {
      for (const letter of letters) if (letter !== node.name) yield { start: node.start, end: node.end, text: letter.startsWith("\\") ? `${letter} ` : letter, what: `the index '${node.name}' should be '${letter}'`, rank: 1 };
    }
    if ((node.kind === "entry" && node.at.length === 2) || node.kind === "delta") {
      const [first, second] = node.kind === "delta" ? [node.left, node.right] : node.at;
      if (node.kind === "delta" || first == null || second == null) continue;
      const between = context.text.slice(first.end, second.start);
      yield { start: first.start, end: second.end, text: slice(context, second) + between + slice(context, first), what: "the two subscripts are swapped", rank: 1 };
    }
    // a number written as a subscript or a limit
    if (node.kind === "entry") for (const each of node.at) if (each?.kind === "number") for (const letter of letters) yield { start: each.start, end: each.end, text: letter, what: `the subscript should be '${letter}'`, rank: 4 };
  }
}

const isTransposeSup = (sup: Tex): boolean => { const body = sup.kind === "group" && sup.body.length === 1 ? sup.body[0]! : sup; return body.kind === "symbol" && /^(T|\\top|\\intercal)$/.test(body.text); };

/** Transposes taken away and put on names, derivatives and brackets. */
function* transposeEdits({ text, body }: EditContext): Generator<Edit> {
  const written = /\\top/.test(text) ? "^\\top" : "^T";
  for (const tex of topDown(body)) {
    if (tex.kind === "scripts" && tex.base !== null && tex.sup !== null && isTransposeSup(tex.sup)) {
      const caret = text.lastIndexOf("^", tex.sup.start);
      yield { start: caret, end: tex.sup.end, text: "", what: "the transpose is too much", rank: 1 };
    }
  }
  for (const tex of factorsOf(body)) {
    if (tex.kind === "scripts" && tex.sup !== null) continue;
    if (tex.kind === "number" || (tex.kind === "symbol" && !/^([A-Za-z]|\\[A-Za-z]+)$/.test(tex.text)) || tex.kind === "words") continue;
    yield { ...at(tex.end), text: written, what: "a transpose is missing", rank: 1 };
  }
}

/** Nodes that stand as factors: top level, in brackets, in fractions. */
function* factorsOf(body: readonly Tex[]): Generator<Tex> {
  for (const tex of body) {
    yield tex;
    switch (tex.kind) {
      case "group": case "delimited": yield* factorsOf(tex.body); break;
      case "scripts": if (tex.base !== null && (tex.base.kind === "delimited" || tex.base.kind === "group")) yield* factorsOf(tex.base.body); break;
      case "annotated": yield* factorsOf([tex.body]); break;
      case "environment": for (const row of tex.rows) for (const cell of row.cells) yield* factorsOf(cell.body); break;
      default: break;
    }
  }
}

function* signEdits(context: EditContext): Generator<Edit> {
  const { side, text } = context;
  const sums = [...walk(side)].filter((node) => node.kind === "add");
  for (const sum of sums) {
    for (const term of sum.terms) {
      const sign = text.slice(term.start, term.of.start).trim();
      if (sign === "-" || sign === "−") yield { start: term.start, end: term.start + 1, text: term === sum.terms[0] ? "" : "+", what: "the sign is wrong", rank: 0 };
      else if (sign === "+") yield { start: term.start, end: term.start + 1, text: "-", what: "the sign is wrong", rank: 0 };
      else yield { ...at(term.of.start), text: "-", what: "the sign is wrong", rank: 0 };
    }
  }
  if (side.kind !== "add") yield { ...at(side.start), text: "-", what: "the sign is wrong", rank: 0 };
  for (const part of partsOf(side)) if (part.kind !== "add") yield { ...at(part.start), text: "-", what: "the sign is wrong", rank: 1 };
  for (const sum of sums) {
    const [first, second] = sum.terms;
    if (sum.terms.length !== 2 || first!.sign !== 1 || second!.sign !== -1) continue;
    yield { start: first!.of.start, end: second!.end, text: `${text.slice(second!.of.start, second!.of.end)}${text.slice(second!.start, second!.of.start)}${text.slice(first!.of.start, first!.of.end)}`, what: "the sign is wrong: the terms of the difference are exchanged", rank: 1 };
  }
  for (const node of walk(side)) {
    if (node.kind !== "product" && node.kind !== "power") continue;
    const exponent = node.kind === "power" ? node.exponent : null;
    if (exponent?.kind === "add" && exponent.terms.length === 1) yield { start: exponent.terms[0]!.start, end: exponent.terms[0]!.start + 1, text: "", what: "the sign of the exponent is wrong", rank: 2 };
    else if (exponent !== null && exponent.end > exponent.start && text[exponent.start - 1] === "{") yield { ...at(exponent.start), text: "-", what: "the sign of the exponent is wrong", rank: 2 };
  }
  for (const node of walk(side)) if (node.kind === "apply" && node.function === "exp" && node.arguments[0]!.kind !== "add") yield { ...at(node.arguments[0]!.start), text: "-", what: "the sign in the exponent is wrong", rank: 2 };
}

/** Terms taken out, and terms of the line put in. */
function* termEdits(context: EditContext): Generator<Edit> {
  const { side, text } = context;
  for (const node of walk(side)) {
    if (node.kind !== "add" || node.terms.length < 2) continue;
    for (const [k, term] of node.terms.entries()) {
      if (k > 0) yield { start: term.start, end: term.end, text: "", what: `the term '${text.slice(term.start, term.end).trim()}' is too much`, rank: 1 };
      else {
        const next = node.terms[1]!;
        const sign = text.slice(next.start, next.of.start);
        yield { start: term.start, end: /^\s*\+/.test(sign) ? next.of.start : next.start, text: "", what: `the term '${text.slice(term.start, term.end).trim()}' is too much`, rank: 1 };
      }
    }
  }
  const atoms = atomTexts(context);
  const ones = ["1", ...atoms];
  for (const extra of ones) {
    yield { ...at(side.end), text: `+${extra}`, what: `the term '${extra}' is missing`, rank: 5 };
    yield { ...at(side.end), text: `-${extra}`, what: `the term '${extra}' is missing`, rank: 5 };
  }
  const letters = [...freeIndices(context.other)];
  for (const a of letters) for (const b of letters) if (a < b) for (const atom of atoms) for (const sign of ["+", "-"]) yield { ...at(side.end), text: `${sign}\\delta_{${a}${b}}${atom}`, what: `a term with \\delta_{${a}${b}} is missing`, rank: 5 };
  for (const a of vectorTexts(context)) for (const b of vectorTexts(context)) for (const sign of ["+", "-"]) yield { ...at(side.end), text: `${sign}${a}${b}^\\top`, what: "an outer product is missing", rank: 5 };
}

/** Factors taken out, doubled, halved, and atoms of the line put in. */
function* factorEdits(context: EditContext): Generator<Edit> {
  const { side, text, scope } = context;
  for (const node of walk(side)) {
    if (node.kind !== "product") continue;
    for (const [k, factor] of node.factors.entries()) {
      const start = k === 0 ? factor.start : node.factors[k - 1]!.end;
      const end = k === 0 ? node.factors[1]!.start : factor.end;
      yield { start, end, text: k === 0 ? "" : " ", what: `the factor '${text.slice(factor.start, factor.end).trim()}' is too much`, rank: 2 };
      const sign = text.slice(start, factor.start).trim();
      if (k > 0 && sign === "") yield { ...at(factor.start), text: "\\odot ", what: "the product should be entry by entry", rank: 3 };
      if (/^\\(odot|circ|otimes)$/.test(sign)) yield { start: text.indexOf("\\", start), end: factor.start, text: " ", what: "the product should be a matrix product", rank: 3 };
    }
  }
  const places = termStarts(side);
  for (const place of places) {
    yield { ...at(place), text: "2", what: "the factor 2 is missing", rank: 2 };
    yield { ...at(place), text: "\\frac{1}{2}", what: "the factor 1/2 is missing", rank: 2 };
    for (const size of sizeNames(context)) yield { ...at(place), text: `\\frac{1}{${size}}`, what: `the factor 1/${size} is missing`, rank: 3 };
    for (const atom of atomTexts(context)) yield { ...at(place), text: `2${atom}\\,`, what: `the factor '2${atom}' is missing`, rank: 5 };
    for (const atom of atomTexts(context)) yield { ...at(place), text: `${atom}\\,`, what: `the factor '${atom}' is missing`, rank: 4 };
  }
  for (const end of termEnds(side)) for (const atom of atomTexts(context)) yield { ...at(end), text: `\\,${atom}`, what: `the factor '${atom}' is missing`, rank: 4 };
  const letters = lettersOf(context);
  for (const place of places) for (const a of letters) for (const b of letters) if (a < b) yield { ...at(place), text: `\\delta_{${a}${b}}`, what: `\\delta_{${a}${b}} is missing`, rank: 2 };
  for (const node of walk(side)) {
    if (node.kind === "number" && node.digits === 1n && node.end > node.start) for (const a of letters) for (const b of letters) if (a < b) yield { start: node.start, end: node.end, text: `\\delta_{${a}${b}}`, what: `\\delta_{${a}${b}} should stand here`, rank: 1 };
  }
  void scope;
}

/** Cells of matrices and values of cases. */
function partsOf(side: Expression): readonly Expression[] {
  return [...walk(side)].flatMap((node) => (node.kind === "cases" ? node.arms.map((arm) => arm.value) : node.kind === "matrix" ? node.rows.flat().filter((cell): cell is Expression => cell.kind !== "dots") : []));
}

function termStarts(side: Expression): readonly number[] {
  const places = new Set<number>([side.kind === "add" ? side.terms[0]!.of.start : side.start]);
  for (const node of walk(side)) {
    if (node.kind === "add") for (const term of node.terms) places.add(term.of.start);
    if (node.kind === "big") places.add(node.body.start);
    if (node.kind === "quotient") { places.add(node.numerator.start); places.add(node.denominator.start); }
    if (node.kind === "cases") for (const arm of node.arms) places.add(arm.value.start);
  }
  return [...places];
}

function termEnds(side: Expression): readonly number[] {
  const places = new Set<number>([side.end]);
  for (const node of walk(side)) if (node.kind === "add") for (const term of node.terms) places.add(term.of.end);
  return [...places];
}

/** Vectors that stand in the step, as written. */
const vectorTexts = (context: EditContext): readonly string[] => {
  const texts = new Set<string>();
  for (const expression of [context.side, context.other]) for (const node of walk(expression)) if (node.kind === "name" && node.end > node.start && context.scope.quantities.get(node.name)?.axes?.length === 1 && context.scope.quantities.get(node.name)?.levels === 0) texts.add(slice(context, node));
  return [...texts].slice(0, 3);
};

/** Names, entries and members that stand in the step, as the author wrote them. */
function atomTexts(context: EditContext): readonly string[] {
  const texts = new Set<string>();
  for (const expression of [context.side, context.other]) {
    for (const node of walk(expression)) {
      if ((node.kind === "entry" && node.of.kind === "name") || node.kind === "member" || (node.kind === "derivative" && node.end - node.start < 60) || (node.kind === "transpose" && (node.of.kind === "name" || node.of.kind === "member")) || (node.kind === "name" && node.end > node.start) || (node.kind === "apply" && node.end - node.start < 24)) texts.add(slice(context, node));
    }
  }
  const scope = [...texts].filter((text) => text !== "" && !/^[A-Za-z]$/.test(text) || isQuantity(text, context.scope));
  return scope.slice(0, 10);
}

const isQuantity = (text: string, scope: Scope): boolean => { const quantity = scope.quantities.get(text); return quantity !== undefined && quantity.role !== "size"; };

const sizeNames = ({ scope }: EditContext): readonly string[] => [...scope.quantities.values()].filter((quantity) => quantity.role === "size" && quantity.levels === 0).map((quantity) => lengthName(quantity.key));

/** Neighbouring factors swapped, or the whole product turned round. */
function* orderEdits(context: EditContext): Generator<Edit> {
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

const spaced = (a: string, between: string, b: string): string => a + (/\\[a-zA-Z]+$/.test(a + between) && /^[a-zA-Z]/.test(b) ? `${between} ` : between) + b;

function* powerEdits({ side, text }: EditContext): Generator<Edit> {
  for (const node of walk(side)) {
    if (node.kind === "power" && node.exponent.end > node.exponent.start) {
      const caret = text.lastIndexOf("^", node.exponent.start);
      const close = text[node.exponent.end] === "}" ? node.exponent.end + 1 : node.exponent.end;
      if (caret >= node.start) yield { start: caret, end: close, text: "", what: "the power is too much", rank: 2 };
    }
    const powered = node.kind === "name" || node.kind === "entry" || node.kind === "apply" || node.kind === "absolute" || node.kind === "norm" || node.kind === "add" || node.kind === "big";
    if (powered && node.end > node.start) {
      const end = node.kind === "add" || node.kind === "big" ? closing(text, node.end) : node.end;
      if (end !== null) {
        yield { ...at(end), text: "^2", what: "the square is missing", rank: 3 };
        yield { ...at(end), text: "^{-1}", what: "the inverse is missing", rank: 3 };
        yield { ...at(end), text: "^3", what: "the power is missing", rank: 5 };
      }
    }
    if (node.kind === "apply" && /^(sin|cos|tan|tanh|sinh|cosh|log)$/.test(node.function)) {
      const command = /^\\[a-zA-Z]+/.exec(text.slice(node.start))?.[0];
      if (command !== undefined && text[node.start + command.length] !== "^") yield { ...at(node.start + command.length), text: "^2", what: "the square is missing", rank: 2 };
    }
  }
}

/** The offset after the bracket that closes here. */
function closing(text: string, end: number): number | null {
  const match = /^\s*(\\right\s*)?[)\]}|]/.exec(text.slice(end));
  return match === null ? null : end + match[0].length;
}

function* numberEdits({ side }: EditContext): Generator<Edit> {
  for (const node of walk(side)) {
    if (node.kind !== "number" || node.places > 0 || node.end === node.start) continue;
    const value = Number(node.digits);
    const tries = new Set([value + 1, value - 1, value + 2, 2 * value, value / 2, value * value, -value].filter((each) => Number.isInteger(each) && each !== value && each > 0 && each < 1000));
    for (const each of tries) yield { start: node.start, end: node.end, text: String(each), what: `the number ${value} should be ${each}`, rank: 2 };
  }
}

/** Sums put in for an index that nothing binds, taken out, and their limits exchanged. */
function* sumEdits(context: EditContext): Generator<Edit> {
  const { side, other, text } = context;
  const sizes = sizeNames(context);
  const bound = new Set<string>();
  for (const node of walk(side)) if (node.kind === "big") for (const binder of node.binders) bound.add(binder.name);
  const strayOnes = [...freeIndices(side)].filter((name) => !freeIndices(other).has(name));
  for (const name of strayOnes) for (const place of termStarts(side)) yield { ...at(place), text: `\\sum_{${name}} `, what: `the sum over '${name}' is missing`, rank: 1 };
  for (const name of freeIndices(side)) if (!strayOnes.includes(name)) yield { ...at(side.kind === "add" ? side.terms[0]!.of.start : side.start), text: `\\sum_{${name}} `, what: `a sum over '${name}' is missing`, rank: 4 };
  for (const node of walk(side)) {
    if (node.kind !== "big") continue;
    yield { start: node.start, end: node.body.start, text: "", what: "the sum is too much", rank: 2 };
    for (const binder of node.binders) {
      if (binder.to !== null) for (const size of sizes) if (text.slice(binder.to.start, binder.to.end) !== size) yield { start: binder.to.start, end: binder.to.end, text: size, what: `the sum should run to ${size}`, rank: 1 };
      if (binder.to !== null && binder.to.end > binder.to.start && text[binder.to.end] === "}") for (const shift of ["-1", "+1"]) yield { ...at(binder.to.end), text: shift, what: "the upper limit is off by one", rank: 3 };
      if (binder.from?.kind === "number") for (const from of ["0", "1", "2"]) if (text.slice(binder.from.start, binder.from.end) !== from) yield { start: binder.from.start, end: binder.from.end, text: from, what: `the sum should start at ${from}`, rank: 2 };
    }
  }
  // limits of a row or column of dots: x_m for x_n
  for (const node of walk(side)) {
    if (node.kind !== "matrix") continue;
    for (const cell of node.rows.flat()) {
      if (cell.kind === "dots") continue;
      for (const inner of walk(cell)) {
        if (inner.kind !== "name" || inner.end === inner.start || context.scope.quantities.get(inner.name)?.role !== "size") continue;
        for (const size of sizes) if (size !== inner.name) yield { start: inner.start, end: inner.end, text: size, what: `the last one should be ${size}`, rank: 1 };
      }
    }
  }
}

/** One name for another of the document that has the same number of axes. */
function* nameEdits(context: EditContext): Generator<Edit> {
  const { side, other, scope, text } = context;
  const written = new Map<string, string>();
  for (const expression of [other, side]) for (const node of walk(expression)) if (node.kind === "name" && node.end > node.start) written.set(node.name, text.slice(node.start, node.end));
  for (const [key, quantity] of scope.quantities) if (!written.has(key) && quantity.role === "variable" && quantity.levels === 0 && quantity.definitions.length + (quantity.axes === null ? 0 : 1) > 0) written.set(key, key);
  const rank = (key: string): number | undefined => scope.quantities.get(key)?.axes?.length;
  for (const node of walk(side)) {
    if (node.kind !== "name" || node.end === node.start || scope.quantities.get(node.name)?.role === "size") continue;
    for (const [key, as] of written) {
      if (key === node.name || rank(key) === undefined || rank(key) !== rank(node.name) || scope.quantities.get(key)?.role === "size") continue;
      yield { start: node.start, end: node.end, text: /^\\[a-zA-Z]+$/.test(as) ? `${as} ` : as, what: `'${text.slice(node.start, node.end)}' should be '${as}'`, rank: 3 };
    }
    if (rank(node.name) === 1) yield { start: node.start, end: node.end, text: `\\operatorname{diag}(${text.slice(node.start, node.end)})`, what: "\\operatorname{diag} is missing", rank: 3 };
    if (text[node.end] !== "_" && text[node.end] !== "^") for (const letter of rank(node.name) === 1 ? lettersOf(context) : []) yield { ...at(node.end), text: `_${letter}`, what: `the subscript '${letter}' is missing`, rank: 4 };
  }
}

const RELATED: Readonly<Record<string, readonly string[]>> = { "\\sin": ["\\cos"], "\\cos": ["\\sin"], "\\tanh": ["\\tanh^2"], "\\exp": ["\\log"], "\\log": ["\\exp"], "\\max": ["\\min"], "\\min": ["\\max"], "\\cosh": ["\\sinh"], "\\sinh": ["\\cosh"] };

/** sin for cos, a prime that is missing or too much. */
function* functionEdits({ side, text, scope }: EditContext): Generator<Edit> {
  for (const node of walk(side)) {
    if (node.kind === "apply" && node.end > node.start) {
      const command = /^\\[a-zA-Z]+/.exec(text.slice(node.start))?.[0] ?? "";
      for (const other of RELATED[command] ?? []) yield { start: node.start, end: node.start + command.length, text: other, what: `'${command}' should be '${other}'`, rank: 2 };
      if (node.arguments.length === 1 && knownFunction(node.function)?.acts === "array") yield { start: node.start, end: node.arguments[0]!.start, text: "", what: `'${node.function}' is too much`, rank: 6 };
    }
    if (node.kind === "call") {
      const bracket = /[([]|\\left/.exec(text.slice(node.start, node.end));
      if (bracket === null) continue;
      const place = node.start + bracket.index;
      if (node.primes === 0) yield { ...at(place), text: "'", what: "the prime is missing", rank: 1 };
      else if (text[place - 1] === "'") yield { start: place - 1, end: place, text: "", what: "the prime is too much", rank: 2 };
    }
  }
  void scope;
}

/** `<` for `>` in a condition. */
function* signSwaps({ text, body }: EditContext): Generator<Edit> {
  const swaps: Readonly<Record<string, string>> = { "<": ">", ">": "<", "\\le": "\\ge", "\\ge": "\\le", "\\leq": "\\geq", "\\geq": "\\leq", "=": "\\ne ", "\\ne": "=", "\\neq": "=" };
  for (const tex of topDown(body)) {
    const other = tex.kind === "symbol" ? swaps[tex.text] : undefined;
    if (other !== undefined) yield { start: tex.start, end: tex.end, text: other, what: `'${text.slice(tex.start, tex.end)}' should be '${other.trim()}'`, rank: 1 };
  }
}

/** Two indices exchanged throughout: i where j stands and the other way round. */
function* interchangeEdits(context: EditContext): Generator<Edit> {
  const letters = lettersOf(context).filter((letter) => letter.length === 1);
  const places = [...walk(context.side)].filter((node) => node.kind === "index" && node.end === node.start + 1).sort((a, b) => a.start - b.start) as (Expression & { readonly kind: "index" })[];
  for (const [k, a] of letters.entries()) {
    for (const b of letters.slice(k + 1)) {
      const touched = places.filter(({ name }) => name === a || name === b);
      const [first] = touched, last = touched.at(-1);
      if (first === undefined || last === undefined || touched.length < 2) continue;
      let text = context.text.slice(first.start, last.end);
      for (const { start, name } of touched) text = `${text.slice(0, start - first.start)}${name === a ? b : a}${text.slice(start - first.start + 1)}`;
      yield { start: first.start, end: last.end, text, what: `the indices '${a}' and '${b}' are exchanged`, rank: 2 };
    }
  }
}

/** A number for a quantity, a quantity for a number, an identity put in, a power transposed. */
function* wholeEdits(context: EditContext): Generator<Edit> {
  const { side, text, scope } = context;
  const atoms = atomTexts(context);
  for (const node of walk(side)) {
    if (node.end === node.start) continue;
    if (node.kind === "number") for (const atom of atoms) yield { start: node.start, end: node.end, text: atom, what: `'${atom}' should stand for ${text.slice(node.start, node.end)}`, rank: 4 };
    if ((node.kind === "entry" || node.kind === "name") && scope.quantities.get(node.kind === "name" ? node.name : "")?.role !== "size") yield { start: node.start, end: node.end, text: "1", what: `1 should stand for '${text.slice(node.start, node.end)}'`, rank: 5 };
    if (node.kind === "power") yield { start: node.start, end: node.end, text: `{${text.slice(node.start, node.end)}}^\\top`, what: "a transpose is missing", rank: 2 };
  }
  const identity = [...scope.quantities.values()].find((quantity) => quantity.role === "identity");
  if (identity === undefined) return;
  const written = [...walk(context.other), ...walk(side)].find((node) => node.kind === "name" && node.name === identity.key && node.end > node.start);
  const name = written === undefined ? `\\mathbf{${identity.key}}` : slice(context, written);
  for (const end of termEnds(side)) yield { ...at(end), text: `\\odot ${name}`, what: "only the diagonal stands on the other side", rank: 4 };
  for (const end of termEnds(side)) yield { ...at(end), text: name, what: "the identity matrix is missing", rank: 4 };
}
