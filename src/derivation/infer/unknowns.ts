/** The names that nothing declares, with the kinds that their subscripts leave open. */
import { CIRCLE_NUMBER } from "../notation/name-key.js";
import { walk, type Expression } from "../expression/expression.js";
import { isFunctionLetter } from "../scope/index-letters.js";
import { familyOf, type Quantity, type Scope } from "../scope/scope.js";
import type { Span } from "../tex/tex.js";
import type { Equation } from "./equations.js";
import { isDigitPair, subscriptOf } from "./indices.js";
import type { Kind } from "./shape.js";
import { isElastic } from "./shape-of.js";

export interface Unknown {
  readonly name: string;
  /** How many subscripts it carries; 0 where it carries none. */
  readonly subscripts: number;
  kinds: readonly Kind[];
  /** It stands without subscripts somewhere. */
  readonly isWhole: boolean;
  /** Where it was first seen. */
  readonly first: Seen;
  /** A family: what is inferred is the shape of its members. */
  readonly isFamily: boolean;
}

export interface Seen extends Span {
  readonly fragment: number;
}

/** Letters with a meaning of their own that a declaration would take from them. */
const RESERVED = new Set(["e", "d", "i", "\\pi", CIRCLE_NUMBER, "T", "\\top", "\\delta"]);

/**
 * Names that stand in equations; not those that are indices somewhere, functions, families, or names with labels (`W_x`).
 * @param isNamed words say what the letter e is
 */
export function unknownsOf(equations: readonly Equation[], scope: Scope, isNamed = false): ReadonlyMap<string, Unknown> {
  const seen = new Map<string, { readonly counts: Set<number>; isWhole: boolean; first: Seen }>();
  const excluded = new Set<string>(RESERVED);
  if (isNamed) excluded.delete("e");
  if (scope.circleNumber) excluded.delete("\\pi");
  if (standsAsTerm("d", equations)) excluded.delete("d");
  const labels = new Set<string>();
  const touch = (name: string, at: Seen): { readonly counts: Set<number>; isWhole: boolean; first: Seen } => {
    const known = seen.get(name) ?? { counts: new Set<number>(), isWhole: false, first: at };
    if (at.fragment < known.first.fragment || (at.fragment === known.first.fragment && at.start < known.first.start)) known.first = at;
    seen.set(name, known);
    return known;
  };
  for (const { sides, fragment, parameters } of equations) {
    const own = new Set(parameters);
    const seenAt = (e: Expression): Seen => ({ fragment, start: e.start, end: e.end });
    const visit = (e: Expression): void => {
      for (const node of walk(e)) {
        if (node.kind === "index") excluded.add(node.name);
        if (node.kind === "call") excluded.add(node.function);
        if (node.kind === "big") for (const { name } of node.binders) excluded.add(name);
        if (node.kind === "member") touch(familyOf(scope, node.family)?.key ?? node.family, seenAt(node));
        if (node.kind === "entry" && node.of.kind === "member") touch(familyOf(scope, node.of.family)?.key ?? node.of.family, seenAt(node)).counts.add(isDigitPair(node.at) ? 2 : node.at.length);
        if (node.kind === "name" && !own.has(node.name)) touch(node.name, seenAt(node));
        if (node.kind === "entry" && node.of.kind === "name" && !own.has(node.of.name)) {
          touch(node.of.name, seenAt(node)).counts.add(isDigitPair(node.at) ? 2 : node.at.length);
          for (const at of node.at) {
            const use = subscriptOf(at, scope);
            if (use.kind === "label") excluded.add(node.of.name);
            if (use.kind === "index") labels.add(`${node.of.name} ${use.name}`);
          }
        }
      }
      for (const node of wholeNames(e)) {
        if (node.kind === "member") touch(familyOf(scope, node.family)?.key ?? node.family, seenAt(node)).isWhole = true;
        else if (!own.has(node.name)) touch(node.name, seenAt(node)).isWhole = true;
      }
    };
    sides.forEach(visit);
  }
  // W_h beside h_t: the letter is a name, and so the subscript a label
  for (const pair of labels) { const [name, letter] = pair.split(" ") as [string, string]; if ((seen.get(letter)?.counts.size ?? 0) > 0) excluded.add(name); }
  const unknowns = new Map<string, Unknown>();
  for (const [name, { counts, isWhole, first }] of seen) {
    const isFamily = (scope.quantities.get(name)?.levels ?? 0) > 0;
    const isKept = isFamily && (name === "\\delta" || scope.quantities.get(name)?.isState === true);
    if ((excluded.has(name) && !isKept) || (scope.letters.applied.has(name) && isFunctionLetter(name)) || scope.letters.called.has(name) || scope.functions.has(name) || !isUndeclared(name, scope) || counts.size > 1) continue;
    const subscripts = [...counts][0] ?? 0;
    unknowns.set(name, { name, subscripts, isWhole, first, kinds: kindsOf(subscripts), isFamily });
  }
  return unknowns;
}

/** `C x - d`: the letter is a term of a sum wherever it stands, so that it is no sign of differentials. */
function standsAsTerm(name: string, equations: readonly Equation[]): boolean {
  const terms = new Set<Expression>();
  for (const side of equations.flatMap(({ sides }) => sides)) {
    // a sum is met before its terms
    for (const node of walk(side)) {
      if (node.kind === "add") for (const { of } of node.terms) if (of.kind === "name") terms.add(of);
      if (node.kind === "name" && node.name === name && !terms.has(node)) return false;
    }
  }
  return true;
}

const kindsOf = (subscripts: number): readonly Kind[] => (subscripts === 0 ? ["scalar", "column", "row", "matrix"] : subscripts === 1 ? ["column", "row"] : subscripts === 2 ? ["matrix"] : ["tensor"]);

function isUndeclared(name: string, scope: Scope): boolean {
  const quantity: Quantity | undefined = scope.quantities.get(name);
  if (quantity === undefined) return !isElastic(name);
  return quantity.role === "variable" && quantity.axes === null && quantity.levels <= 1 && quantity.memberOf === null && quantity.opaque === null && quantity.explicit.size === 0 && !hasMembers(name, scope);
}

/** A matrix whose columns are named has its shape from them. */
const hasMembers = (name: string, scope: Scope): boolean => [...scope.quantities.values()].some((each) => each.memberOf?.matrix === name);

/** Names that stand without a subscript. */
function* wholeNames(e: Expression): Generator<Expression & { readonly kind: "name" | "member" }> {
  const entries = new Set<Expression>([...walk(e)].flatMap((node) => (node.kind === "entry" ? [node.of] : [])));
  for (const node of walk(e)) if ((node.kind === "name" || node.kind === "member") && !entries.has(node)) yield node;
}
