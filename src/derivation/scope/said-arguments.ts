/**
 * `A = A(t)`: what A depends on, whatever its shape; "the loss $L = \\ell(\\hat y, y)$" of an ℓ that nothing tells. "For a loss $L(y)$", "the objective $J(W, b)$ is smooth": a name that nothing defines, with its arguments. Said once more of other arguments ("if the loss is instead
 * $L(z)$"), it holds from there on.
 */
import type { Expression } from "../expression/expression.js";
import { NotUnderstood } from "../notation/not-understood.js";
import { splitAt } from "../notation/read-indices.js";
import { keyOf } from "../notation/read-scripts.js";
import { knownFunction } from "../notation/functions.js";
import { coreOf, isSymbol, type Reader } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import { newQuantity, quantityOf, type Axes, type Scope } from "./scope.js";
import type { Understood, UnderstoodEntry } from "./understood.js";
import { listsIn } from "./walk-tex.js";

const LOSS = String.raw`\b(?:loss|cost|objective|criterion|energy|error|(?:scalar|smooth|differentiable) function)`;
const IS_LOSS = new RegExp(LOSS, "i");
const BEFORE = new RegExp(String.raw`${LOSS}(?: functions?)?(?: (?:is|be))?(?: (?:now|instead|then|some|given by|of the form))*\s*$`, "i");
const AFTER = new RegExp(String.raw`^\s*(?:be|is|denotes?)\b[^.]*${LOSS}`, "i");

interface Said {
  readonly key: string;
  readonly args: readonly Expression[];
  readonly entry: UnderstoodEntry;
  readonly axes: Axes;
}

/** Gives each such name the arguments that are said first. @returns what gives the equations after a later saying a scope of their own */
export function declareSaidArguments(entries: readonly UnderstoodEntry[], scope: Scope, reader: Reader): () => void {
  const said = entries.flatMap((entry) => entry.parts.flatMap((part) => saidBy(part, entry, entries, scope, reader) ?? []));
  const isFirst = (each: Said): boolean => said.find(({ key }) => key === each.key) === each;
  for (const each of said) if (isFirst(each)) giveArguments(each, scope);
  return () => {
    for (const each of said) {
      if (isFirst(each) || scope.quantities.get(each.key)?.opaque == null) continue;
      for (const entry of entries) if (entry.place.section === each.entry.place.section && entry.fragment > each.entry.fragment) entry.scope = withArguments(each, entry.scope);
    }
  };
}

function saidBy(part: Understood, entry: UnderstoodEntry, entries: readonly UnderstoodEntry[], scope: Scope, reader: Reader): Said | null {
  const { statement: { body }, before, after } = part;
  const isOfItself = body.length === 4 && isSymbol(body[1], "=") && keyOf(body[0]!, reader) === keyOf(body[2]!, reader);
  const isEquation = isOfItself || isUntoldLoss(part, entries, scope, reader);
  const [name, bracket] = isEquation ? [body[0], body[3]] : body;
  if (name === undefined || name.kind === "scripts" || bracket?.kind !== "delimited" || bracket.left !== "(") return null;
  if (!isEquation && (entry.formula.display || body.length !== 2 || !(BEFORE.test(before) || AFTER.test(after)))) return null;
  const key = keyOf(name, reader);
  const own = key === null ? undefined : scope.quantities.get(key);
  const isGiven = own !== undefined && (own.opaque !== null || own.definitions.length > 0 || own.levels > 0 || own.role !== "variable" || (!isEquation && (own.axes?.length ?? 0) > 0));
  if (key === null || scope.functions.has(key) || isGiven) return null;
  try {
    const parts = splitAt(bracket.body, (tex) => isSymbol(tex, ",", ";")), told = parts.filter((each) => !isLabel(each, entries, scope, reader));
    const args = (told.length === 0 ? parts : told).map((each) => reader.read(each, bracket, reader));
    if (isEquation) part.kind = "declaration";
    return { key, entry, args, axes: own?.axes ?? [] };
  } catch (error) {
    if (error instanceof NotUnderstood) return null;
    throw error;
  }
}

/** `L = \\ell(\\hat y, y)`, of which words say that it is a loss, and nothing what ℓ is. */
function isUntoldLoss({ statement: { body }, before, after, sentence }: Understood, entries: readonly UnderstoodEntry[], scope: Scope, reader: Reader): boolean {
  const [name, sign, called, bracket] = body;
  if (body.length !== 4 || name?.kind !== "symbol" || !isSymbol(sign, "=") || called === undefined || called.kind === "scripts" || bracket?.kind !== "delimited" || bracket.left !== "(") return false;
  const key = keyOf(called, reader);
  return key !== null && knownFunction(key) === undefined && !scope.functions.has(key) && !scope.quantities.has(key) && IS_LOSS.test(`${sentence} ${before} ${after}`)
    && !entries.some(({ parts }) => parts.some(({ chain: { sides, relations } }) => relations.length > 0 && sides[0]!.body[0] !== undefined && sides[0]!.body[0].kind !== "scripts" && keyOf(sides[0]!.body[0], reader) === key));
}

/** The y of `\\ell(\\hat y, y)` that stands nowhere else but alone: a constant, whatever its shape. */
function isLabel([only, ...more]: readonly Tex[], entries: readonly UnderstoodEntry[], scope: Scope, reader: Reader): boolean {
  const key = only === undefined || more.length > 0 || only.kind === "scripts" ? null : keyOf(only, reader);
  if (key === null || scope.quantities.has(key) || scope.functions.has(key)) return false;
  return entries.every(({ formula }) => listsIn(formula.tex?.body ?? []).every((list) => list.every((tex, k) => tex === only || keyOf(coreOf(tex), reader) !== key || list.length === 1 || (isSymbol(list[k - 1], ",") && k === list.length - 1))));
}

function giveArguments({ key, args, axes }: Said, scope: Scope): void {
  const quantity = quantityOf(scope, key);
  [quantity.axes, quantity.opaque] = [axes, args];
}

/** The same names, and this one of these arguments. */
function withArguments(each: Said, scope: Scope): Scope {
  const quantities = new Map(scope.quantities).set(each.key, newQuantity(each.key));
  const own: Scope = { ...scope, quantities };
  giveArguments(each, own);
  return own;
}
