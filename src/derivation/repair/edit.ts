/** One small edit of a written side, and what there is to make edits from: text and places, letters, names and sizes in play. */
import { number, productOf, sumOf, term } from "../expression/build.js";
import { type Expression, freeIndices, walk } from "../expression/expression.js";
import { lengthName, type Scope } from "../scope/scope.js";
import type { Span, Tex } from "../tex/tex.js";

export interface Edit extends Span {
  readonly text: string;
  /** What the edit does, for the message: "the transpose is missing". */
  readonly what: string;
  /** Smaller is likelier. */
  readonly rank: number;
  /** The same edit of what was read, where it is one of a single node: it is tried on values before any text is read again. */
  readonly rewriting?: Rewriting;
}

/** `by` stands where `node` stood. */
export interface Rewriting {
  readonly node: Expression;
  readonly by: Expression;
}

/** A place before or behind a whole term, and that term. */
export interface Place {
  readonly offset: number;
  readonly node: Expression;
}

/** What can be put in: as written, and as read. */
export interface Atom {
  readonly text: string;
  readonly of: Expression;
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

export const slice = ({ text }: EditContext, { start, end }: Span): string => text.slice(start, end);

export const at = (place: number): Span => ({ start: place, end: place });

/** Letters of indices that are in play on this side or the other, bound ones included. */
export function lettersOf({ side, other }: EditContext): readonly string[] {
  const letters = new Set([...freeIndices(other), ...freeIndices(side)]);
  for (const node of walk(side)) if (node.kind === "big") for (const { name } of node.binders) letters.add(name);
  return [...letters];
}

/** Cells of matrices and values of cases. */
export function partsOf(side: Expression): readonly Expression[] {
  return [...walk(side)].flatMap((node) => (node.kind === "cases" ? node.arms.map((arm) => arm.value) : node.kind === "matrix" ? node.rows.flat().filter((cell): cell is Expression => cell.kind !== "dots") : []));
}

/** Where a factor can be put before a whole term: an inner term where two begin at one place. */
export function termStarts(side: Expression): readonly Place[] {
  const places = new Map<number, Expression>();
  const put = (node: Expression): void => void places.set(node.start, node);
  put(side.kind === "add" ? side.terms[0]!.of : side);
  for (const node of walk(side)) {
    if (node.kind === "add") for (const { of } of node.terms) put(of);
    if (node.kind === "big") put(node.body);
    if (node.kind === "quotient") { put(node.numerator); put(node.denominator); }
    if (node.kind === "cases") for (const { value } of node.arms) put(value);
  }
  return [...places].map(([offset, node]) => ({ offset, node }));
}

export function termEnds(side: Expression): readonly Place[] {
  const places = new Map<number, Expression>([[side.end, side]]);
  for (const node of walk(side)) if (node.kind === "add") for (const { of } of node.terms) places.set(of.end, of);
  return [...places].map(([offset, node]) => ({ offset, node }));
}

/** A factor before a whole term, and behind it. */
export const before = ({ offset, node }: Place, text: string, factors: readonly Expression[]): Pick<Edit, "start" | "end" | "text" | "rewriting"> => ({ ...at(offset), text, rewriting: { node, by: productOf([...factors, node]) } });
export const behind = ({ offset, node }: Place, text: string, factors: readonly Expression[]): Pick<Edit, "start" | "end" | "text" | "rewriting"> => ({ ...at(offset), text, rewriting: { node, by: productOf([node, ...factors]) } });

/** The whole side with a term more. */
export const plus = (side: Expression, sign: "+" | "-", text: string, of: Expression): Pick<Edit, "start" | "end" | "text" | "rewriting"> => ({ ...at(side.end), text: `${sign}${text}`, rewriting: { node: side, by: sumOf([term(1, side), term(sign === "+" ? 1 : -1, of)]) } });

export const negative = (of: Expression): Expression => sumOf([term(-1, of)]);
export const MINUS_ONE = negative(number(1));

/** Vectors that stand in the step. */
export const vectorsIn = (context: EditContext): readonly Atom[] => {
  const found = new Map<string, Expression>();
  for (const expression of [context.side, context.other]) for (const node of walk(expression)) if (node.kind === "name" && node.end > node.start && context.scope.quantities.get(node.name)?.axes?.length === 1 && context.scope.quantities.get(node.name)?.levels === 0) found.set(slice(context, node), node);
  return atoms(found).slice(0, 3);
};

const atoms = (found: ReadonlyMap<string, Expression>): readonly Atom[] => [...found].map(([text, of]) => ({ text, of }));

/** Names, entries and members that stand in the step, as the author wrote them. */
export function atomsIn(context: EditContext): readonly Atom[] {
  const found = new Map<string, Expression>();
  for (const expression of [context.side, context.other]) {
    for (const node of walk(expression)) {
      if ((node.kind === "entry" && node.of.kind === "name") || node.kind === "member" || (node.kind === "derivative" && node.end - node.start < 60) || (node.kind === "transpose" && (node.of.kind === "name" || node.of.kind === "member")) || (node.kind === "name" && node.end > node.start) || (node.kind === "apply" && node.end - node.start < 24)) found.set(slice(context, node), node);
    }
  }
  return atoms(found).filter(({ text }) => text !== "" && !/^[A-Za-z]$/.test(text) || isQuantity(text, context.scope)).slice(0, 10);
}

const isQuantity = (text: string, scope: Scope): boolean => { const quantity = scope.quantities.get(text); return quantity !== undefined && quantity.role !== "size"; };

export const sizeNames = ({ scope }: EditContext): readonly string[] => [...scope.quantities.values()].filter((quantity) => quantity.role === "size" && quantity.levels === 0).map((quantity) => lengthName(quantity.key));

export const spaced = (a: string, between: string, b: string): string => a + (/\\[a-zA-Z]+$/.test(a + between) && /^[a-zA-Z]/.test(b) ? `${between} ` : between) + b;
