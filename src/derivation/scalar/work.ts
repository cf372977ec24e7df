import type { Plan, Step } from "./plan.js";

/** How much arithmetic one decision may cost. Counts of operations, not time: the same question gets the same answer on every machine. */
export const WORK = {
  /** Steps evaluated in the prime field. */
  exact: 4_000_000,
  /** Operations with 64 decimal digits; one with 128 counts as four. */
  decimal: 1_000_000,
  /** Steps evaluated in float64 to find out whether a case that was never met matters. */
  coverage: 4_000_000,
  /** The same for points beside the branches of what has some. */
  beside: 400_000,
} as const;

/** What evaluating a plan with so many decimal digits costs, in additions and multiplications of 64 digits. */
export function decimalWork({ steps }: Plan, digits: number): number {
  const calls = new Set<string>();
  let work = 0;
  for (const step of steps) work += stepWork(step, calls);
  return work * Math.ceil((digits / 64) ** 2);
}

/** An elementary function costs as much as so many multiplications. */
const elementary = 100;

function stepWork(step: Step, calls: Set<string>): number {
  const { args } = step;
  switch (step.kind) {
    case "fn": return elementary;
    case "pow": return 2 * elementary;
    case "powInt": return 1 + 2 * Math.ceil(Math.log2(Math.abs(step.number) + 1));
    case "call": {
      const waves = args.length + 3, isNew = !calls.has(step.key);
      calls.add(step.key);
      return waves + (isNew ? waves * (args.length + elementary) : 0);
    }
    default: return args.length;
  }
}
