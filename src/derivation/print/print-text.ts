/** A document's verdicts for someone at a terminal: each problem with its place, its line and what would mend it, then one line that sums up. */
import { listed } from "../listed.js";
import { findingsOf, type Finding } from "./findings.js";
import { type Ink, NO_INK } from "./ink.js";
import { INHERITED, messageParts, WORDS } from "./message.js";
import { lineAt, placeOf, type Printed } from "./printed.js";
import { countsText, counted, summaryLine } from "./summary-line.js";
import { waitingText } from "./waiting.js";
import { underlinedLine } from "./underlined-line.js";

export interface TextOptions {
  readonly ink?: Ink;
  /** Columns that a line may have. */
  readonly width?: number;
}

export function printText(documents: readonly Printed[], options: TextOptions = {}): string {
  const { ink = NO_INK } = options;
  const pages = documents.map((document) => documentText(document, options));
  const all = documents.map(({ checked }) => checked);
  const total = documents.length < 2 ? "" : `${ink.bold(`${counted(documents.length, "document")}: ${countsText(all)}`)}\n`;
  return pages.join("") + total;
}

function documentText(document: Printed, { ink = NO_INK, width = 80 }: TextOptions): string {
  const findings = findingsOf(document.checked);
  const loud = grouped(findings.filter(({ standing }) => standing === "fails" || standing === "unchecked")).map((group) => `${loudText(group, document, ink, width)}\n`);
  const quiet = grouped(findings.filter(({ standing }) => standing === "warning" || standing === "note")).map((group) => quietText(group, document, ink));
  const waived = findings.filter(({ standing }) => standing === "waived").map((finding) => quietText([finding], document, ink));
  const fails = findings.some(({ standing }) => standing === "fails"), open = findings.some(({ standing }) => standing === "unchecked");
  const mark = fails ? ink.red("✗") : open ? ink.yellow("?") : ink.green("✓");
  const aside = [...quiet, ...waived].join("");
  const waits = waitingText(document.checked);
  const before = `${aside}${waits === null ? "" : `${ink.yellow(waits)}\n`}`;
  return `${loud.map((text) => `${text}\n`).join("")}${before}${before === "" ? "" : "\n"}${mark} ${summaryLine(document.checked)}\n`;
}

