/** Declarations: `W, V \in \mathbb{R}^{m \times n}`, `x^{(k)} \in \mathbb{R}^n`, `L : \mathbb{R}^m \to \mathbb{R}`, `i = 1, \dots, n`. */
import { walk, type Expression } from "../expression/expression.js";
import { isIndexLetter } from "../notation/name-key.js";
import { keyOf, labelText, starred } from "../notation/read-scripts.js";
import { readIndices, splitAt } from "../notation/read-indices.js";
import { bodyOf, coreOf, inSubscript, isSymbol, plainText, spanOf, type Reader } from "../notation/reader.js";
import { DOTS } from "../notation/symbols.js";
import type { Span, Tex } from "../tex/tex.js";
import { readSpace, type Space } from "./read-space.js";
import { familyQuantity, lengthKey, plainQuantity, quantityOf, type Axes, type Place, type Quantity, type Scope } from "./scope.js";

/** Letters that the document uses as indices somewhere: bound by sums, ranged over, shifted (`t-1`). */
export interface IndexUse {
  readonly letters: ReadonlySet<string>;
  /** base letters that carry different single-letter subscripts in declarations: `W_x`, `W_h` are names */
  readonly labelled: ReadonlySet<string>;
  /** base letters that carry an index below where they are declared: `h_t`, so that `h_0` is a member too */
  readonly families: ReadonlySet<string>;
  /** base letters that carry an index alone below them somewhere: `x_i`, `V_{t+1}`, so that `x_1, x_2, x_3` are entries or members too */
  readonly indexed: ReadonlySet<string>;
  /** base letters of which a member before the first or after a last is given: `x_0 = 0`, `x_{T+1} = 0` */
  readonly padded: ReadonlySet<string>;
  /** names that stand without a subscript, and with one of a step before and no other: the `c_{t-1}` beside c is a name */
  readonly previous: ReadonlySet<string>;
  /** names that an equation defines with their arguments: `f(x) = \\dots` */
  readonly functions: ReadonlySet<string>;
}

/** What a declaration's left side names. */
interface Subject {
  readonly key: string;
  readonly levels: readonly Expression[];
  /** Names of the family indices, where the subject is a family and not one member of it. */
  readonly levelNames: readonly string[] | null;
  readonly entries: number;
  readonly style: "super" | "sub";
}

/** The names of `x, y \text{ and } z`. */
export const listedNames = (subjects: readonly Tex[]): readonly (readonly Tex[])[] => splitAt(subjects, (tex) => isSymbol(tex, ",") || (tex.kind === "words" && /^\s*and\s*$/.test(tex.text)));

/** `subjects \in space`. Returns what was declared; null where the space or a subject is not understood. */
export function declareMembership(subjects: readonly Tex[], space: readonly Tex[], reader: Reader, use: IndexUse, place: Place): readonly string[] | null {
  const read = readSpace(space, reader);
  if (read === null) return null;
  const parts = listedNames(subjects);
  const keys: string[] = [];
  for (const part of parts) {
    const called = calledWith(part, reader, use), only = part.length === 1 || called !== null ? part[0] : undefined;
    const subject = only === undefined ? null : subjectOf(only, reader, use);
    if (subject === null) return null;
    declare(subject, read, reader.scope, place);
    if (called !== null) quantityOf(reader.scope, subject.key).opaque = called;
    keys.push(subject.key);
  }
  return keys;
}

/** The t of `A(t) \\in \\mathbb{R}^{n \\times n}`, where no equation says what A(t) is: A depends on t, and on nothing else. */
function calledWith([name, bracket, ...more]: readonly Tex[], reader: Reader, use: IndexUse): readonly Expression[] | null {
  const key = name === undefined || name.kind === "scripts" ? null : keyOf(name, reader);
  if (key === null || more.length > 0 || bracket?.kind !== "delimited" || bracket.left !== "(" || use.functions.has(key) || reader.scope.functions.has(key)) return null;
  const args = splitAt(bracket.body, (tex) => isSymbol(tex, ",", ";"));
  return args.every((arg) => arg.length === 1 && keyOf(arg[0]!, reader) !== null) ? args.map((arg) => ({ kind: "name", name: keyOf(arg[0]!, reader)!, start: arg[0]!.start, end: arg[0]!.end })) : null;
}

