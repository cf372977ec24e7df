/** How much of a derivation is shown: steps that belong together become one line. Each line still stands between two expressions that the checker proved equal. */
import { same } from "../expression/key.js";
import type { Expression } from "../expression/expression.js";
import type { Derivation, DerivationStep, Detail, RuleName } from "./derivation.js";
import { inBrief, joined, told, type Why } from "./words.js";

/** Rules that go with the line before them, where that line is one of the others. */
const JOINED: Readonly<Record<Detail, ReadonlyMap<RuleName, ReadonlySet<RuleName>>>> = {
  every: new Map(),
  normal: new Map([
    ["contract", new Set<RuleName>(["contract"])],
    ["simplify", new Set<RuleName>(["fold", "simplify"])],
  ]),
  brief: new Map([
    ["differentiate", new Set<RuleName>(["substitute", "differentiate"])],
    ["kronecker", new Set<RuleName>(["substitute", "differentiate", "kronecker"])],
    ["contract", new Set<RuleName>(["substitute", "differentiate", "kronecker", "contract"])],
    ["fold", new Set<RuleName>(["substitute", "differentiate", "kronecker", "contract", "simplify"])],
    ["simplify", new Set<RuleName>(["substitute", "differentiate", "kronecker", "contract", "fold", "simplify"])],
  ]),
};

export function withDetail(derivation: Derivation, detail: Detail, write: (e: Expression) => string): Derivation {
  const lines: DerivationStep[] = [];
  for (const step of derivation.steps) {
    const before = lines.at(-1);
    if (before !== undefined && JOINED[detail].get(step.rule)?.has(before.rule) === true) lines[lines.length - 1] = together(before, step, detail, write);
    else lines.push(step);
  }
  return { ...derivation, steps: lines.filter(({ rule, before, after }) => rule === "matrix" || !same(before, after)) };
}

function together(first: DerivationStep, second: DerivationStep, detail: Detail, write: (e: Expression) => string): DerivationStep {
  const why: readonly Why[] = joined([...first.why, ...second.why]);
  return { rule: second.rule, why, reason: told(detail === "brief" ? inBrief(why) : why, write), before: first.before, after: second.after, changed: [{ before: first.before, after: second.after }], method: first.method === "high-precision" ? first.method : second.method };
}
