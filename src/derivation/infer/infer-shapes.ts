/**
 * Shapes that a document declares nowhere, from the use of the names, over the whole document. First the kinds (a number, a column, a row, a matrix): what
 * exactly one kind gives a meaning to has that kind. Then the lengths: those that must agree are one, and take the size that a sum's limit or the last cell
 * after dots gives them, or else a new size `n_1`. What is declared wins; what more than one kind fits stays undeclared.
 */
import type { Formula, SourceDocument } from "../document/document.js";
import { walk, type Expression } from "../expression/expression.js";
import { isSymbol, type Reader } from "../notation/reader.js";
import { reachingBelow } from "../scope/reaching-below.js";
import { quantityOf, type Axes, type Scope } from "../scope/scope.js";
import type { UnderstoodEntry } from "../scope/understood.js";
import { equationsOf, type Equation } from "./equations.js";
import { NOTHING_INFERRED, type Contradiction, type Inference, type InferredName } from "./inference.js";
import { createFamilyLengths, familyNamer, joinPoints, linkSize, rangeOfLevels, sizeAt, type FamilyLengths, type FamilyNamer } from "./families.js";
import { keysIn, kindShape, narrowKinds, preferBiases, preferColumns, preferMatrices, preferNeighbours, preferStates, preferVectors, shapesOf, shiftedRanges } from "./kinds.js";
import { createLengths, DECLARED, ONE, sameSize, type Clash, type Length, type Lengths } from "./lengths.js";
import { Mismatch, type Kind } from "./shape.js";
import { onlyArguments } from "./only-arguments.js";
import { onlyNumbers as numbersAmong } from "./only-numbers.js";
import { toldKinds } from "./told-kinds.js";
import { unknownsOf, type Unknown } from "./unknowns.js";

export function inferShapes(entries: readonly UnderstoodEntry[], document: SourceDocument, scope: Scope, readerFor: (scope: Scope, free?: ReadonlySet<string>) => Reader): Inference {
  const equations = withNumbers(equationsOf(entries, document, scope, readerFor), scope);
  const unknowns = unknownsOf(equations, scope, entries.some(namesError));
  if (unknowns.size === 0) return NOTHING_INFERRED;
  const limit = (name: string, kinds: readonly Kind[]): void => {
    const unknown = unknowns.get(name);
    if (unknown !== undefined) unknown.kinds = unknown.kinds.filter((kind) => kinds.includes(kind));
  };
  for (const [name, kinds] of toldKinds(entries, scope)) limit(name, kinds);
  for (const { unread } of equations) if (unread !== null) limit(unread, []);
  for (const name of losses(equations, scope)) limit(name, ["scalar"]);
  const definitions = equations.filter(({ defines }) => defines);
  narrowKinds(definitions, unknowns, scope);
  const byDefinition = new Set([...unknowns.values()].filter(({ kinds }) => kinds.length === 1).map(({ name }) => name));
  narrowKinds(equations, unknowns, scope);
  if (document.isOneLine !== true) {
    preferStates(definitions, equations, unknowns, scope);
    preferMatrices(definitions, equations, unknowns, scope);
    preferVectors(definitions, equations, unknowns, scope);
    preferBiases(definitions, equations, unknowns, scope);
    preferNeighbours(definitions, equations, unknowns, scope);
  }
  const formulas = document.fragments.filter((fragment): fragment is Formula => fragment.kind === "formula");
  const numbers: ReadonlySet<string> = document.isOneLine === true ? new Set() : new Set([...numbersAmong(equations, unknowns, formulas, scope), ...onlyArguments(equations, unknowns, scope)]);
  for (const name of numbers) limit(name, ["scalar"]);
  preferColumns(equations, unknowns, scope);
  const onlyNumbers = [...unknowns.values()].every(({ kinds }) => kinds.join() === "scalar") && ![...scope.quantities.values()].some(({ axes }) => axes !== null && axes.length > 0);
  const inDefinitions = new Set(definitions.flatMap(({ sides }) => sides.flatMap((side) => keysIn(side, scope))));
  const settled = new Map([...unknowns].filter(([name, { kinds }]) => kinds.length === 1 && (byDefinition.has(name) || numbers.has(name) || !needsDefinition(kinds[0]!) || (kinds[0] === "scalar" && onlyNumbers && inDefinitions.has(name)))));
  const first = solveLengths(definitions, unknowns, settled, scope);
  const known = withoutForcedSquares(settled, first, solveLengths(equations, unknowns, settled, scope));
  const solved = solveLengths(equations, unknowns, known, scope);
  const names = new Map<string, InferredName>(), defined = new Map<string, Axes>();
  const nameSize = sizeNamer(scope, unknowns);
  const nameFamily = familyNamer(scope, (letter) => unknowns.has(letter));
  for (const [name, unknown] of known) {
    if (unknown.isFamily) {
      const text = nameFamilyShape(name, unknown, solved, scope, nameSize, nameFamily);
      if (text !== null && quantityOf(scope, name).definitions.length === 0) names.set(name, { text, ...unknown.first });
      continue;
    }
    const axes = axesOf(unknown);
    if (axes.some((axis) => solved.loose.has(`${name} ${axis}`) && solved.lengths.sizeOf(solved.axis(name, axis)) === null)) continue;
    const sizes = axes.map((axis) => sizeOf(solved.axis(name, axis), solved.lengths, nameSize));
    const quantity = quantityOf(scope, name);
    const own = unknown.kinds[0] === "row" ? [ONE_AXIS, ...sizes] : sizes;
    // a definition without subscripts has the shape of its right side
    if (quantity.definitions.length > 0 && quantity.definitions[0]!.entries.length === 0) { defined.set(name, own); continue; }
    quantity.axes = own;
    if (quantity.definitions.length > 0) continue;
    names.set(name, { text: membership(name, quantity.axes), ...unknown.first });
  }
  const open = new Map([...unknowns].filter(([name]) => !known.has(name)).map(([name, { kinds }]) => [name, kinds]));
  return { names, contradictions: solved.contradictions, defined, open };
}

