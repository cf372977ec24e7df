/** What keeps a report from being good and is no failure of an equation, a check or a cell: told at its front, too. */
import type { Claim } from "./model.js";
import type { Problem } from "./problem.js";

/** "2 problems in the text: … (notebooks/1.ipynb, cell 3), and 1 more." Nothing where there is none. */
export function claimOfProblems(where: string, problems: readonly Problem[]): readonly Claim[] {
  const [first, ...more] = problems;
  if (first === undefined) return [];
  const count = more.length === 0 ? "1 problem" : `${problems.length} problems`;
  return [{ holds: false, text: `${count} in ${where}: ${first.message.split("\n")[0]!} (${first.where})${more.length === 0 ? "" : `, and ${more.length} more`}.` }];
}
