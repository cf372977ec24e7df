/**
 * Every local file that a text imports, directly or through others.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { type FileState, stateOf } from "./file-states.js";
import { exportsOf, type Import, importsOf, isBarrel } from "./imports.js";
import { isOpening, openingsOf } from "./openings.js";
import { Memory, type Resolution, resolveModule } from "./resolve-module.js";

export interface ModuleGraph {
  /** Digest by absolute path. */
  readonly files: ReadonlyMap<string, string>;
  /** Version by name: packages of others that are imported by name. */
  readonly packages: ReadonlyMap<string, string>;
  /** By what anything can be read, outside of this product's own package. */
  readonly openings: ReadonlySet<string>;
  /** The imports of packages of others, outside of this product's own package. */
  readonly foreign: readonly ForeignImport[];
}

export interface ForeignImport {
  readonly specifier: string;
  /** The folder that it stands in. */
  readonly from: string;
}

/** Our own modules read files of our own only (fonts, schemas), which come with the package. */
const OWN_PACKAGE = "backproof";

interface ModuleText {
  readonly digest: string;
  readonly openings: readonly string[];
  readonly imports: readonly Import[];
  readonly isBarrel: boolean;
  readonly exports: readonly string[] | null;
}

/** Which of a module's names are wanted; null: all. */
type Wanted = ReadonlySet<string> | null;

/** Follows imports; one walk reads each file once. A walk sees the files as they are at its time: take `walkNow()` to look again. */
export class ModuleWalk {
  private readonly modules = new Map<string, ModuleText>();
  private readonly resolutions = new Map<string, Resolution>();
  private readonly seen = new Memory();

  /** Whether it would see the same now. */
  get isCurrent(): boolean {
    return this.seen.states.areCurrent();
  }

  /** @param folder where the text stands */
  graphOf(text: string, folder: string): ModuleGraph {
    const files = new Map<string, string>(), packages = new Map<string, string>(), openings = new Set<string>(openingsOf(text));
    const foreign = new Map<string, ForeignImport>();
    const seen = new Map<string, Set<string>>();
    const follow = ({ specifier, names }: Pick<Import, "specifier" | "names">, from: string, fromOwn: boolean): void => {
      const resolution = this.resolve(specifier, from);
      if (resolution.kind === "builtin" && isOpening(specifier) && !fromOwn) openings.add(specifier);
      if (resolution.kind === "package") packages.set(resolution.name, resolution.version);
      if (resolution.kind === "package" && resolution.name !== OWN_PACKAGE && !fromOwn) foreign.set(`${from} ${specifier}`, { specifier, from });
      if (resolution.kind !== "local") return;
      const isOwn = resolution.packageName === OWN_PACKAGE;
      const wanted = names === null || !resolution.isPure ? null : new Set(names.map(({ name }) => name));
      const choice = wanted === null ? null : this.choose(resolution.files, wanted);
      for (const file of resolution.files) visit(file, wanted, choice?.get(file) ?? null, isOwn);
    };
    const visit = (file: string, wanted: Wanted, chosen: readonly Import[] | null, isOwn: boolean): void => {
      const module = this.read(file);
      const names = chosen !== null && wanted !== null ? wanted : new Set(["*"]);
      const known = seen.get(file) ?? new Set();
      if ([...names].every((name) => known.has(name)) || known.has("*")) return;
      seen.set(file, new Set([...known, ...names]));
      files.set(file, module.digest);
      if (known.size === 0 && !isOwn) for (const each of module.openings) openings.add(each);
      for (const each of chosen ?? module.imports) follow(each, dirname(file), isOwn);
    };
    for (const each of importsOf(text)) follow(each, folder, false);
    return { files, packages, openings, foreign: [...foreign.values()] };
  }

  /**
   * What barrels must look up to give these names, by file: a module's code and its types are two files, and a type stands in one of them only.
   * Null if not all are barrels, or a name is found in none.
   */
  private choose(files: readonly string[], wanted: ReadonlySet<string>): ReadonlyMap<string, readonly Import[]> | null {
    const left = new Set(wanted);
    const chosen = new Map<string, readonly Import[]>();
    for (const file of files) {
      const module = this.read(file);
      if (!module.isBarrel) return null;
      const imports: Import[] = [];
      for (const each of module.imports) {
        const names = each.names?.filter(({ as }) => wanted.has(as)) ?? this.starred(each, wanted, dirname(file));
        if (names === null) return null;
        for (const { as } of names) left.delete(as);
        if (names.length > 0) imports.push({ ...each, names });
      }
      chosen.set(file, imports);
    }
    return left.size === 0 ? chosen : null;
  }

  /** Those of the names that `export * from` gives; null where that cannot be read off. */
  private starred({ specifier }: Import, wanted: ReadonlySet<string>, folder: string): Import["names"] {
    const resolution = this.resolve(specifier, folder);
    const exported = (resolution.kind === "local" ? resolution.files : []).map((file) => this.read(file).exports);
    if (exported.includes(null)) return null;
    const given = new Set(exported.flat());
    return [...wanted].filter((name) => given.has(name)).map((name) => ({ name, as: name }));
  }

  private resolve(specifier: string, folder: string): Resolution {
    const key = `${folder}\0${specifier}`;
    const known = this.resolutions.get(key) ?? resolveModule(specifier, folder, this.seen);
    this.resolutions.set(key, known);
    return known;
  }

  private read(file: string): ModuleText {
    const known = this.modules.get(file);
    if (known !== undefined) return known;
    const module = remembered(file, this.seen.states.look(file));
    this.modules.set(file, module);
    return module;
  }
}

let last: ModuleWalk | null = null;

/** A walk that sees the files as they are now: the last one, where nothing that it looked at has changed. */
export function walkNow(): ModuleWalk {
  if (last?.isCurrent !== true) last = new ModuleWalk();
  return last;
}

/** What a file said when it was last read, with what told its state then. */
const memory = new Map<string, { readonly state: string; readonly module: ModuleText }>();

/** Read again only where its state is another one. */
function remembered(file: string, { state, isYoung }: FileState): ModuleText {
  const known = memory.get(file);
  if (known?.state === state) return known.module;
  const module = readModule(file);
  if (!isYoung && stateOf(file).state === state) memory.set(file, { state, module });
  else memory.delete(file);
  return module;
}

function readModule(file: string): ModuleText {
  const bytes = readFileSync(file);
  const isCode = /\.[cm]?[jt]sx?$/.test(file);
  const text = isCode ? bytes.toString() : "";
  const digest = createHash("sha256").update(bytes).digest("hex");
  return { digest, openings: /\.d\.[cm]?ts$/.test(file) ? [] : openingsOf(text), imports: importsOf(text), isBarrel: isCode && isBarrel(text), exports: isCode ? exportsOf(text) : null };
}
