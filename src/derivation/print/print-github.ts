/**
 * Annotations for GitHub Actions: `::error file=notes.md,line=12,col=8::message`.
 * Lines count in the file; a notebook's cells are no lines of its file, so there the message tells the place.
 * Source: "Workflow commands for GitHub Actions".
 */
import { findingsOf, type Finding, type Standing } from "./findings.js";
import { plainMessage } from "./message.js";
import { endOf, placeOf, type Printed } from "./printed.js";
import { summaryLine } from "./summary-line.js";

export function printGithub(documents: readonly Printed[], { strict = false }: { readonly strict?: boolean } = {}): string {
  const annotations = documents.flatMap((document) => findingsOf(document.checked).map((finding) => annotation(finding, document, strict)));
  return [...annotations, ...documents.map(({ checked }) => summaryLine(checked))].map((line) => `${line}\n`).join("");
}

function annotation(finding: Finding, document: Printed, strict: boolean): string {
  const { equation, problem } = finding;
  const { path } = document.checked;
  const cell = equation === null ? (document.source.units[0]?.cell ?? null) : equation.cell;
  const { endLine, endColumn } = endOf(document, cell, problem);
  // Columns are allowed only where a span stays in one line.
  const place = cell !== null ? [] : [`line=${problem.line}`, ...(endLine === problem.line ? [`col=${problem.column}`, `endColumn=${endColumn}`] : [`endLine=${endLine}`])];
  const message = cell === null ? plainMessage(finding) : `${placeOf(null, cell, problem, null)}: ${plainMessage(finding)}`;
  const title = equation === null || equation.tag === null ? [] : [`title=${property(`equation (${equation.tag})`)}`];
  return `::${level(finding.standing, strict)} ${[`file=${property(path)}`, ...place, ...title].join(",")}::${data(message)}`;
}

function level(standing: Standing, strict: boolean): "error" | "warning" | "notice" {
  if (standing === "fails" || (standing === "unchecked" && strict)) return "error";
  return standing === "note" || standing === "waived" ? "notice" : "warning";
}

const data = (text: string): string => text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
const property = (text: string): string => data(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
