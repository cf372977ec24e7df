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
      const found = mayGive(part) ? valuesIn(part, entry, scope, readerFor) : [];
      if (found.length === 0) continue;
      scope.examples.push(...found);
      if (found.length > 1 || found[0]!.value.kind !== "number") part.kind = "declaration"; // `x = (3, 4)` claims nothing, and neither does `x = 3`
    }
  }
}

/** `a = b = 1` behind "let". */
export const isOfSeveral = ({ sentence, chain: { sides, relations } }: Understood): boolean => sides.length > 2 && relations.every(({ text }) => text === "=") && sides.every(({ body }) => body.length === 1) && sides.at(-1)!.body[0]!.kind === "number" && givesNumbers(sentence);

/** Not "with the bias $b = 0$ nothing is left", which is said in passing. */
export const givesNumbers = (sentence: string): boolean => /\b(let|take|suppose|consider|set|choose|pick|put|plug\w*|insert\w*|example|instance)\b/i.test(sentence) || /^\W*for[\s,]*(and[\s,]*)*$/i.test(sentence);

/** "With $q = 3$ instead". */
const INSTEAD = /^\s*,?\s*instead\b/i;

function mayGive(part: Understood): boolean {
  const { kind, assumes, sentence, after, chain: { sides, relations } } = part;
  if (kind !== "statement" || assumes === true) return false;
  return isOfSeveral(part) || (sides.length === 2 && relations[0]!.text === "=" && sides.every(({ body }) => body.length > 0) && (givesNumbers(sentence) || INSTEAD.test(after)));
}

function valuesIn(part: Understood, entry: UnderstoodEntry, scope: Scope, readerFor: ReaderFor): readonly ExampleValue[] {
  const { sides } = part.chain, found = sides.slice(0, -1).map((left) => valueIn(left, sides.at(-1)!, part, entry, scope, readerFor));
  return found.every((each) => each !== null) ? found : [];
}

type Side = Understood["chain"]["sides"][number];

function valueIn(left: Side, right: Side, part: Understood, { place }: UnderstoodEntry, scope: Scope, readerFor: ReaderFor): ExampleValue | null {
  try {
    const of = readExpression(left.body, left, readerFor(scope)), target = arrayTarget(of);
    const own = target === null ? undefined : scope.quantities.get(target.key);
    if (target === null || target.levels.length > 0 || !target.entries.every(({ kind }) => kind === "number")) return null;
    if (scope.functions.has(target.key) || scope.letters.bound.has(target.key) || scope.ranges.has(target.key)) return null;
    if (own !== undefined && (own.role !== "variable" || own.definitions.length > 0 || own.levels > 0 || own.opaque !== null)) return null;
    const value = readExpression(right.body, right, readerFor(scope));
    return isConstant(value) ? { key: target.key, of, value, place, text: part.chain.sides.length === 2 ? plainText(part.statement.body) : `${plainText(left.body)}=${plainText(right.body)}` } : null;
  } catch (error) {
    if (error instanceof NotUnderstood) return null;
    throw error;
  }
}

/** `3`, `\ln 2`, a matrix of such. */
export const isConstant = (e: Expression): boolean => namesIn(e).size === 0 && freeIndices(e).size === 0;
