/** The simplest values at which two nodes are seen to differ. */
import { areApart } from "../scalar/decision.js";
import { floatValues } from "../scalar/evaluate-float.js";
import type { Node, ScalarGraph } from "../scalar/graph.js";
import { planOf, type Plan, type Step } from "../scalar/plan.js";
import { fractionOf } from "./fraction-text.js";

export interface SimplePoint {
  /** Values of atoms, and of the values and derivatives of unspecified functions. */
  readonly given: ReadonlyMap<Node, number>;
  readonly left: number;
  readonly right: number;
}

/** What is filled in: a free atom, a ref cut loose, or one derivative of an unspecified function at one place. */
interface Unknown {
  readonly node: Node;
  /** The simplest first. */
  readonly values: readonly number[];
  readonly isCall: boolean;
}

const ATTEMPTS = 80;
/** Steps that may be evaluated in all. */
const BUDGET = 3_000_000;
const LOGARITHMS = [0, Math.log(2), Math.log(3)];

/**
 * Small integers (fractions between 0 and 1, logarithms of integers where that makes exponentials rational) at which left and right have values and differ,
 * then as many of them 0 or 1 as go. null where none of a few dozen tries shows the difference.
 * `zeros`: whether a quantity may be 0; where the author divides, 0 could stand in a denominator that has been cancelled. `free`: refs cut loose from their definitions.
 */
export function simplePoint(graph: ScalarGraph, left: Node, right: Node, { zeros, free }: { readonly zeros: boolean; readonly free?: ReadonlySet<Node> }): SimplePoint | null {
  const plan = planOf(graph, [left, right], free);
  const unknowns = unknownsOf(plan, zeros);
  const attempts = Math.min(ATTEMPTS, Math.floor(BUDGET / (2 * plan.steps.length + 1)));
  const limits = limitsOf(plan);
  let best: SimplePoint | null = null;
  for (let attempt = 0; attempt < attempts && !(best !== null && isExact(best)); attempt++) {
    const found = shows(plan, limits, pick(unknowns, attempt));
    if (found !== null && (best === null || isExact(found))) best = found;
  }
  if (plan.steps.some((step) => step.name === "exp") && (best === null || !isExact(best))) {
    const rational = unknowns.map((unknown) => (unknown.isCall || unknown.values[0] !== 1 ? unknown : { ...unknown, values: LOGARITHMS }));
    for (let attempt = 0; attempt < 40; attempt++) {
      const found = shows(plan, limits, pick(rational, attempt));
      if (found !== null && isExact(found)) return simplified(found, plan, limits, unknowns);
    }
  }
  return best === null ? null : simplified(best, plan, limits, unknowns);
}

/**
 * Simple values at which all nodes have values, no longer all zero, and none at a kink; fractions rather than decimals. null where a few dozen tries find none.
 * @returns what is given, and the nodes' values there
 */
export function plainPoint(graph: ScalarGraph, nodes: readonly Node[], { zeros }: { readonly zeros: boolean }): { readonly given: ReadonlyMap<Node, number>; readonly values: readonly number[] } | null {
  const plan = planOf(graph, nodes);
  const unknowns = unknownsOf(plan, zeros), limits = limitsOf(plan);
  const attempts = Math.min(ATTEMPTS, Math.floor(BUDGET / (10 * plan.steps.length + 1)));
  let best: { readonly given: ReadonlyMap<Node, number>; readonly values: readonly number[] } | null = null;
  // from 1, 2, 3 on: the tries before have fewer different values, which shows little
  for (let attempt = 2; attempt < attempts; attempt++) {
    const given = pick(unknowns, attempt), all = floatValues(plan, { seed: 1, given });
    const values = plan.outputs.map((slot) => all[slot]!);
    if (!values.every(Number.isFinite) || !keepsTo(limits, all)) continue;
    const isGood = values.some((value) => value !== 0) && values.every((value) => fractionOf(value) !== null);
    if (isGood) return { given, values };
    best ??= { given, values };
  }
  return best;
}

const isExact = ({ left, right }: SimplePoint): boolean => fractionOf(left) !== null && fractionOf(right) !== null;

function unknownsOf(plan: Plan, zeros: boolean): readonly Unknown[] {
  const unknowns = plan.steps.flatMap((step): Unknown[] => {
    if (step.kind === "call") return [{ node: step.node, values: [1, 2, 3, -1, 0], isCall: true }];
    if (step.kind === "free") return [{ node: step.node, values: valuesIn("real", zeros), isCall: false }];
    if (step.kind !== "atom" || step.term.kind !== "atom") return [];
    return [{ node: step.node, values: valuesIn(step.term.domain, zeros), isCall: false }];
  });
  // in the order in which they were made: the first entries of arrays first
  return unknowns.sort((a, b) => a.node - b.node);
}

