import type { ScalarGraph } from "./graph.js";
import { mixText } from "./random.js";
import { toNumber } from "./rational.js";
import { operands, type Node, type PrimitiveName, type Term } from "./term.js";

/** One operation of a plan: what to do with the values of earlier steps. */
export interface Step {
  readonly kind: Term["kind"] | "value" | "free";
  readonly node: Node;
  readonly term: Term;
  /** The steps of the operands. */
  readonly args: readonly number[];
  /** The function of kind "fn", the relation of "compare". */
  readonly name: PrimitiveName | "<" | "<=" | "=" | null;
  /** The exponent of "powInt", the value of "constant", the hash of the name of a "call", which of the roots an "fn" named sqrt is. */
  readonly number: number;
  /** Function and arguments of a "call", the same for all its derivatives. */
  readonly key: string;
  /** Whether the value is one number, whatever the point: made of constants and π. */
  readonly isFixed: boolean;
}

/** The operations that give the values of some nodes, each after its operands. */
export interface Plan {
  readonly steps: readonly Step[];
  /** The step of each node asked for. */
  readonly outputs: readonly number[];
  /** Whether a comparison is among the steps. */
  readonly hasKinks: boolean;
  /** How many square roots of what varies are among the steps. */
  readonly roots: number;
}

interface Remembered { readonly plan: Plan; readonly revision: number; readonly free: ReadonlySet<Node> | undefined }

const remembered = new WeakMap<ScalarGraph, WeakMap<readonly Node[], Remembered>>();

/** The plan of these nodes; asked again with the same array, the same plan. Throws where atoms are given values that need them. */
export function planOf(graph: ScalarGraph, nodes: readonly Node[], free?: ReadonlySet<Node>): Plan {
  const plans = remembered.get(graph) ?? new WeakMap<readonly Node[], Remembered>();
  remembered.set(graph, plans);
  const found = plans.get(nodes);
  if (found !== undefined && found.revision === graph.revision && found.free === free) return found.plan;
  const plan = makePlan(graph, nodes, free);
  plans.set(nodes, { plan, revision: graph.revision, free });
  return plan;
}

function makePlan(graph: ScalarGraph, nodes: readonly Node[], free: ReadonlySet<Node> | undefined): Plan {
  const steps: Step[] = [];
  let roots = 0;
  const slots = new Map<Node, number>();
  const entered = new Set<Node>();
  const stack = [...nodes].reverse();
  while (stack.length > 0) {
    const top = stack[stack.length - 1]!;
    if (slots.has(top)) {
      stack.pop();
      continue;
    }
    const term = graph.term(top);
    const needed = term.kind === "atom" && term.value !== null ? [term.value] : operands(term);
    const waiting = needed.filter((operand) => !slots.has(operand));
    if (waiting.length === 0) {
      slots.set(top, steps.length);
      steps.push(stepOf(top, term, needed.map((operand) => steps[slots.get(operand)!]!), needed.map((operand) => slots.get(operand)!), free, roots));
      if (term.kind === "fn" && term.name === "sqrt" && !steps.at(-1)!.isFixed) roots++;
    } else if (waiting.some((operand) => entered.has(operand))) {
      throw new Error(`the value of ${graph.describe(top)} is defined by itself`);
    } else {
      entered.add(top);
      stack.push(...waiting);
    }
  }
  return { steps, outputs: nodes.map((node) => slots.get(node)!), hasKinks: steps.some((step) => step.kind === "compare"), roots };
}

function stepOf(node: Node, term: Term, operandSteps: readonly Step[], args: readonly number[], free: ReadonlySet<Node> | undefined, roots: number): Step {
  const kind = term.kind === "atom" && term.value !== null ? "value" : term.kind === "ref" && free?.has(node) === true ? "free" : term.kind;
  const name = term.kind === "fn" ? term.name : term.kind === "compare" ? term.relation : null;
  const number = term.kind === "powInt" ? term.exponent : term.kind === "constant" ? toNumber(term.value) : term.kind === "call" ? mixText(term.f) : term.kind === "fn" && term.name === "sqrt" ? roots : 0;
  const key = term.kind === "call" ? `${term.f}(${args.join()})` : "";
  const isFixed = kind === "constant" || kind === "pi" || ((kind === "add" || kind === "mul" || kind === "powInt" || kind === "ref" || (kind === "fn" && name === "sqrt")) && operandSteps.every((step) => step.isFixed));
  return { kind, node, term, args, name, number, key, isFixed };
}
