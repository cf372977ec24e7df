/** One move of a derivation on an expression in index form: the first rule that applies, everywhere it applies. */
import { derivativeOf, isNumber, nameOf } from "../expression/build.js";
import { walk, type Expression } from "../expression/expression.js";
import { same } from "../expression/key.js";
import { mapChildren } from "../expression/map.js";
import { times } from "./combine.js";
import type { DeriveContext } from "./context.js";
import type { RuleName } from "./derivation.js";
import { referenceOf } from "./reference.js";
import { differentiate } from "./rules/differentiate.js";
import { nextFor, type Derivative } from "./rules/entries.js";
import { newTrace, simplify } from "./simplify/simplify.js";
import { contractedOver, listed, maths } from "./words.js";

export interface Move {
  readonly rule: RuleName;
  readonly reason: string;
  readonly after: Expression;
  readonly changed: readonly { readonly before: Expression; readonly after: Expression }[];
}

/** What a derivative becomes, and what a reader is told. */
interface Rewrite {
  readonly rule: RuleName;
  readonly value: Expression;
  readonly names: readonly string[];
}

/** Rules in the order in which a person tries them: what is begun is ended first, definitions are put in last. */
const ORDER: readonly RuleName[] = ["differentiate", "kronecker", "contract", "chain", "substitute"];

/** null: only derivatives that stay are left. @throws CannotDerive where a derivative needs a rule that is not there */
export function nextMove(e: Expression, context: DeriveContext): Move | null {
  const rewrites = new Map<Derivative, Rewrite>();
  for (const node of innermostDerivatives(e)) {
    const rewrite = rewriteOf(node, context);
    if (rewrite !== null) rewrites.set(node, rewrite);
  }
  for (const rule of ORDER) {
    if (rule === "contract") {
      const move = contraction(e, context);
      if (move !== null) return move;
      continue;
    }
    const all = [...rewrites].filter(([, rewrite]) => rewrite.rule === rule);
    // definitions are put in one at a time, each worked out before the next
    const chosen = new Map(rule === "substitute" ? all.filter(([node]) => same(node, all[0]![0])) : all);
    if (chosen.size > 0) return apply(e, chosen, rule, context);
  }
  return null;
}

/** Derivatives that hold no other derivative with something left to do. */
function innermostDerivatives(e: Expression): readonly Derivative[] {
  return [...walk(e)].filter((node): node is Derivative => node.kind === "derivative");
}

function rewriteOf(node: Derivative, context: DeriveContext): Rewrite | null {
  if (node.by.length > 1) {
    // d²f/du dv is d/dv of df/du
    const inner = derivativeOf(node.of, node.by.slice(0, -1), node.partial) as Derivative, last = node.by.at(-1)!;
    const own = rewriteOf(inner, context);
    if (own !== null) return { ...own, value: derivativeOf(own.value, [last], node.partial) };
    const rewrite = rewriteOf(derivativeOf(inner, [last], node.partial), context);
    return rewrite === null || same(rewrite.value, node) ? null : rewrite;
  }
  if ([...walk(node.of)].some((each) => each.kind === "derivative" && rewriteOf(each, context) !== null)) return null;
  const isEntry = referenceOf(node.of) !== null || node.of.kind === "derivative";
  if (!isEntry) return { rule: "differentiate", value: settled(differentiate(node.of, node.by[0]!, context), context), names: [] };
  const next = nextFor(node, context);
  if (next === null) return null;
  return { rule: next.rule, value: next.value, names: next.rule === "chain" ? next.over : next.rule === "substitute" ? [next.name] : [next.of] };
}

/** dx/dx = 1 and dx/dy = 0 are no moves of their own. */
function settled(e: Expression, context: DeriveContext): Expression {
  const inner = mapChildren(e, (child) => settled(child, context));
  if (inner.kind !== "derivative" || inner.by.length > 1 || referenceOf(inner.of) === null) return inner;
  const next = nextFor(inner, context);
  return next?.rule === "kronecker" && (isNumber(next.value, 0) || isNumber(next.value, 1)) ? next.value : inner;
}

function apply(e: Expression, chosen: ReadonlyMap<Derivative, Rewrite>, rule: RuleName, context: DeriveContext): Move {
  const changed: { before: Expression; after: Expression }[] = [];
  const at = (node: Expression): Expression => {
    const rewrite = node.kind === "derivative" ? chosen.get(node) : undefined;
    if (rewrite === undefined) return mapChildren(node, at);
    changed.push({ before: node, after: rewrite.value });
    return rewrite.value;
  };
  const after = flat(at(e));
  const names = [...new Set([...chosen.values()].flatMap((rewrite) => rewrite.names))];
  return { rule, reason: reasonFor(rule, names, [...chosen.keys()], context), after: rule === "kronecker" && hasDelta(after) ? after : simplify(after, context), changed };
}

/** Products of products side by side. */
export function flat(e: Expression): Expression {
  const inner = mapChildren(e, flat);
  return inner.kind === "product" && inner.factors.every(({ sign }) => sign === "juxtaposed") ? times(...inner.factors.map(({ of }) => of)) : inner;
}

const hasDelta = (e: Expression): boolean => [...walk(e)].some(({ kind }) => kind === "delta");

function contraction(e: Expression, context: DeriveContext): Move | null {
  if (!hasDelta(e)) return null;
  const trace = newTrace();
  const after = simplify(e, context, trace);
  if (same(after, e)) return null;
  const indices = [...trace.contracted].map((name) => maths(name));
  const ones = [...trace.sumToOne].map((key) => `the entries of ${maths(context.write(nameOf(key)))} sum to one`);
  const reason = listed([indices.length === 0 ? "simplified" : contractedOver(indices), ...ones]);
  return { rule: "contract", reason, after, changed: [{ before: e, after }] };
}

function reasonFor(rule: RuleName, names: readonly string[], nodes: readonly Derivative[], { write }: DeriveContext): string {
  const written = listed(names.map((name) => maths(write(nameOf(name)))));
  switch (rule) {
    case "chain": return `chain rule over ${written}`;
    case "substitute": return `definition of ${written}`;
    case "kronecker": return `an entry of ${written} changes with itself alone`;
    case "differentiate": return `derivative ${differentiated(nodes)}`;
    default: return rule;
  }
}

/** "of a sum, of a product": what the outermost operation is. */
function differentiated(nodes: readonly Derivative[]): string {
  const kinds = new Set<string>();
  for (const { of } of nodes) kinds.add(operationOf(of));
  return listed([...kinds].map((kind) => `of ${kind}`));
}

function operationOf(e: Expression): string {
  switch (e.kind) {
    case "add": return e.terms.length === 1 ? operationOf(e.terms[0]!.of) : "a sum, term by term";
    case "big": return e.operator === "sum" ? "a sum, term by term" : e.operator === "product" ? "a product" : "an extremum";
    case "product": return "a product";
    case "quotient": return "a quotient";
    case "power": return "a power";
    case "apply": case "call": return `$${e.function.startsWith("\\") ? e.function : `\\${e.function}`}$`;
    case "entry": return e.of.kind === "apply" ? operationOf(e.of) : e.of.kind === "power" ? "an inverse" : "an entry";
    case "cases": return "each case";
    default: return "a term";
  }
}