function subjectOf(tex: Tex, reader: Reader, use: IndexUse): Subject | null {
  if (tex.kind !== "scripts") {
    const key = keyOf(tex, reader);
    return key === null ? null : { key, levels: [], levelNames: null, entries: 0, style: "sub" };
  }
  const base = tex.base === null ? null : keyOf(tex.base, reader);
  if (base === null) return null;
  const primed = base + "'".repeat(tex.primes), key = starred(primed, tex, reader.scope);
  const sup = tex.sup === null || key !== primed ? null : bodyOf(tex.sup);
  if (sup === null && tex.sub === null) return { key, levels: [], levelNames: null, entries: 0, style: "sub" };
  if (sup !== null && tex.sub === null) {
    const [first] = sup;
    if (sup.length === 1 && first?.kind === "delimited") return family(key, first.body, first, reader);
    if (sup.length === 1 && first !== undefined && isLevelLetter(first, reader, use)) return family(key, sup, tex, reader);
    return { key: `${key}^{${labelText(tex.sup!)}}`, levels: [], levelNames: null, entries: 0, style: "sub" };
  }
  if (tex.sub !== null && sup === null) {
    const sub = bodyOf(tex.sub);
    if (isFamilySubscript(base, sub, reader, use)) return family(key, sub, tex, reader, "sub");
    return { key: `${key}_{${labelText(tex.sub)}}`, levels: [], levelNames: null, entries: 0, style: "sub" };
  }
  const [level] = sup ?? [];
  if (tex.sub !== null && sup?.length === 1 && level?.kind === "delimited") return family(`${key}_{${labelText(tex.sub)}}`, level.body, level, reader);
  return null;
}

function family(key: string, body: readonly Tex[], span: Span, reader: Reader, style: "super" | "sub" = "super"): Subject {
  const levels = readIndices({ kind: "group", body, start: span.start, end: span.end }, null, inSubscript(reader)).filter((level) => level !== null);
  const names = levels.map((level) => (level.kind === "index" ? level.name : shiftedName(level)));
  return { key, levels, levelNames: names.every((name) => name !== null) ? names : null, entries: 0, style };
}

/** The t of `h_{t-1} \\in \\mathbb{R}^d`: what is said of the step before is said of every step. */
function shiftedName(level: Expression): string | null {
  const letters = level.kind === "add" ? level.terms.filter(({ of }) => of.kind === "index") : [];
  const [only] = letters;
  return letters.length === 1 && only!.of.kind === "index" && level.kind === "add" && level.terms.every(({ of }) => of === only!.of || of.kind === "number") ? only!.of.name : null;
}

const isLevelLetter = (tex: Tex, reader: Reader, use: IndexUse): boolean => {
  const key = keyOf(tex, reader);
  return key !== null && isIndexLetter(key) && key !== "T" && !reader.scope.quantities.has(key) && (use.letters.has(key) || key === "l" || key === "\\ell");
};

function isFamilySubscript(base: string, sub: readonly Tex[], reader: Reader, use: IndexUse): boolean {
  if (sub.some((tex) => isSymbol(tex, ","))) return splitAt(sub, (tex) => isSymbol(tex, ",")).every((part) => part.length === 1 && isIndexTex(part[0]!, reader, use));
  if (sub.length === 1 && sub[0]!.kind === "number") return use.families.has(base);
  if (sub.length === 3 && isSymbol(sub[1], "-", "+", "−") && sub[2]!.kind === "number") return !use.previous.has(base) && isIndexTex(sub[0]!, reader, use);
  return !use.labelled.has(base) && sub.every((tex) => isIndexTex(tex, reader, use));
}

function isIndexTex(tex: Tex, reader: Reader, use: IndexUse): boolean {
  const key = keyOf(tex, reader);
  return key !== null && isIndexLetter(key) && !reader.scope.quantities.has(key) && (use.letters.has(key) || /^[ijklnt]$/.test(key));
}

function declare(subject: Subject, space: Space, scope: Scope, place: Place): void {
  const quantity = subject.levels.length === 0 ? plainQuantity(scope, subject.key) : subject.style === "super" ? familyQuantity(scope, subject.key) : quantityOf(scope, subject.key);
  quantity.declaredAt = place;
  if (/^\\math(bf|bb)\{[01]\}$/.test(subject.key) && subject.levels.length === 0) quantity.role = subject.key.includes("1") ? "ones" : "zeros";
  switch (space.kind) {
    case "natural": {
      if (quantity.levels > 0 || subject.levels.length > 0) return;
      [quantity.role, quantity.axes] = ["size", []];
      if (space.isSigned === true) quantity.isSigned = true;
      return;
    }
    case "range": declareLabel(quantity, subject, space, scope); return;
    case "array": {
      const names = subject.levelNames ?? [];
      const axes = registerSizes(space.axes, names, scope);
      quantity.values = space.values;
      quantity.facts.push(...space.facts);
      if (space.within !== undefined) scope.unusedAssumptions.push({ names: new Set([subject.key]), text: `${subject.key} within ${space.within}`, isOpen: true });
      if (subject.levels.length === 0) {
        // t ∈ ℝ^N after t_n ∈ ℝ: the numbers are its entries
        if (quantity.style === "sub" && quantity.axes?.length === 0 && quantity.levels === axes.length && quantity.explicit.size === 0) [quantity.levels, quantity.style, quantity.levelNames] = [0, null, []];
        quantity.axes = axes;
      }
      else declareFamily(quantity, subject, axes);
    }
  }
}

