/** Where a plan of operations goes one way or another: what comparisons compare, and what stands in an even power below a root. */
import type { Plan, Step } from "./plan.js";
import type { Domain, Node } from "./term.js";

export interface Branches {
  /** Pairs of steps whose difference changes its sign where the branch changes, the second null for zero. */
  readonly differences: readonly (readonly [left: number, right: number | null])[];
  /** Whether the sides have to be looked at far from the usual points: they may agree there for one branch alone. */
  readonly areMany: boolean;
}

/** @param isProven whether the sides agree for every sign of each root: then comparisons alone tell cases */
export function branchesOf({ steps }: Plan, isProven: boolean): Branches {
  const found = new Map<string, readonly [number, number | null]>();
  const add = (left: number, right: number | null): void => { found.set([left, right ?? -1].sort((a, b) => a - b).join(), [left, right] as const); };
  const varies = varying(steps);
  let compared = 0, signs = 0, isMultivalued = false;
  for (const [slot, { kind, name, args }] of steps.entries()) {
    if (!varies[slot]) continue;
    if (kind === "compare" && name !== "=") {
      const before = found.size, [left, right] = args.map((arg) => source(arg, steps)) as [number, number];
      add(left, right);
      if (found.size === before) continue;
      compared++;
      if ([left, right].some((arg) => steps[arg]!.kind === "atom") && [left, right].some((arg) => steps[arg]!.kind === "constant" && steps[arg]!.number === 0)) signs++;
    }
    if (isProven) continue;
    const isRoot = kind === "fn" && name === "sqrt", isLogarithm = kind === "fn" && name === "log", isPower = kind === "pow" && steps[args[1]!]!.kind === "constant";
    if (kind === "fn" && MULTIVALUED.has(name!)) isMultivalued = true;
    if (!isRoot && !isLogarithm && !isPower) continue;
    const bases = evenBases(args[0]!, steps);
    for (const base of bases) if (varies[base]) add(base, null);
    if (isRoot || bases.length > 0) isMultivalued = true;
  }
  // the signs of numbers are met by the usual points, and so are the two sides of one comparison
  return { differences: [...found.values()], areMany: isMultivalued || (compared > 1 && signs < compared) };
}

/** The step that gives a named intermediate its value. */
const source = (slot: number, steps: readonly Step[]): number => (steps[slot]!.kind === "ref" || steps[slot]!.kind === "value" ? source(steps[slot]!.args[0]!, steps) : slot);

/** Functions that undo another one on a part of its domain alone. */
const MULTIVALUED = new Set<string>(["asin", "acos", "atan", "acosh"]);

/** What is raised to an even power in a product. */
function evenBases(slot: number, steps: readonly Step[]): readonly number[] {
  const { kind, args, number } = steps[slot]!;
  switch (kind) {
    case "ref": case "value": return evenBases(args[0]!, steps);
    case "mul": return args.flatMap((arg) => evenBases(arg, steps));
    case "powInt": return number % 2 === 0 ? [args[0]!] : evenBases(args[0]!, steps);
    default: return [];
  }
}

/** The steps that a number without a value of its own changes, other than one of a few. */
function varying(steps: readonly Step[]): readonly boolean[] {
  const varies: boolean[] = [];
  for (const step of steps) varies.push(isContinuous(step) || step.args.some((arg) => varies[arg]));
  return varies;
}

const isContinuous = ({ kind, term }: Step): boolean => kind === "atom" && term.kind === "atom" && typeof term.domain === "string" && term.domain !== "binary";

/** The numbers that may take any value in a range, and where they lie. */
export const movable = ({ steps }: Plan): readonly { readonly node: Node; readonly domain: Domain }[] =>
  steps.flatMap((step) => (isContinuous(step) && step.term.kind === "atom" ? [{ node: step.node, domain: step.term.domain }] : []));
