import type { Plan, Step } from "./plan.js";

/** What a value lacks: a residue modulo P with its sign (`p`), or one modulo Q (`q`), each with the reason. */
interface Flaws { readonly p: string | null; readonly q: string | null }

const flawless: Flaws = { p: null, q: null };

/** For every step, why the prime field cannot carry it at any point (null: it can), so that nobody tries in vain. Square roots pass if all their signs will be tried. Comparisons are taken from the real numbers. */
export function exactFlaws(plan: Plan, triesAllRoots: boolean): readonly (string | null)[] {
  const flaws: Flaws[] = [];
  for (const step of plan.steps) flaws.push(flawsOf(step, step.args.map((arg) => flaws[arg]!), triesAllRoots));
  return flaws.map(({ p }) => p);
}

function flawsOf(step: Step, args: readonly Flaws[], triesAllRoots: boolean): Flaws {
  const p = args.find((arg) => arg.p !== null)?.p ?? null;
  const q = args.find((arg) => arg.q !== null)?.q ?? null;
  switch (step.kind) {
    case "compare": case "and": case "or": case "not": case "free": return flawless;
    case "fn": {
      if (step.name === "exp") return { p: p ?? q, q: "an exponential of an exponential" };
      if (step.name === "sqrt" && step.isFixed) return { p, q };
      if (step.name === "sqrt") return { p: p ?? (triesAllRoots ? null : "more square roots than there is time to try all signs of"), q: "an exponential of a square root" };
      const reason = `${step.name} has no exact value`;
      return { p: p ?? reason, q: reason };
    }
    case "call": return { p, q: null };
    default: return { p, q };
  }
}
