/** A point that was searched for, with as few digits as still show that two nodes differ. */
import { areApart } from "../scalar/decision.js";
import { floatValues } from "../scalar/evaluate-float.js";
import type { Node, ScalarGraph } from "../scalar/graph.js";
import { planOf } from "../scalar/plan.js";
import type { Draw } from "../scalar/point.js";
import type { SimplePoint } from "./simple-point.js";

const MOST_DIGITS = 7;

/** Every number of the point rounded to 1, 2, 3, … digits, until the sides differ there, and not at a kink; null where they never do, so that it says nothing. */
export function roundedPoint(graph: ScalarGraph, left: Node, right: Node, draw: Draw): SimplePoint | null {
  const plan = planOf(graph, [left, right]), drawn = floatValues(plan, draw);
  const atoms = plan.steps.flatMap(({ kind, node }, slot) => (kind === "atom" ? [[node, drawn[slot]!] as const] : []));
  for (let digits = 1; digits <= MOST_DIGITS; digits++) {
    const given = new Map(atoms.map(([node, value]) => [node, Number(value.toPrecision(digits))]));
    const values = floatValues(plan, { ...draw, given });
    const [a, b] = plan.outputs.map((slot) => values[slot]!) as [number, number];
    if (areApart(a, b) && !plan.steps.some(({ kind, args }) => kind === "compare" && values[args[0]!] === values[args[1]!])) return { given, left: a, right: b };
  }
  return null;
}
