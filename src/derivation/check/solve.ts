/**
 * Equations that a document assumes ("$x^\top y = 0$", "$a + b + c = 0$"), solved: no random point satisfies them, so each gives one number that it is linear in the value that it must have.
 * The other numbers stay as they are drawn, so that almost every point that satisfies the equations is reached.
 */
import { decideEqual } from "../scalar/decide.js";
import type { Node, ScalarGraph } from "../scalar/graph.js";
import { substitute } from "../scalar/substitute.js";
import { operands } from "../scalar/term.js";
import type { Pin } from "./pins.js";

/** So many choices of the name to solve for are worth a try: an equation of two factors has two kinds of solutions, which different choices reach. */
export const CHOICES = 6;

/**
 * What makes all of these zero, or null where that is not found.
 * @param given numbers that have their values already
 * @param choice which of the names in the equations they are solved for, as far as they are linear in its numbers, from 0 to CHOICES − 1; there is nothing for a name too many
 */
export function solve(differences: readonly Node[], given: readonly Pin[], choice: number, graph: ScalarGraph): readonly Pin[] | null {
  const known = new Map(given.map(({ atom, value }) => [atom, value])), solved = new Map<Node, Node>();
  const instead = (atom: Node): Node => {
    const term = graph.term(atom), value = solved.get(atom) ?? known.get(atom) ?? (term.kind === "atom" ? term.value : null);
    return value === null ? atom : substitute(value, instead, graph);
  };
  const names = [...new Set(differences.flatMap((difference) => atomsIn(substitute(difference, instead, graph), graph)).sort((a, b) => a - b).map((atom) => nameOf(atom, graph)))], name = names[choice];
  if (name === undefined) return choice === 0 ? [] : null;
  for (const difference of differences) {
    const rest = substitute(difference, instead, graph);
    // one that the others imply says nothing new
    if (isNought(rest, graph)) continue;
    const pin = solveOne(rest, name, graph);
    if (pin === null) return null;
    solved.set(pin.atom, pin.value);
  }
  return [...solved].map(([atom, value]) => ({ atom, value }));
}

/** Zero wherever it has a value: as what is left of Aᵀ A w = Aᵀ b after as many equations as A has rows. */
const isNought = (node: Node, graph: ScalarGraph): boolean => node === graph.constant(0) || (graph.term(node).kind !== "constant" && decideEqual(graph, [[node, graph.constant(0)]], { seed: 1 }).verdict === "equal");

/** a v + c = 0 gives v = −c / a, where a and c do not depend on v. */
function solveOne(rest: Node, name: string, graph: ScalarGraph): Pin | null {
  const zero = graph.constant(0);
  const atoms = atomsIn(rest, graph), without = new Map(atoms.map((atom) => [atom, substitute(rest, (each) => (each === atom ? zero : each), graph)]));
  // v times something: that something may be zero as well as v
  if ([...without.values()].includes(zero)) return null;
  const linear = atoms.filter((atom) => mayTakeAny(atom, graph)).map((atom) => ({ atom, slope: graph.derivative(rest, atom) })).filter(({ atom, slope }) => !graph.dependsOn(slope, atom));
  const isUsable = (each: { readonly slope: Node } | undefined): boolean => each !== undefined && !isNought(each.slope, graph);
  // a number as its factor: there is no other solution
  const { atom, slope } = linear.findLast((each) => graph.term(each.slope).kind === "constant") ?? linear.find((each) => nameOf(each.atom, graph) === name && isUsable(each)) ?? linear.findLast(isUsable) ?? { atom: null, slope: zero };
  return atom === null ? null : { atom, value: graph.neg(graph.div(without.get(atom)!, slope)) };
}

/** The w of w_{12}. */
const nameOf = (atom: Node, graph: ScalarGraph): string => { const term = graph.term(atom); return term.kind === "atom" ? term.name.replace(/[_([·].*$/s, "") : ""; };

/** Drawn from all real numbers: what must be positive cannot be given a value that may be negative. */
const mayTakeAny = (atom: Node, graph: ScalarGraph): boolean => { const term = graph.term(atom); return term.kind === "atom" && (term.domain === "real" || term.domain === "nonzero"); };

/** The atoms below the node, the oldest first. */
function atomsIn(node: Node, graph: ScalarGraph): readonly Node[] {
  const seen = new Set([node]);
  for (const each of seen) for (const operand of operands(graph.term(each))) seen.add(operand);
  return [...seen].filter((each) => graph.term(each).kind === "atom").sort((a, b) => a - b);
}
