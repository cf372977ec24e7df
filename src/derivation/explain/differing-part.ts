/** The part of a wrong side that is to be underlined: what a repair changes, or else the smallest part whose counterpart has another value. */
import type { Claim, Difference } from "../check/claim.js";
import { evaluate } from "../expand/evaluate.js";
import { ExpandProblem } from "../expand/problem.js";
import { sameShape } from "../expand/tensor.js";
import { withInt, type Env, type World } from "../expand/world.js";
import { children, walk, type Expression } from "../expression/expression.js";
import { evaluateFloat } from "../scalar/evaluate.js";
import type { Span } from "../tex/tex.js";

/**
 * The place in `text` (within `inner`) that the repaired formula changes; blanks count for nothing.
 * Where the repair only puts something in, the smallest written part that it is put before or after.
 */
export function changedPart(text: string, inner: Span, repaired: string, sides: readonly Expression[]): Span {
  const skip = (from: string, k: number, step: 1 | -1): number => { while (/\s/.test(from[k] ?? "x")) k += step; return k; };
  let [start, there] = [skip(text, inner.start, 1), skip(repaired, 0, 1)];
  while (start < inner.end && there < repaired.length && text[start] === repaired[there]) [start, there] = [skip(text, start + 1, 1), skip(repaired, there + 1, 1)];
  let [end, last] = [skip(text, inner.end - 1, -1), skip(repaired, repaired.length - 1, -1)];
  while (end >= start && last >= there && text[end] === repaired[last]) [end, last] = [skip(text, end - 1, -1), skip(repaired, last - 1, -1)];
  if (end >= start) return { start: commandStart(text, start), end: end + 1 };
  const nodes = sides.flatMap((side) => [...walk(side)]).filter((node) => node.end > node.start && (skip(text, node.end, 1) === start || node.start === start));
  const [nearest] = nodes.sort((a, b) => a.end - a.start - (b.end - b.start));
  return nearest === undefined ? { start: Math.min(start, inner.end - 1), end: Math.min(start + 1, inner.end) } : { start: nearest.start, end: nearest.end };
}

/** Not into the middle of `\frac`. */
function commandStart(text: string, start: number): number {
  const command = /\\[A-Za-z]*$/.exec(text.slice(0, start));
  return command !== null && /[A-Za-z]/.test(text[start] ?? "") ? command.index : start;
}

/** The smallest part of the right side that stands where the left side has something of another value, while all around it is the same; else the whole right side. */
export function differingPart({ left, right }: Claim, { world, env, seed }: Difference): Span {
  const part = differing(left, right, env, world, seed);
  return { start: part.start, end: part.end };
}

function differing(left: Expression, right: Expression, env: Env, world: World, seed: number): Expression {
  if (left.kind !== right.kind || !isSameFrame(left, right)) return right;
  const ours = children(left), theirs = children(right);
  if (ours.length !== theirs.length || theirs.length === 0) return right;
  const inner = right.kind === "big" ? right.binders.reduce((each, { name }) => withInt(each, name, 1), env) : env;
  const apart = theirs.flatMap((each, k) => (agree(ours[k]!, each, inner, world, seed) ? [] : [k]));
  const [k] = apart;
  if (apart.length !== 1 || k === undefined || theirs[k]!.end <= theirs[k]!.start) return right;
  return differing(ours[k]!, theirs[k]!, inner, world, seed);
}

/** The same operation around the parts: signs of terms, signs of products, letters of sums. */
function isSameFrame(left: Expression, right: Expression): boolean {
  if (left.kind === "add" && right.kind === "add") return left.terms.every(({ sign }, k) => sign === right.terms[k]?.sign);
  if (left.kind === "product" && right.kind === "product") return left.factors.every(({ sign }, k) => sign === right.factors[k]?.sign);
  if (left.kind === "big" && right.kind === "big") return left.operator === right.operator && left.binders.map(({ name }) => name).join() === right.binders.map(({ name }) => name).join();
  return ["quotient", "transpose", "power"].includes(right.kind);
}

function agree(left: Expression, right: Expression, env: Env, world: World, seed: number): boolean {
  try {
    const a = evaluate(left, env, world), b = evaluate(right, env, world);
    if (!sameShape(a.shape, b.shape)) return false;
    const values = evaluateFloat(world.graph, [...a.data, ...b.data], { seed });
    return a.data.every((_, k) => Math.abs(values[k]! - values[a.data.length + k]!) <= 1e-9 * Math.max(1, Math.abs(values[k]!)));
  } catch (error) {
    if (error instanceof ExpandProblem) return false;
    throw error;
  }
}