type Domain = (Step["term"] & { readonly kind: "atom" })["domain"];

function valuesIn(domain: Domain, zeros: boolean): readonly number[] {
  if (typeof domain === "object") return domain.oneOf;
  switch (domain) {
    case "real": return zeros ? [1, 2, 3, -1, -2, 0] : [1, 2, 3, -1, -2];
    case "nonzero": return [1, 2, 3, -1, -2];
    case "positive": return [1, 2, 3, 4];
    case "negative": return [-1, -2, -3];
    case "unit": return [1 / 2, 1 / 3, 2 / 3, 1 / 4, 3 / 4];
    case "binary": return [1, 0];
  }
}

/** All the simplest, then counting up, then mixtures of more and more values. */
function pick(unknowns: readonly Unknown[], attempt: number): ReadonlyMap<Node, number> {
  const width = attempt < 3 ? attempt + 1 : 2 + Math.floor(attempt / 16);
  let state = 1 + attempt * 7919;
  return new Map(unknowns.map(({ node, values }, k) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    const turn = attempt < 3 ? k : state >> 8;
    return [node, values[turn % Math.min(width, values.length)]!];
  }));
}

/** What a point must keep to, as slots of a plan. */
interface Limits {
  /** Comparisons between numbers that vary: where both sides are equal there is a kink, and no claim. */
  readonly kinks: readonly (readonly number[])[];
  readonly positive: readonly number[];
  /** The same derivative of the same function, written with other arguments: a function has one value at one place, however the place is written. */
  readonly calls: readonly (readonly { readonly slot: number; readonly args: readonly number[] }[])[];
}

function limitsOf(plan: Plan): Limits {
  const varies: boolean[] = [], kinks: (readonly number[])[] = [], positive: number[] = [];
  const calls = new Map<string, { slot: number; args: readonly number[] }[]>();
  plan.steps.forEach(({ kind, term, args }, slot) => {
    const discrete = term.kind === "atom" && (term.domain === "binary" || typeof term.domain === "object");
    varies[slot] = kind === "call" || kind === "free" || (kind === "atom" && !discrete) || args.some((arg) => varies[arg]);
    if (kind === "compare" && varies[slot]) kinks.push(args);
    if (term.kind === "atom" && term.domain === "positive") positive.push(slot);
    if (term.kind !== "call") return;
    const key = `${term.f}[${term.orders.join()}]`;
    calls.set(key, [...(calls.get(key) ?? []), { slot, args }]);
  });
  return { kinks, positive, calls: [...calls.values()].filter(({ length }) => length > 1) };
}

/** The point, where both sides have values there that differ. */
function shows(plan: Plan, limits: Limits, given: ReadonlyMap<Node, number>): SimplePoint | null {
  const values = floatValues(plan, { seed: 1, given });
  const [left, right] = plan.outputs.map((slot) => values[slot]!) as [number, number];
  if (!Number.isFinite(left) || !Number.isFinite(right) || !areApart(left, right)) return null;
  return keepsTo(limits, values) ? { given, left, right } : null;
}

/** Whether no comparison is at its kink, what is positive is, also where it is given by others, and equal places have equal values. */
function keepsTo({ kinks, positive, calls }: Limits, values: Float64Array): boolean {
  if (kinks.some(([a, b]) => values[a!] === values[b!]) || positive.some((slot) => !(values[slot]! > 0))) return false;
  return calls.every((same) => {
    const seen = new Map<string, number>();
    return same.every(({ slot, args }) => {
      const place = args.map((arg) => values[arg]!.toPrecision(9)).join();
      const known = seen.get(place);
      seen.set(place, values[slot]!);
      return known === undefined || known === values[slot];
    });
  });
}

/** As many zeros and ones as still show the difference. */
function simplified(point: SimplePoint, plan: Plan, limits: Limits, unknowns: readonly Unknown[]): SimplePoint {
  let best = point;
  if (unknowns.length * plan.steps.length * 2 > BUDGET) return best;
  const exact = isExact(point);
  for (const { node, values } of [...unknowns].reverse()) {
    for (const value of [0, 1]) {
      if (!values.includes(value)) continue;
      if (best.given.get(node) === value) break;
      const found = shows(plan, limits, new Map(best.given).set(node, value));
      if (found !== null && (!exact || isExact(found))) {
        best = found;
        break;
      }
    }
  }
  return best;
}
