/** Small things that reasons are written with. */

export const maths = (latex: string): string => `$${latex}$`;

/** "a, b and c" */
export function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts[0] ?? "";
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)!}`;
}

/** `of the sum over $k$ only the term stays …` */
export const contractedOver = (indices: readonly string[]): string =>
  indices.length === 1 ? `of the sum over ${indices[0]!} only the term stays where the Kronecker delta is one` : `of the sums over ${listed(indices)} only the terms stay where the Kronecker deltas are one`;

/** Reasons of lines that became one; sums that deltas end are told together. */
export function joinedReasons(reasons: readonly string[]): string {
  const over = reasons.map((reason) => /^of the sums? over (.*?) only the terms? stays? where the Kronecker deltas? (?:is|are) one(?: and (.*))?$/.exec(reason));
  const indices = over.flatMap((match) => match?.[1]!.split(/, | and /) ?? []);
  const contracted = contractedOver([...new Set(indices)]);
  const all = reasons.flatMap((reason, k) => (over[k] === null ? [reason] : over[k]![2] === undefined ? [contracted] : [contracted, over[k]![2]]));
  return listed([...new Set(all.reverse())].reverse());
}
