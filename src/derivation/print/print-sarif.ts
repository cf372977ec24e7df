/**
 * SARIF 2.1.0, which code scanning reads. What its author waived is a suppressed result.
 * A notebook's cells are no lines of its file: there the place is a logical location, and in the message.
 * Source: OASIS, Static Analysis Results Interchange Format 2.1.0.
 */
import { findingsOf, type Finding, type Standing } from "./findings.js";
import { plainMessage } from "./message.js";
import { endOf, placeOf, type Printed } from "./printed.js";

export interface SarifOptions {
  readonly strict?: boolean;
  /** The program's version. */
  readonly version: string;
}

export function printSarif(documents: readonly Printed[], { strict = false, version }: SarifOptions): string {
  const found = documents.flatMap((document) => findingsOf(document.checked).map((finding) => ({ document, finding })));
  const rules = [...new Set(found.map(({ finding }) => finding.problem.code))].sort();
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{
      tool: { driver: { name: "backproof", version, rules: rules.map((id) => ({ id, shortDescription: { text: RULES[id] ?? id } })) } },
      columnKind: "utf16CodeUnits",
      artifacts: documents.map(({ checked }) => ({ location: { uri: uriOf(checked.path) } })),
      results: found.map(({ document, finding }) => result(document, finding, rules, strict)),
    }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function result(document: Printed, finding: Finding, rules: readonly string[], strict: boolean): object {
  const { equation, problem, standing } = finding;
  const cell = equation === null ? (document.source.units[0]?.cell ?? null) : equation.cell;
  const text = cell === null ? plainMessage(finding) : `${placeOf(null, cell, problem, equation?.tag ?? null)}: ${plainMessage(finding)}`;
  const region = cell === null ? { region: { startLine: problem.line, startColumn: problem.column, ...endOf(document, cell, problem) } } : {};
  const names = [...(cell === null ? [] : [{ name: `cell ${cell + 1}`, kind: "element" }]), ...(equation?.tag == null ? [] : [{ name: `(${equation.tag})`, kind: "element" }])];
  return {
    ruleId: problem.code,
    ruleIndex: rules.indexOf(problem.code),
    level: level(standing, strict),
    message: { text },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(document.checked.path) }, ...region }, ...(names.length === 0 ? {} : { logicalLocations: names }) }],
    ...(standing === "waived" ? { suppressions: [{ kind: "inSource", justification: problem.message }] } : {}),
  };
}

function level(standing: Standing, strict: boolean): "error" | "warning" | "note" {
  if (standing === "fails" || (standing === "unchecked" && strict)) return "error";
  return standing === "note" || standing === "waived" ? "note" : "warning";
}

/** A path as a URI: relative ones stay relative. */
function uriOf(path: string): string {
  const slashes = path.replace(/\\/g, "/");
  const encoded = slashes.split("/").map(encodeURIComponent).join("/");
  if (/^[A-Za-z]:\//.test(slashes)) return `file:///${slashes[0]!}:${encoded.slice(encoded.indexOf("/"))}`;
  return slashes.startsWith("/") ? `file://${encoded}` : encoded;
}

const RULES: { readonly [code: string]: string } = {
  value: "the two sides have different values",
  shape: "the two sides cannot have the same shape",
  range: "an index leaves its range",
  unbound: "an index is bound by nothing",
  "half-derivative": "a derivative is half written",
  layout: "the claim holds in another layout of derivatives",
  tex: "LaTeX that cannot be read",
  undeclared: "a declaration is missing",
  undecided: "the two sides could not be decided",
  notation: "notation that is not understood",
  condition: "what limits the claim is not understood",
  document: "a setting of the document that is not understood",
  waived: "its author asks not to check it",
};
