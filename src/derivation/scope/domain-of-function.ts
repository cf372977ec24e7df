/**
 * "$S(t) = e^{-\lambda t}$ for $t > 0$", "$f(x) = x$ if $x > 0$" and "$f(x) = 0$ if $x \le 0$": what limits a function's own argument limits no claim.
 * One formula alone tells where the function is defined, and so what its argument is; several are the pieces of one definition.
 */
import type { Condition, Expression } from "../expression/expression.js";
import { isOfNumbers } from "../notation/entrywise.js";
import { NotUnderstood } from "../notation/not-understood.js";
import { readCondition } from "../notation/read-condition.js";
import { readExpression } from "../notation/read-expression.js";
import { keyOf } from "../notation/read-scripts.js";
import { plainText, spanOf, type Reader } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import { assume } from "./assume.js";
import { functionTarget } from "./definitions.js";
import { conditionsOf } from "./limits.js";
import { quantityOf } from "./scope.js";
import { topDown } from "./walk-tex.js";
import { chainOf, type Chain } from "./statements.js";
import type { Understood, UnderstoodEntry } from "./understood.js";

type Comparisons = readonly (readonly Tex[])[];

/** The comparisons of its own arguments that stand beside a function's formula; null where there are none, or others. */
export function ownConditions(part: Understood, reader: Reader): Comparisons | null {
  const [left, right] = part.chain.sides;
  const conditions = [...part.statement.conditions, ...part.lead, ...conditionsOf(part.limits)].filter((condition) => condition.length > 0);
  if (left === undefined || conditions.length === 0 || (part.limits !== null && "words" in part.limits)) return null;
  const target = functionTarget(left.body, reader, right?.body);
  if (target === null || target.entries !== null) return null;
  return conditions.every((condition) => comparison(condition, part).sides.length > 1 && argumentsIn(condition, target.parameters, reader).length > 0) ? conditions : null;
}

const comparison = (condition: readonly Tex[], part: Understood): Chain => chainOf({ body: condition.filter((tex) => tex.kind !== "words"), ...spanOf(condition, part.statement) });

/** The x of `x > 0`, the r of `|r| \\le \\delta`. */
const argumentsIn = (condition: readonly Tex[], parameters: readonly string[], reader: Reader): readonly string[] => [...new Set(topDown(condition).flatMap((tex) => keyOf(tex, reader) ?? []))].filter((key) => parameters.includes(key));

/** The parts of one function's definition, the first that stand there and are limited; none where a formula without limits defines it. */
export function piecesOf(part: Understood, entry: UnderstoodEntry, entries: readonly UnderstoodEntry[], reader: Reader): readonly Understood[] {
  const key = functionTarget(part.chain.sides[0]?.body ?? [], reader)?.key;
  const same = entries.filter(({ place }) => place.section === entry.place.section).flatMap(({ parts }) => parts.filter((other) => functionTarget(other.chain.sides[0]?.body ?? [], reader)?.key === key));
  const whole = same.findIndex((other) => ownConditions(other, reader) === null), pieces = whole < 0 ? same : same.slice(0, whole);
  return whole >= 0 && pieces.length < 2 ? [] : pieces;
}

/** Where its only formula defines the function; null where its argument is declared besides, or words tell the rest. */
export function domainOfFunction(part: Understood, entry: UnderstoodEntry, entries: readonly UnderstoodEntry[], reader: Reader): Comparisons | null {
  const conditions = ownConditions(part, reader), target = functionTarget(part.chain.sides[0]?.body ?? [], reader, part.chain.sides[1]?.body);
  const last = entry.fragment + 2 * conditionsOf(part.limits).length;
  const isRest = entries.some(({ fragment, parts }) => fragment === last && /\b(otherwise|else|elsewhere)\b/i.test(parts.at(-1)?.after ?? ""));
  return conditions !== null && !isRest && conditions.every((condition) => isException(condition, part) || argumentsIn(condition, target?.parameters ?? [], reader).every((key) => isOpen(key, reader))) ? conditions : null;
}

/** "For any $w \\ne 0$": all arguments but one. */
const isException = (condition: readonly Tex[], part: Understood): boolean => { const { sides, relations } = comparison(condition, part); return relations.length === 1 && /^\\neq?$/.test(relations[0]!.text) && plainText(sides[1]!.body) === "0"; };

/** Nothing else says what the argument is. */
const isOpen = (key: string, { scope }: Reader): boolean => { const quantity = scope.quantities.get(key); return quantity === undefined || (quantity.declaredAt === null && quantity.axes === null); };

/** The arguments that are compared are numbers, where the function's formula takes them as such. */
export function declareCompared(conditions: Comparisons, parameters: readonly string[], value: Expression, reader: Reader): void {
  for (const condition of conditions) {
    for (const key of argumentsIn(condition, parameters, reader)) if (isOpen(key, reader) && isOfNumbers(key, value)) quantityOf(reader.scope, key).axes = [];
  }
}

/** The argument is such a number wherever it stands. */
export function assumeDomain(conditions: Comparisons, part: Understood, reader: Reader): void {
  for (const condition of conditions) {
    try {
      const { sides, relations } = comparison(condition, part);
      const read = sides.map((side) => readExpression(side.body, side, reader));
      assume({ sides: read, relations: relations.map(({ text }) => text), text: plainText(condition) }, reader.scope);
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
    }
  }
}

/** Where this piece holds. */
export const conditionOf = (piece: Understood, reader: Reader): Condition => {
  const conditions = (ownConditions(piece, reader) ?? []).map((body) => readCondition(body, spanOf(body, piece.statement), reader));
  return conditions.length === 1 ? conditions[0]! : { kind: "and", of: conditions, start: piece.statement.start, end: piece.statement.end };
};
