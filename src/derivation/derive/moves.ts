/** One move of a derivation on an expression in index form: the first rule that applies, everywhere it applies. */
import { derivativeOf, isNumber, nameOf } from "../expression/build.js";
import { walk, type Expression } from "../expression/expression.js";
import { same } from "../expression/key.js";
import { mapChildren } from "../expression/map.js";
import { times } from "./combine.js";
import type { DeriveContext } from "./context.js";
import { dependsOn } from "./depends.js";
import type { RuleName } from "./derivation.js";
import type { Used } from "./loose-proof.js";
import { referenceOf, usedBy, wholeOf } from "./reference.js";
import { differentiate } from "./rules/differentiate.js";
import { nextFor, type Derivative } from "./rules/entries.js";
import { newTrace, simplify } from "./simplify/simplify.js";
import { operationOf } from "./operation.js";
import type { Why } from "./words.js";

export interface Move {
  readonly rule: RuleName;
  readonly why: readonly Why[];
  readonly after: Expression;
  readonly changed: readonly { readonly before: Expression; readonly after: Expression }[];
  /** Definitions that it stands on. */
  readonly uses: readonly Used[];
}

/** What a derivative becomes. It is worked out when the move is made. */
interface Rewrite {
  readonly rule: RuleName;
  readonly value: () => Expression;
  /** What the reader is told of: the arrays whose entries change, are put in, or are in between. */
  readonly of: readonly Expression[];
  readonly isIndependent?: boolean;
}

/** Rules in the order in which a person tries them: what is begun is ended first, definitions are put in last. */
const ORDER: readonly RuleName[] = ["differentiate", "kronecker", "contract", "chain", "substitute"];

/** null: only derivatives that stay are left. @throws CannotDerive where a derivative needs a rule that is not there */
export function nextMove(e: Expression, context: DeriveContext): Move | null {
  const rewrites = new Map<Derivative, Rewrite>();
  for (const node of walk(e)) {
    const rewrite = node.kind === "derivative" ? rewriteOf(node, context) : null;
    if (rewrite !== null) rewrites.set(node as Derivative, rewrite);
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

/** null where the derivative stays as it is, or holds another one with something left to do. */
function rewriteOf(node: Derivative, context: DeriveContext): Rewrite | null {
  if (node.by.length > 1) {
    // d²f/du dv is d/dv of df/du
    const inner = derivativeOf(node.of, node.by.slice(0, -1), node.partial) as Derivative, last = node.by.at(-1)!;
    const own = rewriteOf(inner, context);
    if (own !== null) return { ...own, value: () => derivativeOf(own.value(), [last], node.partial) };
    const rewrite = rewriteOf(derivativeOf(inner, [last], node.partial), context);
    return rewrite === null || same(rewrite.value(), node) ? null : rewrite;
  }
  if ([...walk(node.of)].some((each) => each.kind === "derivative" && rewriteOf(each, context) !== null)) return null;
  const isEntry = referenceOf(node.of) !== null || node.of.kind === "derivative";
  return isEntry ? nextFor(node, context) : { rule: "differentiate", value: () => settled(differentiate(node.of, node.by[0]!, context), context), of: [] };
}

/** dx/dx = 1 and dx/dy = 0 are no moves of their own. */
function settled(e: Expression, context: DeriveContext): Expression {
  const inner = mapChildren(e, (child) => settled(child, context));
  if (inner.kind !== "derivative" || inner.by.length > 1 || referenceOf(inner.of) === null) return inner;
  const next = nextFor(inner, context);
  const value = next?.rule === "kronecker" ? next.value() : null;
  return value !== null && (isNumber(value, 0) || isNumber(value, 1)) ? value : inner;
}

function apply(e: Expression, chosen: ReadonlyMap<Derivative, Rewrite>, rule: RuleName, context: DeriveContext): Move {
  const changed: { before: Expression; after: Expression }[] = [];
  const at = (node: Expression): Expression => {
    const rewrite = node.kind === "derivative" ? chosen.get(node) : undefined;
    if (rewrite === undefined) return mapChildren(node, at);
    const after = rewrite.value();
    changed.push({ before: node, after });
    return after;
  };
  const after = flat(at(e));
  const of = [...chosen.values()].flatMap((rewrite) => rewrite.of);
  const resting = [...chosen].filter(([, { isIndependent }]) => isIndependent === true), moving = [...chosen].filter(([, { isIndependent }]) => isIndependent !== true);
  const independent: readonly Why[] = resting.length === 0 ? [] : [{ kind: "independent", of: resting.flatMap(([, rewrite]) => rewrite.of.map(wholeOf)), on: wholeOf(resting[0]![0].by.at(-1)!) }];
  return {
    rule, why: [...(moving.length === 0 ? [] : [whyFor(rule, moving.flatMap(([, rewrite]) => rewrite.of), moving.map(([node]) => node), context)]), ...independent], after: rule === "kronecker" && hasDelta(after) ? after : simplify(after, context), changed,
    uses: rule === "substitute" ? of.flatMap((each) => usedBy(referenceOf(each)!, context.scope)) : [],
  };
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
  const ended: Why = trace.contracted.length === 0 ? { kind: "simplified" } : { kind: "contracted", kept: trace.contracted };
  const names = [...trace.sumToOne].map(nameOf);
  return { rule: "contract", why: [ended, ...(names.length === 0 ? [] : [{ kind: "sums to one", of: names } as const])], after, changed: [{ before: e, after }], uses: names.map(({ name }) => ({ key: name, levels: [] })) };
}

function whyFor(rule: RuleName, of: readonly Expression[], nodes: readonly Derivative[], { scope, belowBars }: DeriveContext): Why {
  const movesWith = (v: Expression) => (part: Expression): boolean => dependsOn(part, referenceOf(v)!.key, scope, belowBars);
  switch (rule) {
    case "chain": return { kind: "chain", over: of.map(wholeOf) };
    case "substitute": return { kind: "definition", of: of.map(wholeOf) };
    case "kronecker": return { kind: "itself alone", of: of.map(wholeOf) };
    default: return { kind: "derivative", of: [...new Set(nodes.map((node) => operationOf(node.of, movesWith(node.by.at(-1)!))))] };
  }
}
