/**
 * Points that the usual draws do not meet, for what has branches: one number after the other, and then all of them together, goes from very small to very large;
 * where two branches change on the way from one point to the next, the way is halved until a point lies between them.
 */
import { type Branches, branchesOf, movable } from "./branches.js";
import { areCertain } from "./certain-comparisons.js";
import { differsInDecimals } from "./compare-decimal.js";
import { areApart, evidence, type Decision } from "./decision.js";
import { floatValues } from "./evaluate-float.js";
import type { Plan } from "./plan.js";
import { realValue, type Draw } from "./point.js";
import type { Sample } from "./sample.js";
import type { Domain } from "./term.js";
import { WORK } from "./work.js";

/** The sizes that a number takes. */
const SIZES = [0.005, 0.02, 0.07, 0.2, 0.45, 0.8, 0.97, 1.3, 1.8, 2.4, 3.1, 4.3, 6.2, 8.7, 13, 19, 28, 43, 70, 130, 260, 520, 1100];
/** The same of a number between 0 and 1. */
const PARTS = [0.004, 0.03, 0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 0.96, 0.995];
/** Factors for all numbers together. */
const FACTORS = [0.01, 0.1, 0.3, 3, 10, 30, 100, 400];

/** One starts from so many usual points. */
const BASES = 3;
/** A way is divided no more often, and not in the middle, where thresholds are often. */
const HALVINGS = 24, PART = 0.4771;
/** So many suspicions of float64 that decimals do not confirm are enough. */
const SUSPICIONS = 12;
/** So many of the numbers that the sides contain tell sizes of their own. */
const OF_CONSTANTS = 6;

/** Points along one way, from the one end to the other. */
interface Way {
  readonly values: readonly number[];
  readonly drawAt: (value: number) => Draw;
}

/** A point where a pair differs that agrees at the usual ones; null where none is found. @param isProven whether the pairs agree for every sign of each root @param hasGap whether a case was never met */
export function differsBeside(sample: Sample, isProven: boolean, hasGap: boolean): Decision | null {
  const branches = branchesOf(sample.plan, isProven);
  if (sample.free !== undefined || (!branches.areMany && !hasGap)) return null;
  const search = createSearch(sample, branches);
  for (const way of waysOf(sample)) {
    let before: Stop | null = null;
    for (const value of way.values) {
      if (search.isOver()) return search.found();
      const stop = search.look(way, value);
      if (before !== null) search.between(way, before, stop, HALVINGS);
      before = stop;
    }
  }
  return search.found();
}

/** A value on a way, and the side of each branch that it lies on: NaN where it has none. */
interface Stop {
  readonly value: number;
  readonly sides: readonly number[];
}

interface Search {
  readonly look: (way: Way, value: number) => Stop;
  /** Halves the way between two points until no two branches change in one part. */
  readonly between: (way: Way, from: Stop, to: Stop, halvings: number) => void;
  /** Whether a difference is found, or the work that may be spent is. */
  readonly isOver: () => boolean;
  readonly found: () => Decision | null;
}

function createSearch({ graph, plan, pairs }: Sample, { differences }: Branches): Search {
  let found: Decision | null = null, work = 0, suspicions = 0;

  const look = (way: Way, value: number): Stop => {
    const draw = way.drawAt(value), values = floatValues(plan, draw);
    work += plan.steps.length;
    const sides = differences.map(([left, right]) => Math.sign(values[left]! - (right === null ? 0 : values[right]!)));
    // at a kink itself there is no derivative, and no claim
    const pair = sides.includes(0) ? -1 : pairs.findIndex((_, i) => areApart(values[plan.outputs[2 * i]!]!, values[plan.outputs[2 * i + 1]!]!));
    if (pair >= 0) {
      suspicions++;
      if (differsInDecimals(graph, pairs[pair]!, draw) && areCertain(graph, plan, draw, values)) found = { verdict: "different", method: "high-precision", errorBound: 0, at: evidence(graph, pairs[pair]!, pair, draw) };
    }
    return { value, sides };
  };

  const isOver = (): boolean => found !== null || work > WORK.beside || suspicions >= SUSPICIONS;

  const between = (way: Way, from: Stop, to: Stop, halvings: number): void => {
    const changed = from.sides.filter((side, k) => Math.abs(side - to.sides[k]!) > 0).length;
    if (changed < 2 || halvings === 0 || isOver()) return;
    const middle = look(way, from.value + PART * (to.value - from.value));
    between(way, from, middle, halvings - 1);
    between(way, middle, to, halvings - 1);
  };

  return { look, between, isOver, found: () => found };
}

function* waysOf({ plan, draw }: Sample): Generator<Way> {
  const numbers = movable(plan), sizes = sizesOf(plan);
  for (let base = 0; base < BASES; base++) {
    const { seed } = draw(base);
    for (const { node, domain } of numbers) yield { values: valuesIn(domain, sizes), drawAt: (value) => ({ seed, given: new Map([[node, value]]) }) };
    const all = numbers.filter(({ domain }) => domain !== "unit");
    if (all.length > 1) yield { values: FACTORS, drawAt: (factor) => ({ seed, given: new Map(all.map(({ node, domain }) => [node, factor * realValue(domain, node, { seed })])) }) };
  }
}

/** The usual sizes, and some about the numbers that stand in the plan where these are larger or smaller. */
function sizesOf({ steps }: Plan): readonly number[] {
  const constants = [...new Set(steps.filter(({ kind, number }) => kind === "constant" && number !== 0).map(({ number }) => Math.abs(number)))];
  const beyond = constants.filter((size) => 2 * size > SIZES.at(-1)! || size < 2 * SIZES[0]!).slice(0, OF_CONSTANTS);
  return [...new Set([...SIZES, ...beyond.flatMap((size) => [0.5 * size, 0.9 * size, 1.1 * size, 2 * size])])].sort((a, b) => a - b);
}

function valuesIn(domain: Domain, sizes: readonly number[]): readonly number[] {
  const negative = sizes.map((size) => -size).reverse();
  switch (domain) {
    case "unit": return PARTS;
    case "positive": return sizes;
    case "negative": return negative;
    default: return [...negative, ...sizes];
  }
}
