/**
 * Notebooks import what is compiled; authors edit what it is compiled from. A source that was edited since is told, and compiled where
 * there is a command for it.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

export class CompiledSources {
  private compiledOf = new Map<string, string>();
  /** Edited sources, with the state that their compiled file had then. */
  private readonly edited = new Map<string, string>();
  private child: ChildProcess | null = null;
  private isAskedAgain = false;

  /**
   * @param command compiles; null: somebody else does
   * @param onBuilt what the command said where it failed, else null
   */
  constructor(
    private readonly command: string | null,
    private readonly cwd: string,
    private readonly onBuilt: (failure: string | null) => void,
  ) {}

  /** The sources behind these files, as far as their source maps tell. */
  sourcesOf(files: Iterable<string>): readonly string[] {
    this.compiledOf = new Map([...files].flatMap((file) => sourcesIn(file).map((source) => [source, file] as const)));
    return [...this.compiledOf.keys()];
  }

  /** These files changed: those that are sources wait to be compiled. */
  note(files: readonly string[]): void {
    const sources = files.filter((file) => this.compiledOf.has(file));
    for (const source of sources) this.edited.set(source, stateOf(this.compiledOf.get(source)!));
    if (sources.length > 0 && this.command !== null) this.build(this.command);
  }

  /** Compiled files that are older than their source, with it. */
  get behind(): ReadonlyMap<string, string> {
    for (const [source, state] of this.edited) if (stateOf(this.compiledOf.get(source) ?? source) !== state) this.edited.delete(source);
    return new Map([...this.edited.keys()].map((source) => [this.compiledOf.get(source)!, source]));
  }

  get isBuilding(): boolean {
    return this.child !== null;
  }

  async close(): Promise<void> {
    const { child } = this;
    if (child?.pid === undefined) return;
    const ended = new Promise((end) => child.once("close", end));
    try {
      process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGTERM");
    } catch {
      // it has ended
    }
    await ended;
  }

  private build(command: string): void {
    this.isAskedAgain = this.child !== null;
    if (this.child !== null) return;
    const sources = [...this.edited.keys()];
    let said = "";
    const child = spawn(command, { cwd: this.cwd, shell: true, detached: process.platform !== "win32", stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => void (said = (said + part.toString()).slice(-8192)));
    this.child = child;
    child.on("close", (code) => {
      this.child = null;
      if (this.isAskedAgain) return this.build(command);
      if (code === 0) for (const source of sources) this.edited.delete(source);
      this.onBuilt(code === 0 ? null : `${command} failed:\n${said.trim()}`);
    });
  }
}

/** What a source map said when it was last read, with what told its state then. */
const maps = new Map<string, { readonly state: string; readonly sources: readonly string[] }>();

function sourcesIn(file: string): readonly string[] {
  if (!/\.[cm]?js$/.test(file)) return [];
  const map = `${file}.map`, state = stateOf(map), known = maps.get(map);
  const sources = known?.state === state ? known.sources : sourcesOfMap(map);
  maps.set(map, { state, sources });
  return sources.filter((source) => existsSync(source));
}

function sourcesOfMap(map: string): readonly string[] {
  try {
    const { sources } = JSON.parse(readFileSync(map, "utf8")) as { readonly sources: readonly string[] };
    return sources.map((source) => resolve(dirname(map), source));
  } catch {
    return []; // there is none, or it is of no use
  }
}

function stateOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats === undefined ? "" : `${stats.mtimeMs} ${stats.ino}`;
}
