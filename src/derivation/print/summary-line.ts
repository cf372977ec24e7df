/** "notes.md: 9 equations, 8 hold (6 exactly), 1 fails, 0 unchecked, 3 definitions". */
import type { CheckedDocument, CheckedEquation } from "../check/checked-document.js";
import { summaryOf } from "../check/summary.js";

/** Decided with no rounding: over prime fields, or by shapes and scopes alone. */
export const isExact = ({ steps }: CheckedEquation): boolean => steps.every((step) => step.method === "exact" || step.method === "structure");

export function countsText(documents: readonly CheckedDocument[]): string {
  const { holds, fails, unchecked, waived, definitions } = summaryOf(documents);
  const total = holds + fails + unchecked + waived;
  const exact = documents.flatMap((document) => document.equations).filter((equation) => equation.kind === "claim" && equation.verdict === "holds" && isExact(equation)).length;
  if (total === 0) return definitions === 0 ? "no equations" : `no claims, ${counted(definitions, "definition")}`;
  return [
    counted(total, "equation"), `${holds} ${holds === 1 ? "holds" : "hold"}${holds === 0 ? "" : ` (${exact} exactly)`}`, `${fails} ${fails === 1 ? "fails" : "fail"}`, `${unchecked} unchecked`,
    ...(waived === 0 ? [] : [`${waived} waived`]), counted(definitions, "definition"),
  ].join(", ");
}

export const summaryLine = (document: CheckedDocument): string => `${document.path}: ${countsText([document])}`;

export const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;
