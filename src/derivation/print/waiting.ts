/** "Declare A, x: 18 equations wait for them": what a document lacks, told once. */
import type { CheckedDocument } from "../check/checked-document.js";

const SHOWN = 8;

/** null where no two equations wait. */
export function waitingText({ equations }: CheckedDocument): string | null {
  const waiting = equations.map(({ problems }) => problems.flatMap(({ missing = [] }) => missing)).filter((names) => names.length > 0);
  if (waiting.length < 2) return null;
  const counts = new Map<string, number>();
  for (const names of waiting) for (const name of new Set(names)) counts.set(name, (counts.get(name) ?? 0) + 1);
  // what most of them wait for comes first
  const names = [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name);
  const more = names.length - SHOWN;
  return `Declare ${names.slice(0, SHOWN).join(", ")}${more > 0 ? ` and ${more} more` : ""}: ${waiting.length} equations wait for ${names.length === 1 ? "it" : "them"}.`;
}
