import type { CheckedDocument, CheckedEquation, CheckReport, CheckSummary } from "./checked-document.js";

/** Counts over all documents. An equation that defines and then claims counts as a claim. */
export function summaryOf(documents: readonly CheckedDocument[]): CheckSummary {
  const equations = documents.flatMap((document) => document.equations);
  const claims = equations.filter((equation) => equation.kind === "claim");
  const count = (verdict: CheckedEquation["verdict"]): number => claims.filter((equation) => equation.verdict === verdict).length;
  return { claims: claims.length, holds: count("holds"), fails: count("fails"), unchecked: count("unchecked"), waived: equations.filter((equation) => equation.verdict === "waived").length, definitions: equations.filter((equation) => equation.kind === "definition").length };
}

export const reportOf = (documents: readonly CheckedDocument[]): CheckReport => ({ version: 1, documents, summary: summaryOf(documents) });
