/** `backproof init`: a report of one's own, in an empty folder. */
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { ReportError, systemReason } from "../report/report-error.js";
import { packageFolder } from "../report/theme-files.js";
import { type StarterFile, starterFiles, starterPackage } from "../starter/starter-files.js";
import { UsageError } from "./command.js";
import { readOptions } from "./options.js";
import { packageVersion } from "./package-version.js";
import type { Terminal } from "./terminal.js";

const HELP = `Usage: backproof init [DIR] [OPTION …]

Starts a report of your own in DIR (default: the folder you are in): report.json, a first notebook with a derivation and a layer
that are checked, and package.json where there is none. The folder must be empty, but for what npm and git put there.

  --title TEXT     the report's title; default: My derivation
  --author NAME    may be given several times; default: Your name
  --course NAME    the course that it is handed in to, for the header above the title; its term, teacher and so on are filled in
                   in report.json; default: none, the title of an article
  --help           this text

Exit code: 0 it is there, 2 it could not be written; nothing that was there is overwritten.
`;

/** What npm and git put into a folder before anyone has worked in it. */
const NO_WORK = new Set([".git", ".gitignore", ".gitattributes", ".DS_Store", "LICENSE", "README.md", "node_modules", "package.json", "package-lock.json"]);

export function init(args: readonly string[], terminal: Terminal, now: () => Date = () => new Date()): Promise<number> {
  const { values, files } = readOptions(args, { title: "string", author: "strings", course: "string" });
  if (values.help === true) {
    terminal.out(HELP);
    return Promise.resolve(0);
  }
  const [given = ".", ...more] = files;
  if (more.length > 0) throw new UsageError(`a report is started in one folder; given are ${files.join(" and ")}. A title of several words stands in quotes`);
  const folder = resolve(given);
  requireEmpty(folder, given);
  const words = { title: values.title ?? "My derivation", authors: values.author ?? ["Your name"], date: now().toISOString().slice(0, 10), course: values.course ?? null };
  const written = [...(existsSync(join(folder, "package.json")) ? [] : [starterPackage(basename(folder), dependencyFor(folder))]), ...starterFiles(words)].filter((file) => write(folder, file));
  terminal.out(`${written.map(({ name }) => `wrote  ${join(given, name)}\n`).join("")}${nextSteps(folder, given)}`);
  return Promise.resolve(0);
}

function requireEmpty(folder: string, given: string): void {
  try {
    const work = existsSync(folder) ? readdirSync(folder).filter((name) => !NO_WORK.has(name)).sort() : [];
    if (work.length > 0) throw new ReportError(given, `the folder is not empty: it holds ${work.slice(0, 3).join(", ")}${work.length > 3 ? ` and ${work.length - 3} more` : ""}. Name a new one: backproof init FOLDER`);
  } catch (error) {
    if (error instanceof ReportError) throw error;
    throw new ReportError(given, `the folder cannot be read: ${systemReason(error)}`);
  }
}

/** @returns false where a file of this name was there, which stays as it is */
function write(folder: string, { name, content }: StarterFile): boolean {
  const path = join(folder, name);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST" && existsSync(path)) return false;
    throw new ReportError(path, `cannot be written: ${systemReason(error)}`);
  }
}

/** How npm finds this very package from `folder`: as the project it is installed in asks for it, or by the folder of its checkout. */
export function dependencyFor(folder: string, own: string = realpathSync(packageFolder()), version: string = packageVersion()): string {
  const file = (path: string): string => `file:${relative(resolve(folder), path).split(sep).join("/")}`;
  const at = own.lastIndexOf(`${sep}node_modules${sep}`);
  if (at < 0) return file(own);
  const project = own.slice(0, at);
  const asked = askedFor(join(project, "package.json"));
  const local = /^file:(.*)$/.exec(asked ?? "")?.[1];
  if (local !== undefined) return file(isAbsolute(local) ? local : join(project, local));
  return asked ?? version;
}

function askedFor(manifest: string): string | undefined {
  try {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(manifest, "utf8")) as { readonly [key: string]: { readonly [name: string]: string } };
    return dependencies["backproof"] ?? devDependencies["backproof"];
  } catch {
    return undefined;
  }
}

/** Nothing has to be installed where a folder above has it already. */
function nextSteps(folder: string, given: string): string {
  const steps = [...(folder === process.cwd() ? [] : [`cd ${given}`]), ...(isInstalled(folder) ? [] : ["npm install"])];
  return `
Next:
${steps.map((step) => `  ${step}\n`).join("")}  npx backproof report          runs the notebook, checks it, writes out/report.html and out/report.pdf
  npx backproof check notebooks/1-scale.ipynb
                                decides its equations alone, at once
  npx backproof kernel install  lets Jupyter open it
`;
}

function isInstalled(folder: string): boolean {
  if (existsSync(join(folder, "node_modules", "backproof", "package.json"))) return true;
  return dirname(folder) !== folder && isInstalled(dirname(folder));
}
