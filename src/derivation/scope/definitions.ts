/** Left sides that define: a name, an entry, a member of a family, a function with its parameters. */
import { freeIndices, namesIn, walk, type Expression } from "../expression/expression.js";
import { linearForm, numberOf, plusTimes } from "../expression/linear-form.js";
import { isIndexLetter } from "../notation/name-key.js";
import { keyOf, labelText } from "../notation/read-scripts.js";
import { splitAt } from "../notation/read-indices.js";
import { bodyOf, isSymbol, type Reader } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import { familyKey, familyOf, type Definition, type Quantity, type Scope } from "./scope.js";
import { rootOf } from "./undeclared.js";
import { topDown } from "./walk-tex.js";

export interface FunctionTarget {
  readonly key: string;
  readonly parameters: readonly string[];
  /** What stands below the bracket: the i of `\sigma(z)_i`. */
  readonly entries: Tex | null;
}

/**
 * `f(x)`, `\sigma(z)`, `\operatorname{LSE}(\mathbf{x})`, `g_\theta(x, y)`, `\sigma(z)_i`; null where the side is no function with plain parameters.
 * @param value the other side, where there is one
 */
export function functionTarget(side: readonly Tex[], reader: Reader, value: readonly Tex[] = []): FunctionTarget | null {
  const [name, second] = side;
  const bracket = second === undefined ? undefined : second.kind === "scripts" && second.sup === null && second.primes === 0 && second.base !== null ? second.base : second;
  if (side.length !== 2 || second === undefined || bracket?.kind !== "delimited" || bracket.left !== "(" || name === undefined) return null;
  const numbered = second.kind === "scripts" ? null : numberedFunction(name, value, reader);
  const key = numbered !== null ? keyOf(numbered, reader) : name.kind === "scripts" ? (name.sub !== null && name.sup === null && name.primes === 0 && name.base !== null ? `${keyOf(name.base, reader) ?? ""}_{${labelText(name.sub)}}` : null) : keyOf(name, reader);
  if (key === null || key === "" || key.startsWith("_")) return null;
  const parameters = splitAt(bracket.body, (tex) => isSymbol(tex, ",", ";")).map((part) => (part.length === 1 ? parameterKey(part[0]!, reader) : null));
  return parameters.every((parameter) => parameter !== null) && parameters.length > 0 ? { key, parameters: parameters, entries: second.kind === "scripts" ? second.sub : numbered !== null && name.kind === "scripts" ? name.sub : null } : null;
}

/** The r of `r_i(x)`, where i counts in this document or in the function's own formula, `x_i^2`: one function for each i, the entries of r(x). */
function numberedFunction(name: Tex, value: readonly Tex[], { scope }: Reader): Tex | null {
  const [only, ...more] = name.kind === "scripts" && name.sup === null && name.primes === 0 && name.sub !== null ? bodyOf(name.sub) : [];
  const letter = only === undefined || more.length > 0 ? null : keyOf(only, { scope });
  if (name.kind !== "scripts" || letter === null || !isIndexLetter(letter) || scope.quantities.has(letter)) return null;
  return scope.ranges.has(letter) || topDown(value).some((tex) => tex.kind === "scripts" && tex.sub !== null && bodyOf(tex.sub).some((each) => keyOf(each, { scope }) === letter)) ? name.base : null;
}

function parameterKey(tex: Tex, reader: Reader): string | null {
  if (tex.kind !== "scripts") return keyOf(tex, reader);
  const key = tex.base === null ? null : keyOf(tex.base, reader);
  // \\ell(\\mu, \\sigma^2)
  const square = squareTarget([tex], reader)?.key ?? null;
  if (square !== null && reader.scope.quantities.has(square)) return square;
  if (key === null || tex.sup !== null) return null;
  if (tex.sub === null) return tex.primes > 0 ? key + "'".repeat(tex.primes) : null;
  const label = `${key}_{${labelText(tex.sub)}}`;
  return reader.scope.quantities.has(label) ? label : null;
}

export interface ArrayTarget {
  readonly key: string;
  readonly levels: readonly Expression[];
  readonly entries: readonly Expression[];
}

/** A name, entry or member as it was read; null where the side is anything more. */
export function arrayTarget(side: Expression): ArrayTarget | null {
  switch (side.kind) {
    case "name": return { key: side.name, levels: [], entries: [] };
    case "member": return { key: side.family, levels: side.at, entries: [] };
    case "entry": {
      const inner = arrayTarget(side.of);
      if (inner === null || inner.entries.length > 0 || side.at.some((at) => at === null)) return null;
      return { ...inner, entries: side.at as readonly Expression[] };
    }
    default: return null;
  }
}