/** `c \in \{1, \dots, C\}`, `c_k \in \{1, \dots, C\}` and `c \in \{1, \dots, C\}^N`: whole numbers that serve as indices. */
function declareLabel(quantity: Quantity, subject: Subject, space: Space & { readonly kind: "range" }, scope: Scope): void {
  const [from, to] = registerSizes([space.from, space.to], [], scope) as [Expression, Expression];
  [quantity.role, quantity.axes, quantity.labelRange] = ["label", [], { from, to }];
  if (space.count !== null) {
    const [count] = registerSizes([space.count], [], scope) as [Expression];
    [quantity.levels, quantity.levelRange] = [1, { from: { kind: "number", digits: 1n, places: 0, start: count.start, end: count.start }, to: count }];
  } else if (subject.levelNames !== null) [quantity.levels, quantity.levelNames] = [subject.levelNames.length, subject.levelNames];
}

function declareFamily(quantity: Quantity, subject: Subject, axes: Axes): void {
  // x_i ∈ R for a declared vector x speaks of its entries
  if (quantity.levels === 0 && quantity.axes !== null && axes.length === 0) return;
  [quantity.levels, quantity.style] = [subject.levels.length, subject.style];
  const isShifted = subject.levels.some((level) => level.kind === "add");
  if (isShifted && subject.style === "sub") quantity.isGivenBefore = true;
  // n_{l-1} of a^{(l-1)} is not the n_{l-1} of a^{(l)}
  if (isShifted && (quantity.axes !== null || axes.some((axis) => [...walk(axis)].some((node) => node.kind === "index")))) return;
  if (subject.levelNames !== null) {
    quantity.axes = axes;
    quantity.levelNames = subject.levelNames;
  } else {
    quantity.explicit.set(subject.levels.map((level) => (level.kind === "number" ? String(level.digits) : "?")).join(","), axes);
  }
}

/** Letters in an axis are sizes; `n_l` with the family's own index is a family of sizes, `d_k` a name. */
export function registerSizes(axes: Axes, levelNames: readonly string[], scope: Scope): Axes {
  const visit = (e: Expression): Expression => {
    switch (e.kind) {
      case "index": case "name": {
        if (levelNames.includes(e.name)) return e;
        const key = scope.clashing.has(e.name) ? lengthKey(e.name) : e.name;
        const quantity = quantityOf(scope, key);
        if (quantity.axes === null && quantity.definitions.length === 0 || quantity.role === "size") [quantity.role, quantity.axes] = ["size", []];
        return { kind: "name", name: key, start: e.start, end: e.end };
      }
      case "entry": case "member": return sizeWithIndex(e, levelNames, scope);
      case "add": return { ...e, terms: e.terms.map((term) => ({ ...term, of: visit(term.of) })) };
      case "product": return { ...e, factors: e.factors.map((factor) => ({ ...factor, of: visit(factor.of) })) };
      case "quotient": return { ...e, numerator: visit(e.numerator), denominator: visit(e.denominator) };
      case "power": return { ...e, base: visit(e.base), exponent: visit(e.exponent) };
      default: return e;
    }
  };
  return axes.map(visit);
}

function sizeWithIndex(e: Expression & { readonly kind: "entry" | "member" }, levelNames: readonly string[], scope: Scope): Expression {
  const base = e.kind === "member" ? e.family : e.of.kind === "index" || e.of.kind === "name" ? e.of.name : null;
  const at = (e.at as readonly (Expression | null)[]).filter((each) => each !== null);
  if (base === null) return e;
  const speaksOfLevel = at.some((each) => [each, ...(each.kind === "add" ? each.terms.map((term) => term.of) : [])].some((part) => part.kind === "index" && levelNames.includes(part.name)));
  const only = at[0];
  if (!speaksOfLevel && e.kind === "entry" && only !== undefined && at.length === 1 && (only.kind === "index" || only.kind === "name")) {
    const key = `${base}_{${only.name}}`;
    [quantityOf(scope, key).role, quantityOf(scope, key).axes] = ["size", []];
    return { kind: "name", name: key, start: e.start, end: e.end };
  }
  const quantity = quantityOf(scope, base);
  [quantity.role, quantity.levels, quantity.axes] = ["size", at.length, []];
  return { kind: "member", family: base, at, start: e.start, end: e.end };
}

