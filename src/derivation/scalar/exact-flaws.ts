import type { Plan, Step } from "./plan.js";

/** What a value lacks: a residue modulo P with its sign (`p`), or one modulo Q (`q`), each with the reason. */
interface Flaws { readonly p: string | null; readonly q: string | null }

const flawless: Flaws = { p: null, q: null };

/** For every step, why the prime field cannot carry it at any point (null: it can), so that nobody tries in vain. Comparisons are taken from the real numbers. */
export function exactFlaws(plan: Plan): readonly (string | null)[] {
  const flaws: Flaws[] = [];
  for (const step of plan.steps) flaws.push(flawsOf(step, step.args.map((arg) => flaws[arg]!)));
  return flaws.map(({ p }) => p);
}

function flawsOf(step: Step, args: readonly Flaws[]): Flaws {
  const p = args.find((arg) => arg.p !== null)?.p ?? null;
  const q = args.find((arg) => arg.q !== null)?.q ?? null;
  switch (step.kind) {
    case "compare": case "and": case "or": case "not": case "free": return flawless;
    case "fn": {
      if (step.name === "exp") return { p: p ?? q, q: "an exponential of an exponential" };
      const reason = step.name === "sqrt" ? "a square root, whose sign a prime field cannot tell" : `${step.name} has no exact value`;
      return { p: p ?? reason, q: reason };
    }
    case "call": return { p, q: null };
    default: return { p, q };
  }
}
