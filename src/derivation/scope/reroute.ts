/**
 * `a = \sigma(Wx + b)`, then `z = Wx + b`, "so that $a = \sigma(z)$": a is written with z, and from here on that is how it depends on what z depends on.
 * Its value is the same; derivatives by z have a meaning now.
 */
import { NotUnderstood } from "../notation/not-understood.js";
import { namesIn } from "../expression/expression.js";
import { readExpression } from "../notation/read-expression.js";
import { plainText } from "../notation/reader.js";
import { arrayTarget, targetIndices, usesItself } from "./definitions.js";
import { isSameStep, reachedFrom } from "./redefine.js";
import { withQuantity, type Scope } from "./scope.js";
import { readerFor, type Understood, type UnderstoodEntry } from "./understood.js";

export interface Route {
  readonly scope: Scope;
  readonly name: string;
  /** What it is written with. */
  readonly through: string;
}

/** @param part an equation that was found to hold; null where it writes no defined name with one that its definition does not lead to */
export function reroute({ chain, statement }: Understood, { scope, place }: UnderstoodEntry): Route | null {
  const [left, right] = chain.sides;
  if (left === undefined || right === undefined || chain.relations[0]?.text !== "=" || statement.conditions.length > 0) return null;
  try {
    const target = arrayTarget(readExpression(left.body, left, readerFor(scope)));
    const quantity = target === null ? undefined : scope.quantities.get(target.key);
    if (target === null || quantity === undefined || quantity.opaque !== null || quantity.memberOf !== null || target.levels.some(({ kind }) => kind !== "index")) return null;
    const own = quantity.definitions.filter(({ levels }) => isSameStep(levels, target.levels)), [first] = own;
    if (first === undefined || own.length > 1 || first.where !== null || first.text === "") return null;
    const body = readExpression(right.body, right, readerFor(scope, targetIndices(target)));
    const known = reachedFrom([first.body], scope);
    const through = [...namesIn(body)].find((name) => name !== target.key && !known.has(name) && (scope.quantities.get(name)?.definitions.length ?? 0) > 0);
    if (through === undefined || usesItself(target, body, scope)) return null;
    // of layers, a^l leads to a^{l-1} as it did; else it would be defined by itself
    if (reachedFrom([body], scope).has(target.key) && !known.has(target.key)) return null;
    const definition = { target: target.key, levels: target.levels, entries: target.entries, body, place, text: plainText(statement.body), where: null };
    return { scope: withQuantity(scope, target.key, { ...quantity, definitions: [...quantity.definitions.filter((each) => each !== first), definition] }), name: target.key, through };
  } catch (error) {
    if (error instanceof NotUnderstood) return null;
    throw error;
  }
}
