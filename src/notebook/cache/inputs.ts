/**
 * Everything that a notebook's results depend on, each part with its digest.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { didYouMean } from "../did-you-mean.js";
import type { KernelSpec } from "../kernel/kernel-spec.js";
import { type CodeCell, type Notebook, tagsOf } from "../nbformat.js";
import { walkNow } from "./module-graph.js";
import { packageOpening } from "./package-openings.js";
import { packageOf } from "./resolve-module.js";

/** Digest by part, as "cell 3", "file src/a.ts", "package mathjs": what differs between two of these is why a notebook runs again. */
export type Inputs = { readonly [part: string]: string };

/** Where not all that it depends on can be known: why not, and what of it is seen. */
export type Known = Seen | { readonly unknown: string; readonly seen: Seen | null };

export interface Seen {
  readonly inputs: Inputs;
  /** The local files among them, absolute. */
  readonly files: readonly string[];
  /** By what the cells reach files, processes or the network, declared or not. */
  readonly reaches: readonly string[];
}

export interface InputsQuestion {
  /** With its parameters put in. */
  readonly notebook: Notebook;
  /** Where cells run. */
  readonly folder: string;
  readonly kernel: KernelSpec;
  /** Files and folders that the cells read; absolute. The notebook may name more, in metadata.backproof.data. */
  readonly data: readonly string[];
  /** Paths are told relative to this. */
  readonly root: string;
  /** Is there a result for these inputs? What packages read was looked through when it was stored. */
  readonly isStored?: (inputs: Inputs) => boolean;
}

/** Where a notebook reads files, it says which: `"backproof": { "data": ["digits.csv"] }` in its metadata, relative to it. */
function declaredData({ metadata }: Notebook): readonly string[] | null {
  const data = (metadata["backproof"] as { readonly data?: unknown } | undefined)?.data;
  return Array.isArray(data) ? data.filter((path): path is string => typeof path === "string") : null;
}

/** Looks at all files anew. A file that is there and cannot be read makes the answer unknown. */
export function inputsOf(question: InputsQuestion): Known {
  try {
    return look(question);
  } catch (error) {
    return { unknown: (error as Error).message, seen: null };
  }
}

function look({ notebook, folder, kernel, data, root, isStored }: InputsQuestion): Known {
  if (!kernel.numbersMessages) return { unknown: `what notebooks of the kernel "${kernel.name}" import is not followed`, seen: null };
  const cells = notebook.cells.flatMap((cell, index) => (isRun(cell) ? [{ cell, index }] : []));
  const graph = walkNow().graphOf(cells.map(({ cell }) => cell.source).join("\n;\n"), folder);
  const declared = declaredData(notebook);
  const named = (file: string): string => relative(root, file).split(sep).join("/");
  const wanted = [...data, ...(declared ?? []).map((path) => (isAbsolute(path) ? path : resolve(folder, path)))];
  const read = wanted.flatMap(filesIn);
  const locks = lockFiles(folder);
  const declares = declared !== null || data.length > 0;
  const inputs: Inputs = Object.fromEntries([
    ...cells.map(({ cell }, k) => part(`cell ${k + 1}`, digest(cell.source, ...tagsOf(cell).filter((tag) => tag === "raises-exception")))),
    ...[...graph.files].map(([file, sum]) => part(`file ${named(file)}`, sum)),
    ...[...graph.packages].map(([name, version]) => part(`package ${name}`, version)),
    ...read.map((file) => part(`data ${named(file)}`, fileDigest(file))),
    ...locks.map((file) => part(`lock ${named(file)}`, fileDigest(file))),
    part("declaration", String(declares)),
    ...Object.entries(environment(kernel, folder)),
  ]);
  const openings = [...graph.openings, ...(graph.foreign.length === 0 || isStored?.(inputs) === true ? [] : graph.foreign.flatMap((each) => packageOpening(each) ?? []))];
  const seen: Seen = { reaches: openings, files: [...graph.files.keys(), ...read, ...locks], inputs };
  const unknown = openings.length > 0 && !declares ? `${openings.join(", ")} can read anything, and the notebook declares no data` : missing(wanted, named);
  return unknown === null ? seen : { unknown, seen };
}

/** What is declared and is not there may be misspelt: then the notebook reads another file, which nobody watches. */
function missing(wanted: readonly string[], named: (file: string) => string): string | null {
  const file = wanted.find((each) => !existsSync(each));
  if (file === undefined) return null;
  const nearest = existsSync(dirname(file)) ? didYouMean(basename(file), readdirSync(dirname(file))) : "";
  return `the declared data ${named(file)} is not there${nearest}`;
}

const part = (name: string, sum: string): readonly [string, string] => [name, sum];

const isRun = (cell: Notebook["cells"][number]): cell is CodeCell => cell.cell_type === "code" && !tagsOf(cell).includes("skip-execution");

function digest(...parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest("hex");
}

const fileDigest = (file: string): string => (existsSync(file) ? createHash("sha256").update(readFileSync(file)).digest("hex") : "missing");

/** A folder stands for all files in it. */
function filesIn(path: string): readonly string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
  return readdirSync(path).sort().flatMap((name) => filesIn(join(path, name)));
}

/** What is to be installed, and what is. */
const LOCKS = ["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "node_modules/.package-lock.json"];

function lockFiles(folder: string): readonly string[] {
  for (let at = realpathSync(folder); ; at = dirname(at)) {
    const found = LOCKS.map((name) => join(at, name)).filter((file) => existsSync(file));
    if (found.length > 0) return found;
    if (dirname(at) === at) return [];
  }
}

/** Variables that change what the same code writes. */
const VARIABLES = ["NODE_OPTIONS", "NODE_ENV", "TZ", "LANG", "LC_ALL", "BACKPROOF_DATA"];

function environment({ name, argv, env }: KernelSpec, folder: string): Inputs {
  return {
    "Node": `${process.version} ${process.platform} ${process.arch}`,
    "kernel": `${name} ${argv.slice(1).flatMap(versionsBehind).join(", ")} ${JSON.stringify([argv.slice(1).map((each) => each.replace(/^file:.*\//, "")), env ?? {}])}`,
    "backproof": engine(),
    "folder": realpathSync(folder),
    ...Object.fromEntries(VARIABLES.map((variable) => [`variable ${variable}`, process.env[variable] ?? ""])),
  };
}

/** The kernel's package, and the compiler that it brings. */
function versionsBehind(argument: string): readonly string[] {
  const own = isAbsolute(argument) ? packageOf(dirname(argument)) : null;
  if (own === null) return [];
  const versions = [`${String(own.fields.name)} ${String(own.fields.version)}`];
  try {
    const compiler = createRequire(join(own.folder, "package.json")).resolve("@tslab/typescript-for-tslab/package.json");
    return [...versions, `TypeScript ${(JSON.parse(readFileSync(compiler, "utf8")) as { version: string }).version}`];
  } catch {
    return versions;
  }
}

/** Our own code that runs notebooks: what it makes of their messages may change with it. */
function engine(): string {
  const here = dirname(dirname(fileURLToPath(import.meta.url)));
  return (engineDigest ??= digest(...filesIn(here).filter((file) => /\.js$/.test(file)).map(fileDigest)));
}

let engineDigest: string | undefined;
