/** `backproof report`: builds a report and tells what it proved. */
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { countsText } from "../derivation/print/index.js";
import { parameterValue } from "../notebook/parameters.js";
import { type BuildProgress, buildReport, type BuildResult } from "../report/build.js";
import { type Format, FORMATS, PAGES, readConfiguration, type ReportConfiguration } from "../report/configuration.js";
import { didYouMean } from "../notebook/did-you-mean.js";
import { ReportError, systemReason } from "../report/report-error.js";
import { counted } from "../report/verification.js";
import { UsageError } from "./command.js";
import { listed } from "./listed.js";
import { readOptions } from "./options.js";
import { progressView } from "./progress.js";
import { serverFrom } from "./server-option.js";
import { timingLog } from "./timing-log.js";
import { green, red, type Terminal } from "./terminal.js";

const HELP = `Usage: backproof report [CONFIG] [OPTION …]

Runs the notebooks that CONFIG names, checks them, and writes report.html, report.pdf, verification.json
and the executed notebooks into its output folder.

  CONFIG             the configuration; default: report/report.json, or report.json
  --to FORMATS       html, pdf, md (Markdown), tex (LaTeX), ipynb (the executed notebooks alone), several with commas;
                     default: what CONFIG says, else html,pdf
  --pages HOW        HTML as one page ("one"), or as a page for each chapter ("chapter"); default: what CONFIG says, else one
  --without-solutions
                     leave out cells tagged "solution" and blocks from "::: solution" to ":::" (for students);
                     they are run and checked all the same; what earlier builds
                     left in the output folder is removed
  --strict           what is unchecked, an equation or a cell, fails the build, too, and so does a PDF that does not conform to PDF/UA-1
  --no-cache         run every notebook, also where nothing that it depends on changed since it was last run
  --keep-going       run the cells after one that failed, too
  --set NAME=VALUE   put VALUE in place of what cells tagged "parameters" declare for NAME; may be given several times
  --server URL       run the notebooks on this Jupyter server (Jupyter Server, JupyterHub, Enterprise Gateway), whose machine has the
                     project, with its packages, and the kernel: npx backproof kernel install --server. Its results are not kept.
                     Default: JUPYTER_SERVER_URL, where JUPYTER_TOKEN is set, too
  --token TOKEN      the server's token; better kept in JUPYTER_TOKEN, as others can see what a program is called with
  --data DIR         a folder with data that notebooks may use in place of what they bring (MNIST or CIFAR-10 for loadImages);
                     they find its name in the variable BACKPROOF_DATA
  --log FILE         write what ran, why, how long each cell took, and what was wrong, as JSON
  --help             this text

Exit code: 0 every cell ran, no equation and no check fails, 1 not so (the report is written, with the failure in place),
2 bad input (nothing is written).
`;

const DEFAULTS = ["report/report.json", "report.json"];

/** @throws {UsageError} if none is given and none stands where it is looked for */
export function configurationPath(given: string | undefined, command: string): string {
  const path = given ?? DEFAULTS.find((file) => existsSync(file));
  if (path === undefined) throw new UsageError(`there is neither ${DEFAULTS.join(" nor ")} here; name the report's configuration: backproof ${command} CONFIG`);
  return path;
}

export async function report(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, files } = readOptions(args, { strict: "boolean", "no-cache": "boolean", "keep-going": "boolean", set: "strings", server: "string", token: "string", log: "string", to: "string", pages: "string", "without-solutions": "boolean", data: "string" });
  if (values.help === true) {
    terminal.out(HELP);
    return 0;
  }
  if (files.length > 1) throw new UsageError(`a report has one configuration; given are ${files.join(" and ")}`);
  const started = performance.now();
  const parameters = Object.fromEntries((values.set ?? []).map(readAssignment));
  const formats = values.to === undefined ? null : readFormats(values.to);
  const configured = readConfiguration(...configurationText(files[0]));
  const asked = { ...configured, ...(formats !== null && { formats }), ...(values.pages !== undefined && { pages: readPages(values.pages) }) };
  const configuration = withData(asked, values.data ?? process.env["BACKPROOF_DATA"]);
  const server = serverFrom(values);
  if (values.log !== undefined) requirePlace(values.log);
  const progress = progressView(terminal);
  const log = timingLog();
  const onProgress = (step: BuildProgress): void => {
    log.see(step);
    progress.show(step);
  };
  const seconds = (): number => (performance.now() - started) / 1000;
  try {
    const result = await buildReport(configuration, { onProgress, strict: values.strict === true, noCache: values["no-cache"] === true, keepGoing: values["keep-going"] === true, withoutSolutions: values["without-solutions"] === true, parameters, ...(server !== undefined && { server }) });
    progress.end();
    if (values.log !== undefined) writeLog(values.log, log.text(seconds(), result.problems));
    return tell(result, seconds(), terminal);
  } finally {
    progress.end();
  }
}

