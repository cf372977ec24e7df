/** Small things that reasons are written with. */

export const maths = (latex: string): string => `$${latex}$`;

/** "a, b and c" */
export function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts[0] ?? "";
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)!}`;
}