/** `f : \mathbb{R}^n \times \mathbb{R}^m \to \mathbb{R}`. */
export function declareMapping(name: Tex, domain: readonly Tex[], codomain: readonly Tex[], reader: Reader, place: Place): string | null {
  const key = name.kind === "scripts" ? (name.sub !== null && name.sup === null && name.base !== null ? `${keyOf(name.base, reader) ?? "?"}_{${labelText(name.sub)}}` : null) : keyOf(name, reader);
  const spaces = splitAt(domain, (tex) => isSymbol(tex, "\\times")).map((part) => readSpace(part, reader));
  const target = readSpace(codomain, reader);
  if (key === null || target?.kind !== "array" || spaces.some((space) => space?.kind !== "array")) return null;
  const axes = spaces.map((space) => registerSizes((space as Space & { kind: "array" }).axes, [], reader.scope));
  const image = registerSizes(target.axes, [], reader.scope);
  reader.scope.functions.set(key, { key, definition: null, domain: axes, codomain: image });
  if (image.length === 0) {
    const quantity = quantityOf(reader.scope, key);
    [quantity.axes, quantity.opaque, quantity.domain, quantity.declaredAt] = [[], quantity.opaque ?? "unknown", axes, place];
  }
  return key;
}

/** `i = 1, \dots, n`, `i \in \{1, \dots, n\}`, `i, j = 1, \dots, n`: the letters; null where it is no range. */
export function declareRange(body: readonly Tex[], reader: Reader): readonly string[] | null {
  const at = body.findIndex((tex) => isSymbol(tex, "=", "\\in"));
  if (at <= 0) return null;
  const letters = splitAt(body.slice(0, at), (tex) => isSymbol(tex, ",")).map((part) => (part.length === 1 ? keyOf(coreOf(part[0]!), reader) : null));
  if (letters.some((letter) => letter === null || !isIndexLetter(letter))) return null;
  let right: readonly Tex[] = body.slice(at + 1);
  if (isSymbol(body[at], "\\in")) {
    const [set] = right;
    if (right.length !== 1 || set?.kind !== "delimited" || !/^(\\\{|\\lbrace|\[)$/.test(set.left)) return null;
    right = set.body;
  }
  const parts = splitAt(right, (tex) => isSymbol(tex, ","));
  if (parts.length > 2 && isDotsPart(parts.at(-1)!) && isCounting(parts.slice(0, -1))) {
    // t = 1, 2, \dots
    for (const letter of letters) if (!reader.scope.ranges.has(letter!)) reader.scope.endless.set(letter!, reader.read(parts[0]!, parts[0]![0]!, inSubscript(reader)));
    return letters as string[];
  }
  const limits = isCounting(parts) ? [parts[0]!, parts.at(-1)!] : parts.length >= 3 && parts.some(isDotsPart) ? [parts[0]!, parts[parts.findIndex(isDotsPart) + 1] ?? []] : splitDots(right);
  if (limits === null || limits[0]!.length === 0 || limits[1]!.length === 0) return null;
  // t = T, T - 1, \dots, 1
  const upwards = isDownwards(limits[0]!, limits[1]!) ? [limits[1]!, limits[0]!] : limits;
  const [from, to] = upwards.map((part) => reader.read(part, spanOf(part, body[0]!), inSubscript(reader))) as [Expression, Expression];
  const [start, end] = registerSizes([from, to], [...reader.scope.ranges.keys()], reader.scope) as [Expression, Expression];
  for (const letter of letters) reader.scope.ranges.set(letter!, { from: start, to: end });
  return letters as string[];
}

/** From a letter to a number, or from a number to a smaller one. */
const isDownwards = (first: readonly Tex[], last: readonly Tex[]): boolean => {
  const numberOf = (part: readonly Tex[]): number => (/^\d+$/.test(plainText(part)) ? Number(plainText(part)) : NaN);
  return numberOf(first) > numberOf(last) || (Number.isNaN(numberOf(first)) && !Number.isNaN(numberOf(last)));
};

/** `t = 1, 2, 3` */
const isCounting = (parts: readonly (readonly Tex[])[]): boolean => parts.length > 1 && parts.every((part, k) => part.length === 1 && part[0]!.kind === "number" && Number(part[0]!.text) === Number(plainText(parts[0]!)) + k);

const isDotsPart = (part: readonly Tex[]): boolean => part.length === 1 && part[0]!.kind === "symbol" && DOTS.has(part[0]!.text);

function splitDots(right: readonly Tex[]): readonly (readonly Tex[])[] | null {
  const at = right.findIndex((tex) => tex.kind === "symbol" && DOTS.has(tex.text));
  return at > 0 && at < right.length - 1 ? [right.slice(0, at), right.slice(at + 1)] : null;
}

