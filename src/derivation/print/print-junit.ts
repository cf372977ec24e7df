/** JUnit's XML, which most build servers read: a suite for each document, a case for each equation that claims something. */
import type { CheckedEquation } from "../check/checked-document.js";
import { findingsOf, type Finding } from "./findings.js";
import { plainMessage } from "./message.js";
import { placeOf, type Printed } from "./printed.js";

export function printJunit(documents: readonly Printed[], { strict = false }: { readonly strict?: boolean } = {}): string {
  const suites = documents.map((document) => suiteXml(document, strict));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="backproof">\n${suites.join("")}</testsuites>\n`;
}

function suiteXml({ checked }: Printed, strict: boolean): string {
  const cases = checked.equations.filter((equation) => equation.kind === "claim" || equation.verdict !== "holds");
  const findings = findingsOf(checked);
  const ofDocument = findings.filter((finding) => finding.equation === null);
  const failures = cases.filter(({ verdict }) => verdict === "fails" || (verdict === "unchecked" && strict)).length;
  const skipped = cases.filter(({ verdict }) => verdict !== "holds").length - failures;
  const errors = ofDocument.length === 0 ? "" : `    <system-err>${escapeText(ofDocument.map(plainMessage).join("\n"))}</system-err>\n`;
  const inner = cases.map((equation) => caseXml(equation, checked.path, findings.filter((finding) => finding.equation === equation), strict)).join("");
  return `  <testsuite name="${escapeAttribute(checked.path)}" tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}">\n${inner}${errors}  </testsuite>\n`;
}

function caseXml(equation: CheckedEquation, path: string, findings: readonly Finding[], strict: boolean): string {
  const name = `${placeOf(null, equation.cell, equation, equation.tag)}: ${equation.latex.replace(/\s+/g, " ")}`;
  const open = `    <testcase classname="${escapeAttribute(path)}" name="${escapeAttribute(name)}"`;
  if (equation.verdict === "holds") return `${open}/>\n`;
  const told = findings.filter(({ standing }) => standing === "fails" || standing === "unchecked" || standing === "waived");
  const message = told[0] === undefined ? "" : plainMessage(told[0]).split("\n")[0]!;
  if (equation.verdict === "fails" || (equation.verdict === "unchecked" && strict)) {
    const body = told.map((finding) => `${placeOf(path, equation.cell, finding.problem, equation.tag)}: ${plainMessage(finding)}`).join("\n");
    return `${open}>\n      <failure type="${escapeAttribute(told[0]?.problem.code ?? equation.verdict)}" message="${escapeAttribute(message)}">${escapeText(body)}</failure>\n    </testcase>\n`;
  }
  return `${open}>\n      <skipped message="${escapeAttribute(message)}"/>\n    </testcase>\n`;
}

const ENTITIES: { readonly [character: string]: string } = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;" };

/** Characters that XML 1.0 has no way to write become U+FFFD. */
const writable = (text: string): string =>
  // eslint-disable-next-line no-control-regex
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");

const escapeText = (text: string): string => writable(text).replace(/[&<>]/g, (character) => ENTITIES[character]!);
/** In an attribute, line ends would be read as blanks. */
const escapeAttribute = (text: string): string => writable(text).replace(/[&<>"\n\t\r]/g, (character) => ENTITIES[character]!);
