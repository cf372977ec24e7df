/**
 * "Let $x = 3$, $y = 4$. Then": the numbers that free names take in a worked example. They define nothing: `f(x, y) = x^2 y` stays what it is, and its
 * derivative too; an equation that gives a number for it is meant at this point (see `check/example-point.ts`).
 */
import { freeIndices, namesIn, type Expression } from "../expression/expression.js";
import { NotUnderstood } from "../notation/not-understood.js";
import { readExpression } from "../notation/read-expression.js";
import { plainText } from "../notation/reader.js";
import { arrayTarget } from "./definitions.js";
import type { ReaderFor } from "./definition-sides.js";
import type { Place, Scope } from "./scope.js";
import type { Understood, UnderstoodEntry } from "./understood.js";

export interface ExampleValue {
  readonly key: string;
  /** x, x_1, and the number or the array of numbers that it is. */
  readonly of: Expression;
  readonly value: Expression;
  readonly place: Place;
  readonly text: string;
}

/** Fills `scope.examples`; asked once definitions are known. */
export function workedExamples(entries: readonly UnderstoodEntry[], scope: Scope, readerFor: ReaderFor): void {
  for (const entry of entries) {
    for (const part of entry.formula.display ? [] : entry.parts) {
      const found = mayGive(part) ? valueIn(part, entry, scope, readerFor) : null;
      if (found === null) continue;
      scope.examples.push(found);
      if (found.value.kind !== "number") part.kind = "declaration"; // `x = (3, 4)` claims nothing, and neither does `x = 3`
    }
  }
}

/** Not "with the bias $b = 0$ nothing is left", which is said in passing. */
export const givesNumbers = (sentence: string): boolean => /\b(let|take|suppose|consider|set|choose|pick|put|plug\w*|insert\w*|example|instance)\b/i.test(sentence) || /^\W*for[\s,]*(and[\s,]*)*$/i.test(sentence);

const mayGive = ({ kind, assumes, sentence, chain: { sides, relations } }: Understood): boolean => kind === "statement" && assumes !== true && sides.length === 2 && relations[0]!.text === "=" && sides.every(({ body }) => body.length > 0) && givesNumbers(sentence);

function valueIn(part: Understood, { place }: UnderstoodEntry, scope: Scope, readerFor: ReaderFor): ExampleValue | null {
  const [left, right] = part.chain.sides as [Understood["chain"]["sides"][number], Understood["chain"]["sides"][number]];
  try {
    const of = readExpression(left.body, left, readerFor(scope)), target = arrayTarget(of);
    const own = target === null ? undefined : scope.quantities.get(target.key);
    if (target === null || target.levels.length > 0 || !target.entries.every(({ kind }) => kind === "number")) return null;
    if (scope.functions.has(target.key) || scope.letters.bound.has(target.key) || scope.ranges.has(target.key)) return null;
    if (own !== undefined && (own.role !== "variable" || own.definitions.length > 0 || own.levels > 0 || own.opaque !== null)) return null;
    const value = readExpression(right.body, right, readerFor(scope));
    return isOfNumbers(value) ? { key: target.key, of, value, place, text: plainText(part.statement.body) } : null;
  } catch (error) {
    if (error instanceof NotUnderstood) return null;
    throw error;
  }
}

export const isOfNumbers = (e: Expression): boolean => namesIn(e).size === 0 && freeIndices(e).size === 0;
