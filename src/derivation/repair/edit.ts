/** One small edit of a written side, and what there is to make edits from: text and places, letters, names and sizes in play. */
import { type Expression, freeIndices, walk } from "../expression/expression.js";
import { lengthName, type Scope } from "../scope/scope.js";
import type { Span, Tex } from "../tex/tex.js";

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

export function termStarts(side: Expression): readonly number[] {
  const places = new Set<number>([side.kind === "add" ? side.terms[0]!.of.start : side.start]);
  for (const node of walk(side)) {
    if (node.kind === "add") for (const term of node.terms) places.add(term.of.start);
    if (node.kind === "big") places.add(node.body.start);
    if (node.kind === "quotient") { places.add(node.numerator.start); places.add(node.denominator.start); }
    if (node.kind === "cases") for (const arm of node.arms) places.add(arm.value.start);
  }
  return [...places];
}

export function termEnds(side: Expression): readonly number[] {
  const places = new Set<number>([side.end]);
  for (const node of walk(side)) if (node.kind === "add") for (const term of node.terms) places.add(term.of.end);
  return [...places];
}

/** Vectors that stand in the step, as written. */
export const vectorTexts = (context: EditContext): readonly string[] => {
  const texts = new Set<string>();
  for (const expression of [context.side, context.other]) for (const node of walk(expression)) if (node.kind === "name" && node.end > node.start && context.scope.quantities.get(node.name)?.axes?.length === 1 && context.scope.quantities.get(node.name)?.levels === 0) texts.add(slice(context, node));
  return [...texts].slice(0, 3);
};

/** Names, entries and members that stand in the step, as the author wrote them. */
export function atomTexts(context: EditContext): readonly string[] {
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

export const sizeNames = ({ scope }: EditContext): readonly string[] => [...scope.quantities.values()].filter((quantity) => quantity.role === "size" && quantity.levels === 0).map((quantity) => lengthName(quantity.key));

export const spaced = (a: string, between: string, b: string): string => a + (/\\[a-zA-Z]+$/.test(a + between) && /^[a-zA-Z]/.test(b) ? `${between} ` : between) + b;