/** A square on a lone name that the document treats as a quantity of its own: `\sigma^2 = …`. The key is that of the label. */
export function squareTarget(side: readonly Tex[], reader: Reader): { readonly key: string; readonly root: string } | null {
  const [only] = side;
  if (side.length !== 1 || only?.kind !== "scripts" || only.base === null || only.sup === null || labelText(only.sup) !== "2") return null;
  const root = rootOf(only, reader);
  return root === null ? null : { key: `${root}^{2}`, root };
}

/** An update `w = w - \eta g` uses its own name on the right at the same place: it is a step, not a definition. */
export function usesItself(target: ArrayTarget, body: Expression, scope: Scope): boolean {
  if (!namesIn(body).has(target.key)) return false;
  // L = \sum_t L_t: the parts are no L
  if (target.levels.length === 0 && target.entries.length === 0 && scope.quantities.has(familyKey(target.key))) return [...walk(body)].some((node) => node.kind === "name" && node.name === target.key);
  if (target.levels.length === 0 && target.entries.every((entry) => entry.kind === "index" || entry.kind === "name")) return true;
  return [...walk(body)].some((node) => isPlace(node, target));
}

/** `x_2`, `h_t`: the very entry or member that stands on the left. */
function isPlace(node: Expression, { key, levels, entries }: ArrayTarget): boolean {
  if (node.kind === "member") return node.family === key && entries.length === 0 && sameSubscripts(node.at, levels);
  return node.kind === "entry" && node.of.kind === "name" && node.of.name === key && levels.length === 0 && sameSubscripts(node.at, entries);
}

const sameSubscripts = (a: readonly (Expression | null)[], b: readonly Expression[]): boolean =>
  a.length === b.length && a.every((at, k) => {
    const other = b[k]!;
    if (at?.kind === "number") return other.kind === "number" && at.digits === other.digits && at.places === other.places;
    return (at?.kind === "index" || at?.kind === "name") && other.kind === at.kind && at.name === other.name;
  });

/** Indices that stand in the target: the definition is for all of them. */
export const targetIndices = (target: ArrayTarget): ReadonlySet<string> => new Set([...target.levels, ...target.entries].flatMap((at) => [...freeIndices(at)]));

/** Whether the name is still open: nothing defines it and it is no constant. */
export function isOpen(target: ArrayTarget, scope: Scope): boolean {
  const quantity = target.levels.length > 0 ? familyOf(scope, target.key) : scope.quantities.get(target.key);
  if (quantity !== undefined && quantity.style === "super" && target.levels.length === 0 && quantity.levels > 0) return true;
  if (quantity === undefined) return !scope.functions.has(target.key) && (isIndexLetter(target.key) || target.key.length > 0);
  if (quantity.role === "identity" || quantity.role === "ones" || quantity.role === "label") return false;
  if (quantity.memberOf !== null && definedThroughMatrix(quantity.memberOf.matrix, scope)) return false;
  if (quantity.definitions.length === 0) return ![...scope.quantities.values()].some((each) => each.memberOf?.matrix === target.key && each.definitions.length > 0);
  // y_1 = …, y_2 = … and h_0 = … define piece by piece
  if (goesOnTo(target, quantity) || isOneOfAll(target, quantity)) return false;
  const sameShape = quantity.definitions.filter((definition) => !beginsDownwards(target, definition, quantity) && overlaps(definition.levels, target.levels, scope) && overlaps(definition.entries, target.entries, scope));
  return sameShape.length === 0;
}

const definedThroughMatrix = (matrix: string, scope: Scope): boolean => (scope.quantities.get(matrix)?.definitions.length ?? 0) > 0;

function overlaps(a: readonly Expression[], b: readonly Expression[], scope: Scope): boolean {
  if (a.length !== b.length) return true;
  return a.every((x, k) => {
    const y = b[k]!;
    if (x.kind === "number" && y.kind === "number") return x.digits === y.digits;
    if (y.kind === "number") return isInRange(y, x, scope);
    if (isBeyond(y, x, scope)) return false;
    // g_T before g_t: the last step is a beginning
    return x.kind !== "number" && !(isLast(x) && freeIndices(y).size > 0);
  });
}