/** "Let $e$ be the error": the letter is no base of exponentials. */
const namesError = ({ formula, parts }: UnderstoodEntry): boolean =>
  !formula.display && parts.some(({ statement: { body: [only, ...more] }, before, after }) => isSymbol(only, "e") && more.length === 0 && (/\blet\s*$/i.test(before) || /^\s*(is|be|denotes?) (the|an?|its|our)\b/i.test(after)) && !/\b(euler|napier|base|constant)\b/i.test(`${before} ${after.split(/[.;]/)[0]!}`));

/** What is differentiated by a declared matrix, or stands below a \\nabla, is a number to everybody. */
function losses(equations: readonly Equation[], scope: Scope): readonly string[] {
  const isMatrix = (by: Expression | undefined): boolean => by?.kind === "name" && scope.quantities.get(by.name)?.axes?.length === 2;
  return equations.flatMap(({ sides }) => sides.flatMap((side) => [...walk(side)].flatMap((node) => {
    const isGradient = (node.kind === "derivative" && isMatrix(node.by[0])) || node.kind === "gradient";
    return isGradient && node.of.kind === "name" ? [node.of.name] : isGradient && node.of.kind === "call" ? [node.of.function] : [];
  })));
}

/** The same, and what defines such a function is a number. */
function withNumbers(equations: readonly Equation[], scope: Scope): readonly Equation[] {
  const numbers = new Set(losses(equations, scope));
  return equations.map((equation) => (equation.called !== null && numbers.has(equation.called) ? { ...equation, sides: [...equation.sides, ONE_AXIS] } : equation));
}

/** The size of a length in the author's letters, or a new one; the total of what stands on top of each other. */
function sizeOf(length: Length, lengths: Lengths, nameSize: (group: number) => Expression): Expression {
  const known = lengths.sizeOf(length), parts = known === null ? lengths.partsOf(length) : null;
  if (known !== null || parts === null) return known ?? nameSize(lengths.classOf(length));
  return { kind: "add", terms: parts.map((part) => ({ sign: 1, of: part === ONE ? ONE_AXIS : sizeOf(part, lengths, nameSize), start: 0, end: 0 })), start: 0, end: 0 };
}

