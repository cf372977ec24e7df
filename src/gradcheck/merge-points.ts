import type { CheckOptions } from "./checkable.js";
import type { PointCheck } from "./check-point.js";
import { measured } from "./format.js";
import type { GradientCheck, Verdict } from "./gradient-check.js";
import type { Judged } from "./judged.js";

export interface Merged {
  readonly check: GradientCheck;
  readonly gradients: readonly Judged[];
}

/** One record of all points: for each gradient that of the point where it is worst, which its message names. */
export function mergePoints(points: readonly PointCheck[], layer: string, { gradient, expect = "holds" }: CheckOptions): Merged {
  const count = points.length;
  const at = (k: number, message: string): string => (count === 1 || message === "" ? message : `point ${k + 1} of ${count}: ${message}`);
  const forwards = points.map(({ forward }, k) => ({ ...forward, message: at(k, forward.message) }));
  const gradients = transposed(points.map((point, k) => point.gradients.map((judged) => ({ ...judged, check: { ...judged.check, message: at(k, judged.check.message) } })))).map((all) => worst(all, ({ check }) => check.verdict, excess));
  const properties = transposed(points.map((point, k) => point.properties.map((property) => ({ ...property, message: at(k, property.message) })))).map((all) => worst(all, ({ verdict }) => verdict));
  const seeds = new Set(points.map(({ seed }) => seed));
  const check: GradientCheck = {
    kind: "gradient-check",
    layer,
    of: gradient === undefined ? "backward" : "formula",
    seed: seeds.size === 1 ? points[0]!.seed : null,
    expect,
    verdict: overall([...forwards.map(({ verdict }) => verdict), ...gradients.map(({ check: { verdict } }) => verdict), ...properties.map(({ verdict }) => verdict)]),
    forward: worst(forwards, ({ verdict }) => verdict),
    gradients: gradients.map((judged) => judged.check),
    properties,
    evaluations: points.reduce((sum, { evaluations }) => sum + evaluations, 0),
    notes: [...new Set(points.flatMap(({ notes }) => notes)), ...(count === 1 ? [] : [`${count} points: each row is of the point where it differs most`])],
  };
  return { check, gradients };
}

/** The k-th of every list, for each k that some list has. */
const transposed = <T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.max(...lists.map(({ length }) => length)) }, (_, k) => lists.flatMap((list) => list.slice(k, k + 1)));

const RANK: { readonly [V in Verdict]: number } = { holds: 0, undecided: 1, fails: 2 };

/** The first of those with the gravest verdict, or the one that exceeds most. */
function worst<T>(all: readonly T[], verdictOf: (each: T) => Verdict, excessOf: (each: T) => number = () => 0): T {
  return all.reduce((found, each) => {
    const graver = RANK[verdictOf(each)] - RANK[verdictOf(found)];
    return graver > 0 || (graver === 0 && excessOf(each) > excessOf(found)) ? each : found;
  });
}

/** The difference in units of its tolerance. */
function excess({ check }: Judged): number {
  const at = measured(check);
  return at === null || at.difference === 0 ? 0 : at.difference / at.tolerance;
}

function overall(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes("fails")) return "fails";
  return verdicts.includes("undecided") ? "undecided" : "holds";
}
