/** The example that shows a difference: sizes, indices, and what each side gives. */
import type { Difference } from "./decide-claim.js";

export function exampleOf({ env, values }: Difference, sizes: readonly string[]): string {
  const indices = [...env.ints].map(([name, value]) => `${name} = ${value}`).join(", ");
  const where = [sizes[0] ?? "", indices].filter((part) => part !== "").join("; ");
  return `the left side gives ${numberText(values.left)}, the right side gives ${numberText(values.right)}${where === "" ? "" : ` (${where})`}`;
}

export const numberText = (value: number): string => (Number.isInteger(value) && Math.abs(value) < 1e9 ? String(value) : Number(value.toPrecision(4)).toString());