/** The shape of a family's members; what it says of them, or null where their lengths stay open. */
function nameFamilyShape(name: string, unknown: Unknown, { lengths, axis, families, loose }: Solved, scope: Scope, nameSize: (group: number) => Expression, nameFamily: FamilyNamer): string | null {
  const quantity = quantityOf(scope, name);
  const axes = axesOf(unknown);
  if (axes.some((k) => loose.has(`${name} ${k}`))) return null;
  // members that are defined as wholes have the shape of what defines them; only the base of a recursion needs one
  const definedWhole = quantity.definitions.length > 0 && quantity.definitions.every(({ entries }) => entries.length === 0);
  const isDefined = (level: Expression): boolean => quantity.definitions.some(({ levels: [own] }) => own?.kind === "number" && level.kind === "number" && own.digits === level.digits);
  const asRow = (sizes: readonly Expression[]): readonly Expression[] => (unknown.kinds[0] === "row" ? [ONE_AXIS, ...sizes] : sizes);
  const plain = (length: Length): Expression => sizeOf(length, lengths, nameSize);
  const base = name.replace(/\^\{\(\\cdot\)\}$/, "");
  const letter = families.letterOf(name);
  const points = families.points.filter((point) => point.name === name);
  if (letter === null) {
    for (const level of new Set(points.map((point) => point.level))) {
      const own = axes.map((k) => points.find((point) => point.axis === k && point.level === level));
      if (level.kind === "number" && !own.includes(undefined) && !(definedWhole && isDefined(level))) quantity.explicit.set(String(level.digits), asRow(own.map((point) => plain(point!.length))));
      else if (axes.length === 0) quantity.axes = [];
    }
    return null;
  }
  if (quantity.style === "super" && !scope.ranges.has(letter)) quantity.levelRange = rangeOfLevels(quantity, scope);
  const shape = asRow(axes.map((k) => {
    const level = lengths.levelOf(axis(name, k));
    if (level === null) return plain(axis(name, k));
    const named = level.family ?? nameFamily(level.root, level.shift);
    const [family, shift] = [named.name, level.shift - named.shift];
    for (const point of points) {
      if (point.axis === k && (lengths.sizeOf(point.length) !== null || !lengths.isAlone(point.length))) linkSize(scope, family, point.level, shift, plain(point.length));
    }
    return sizeAt(family, letter, shift);
  }));
  if (definedWhole && !reachingBelow(scope).has(name)) return null;
  quantity.axes = shape;
  if (quantity.levelNames.length === 0) quantity.levelNames = [letter];
  return membership(quantity.style === "sub" ? `${base}_${letter}` : `${base}^{(${letter})}`, quantity.axes);
}

/**
 * A claim alone makes no name a row, or it would excuse its own missing transpose; nor a number, unless the document speaks of numbers only and a definition
 * has the name.
 */
const needsDefinition = (kind: Kind): boolean => kind === "row" || kind === "scalar";

/** Claims do not make a matrix square: a claim with its two lengths exchanged would make itself true. */
function withoutForcedSquares(settled: ReadonlyMap<string, Unknown>, byDefinition: Solved, byAll: Solved): ReadonlyMap<string, Unknown> {
  return new Map([...settled].filter(([name, { kinds }]) => kinds[0] !== "matrix" || isSquare(name, byDefinition) || !isSquare(name, byAll)));
}

function isSquare(name: string, { lengths, axis }: Solved): boolean {
  const [rows, columns] = [axis(name, 0), axis(name, 1)];
  const [height, width] = [lengths.sizeOf(rows), lengths.sizeOf(columns)];
  return lengths.classOf(rows) === lengths.classOf(columns) || (height !== null && width !== null && sameSize(height, width));
}

const ONE_AXIS: Expression = { kind: "number", digits: 1n, places: 0, start: 0, end: 0 };
const axesOf = (unknown: Unknown): readonly number[] => Array.from({ length: { scalar: 0, column: 1, row: 1, matrix: 2, tensor: unknown.subscripts }[unknown.kinds[0]!] }, (_, k) => k);

interface Solved {
  readonly lengths: Lengths;
  readonly axis: (name: string, axis: number) => Length;
  readonly loose: ReadonlySet<string>;
  readonly contradictions: readonly Contradiction[];
  readonly families: FamilyLengths;
}

