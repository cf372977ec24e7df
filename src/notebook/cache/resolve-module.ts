/**
 * The files that an import may mean. Kernels and compilers differ in which one they take; all that are there count, so that none is missed.
 */
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, sep } from "node:path";
import { FileStates } from "./file-states.js";
import { FolderView } from "./folder-view.js";

export type Resolution =
  | { readonly kind: "builtin"; readonly name: string }
  /** A package of others, installed: told by its name and version; the lock file tells the rest. */
  | { readonly kind: "package"; readonly name: string; readonly version: string }
  /** Files of the project. `isPure`: loading them does nothing but define (package.json says `"sideEffects": false`). */
  | { readonly kind: "local"; readonly files: readonly string[]; readonly packageName: string | null; readonly isPure: boolean }
  | { readonly kind: "missing" };

/** A package.json and where it stands. */
export interface Package {
  readonly folder: string;
  readonly fields: { readonly name?: unknown; readonly version?: unknown; readonly exports?: unknown; readonly imports?: unknown; readonly main?: unknown; readonly module?: unknown; readonly sideEffects?: unknown };
}

/** What was seen so far of the files as they are at one time. */
export class Memory {
  /** By folder. */
  readonly packages = new Map<string, Package | null>();
  readonly states = new FileStates();
  readonly view = new FolderView(this.states);
}

/** @param folder where the importing file, or the notebook, stands */
export function resolveModule(specifier: string, folder: string, memory: Memory = new Memory()): Resolution {
  if (isBuiltin(specifier)) return { kind: "builtin", name: specifier.replace(/^node:/, "") };
  if (specifier.startsWith("file:")) return local([new URL(specifier).pathname], memory);
  if (/^\.{0,2}\/|^\.{1,2}$/.test(specifier)) return local([join(specifier.startsWith("/") ? "/" : folder, specifier)], memory);
  const own = packageOf(folder, memory);
  if (specifier.startsWith("#")) return own === null ? { kind: "missing" } : local(targetsOf(own.fields.imports, specifier).map((target) => join(own.folder, target)), memory);
  const { name, rest } = splitSpecifier(specifier);
  const found = own?.fields.name === name ? own : installedPackage(name, folder, memory);
  if (found === null) return { kind: "missing" };
  if (found.folder.split(sep).includes("node_modules")) return { kind: "package", name, version: String(found.fields.version) };
  return local(entriesOf(found, `.${rest}`).map((target) => join(found.folder, target)), memory);
}

/** `@scope/name/part` as the package's name and `/part`. */
export function splitSpecifier(specifier: string): { readonly name: string; readonly rest: string } {
  const [, name = "", rest = ""] = /^((?:@[^/]+\/)?[^/]+)(.*)$/.exec(specifier) ?? [];
  return { name, rest };
}

function local(candidates: readonly string[], memory: Memory): Resolution {
  const files = [...new Set(candidates.flatMap((candidate) => variants(candidate, memory)).filter((file) => memory.view.isFile(file)).map((file) => memory.view.realpath(file)))];
  if (files.length === 0) return { kind: "missing" };
  const owner = packageOf(dirname(files[0]!), memory);
  const { name, sideEffects } = owner?.fields ?? {};
  return { kind: "local", files, packageName: typeof name === "string" ? name : null, isPure: sideEffects === false };
}

/** What is written for, or beside, a compiled file. */
const SOURCES = ["ts", "tsx", "mts", "cts", "d.ts", "d.mts", "d.cts"];
const EXTENSIONS = [...SOURCES, "js", "mjs", "cjs", "jsx", "json", "node"];

/** `./x` may be x.ts, x.js, x/index.js …; `./x.js` may be written in x.ts and declared in x.d.ts. */
function variants(file: string, memory: Memory): readonly string[] {
  const stem = file.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, "");
  if (stem !== file && memory.view.isFile(file)) return [file, ...SOURCES.map((extension) => `${stem}.${extension}`)];
  const withExtensions = (base: string): string[] => EXTENSIONS.map((extension) => `${base}.${extension}`);
  const manifest = readPackage(file, memory);
  const main = manifest === null ? [] : entriesOf(manifest, ".").flatMap((target) => [join(file, target), ...withExtensions(join(file, target))]);
  return [file, ...withExtensions(stem), ...(stem === file ? [] : withExtensions(file)), ...withExtensions(join(file, "index")), ...main];
}

function readPackage(folder: string, memory: Memory): Package | null {
  const known = memory.packages.get(folder);
  if (known !== undefined) return known;
  const found = parsePackage(folder, memory.states);
  memory.packages.set(folder, found);
  return found;
}

function parsePackage(folder: string, states: FileStates): Package | null {
  const file = join(folder, "package.json");
  states.look(file);
  if (!existsSync(file)) return null;
  try {
    return { folder: realpathSync(folder), fields: JSON.parse(readFileSync(file, "utf8")) as Package["fields"] };
  } catch {
    return null;
  }
}

function* upwards(folder: string): Generator<string> {
  for (let at = folder; ; at = dirname(at)) {
    yield at;
    if (dirname(at) === at) return;
  }
}

/** The package that a folder belongs to. */
export function packageOf(folder: string, memory: Memory = new Memory()): Package | null {
  for (const at of upwards(folder)) {
    const found = readPackage(at, memory);
    if (found !== null) return found;
  }
  return null;
}

/** As Node looks for it, from a folder upwards. */
export function installedPackage(name: string, folder: string, memory: Memory = new Memory()): Package | null {
  for (const at of upwards(folder)) {
    const found = readPackage(join(at, "node_modules", name), memory);
    if (found !== null) return found;
  }
  return null;
}

/** Every file that a package may give for a subpath ("." or "./x"), under whichever condition. */
export function entriesOf({ fields }: Package, subpath: string): readonly string[] {
  const { exports: exported, main, module } = fields;
  const entries = [...targetsOf(exported, subpath), ...(subpath === "." ? [main, module, "index.js"].filter((entry) => typeof entry === "string") : [])];
  return entries.length > 0 ? entries : [subpath];
}

function targetsOf(map: unknown, subpath: string): readonly string[] {
  if (typeof map !== "object" || map === null) return subpath === "." ? stringsIn(map) : [];
  const entries = Object.entries(map);
  if (!entries.some(([key]) => /^[.#]/.test(key))) return subpath === "." ? stringsIn(map) : [];
  return entries.flatMap(([key, target]) => {
    if (key === subpath) return stringsIn(target);
    const [before = "", after] = key.split("*");
    if (after === undefined || !subpath.startsWith(before) || !subpath.endsWith(after)) return [];
    const middle = subpath.slice(before.length, subpath.length - after.length);
    return stringsIn(target).map((text) => text.replaceAll("*", middle));
  });
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