/** g_T, where `g_t = r_t + \gamma g_{t+1}` goes on down from it. */
const beginsDownwards = ({ levels: [level, ...more] }: ArrayTarget, definition: Definition, { key }: Quantity): boolean =>
  level !== undefined && more.length === 0 && isLast(level) && stepsOf(definition, key).some((step) => step < 0n);

/** How far it is from the members that the right side is made of to the one that it defines: 1 for `h_t = f(h_{t-1})`, −1 for `g_t = r_t + g_{t+1}`. */
function stepsOf({ target, levels: [own], body }: Definition, key: string): readonly bigint[] {
  const to = own === undefined ? null : shiftOf(own);
  if (to === null) return [];
  return [...walk(body)].flatMap((node) => {
    const from = node.kind === "member" && (node.family === target || node.family === key) ? shiftOf(node.at[0]!) : null;
    return from !== null && from.name === to.name ? [to.shift - from.shift] : [];
  });
}

/** T, T + 1 */
const isLast = (at: Expression): boolean => at.kind !== "number" && freeIndices(at).size === 0;

/** y_1, where `y_i = \sum_j W_{ij} x_j` says what every y_i is: without a limit, and from nothing that stands before or after i. */
function isOneOfAll({ key, levels, entries }: ArrayTarget, { definitions }: Quantity): boolean {
  const at = [...levels, ...entries];
  if (at.length === 0 || !at.some((each) => each.kind === "number" && each.digits > 0n) || at.some((each) => each.kind === "number" && each.digits === 0n)) return false;
  return definitions.some(({ levels: own, entries: cells, body, where }) => {
    const said = [...own, ...cells];
    if (where !== null || said.length !== at.length || own.length !== levels.length || !said.every((each) => each.kind === "index") || namesIn(body).has(key)) return false;
    const indices = new Set(said.map((each) => (each.kind === "index" ? each.name : "")));
    const isShifted = (e: Expression | null): boolean => e !== null && e.kind !== "index" && [...freeIndices(e)].some((name) => indices.has(name));
    return [...walk(body)].every((node) => !((node.kind === "entry" || node.kind === "member") && node.at.some(isShifted)));
  });
}

/** v_3, where `v_{t+1} = \beta v_t + g_t` goes on from v_1, which is given or declared. */
function goesOnTo({ levels: [level] }: ArrayTarget, { key, definitions, explicit }: Quantity): boolean {
  if (level?.kind !== "number") return false;
  const declared = [...explicit.keys()].filter((only) => /^\d+$/.test(only)).map(BigInt);
  const begun = [...new Set([...declared, ...definitions.flatMap(({ levels: [own] }) => (own?.kind === "number" ? [own.digits] : []))])];
  if (begun.length === 0 || begun.some((first) => first >= level.digits)) return false;
  return definitions.some((definition) => {
    const steps = stepsOf(definition, key);
    return steps.length > 0 && steps.every((step) => step > 0n && step <= BigInt(begun.length));
  });
}

/** t and 1 of t + 1. */
function shiftOf(at: Expression): { readonly name: string; readonly shift: bigint } | null {
  const terms = at.kind === "add" ? at.terms : [{ of: at, sign: 1 }];
  const [index, ...more] = terms.filter(({ of }) => of.kind !== "number");
  if (index?.of.kind !== "index" || index.sign !== 1 || more.length > 0) return null;
  return { name: index.of.name, shift: terms.reduce((sum, { of, sign }) => (of.kind === "number" ? sum + BigInt(sign) * of.digits : sum), 0n) };
}

/** 2 where `m_t` is defined for t = 1, …, T, or `m_{t+1}` for t = 0, …, T. Where no range is said, a number may be a beginning that the others go on from. */
function isInRange(value: Expression & { readonly kind: "number" }, at: Expression, { ranges, endless }: Scope): boolean {
  const index = shiftOf(at), from = index === null ? undefined : (ranges.get(index.name)?.from ?? endless.get(index.name));
  return index !== null && from?.kind === "number" && value.digits - index.shift >= from.digits;
}

/** T + 1 where `\delta_t` is defined for t = 1, …, T. */
function isBeyond(value: Expression, at: Expression, { ranges }: Scope): boolean {
  const index = shiftOf(at), to = index === null ? undefined : ranges.get(index.name)?.to;
  const [last, here] = [to === undefined ? null : linearForm(to), linearForm(value)];
  const further = index === null || last === null || here === null ? null : numberOf(plusTimes(here, -1, last));
  return further !== null && further > Number(index!.shift);
}