function solveLengths(equations: readonly Equation[], unknowns: ReadonlyMap<string, Unknown>, known: ReadonlyMap<string, Unknown>, scope: Scope): Solved {
  const lengths = createLengths();
  const axes = new Map<string, Length>();
  const axis = (name: string, k: number): Length => {
    const id = `${name} ${k}`;
    const length = axes.get(id) ?? (known.get(name)?.isFamily === true && scope.quantities.get(name)?.isState !== true ? lengths.leveled() : lengths.fresh());
    axes.set(id, length);
    return length;
  };
  const families = createFamilyLengths(lengths, axis);
  const loose = new Set<string>();
  const contradictions: Contradiction[] = [];
  /** The equation that first gave an axis its size. */
  const sizedIn = new Map<string, string>();
  const ranged: { readonly index: string; readonly length: Length }[] = [];
  equations.forEach((equation, source) => {
    if (!equation.defines) lengths.freeze();
    const ranges = shiftedRanges(equation);
    const onClash = (clash: Clash, name: string | null, k: number, at: Expression): void => {
      if (name !== null && known.has(name) && clash.source !== DECLARED) contradictions.push({ fragment: equation.fragment, message: contradiction(clash, name, k, known.get(name)!, [sizedIn.get(`${name} ${k}`) ?? equations[clash.source]!.place, equation.place]), start: at.start, end: at.end });
    };
    try {
      shapesOf(equation, {
        scope, layout: equation.layout, lengths, ranges, source, depth: 0, parameters: new Map(equation.parameters.map((name) => [name, null] as const)), mayBe: () => false, onClash,
        guess: (name, at) => { const unknown = known.get(name); return unknown !== undefined ? kindShape(unknown.kinds[0]!, unknown.subscripts, (k) => (unknown.isFamily ? families.axisAt(name, k, at) : axis(name, k))) : unknowns.has(name) ? null : undefined; },
        onSized: (name, k) => { if (!sizedIn.has(`${name} ${k}`)) sizedIn.set(`${name} ${k}`, equation.place); },
        onLoose: (name, k) => loose.add(`${name} ${k}`),
      });
    } catch (error) {
      if (!(error instanceof Mismatch)) throw error;
    }
    for (const [index, length] of ranges) if (length !== null) ranged.push({ index, length });
  });
  for (const { index, length } of ranged) {
    const range = scope.ranges.get(index);
    if (range?.from.kind === "number" && range.from.digits === 1n && lengths.sizeOf(length) === null) lengths.unify(length, lengths.sized(range.to, 0));
  }
  joinPoints(families, lengths, axis);
  return { lengths, axis, loose, contradictions, families };
}

/** `'y' has length n in (1) and m in (3)` */
function contradiction({ before, now }: Clash, name: string, axis: number, { kinds: [kind] }: Unknown, [first, second]: readonly [string, string]): string {
  const noun = kind === "matrix" ? (axis === 0 ? "rows" : "columns") : null;
  const said = (size: Expression): string => (noun === null ? `length ${sizeText(size)}` : `${sizeText(size)} ${noun}`);
  const short = (size: Expression): string => (noun === null ? sizeText(size) : `${sizeText(size)} ${noun}`);
  return `'${name}' has ${said(before)} in ${first} and ${short(now)} in ${second}`;
}

/** New sizes for lengths that nothing names: n_1, n_2, … of a letter that the document does not use. */
function sizeNamer(scope: Scope, unknowns: ReadonlyMap<string, Unknown>): (group: number) => Expression {
  const letter = ["n", "N", "p", "q", "M", "D"].find((each) => (scope.quantities.get(each)?.role ?? "size") === "size" && !unknowns.has(each) && !scope.quantities.has(`${each}_{1}`)) ?? "\\nu";
  const given = new Map<number, Expression>();
  return (group) => {
    const known = given.get(group);
    if (known !== undefined) return known;
    const name = `${letter}_{${given.size + 1}}`;
    const quantity = quantityOf(scope, name);
    [quantity.role, quantity.axes] = ["size", []];
    const size: Expression = { kind: "name", name, start: 0, end: 0 };
    given.set(group, size);
    return size;
  };
}

const sizeText = (e: Expression): string => (e.kind === "add" && e.terms.every(({ sign }) => sign === 1) ? `(${e.terms.map(({ of }) => sizeText(of)).join(" + ")})` : e.kind === "name" ? e.name.replace(/_\{(\w)\}$/, "_$1") : e.kind === "number" ? String(e.digits) : "another size");
const levelSizeText = (e: Expression): string => (e.kind === "member" && e.at[0] !== undefined ? `${e.family}_{${e.at[0].kind === "index" ? e.at[0].name : indexText(e.at[0])}}` : sizeText(e));
const indexText = (e: Expression): string => (e.kind === "add" ? e.terms.map(({ sign, of }, k) => `${sign < 0 ? "-" : k === 0 ? "" : "+"}${of.kind === "index" ? of.name : of.kind === "number" ? String(of.digits) : "?"}`).join("") : "?");
const membership = (name: string, axes: readonly Expression[]): string => `${name} \\in \\mathbb{R}${axes.length === 0 ? "" : axes.length === 1 && sizeText(axes[0]!).length === 1 ? `^${sizeText(axes[0]!)}` : `^{${axes.map(levelSizeText).join(" \\times ")}}`}`;