/** `html,pdf`. */
function readFormats(text: string): readonly Format[] {
  return [...new Set(text.split(",").map((word) => {
    const name = word.trim().toLowerCase();
    const format = FORMATS.find((each) => each === name);
    if (format === undefined) throw new UsageError(`--to knows no format "${word.trim()}"${didYouMean(name, FORMATS) || `; there are ${FORMATS.join(", ")}`}`);
    return format;
  }))];
}

function readPages(text: string): (typeof PAGES)[number] {
  const pages = PAGES.find((each) => each === text);
  if (pages === undefined) throw new UsageError(`--pages is one of ${PAGES.join(", ")}; it was given "${text}"`);
  return pages;
}

/**
 * The folder becomes part of what results depend on, and kernels inherit its name.
 * @throws {UsageError} if it is none
 */
function withData(configuration: ReportConfiguration, folder: string | undefined): ReportConfiguration {
  if (folder === undefined || folder === "") return configuration;
  const data = resolve(folder);
  if (statSync(data, { throwIfNoEntry: false })?.isDirectory() !== true) throw new UsageError(`--data wants a folder; ${folder} is ${existsSync(data) ? "a file" : "not there"}`);
  process.env["BACKPROOF_DATA"] = data;
  return { ...configuration, data: [...configuration.data, data] };
}

/** `N=64`. */
export function readAssignment(text: string): readonly [name: string, value: string] {
  const at = text.indexOf("=");
  if (at < 1) throw new UsageError(`--set wants NAME=VALUE; it was given "${text}"`);
  return [text.slice(0, at).trim(), parameterValue(text.slice(at + 1))];
}

/**
 * A log that can never be written is told before the notebooks run, not after.
 * @throws {UsageError}
 */
function requirePlace(path: string): void {
  const kindOf = (file: string): string | undefined => {
    const stats = statSync(file, { throwIfNoEntry: false });
    return stats === undefined ? undefined : stats.isDirectory() ? "folder" : "file";
  };
  const folder = dirname(resolve(path)), there = kindOf(folder);
  if (there !== "folder") throw new UsageError(`--log ${path}: ${folder} is ${there === undefined ? "not there" : "a file, not a folder"}`);
  if (kindOf(path) === "folder") throw new UsageError(`--log wants a file; ${path} is a folder`);
}

/** Whole or not at all, beside a report that is written. */
function writeLog(path: string, text: string): void {
  const aside = `${path}.${process.pid}.tmp`;
  try {
    if (statSync(path, { throwIfNoEntry: false })?.isFile() === false) return writeFileSync(path, text); // a pipe, a terminal
    writeFileSync(aside, text);
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw new ReportError(path, `the log cannot be written: ${systemReason(error)}; the report is written`);
  }
}

function configurationText(given: string | undefined): readonly [text: string, path: string] {
  const path = configurationPath(given, "report");
  try {
    return [readFileSync(path, "utf8"), path];
  } catch (error) {
    throw new ReportError(path, `the configuration cannot be read: ${systemReason(error)}`);
  }
}

/** The closing summary on standard output, the problems before it on standard error. */
function tell({ verification, problems, unchecked, warnings, waived, equations, files, removed }: BuildResult, seconds: number, terminal: Terminal): number {
  const { cells, failures, checks } = verification;
  const asExpected = checks.filter((check) => check.asExpected).length;
  if (problems.length > 0) terminal.err(`\n${listed(problems)}\n`);
  if (unchecked.length > 0) terminal.err(`\n${counted(unchecked.length, "place")} unchecked:\n${listed(unchecked)}\n`);
  if (warnings.length > 0) terminal.err(`\n${counted(warnings.length, "warning")}:\n${listed(warnings)}\n`);
  if (waived.length > 0) terminal.err(`\n${counted(waived.length, "equation")} waived:\n${listed(waived)}\n`);
  terminal.out(`
notebooks  ${verification.notebooks}
cells      ${cells - failures.length} of ${cells} ran
equations  ${countsText(equations.map(({ checked }) => checked))}
checks     ${asExpected} of ${checks.length} as expected
files      ${files.map(shown).join("\n           ")}
${removed.length === 0 ? "" : `removed    ${removed.map(shown).join("\n           ")}\n`}time       ${seconds.toFixed(1)} s
`);
  const good = unchecked.length === 0 ? "every cell ran, every equation and every check holds" : `every cell ran and nothing fails; ${unchecked.length} unchecked`;
  terminal.out(problems.length === 0 ? `${green("✓", terminal)} ${good}\n` : `${red("✗", terminal)} ${counted(problems.length, "problem")}: see above, and in the report\n`);
  return problems.length === 0 ? 0 : 1;
}

function shown(file: string): string {
  const near = relative(process.cwd(), file);
  return near.startsWith("..") ? file : near;
}
