/** The two sides of a claim written out, entry against entry; what has no size of its own takes the shape of the other side. */
import { decided, truthsOf } from "../expand/conditions.js";
import { elasticText, factorOf, fitted } from "../expand/elastic.js";
import { evaluate } from "../expand/evaluate.js";
import { ExpandProblem } from "../expand/problem.js";
import { sameShape, scalar, type Tensor } from "../expand/tensor.js";
import { type Env, hasUnitSize, shapeText, type World } from "../expand/world.js";
import type { Node } from "../scalar/graph.js";
import type { Span } from "../tex/tex.js";
import type { Claim } from "./claim.js";

/** Both sides have a value wherever the claim's indices run. */
export function pairsAt(claim: Claim, env: Env, world: World): { readonly pairs: readonly { readonly left: Node; readonly right: Node; readonly env: Env }[] } | { readonly code: string; readonly message: string; readonly span: Span } {
  const left = evaluate(claim.left, env, world), right = evaluate(claim.right, env, world);
  const [a, b] = aligned(left, right, world);
  if (a === null || b === null || !sameShape(a.shape, b.shape)) {
    return { code: "shape", message: `the left side is ${shapeOrElastic(left, world)}, the right side is ${shapeOrElastic(right, world)}`, span: { start: claim.right.start, end: claim.right.end } };
  }
  const { graph } = world;
  const truth = claim.conditions.map((condition) => truthsOf(condition, env, world, evaluate)).flatMap((each) => each.data);
  const open = truth.filter((each) => decided(each, world) !== true);
  const guard = (node: Node): Node => open.reduce((value, condition) => graph.select(condition, value, graph.constant(0)), node);
  return { pairs: a.data.map((node, k) => ({ left: guard(node), right: guard(b.data[k]!), env })) };
}

const shapeOrElastic = (tensor: Tensor, world: World): string => (tensor.elastic === undefined ? shapeText(world, tensor.shape) : elasticText(tensor));

/** Zero, ones and identities take the other side's shape. */
export function aligned(left: Tensor, right: Tensor, world: World): readonly [Tensor | null, Tensor | null] {
  const isOpen = ({ elastic }: Tensor): boolean => elastic === "sum" || elastic === "columns" || elastic === "rows";
  if (left.elastic !== undefined && right.elastic !== undefined && (isOpen(left) || isOpen(right))) throw new ExpandProblem("undeclared", "the size of both sides is declared nowhere", { start: 0, end: 0 });
  if (left.elastic !== undefined && right.elastic !== undefined) return left.elastic === right.elastic ? [scalar(left.elastic === "zeros" ? world.graph.constant(0) : factorOf(left, world)), scalar(left.elastic === "zeros" ? world.graph.constant(0) : factorOf(right, world))] : [null, null];
  if (left.elastic !== undefined) return [fitted(left, right.shape, world), right];
  if (right.elastic !== undefined) return [left, fitted(right, left.shape, world)];
  const isZero = (tensor: Tensor): boolean => tensor.shape.length === 0 && tensor.data[0] === world.graph.constant(0);
  if (isZero(right) && left.shape.length > 0) return [left, { shape: left.shape, data: left.data.map(() => right.data[0]!) }];
  // where a condition says n = 1, a column of length n is a number
  if (left.data.length === 1 && right.data.length === 1 && hasUnitSize(world)) return [left, { shape: left.shape, data: right.data }];
  if (isZero(left) && right.shape.length > 0) return [{ shape: right.shape, data: right.data.map(() => left.data[0]!) }, right];
  return [left, right];
}
