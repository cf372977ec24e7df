/** A derivation as chains of lines: one entry in indices first, then all entries at once. */
import type { Derivation } from "../derive/derivation.js";
import { printLatex } from "./print-latex.js";
import type { Typography } from "./typography.js";

export interface DerivationLine {
  /** What stands after the sign. */
  readonly right: string;
  /** A reason in words; mathematics between dollars. */
  readonly reason: string;
}

/** `left = right = right …` */
export interface DerivationChain {
  /** What the chain is about, where a reader must be told: "one entry, for each $i$". */
  readonly about: string | null;
  readonly left: string;
  readonly lines: readonly DerivationLine[];
}

export function derivationChains({ goal, steps }: Pick<Derivation, "goal" | "steps">, typography: Typography): readonly DerivationChain[] {
  const print = (e: Derivation["goal"]): string => printLatex(e, typography);
  const chains: { about: string | null; left: string; readonly lines: DerivationLine[] }[] = [{ about: null, left: print(goal), lines: [] }];
  /** The array whose entry is worked out. */
  let array: Derivation["goal"] | null = null;
  for (const { rule, reason, before, after } of steps) {
    const line = { right: print(after), reason };
    if (rule === "entries" && after.kind !== "matrix") {
      array = before;
      chains.push({ about: reason, left: line.right, lines: [] });
    } else if (rule === "matrix" && array !== null) {
      chains.push({ about: null, left: print(array), lines: [line] });
      array = null;
    } else chains.at(-1)!.lines.push(line);
  }
  return chains.filter(({ lines }) => lines.length > 0);
}
