/** What the checker found in the chapters, as the build tells it: sentences for the front, problems, what is unchecked, what is waived. */
import type { CheckedEquation } from "../derivation/index.js";
import { findingsOf, isExact, placeOf, plainMessage, type Finding, type Standing } from "../derivation/print/index.js";
import type { CheckedChapter } from "./check-chapters.js";
import type { Claim } from "./model.js";
import type { Problem } from "./problem.js";

/** Every finding of one standing, with its place. */
export const equationProblems = (chapters: readonly CheckedChapter[], standing: Standing): readonly Problem[] =>
  chapters.flatMap((chapter) => findingsOf(chapter.checked).filter((finding) => finding.standing === standing).map((finding) => problemOf(finding, chapter)));

export function problemOf(finding: Finding, { source, checked }: CheckedChapter): Problem {
  const { equation, problem } = finding;
  return { where: placeOf(checked.path, equation === null ? (source.units[0]?.cell ?? null) : equation.cell, problem, equation?.tag ?? null), message: plainMessage(finding) };
}

/** "33 of 33 equations hold, 31 exactly." Nothing where nothing is claimed. */
export function equationClaims(chapters: readonly CheckedChapter[]): readonly Claim[] {
  const claims = chapters.flatMap(({ checked }) => checked.equations).filter(({ kind }) => kind === "claim");
  const count = (verdict: CheckedEquation["verdict"]): number => claims.filter((equation) => equation.verdict === verdict).length;
  const judged = claims.length - count("waived");
  const exact = claims.filter((equation) => equation.verdict === "holds" && isExact(equation)).length;
  const rest = [
    ...(count("fails") === 0 ? [] : [`${count("fails")} ${count("fails") === 1 ? "fails" : "fail"}`]),
    ...(count("unchecked") === 0 ? [] : [`${count("unchecked")} ${count("unchecked") === 1 ? "is" : "are"} unchecked`]),
    ...(count("waived") === 0 ? [] : [`${count("waived")} ${count("waived") === 1 ? "is" : "are"} not checked because the author says so`]),
  ];
  if (claims.length === 0) return [];
  return [{ holds: count("fails") > 0 ? false : count("unchecked") > 0 ? null : true, text: `${count("holds")} of ${judged} equation${judged === 1 ? "" : "s"} ${judged === 1 ? "holds" : "hold"}, ${exact} exactly${rest.map((words) => `; ${words}`).join("")}.` }];
}
