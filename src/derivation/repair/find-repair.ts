/**
 * One small edit that makes a wrong step right. Each candidate is compared in float64 at a few points, first as an edit of what was read (where it is one),
 * then read again from its text; only what agrees there is checked in full: the whole statement must hold, and the line must still say something.
 */
import { evaluate } from "../expand/evaluate.js";
import { LIMITS } from "../expand/limits.js";
import { ExpandProblem } from "../expand/problem.js";
import { sameShape, type Tensor } from "../expand/tensor.js";
import { createWorld, type Env, type World } from "../expand/world.js";
import { freeIndices, walk, type Expression } from "../expression/expression.js";
import { same } from "../expression/key.js";
import { mapChildren } from "../expression/map.js";
import { NotUnderstood } from "../notation/not-understood.js";
import { readExpression } from "../notation/read-expression.js";
import { evaluateFloat } from "../scalar/evaluate.js";
import { readerFor } from "../scope/understood.js";
import type { Spelling } from "../notation/spelling.js";
import type { Macros } from "../tex/macros.js";
import { readFormulaTex } from "../notation/respell.js";
import type { Span } from "../tex/tex.js";
import { claimEnvironments } from "../check/claim-environments.js";
import { claimSizes } from "../check/claim-sizes.js";
import type { Claim, ClaimContext } from "../check/claim.js";
import { movedAs } from "../check/moved.js";
import { editsOf } from "./edits.js";
import type { Edit, Rewriting } from "./edit.js";

export interface Broken {
  /** The unit's text and the part of it that holds the side. */
  readonly text: string;
  readonly side: Span;
  readonly expression: Expression;
  /** The side that it is compared with. */
  readonly other: Expression;
  readonly claim: Claim;
  readonly macros: Macros;
  readonly spelling?: Spelling;
  /** Whether the whole statement holds with the edit made. */
  readonly verify: (edit: Edit) => boolean;
}

/** Edits that are tried, the likeliest first, as far as LIMITS.repair and LIMITS.reread allow. */
const MAX_CANDIDATES = 900;
const MAX_VERIFIED = 4;

export function findRepair(broken: Broken, context: ClaimContext): Edit | null {
  const body = readFormulaTex(broken.text, broken.side, broken.macros, broken.spelling);
  if (!("formula" in body)) return null;
  const trial = prepare(broken, context);
  if (trial === null || trial.points.length === 0) return null;
  const edits = editsOf({ text: broken.text, side: broken.expression, body: body.formula.body, other: broken.other, scope: context.scope });
  const seen = new Set<string>();
  let verified = 0, reread = 0;
  for (const edit of edits.slice(0, MAX_CANDIDATES)) {
    const key = `${edit.start}:${edit.end}:${edit.text}`;
    if (seen.has(key) || edit.end < edit.start) continue;
    seen.add(key);
    if (trial.world.graph.work > LIMITS.repair) return null;
    if (edit.rewriting !== undefined && !agrees(rewritten(broken.expression, edit.rewriting), broken, trial)) continue;
    reread += broken.side.end - broken.side.start;
    if (reread > LIMITS.reread) return null;
    if (!agreesAsRead(edit, broken, trial, context)) continue;
    if (broken.verify(edit)) return edit;
    if (++verified >= MAX_VERIFIED) return null;
  }
  return null;
}

interface Trial {
  readonly world: World;
  readonly places: readonly Env[];
  readonly target: readonly Tensor[];
  readonly points: readonly Point[];
  readonly free: ReadonlySet<string>;
  readonly moved: (e: Expression) => Expression;
  readonly isShort: boolean;
}

/** A draw, and the other side's values there, place by place. */
interface Point {
  readonly seed: number;
  readonly values: readonly Float64Array[];
}

const FIRST_SEED = 20_248;
/** Points at which a candidate must agree: at one alone, a rectifier is often zero, as the wrong side is. */
const POINTS = 3;
/** Points that are tried: a logarithm is undefined at many. */
const DRAWS = 12;