/** The first finding and those that say the same of other places; what fails is told in full each time. */
function grouped(findings: readonly Finding[]): readonly (readonly Finding[])[] {
  const groups = new Map<string, Finding[]>();
  findings.forEach((finding, k) => {
    const key = finding.standing === "fails" ? String(k) : `${finding.standing} ${finding.problem.message}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  });
  return [...groups.values()];
}

function loudText(group: readonly Finding[], document: Printed, ink: Ink, width: number): string {
  const [finding] = group as readonly [Finding, ...Finding[]];
  const { equation, problem, standing, step } = finding;
  const colour = standing === "fails" ? ink.red : ink.yellow;
  const { what, values } = messageParts(finding);
  const cell = cellOf(finding, document);
  const head = `${ink.bold(placeOf(document.checked.path, cell, problem, equation?.tag ?? null))}: ${colour(`${WORDS[standing]}${what}`)}`;
  return [
    head,
    ...quoted(document, cell, problem, colour, ink, width),
    ...(values === null ? [] : [`  ${values}`]),
    ...(step?.inherited === true ? [`  ${INHERITED}`] : []),
    ...(standing === "fails" ? laterSteps(finding) : []),
    ...repair(finding, ink, width),
    ...theSame(group, document).map((words) => `  ${ink.dim(words)}`),
  ].join("\n");
}

/** What belongs to the document itself stands in its first text. */
const cellOf = ({ equation }: Finding, { source }: Printed): number | null => (equation === null ? (source.units[0]?.cell ?? null) : equation.cell);

function quoted(document: Printed, cell: number | null, { line, column, length }: Finding["problem"], colour: Ink["red"], ink: Ink, width: number): readonly string[] {
  const label = String(line), source = lineAt(document, cell, line);
  if (source.trim() === "") return [];
  const { text, marks } = underlinedLine(source, column - 1, length, width - label.length - 5);
  return [`  ${ink.dim(`${label} |`)} ${text}`, `  ${ink.dim(`${" ".repeat(label.length)} |`)} ${colour(marks)}`];
}

/** In a chain, the steps that go wrong only because of this one. */
function laterSteps({ equation, step }: Finding): readonly string[] {
  if (equation === null || step === null || step.inherited) return [];
  const later = equation.steps.slice(equation.steps.indexOf(step) + 1);
  const inherited = later.findIndex((each) => !each.inherited) < 0 ? later : later.slice(0, later.findIndex((each) => !each.inherited));
  return inherited.length === 0 ? [] : [`  the ${inherited.length === 1 ? "step" : `${inherited.length} steps`} after it only inherit${inherited.length === 1 ? "s" : ""} the mistake`];
}

/** What would make it true, and the line as it would then be. */
function repair({ equation, problem: { suggestion } }: Finding, ink: Ink, width: number): readonly string[] {
  if (suggestion === undefined) return [];
  // how far a line is set in is no difference
  const flat = (text: string): string => text.replace(/[ \t]+/g, " ");
  const before = flat(equation?.latex ?? ""), after = flat(suggestion.latex);
  let start = 0;
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) start++;
  const lineStart = after.lastIndexOf("\n", start - 1) + 1;
  const line = after.slice(lineStart).split("\n")[0]!;
  const indent = line.length - line.trimStart().length;
  return [`  ${ink.green(`${suggestion.message}:`)}`, `    ${ink.green(underlinedLine(line.trimStart(), Math.max(0, start - lineStart - indent), 1, width - 5).text)}`];
}

function quietText(group: readonly Finding[], document: Printed, ink: Ink): string {
  const [finding] = group as readonly [Finding, ...Finding[]];
  const place = placeOf(document.checked.path, cellOf(finding, document), finding.problem, finding.equation?.tag ?? null);
  const elsewhere = group.filter((each, k) => group.findIndex((other) => isSamePlace(other, each)) === k).slice(1);
  const others = elsewhere.length === 0 ? "" : ` (and at ${places(elsewhere, document)})`;
  return `${ink.dim(`${place}: ${WORDS[finding.standing]}${finding.problem.message}${others}`)}\n`;
}

const SHOWN = 8;

const isSamePlace = (a: Finding, b: Finding): boolean => a.equation?.cell === b.equation?.cell && a.problem.line === b.problem.line && a.problem.column === b.problem.column;

/** Where else, and which other equations have it in the same place: a definition that they all go back to. */
function theSame([first, ...others]: readonly Finding[], document: Printed): readonly string[] {
  const here = others.filter((each) => isSamePlace(each, first!)), elsewhere = others.filter((each) => !here.includes(each));
  const tags = [...new Set(here.flatMap(({ equation }) => (equation?.tag == null ? [] : [`(${equation.tag})`])))], untagged = here.filter(({ equation }) => equation?.tag == null).length;
  const named = [...tags.slice(0, SHOWN), ...(tags.length > SHOWN ? [`${tags.length - SHOWN} more`] : []), ...(untagged === 0 ? [] : [`${untagged} ${tags.length === 0 ? "" : "more "}equation${untagged === 1 ? "" : "s"}${tags.length === 0 ? " more" : " without a number"}`])];
  return [...(here.length === 0 ? [] : [`the same for ${listed(named)}`]), ...(elsewhere.length === 0 ? [] : [`the same at ${places(elsewhere, document)}`])];
}

function places(findings: readonly Finding[], document: Printed): string {
  const each = findings.slice(0, SHOWN).map((finding) => placeOf(null, cellOf(finding, document), { line: finding.problem.line }, finding.equation?.tag ?? null));
  return [...each, ...(findings.length > SHOWN ? [`${findings.length - SHOWN} more places`] : [])].join("; ");
}