/** The other side's values at the smallest sizes. */
function prepare({ other, claim }: Broken, context: ClaimContext): Trial | null {
  try {
    const sizes = claimSizes(claim, context.scope)[0];
    if (sizes === undefined) return null;
    const world = createWorld(context.scope, sizes, context.layout, new Set());
    const places = claimEnvironments({ ...claim, left: other, right: other }, world);
    const target = places.map((env) => evaluate(other, env, world));
    if (target.some((tensor) => tensor.elastic !== undefined)) return null;
    return { world, places, target, points: pointsOf(world, target), free: freeIndices(other), moved: movedAs(claim), isShort: isShort(other) };
  } catch (error) {
    if (error instanceof ExpandProblem) return null;
    throw error;
  }
}

function pointsOf({ graph }: World, target: readonly Tensor[]): readonly Point[] {
  const points: Point[] = [];
  for (let seed = FIRST_SEED; seed < FIRST_SEED + DRAWS && points.length < POINTS; seed++) {
    const values = target.map((tensor) => evaluateFloat(graph, tensor.data, { seed }));
    if (values.every((each) => each.every((value) => !Number.isNaN(value)))) points.push({ seed, values });
  }
  return points;
}

const rewritten = (e: Expression, { node, by }: Rewriting): Expression => (e === node ? by : mapChildren(e, (child) => rewritten(child, { node, by })));

/** Whether the edit, read again, makes the side agree with the other. */
function agreesAsRead(edit: Edit, broken: Broken, trial: Trial, { scope }: ClaimContext): boolean {
  const text = broken.text.slice(broken.side.start, edit.start) + edit.text + broken.text.slice(edit.end, broken.side.end);
  const reading = readFormulaTex(text, { start: 0, end: text.length }, broken.macros, broken.spelling);
  if (!("formula" in reading)) return false;
  try {
    return agrees(trial.moved(readExpression(reading.formula.body, { start: 0, end: text.length }, readerFor(scope, trial.free))), broken, trial);
  } catch (error) {
    if (error instanceof NotUnderstood) return false;
    throw error;
  }
}

/** Whether an edited side has the other's shape and values at every point. */
function agrees(expression: Expression, broken: Broken, trial: Trial): boolean {
  try {
    for (const name of freeIndices(expression)) if (!trial.free.has(name) && !broken.claim.ranges.has(name)) return false;
    let isOne = trial.isShort && isShort(expression);
    const agree = trial.places.every((env, k) => {
      const tensor = evaluate(expression, env, trial.world);
      if (tensor.elastic !== undefined || !sameShape(tensor.shape, trial.target[k]!.shape)) return false;
      isOne &&= tensor.data.every((node, j) => node === trial.target[k]!.data[j]);
      return trial.points.every(({ seed, values }) => evaluateFloat(trial.world.graph, tensor.data, { seed }).every((value, j) => close(value, values[k]![j]!)));
    });
    // P P = P²: true of anything, it says nothing; nor does D' = D'·1, the other side itself in a corner of this one
    return agree && !isOne && (!repeats(expression, broken.other) || repeats(broken.expression, broken.other));
  } catch (error) {
    if (error instanceof ExpandProblem) return false;
    throw error;
  }
}

/** Whether a whole side stands inside the other. */
const repeats = (e: Expression, side: Expression): boolean => !["name", "index", "number", "entry", "member"].includes(side.kind) && [...walk(e)].some((node) => node.kind === side.kind && same(node, side));

const close = (a: number, b: number): boolean => a === b || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

/** No sum, literal or derivative in it: two such sides that are one node say the same thing twice. */
function isShort(e: Expression): boolean {
  for (const node of walk(e)) if (node.kind === "big" || node.kind === "matrix" || node.kind === "derivative" || node.kind === "gradient" || node.kind === "cases") return false;
  return true;
}
