/**
 * Results of notebooks on disk: a folder for each notebook, a file for each state of what it depends on.
 * A file is its SHA-256, a line feed, and V8's serialisation. What does not fit in any way is as if it were not there.
 */
import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { deserialize, serialize } from "node:v8";
import type { Output } from "../nbformat.js";
import type { CellOutcome } from "../run.js";
import type { Inputs } from "./inputs.js";

export interface StoredCell {
  readonly outputs: readonly Output[];
  readonly executionCount: number | null;
  readonly outcome: CellOutcome;
  readonly seconds: number;
  readonly records: readonly unknown[];
}

export interface StoredResult {
  readonly format: typeof FORMAT;
  readonly notebook: string;
  readonly inputs: Inputs;
  /** When it ran: ISO 8601. */
  readonly ranAt: string;
  readonly seconds: number;
  /** The cells that run, in their order. */
  readonly cells: readonly StoredCell[];
}

const FORMAT = "backproof result 1";

/** Stands among a notebook's results while its last run failed. */
const FAILED = "failed";

/** States kept of a notebook: going back to one of them, as when branches change, costs nothing. */
const KEPT = 8;

/** A temporary file that is older than this is nobody's any more. Milliseconds. */
const ABANDONED = 3_600_000;

export class ResultStore {
  /** @param folder made when something is stored */
  constructor(readonly folder: string) {}

  /** The result of a notebook in exactly this state; null if there is none that can be trusted. */
  find(notebook: string, inputs: Inputs): StoredResult | null {
    const stored = this.read(join(this.folderOf(notebook), fileName(inputs)), notebook);
    return stored !== null && isSame(stored.inputs, inputs) ? stored : null;
  }

  /** It is in this state now: that is then its latest one, however long ago it was stored. */
  touch(notebook: string, inputs: Inputs): void {
    const now = new Date();
    try {
      utimesSync(join(this.folderOf(notebook), fileName(inputs)), now, now);
    } catch {
      // another build removed it
    }
  }

  /** The state that it was last seen in, of those that are stored; null if none is known. */
  latestInputs(notebook: string): Inputs | null {
    return this.latest(notebook)?.inputs ?? null;
  }

  /** Why there is no result of a notebook, in any state. */
  absence(notebook: string): string {
    if (this.entries(notebook).length > 0) return "its stored result is damaged";
    return existsSync(join(this.folderOf(notebook), FAILED)) ? "it failed the last time" : "no stored result";
  }

  /** Its last run failed; kept only to say so. */
  putFailure(notebook: string): void {
    try {
      this.make(this.folderOf(notebook));
      writeFileSync(join(this.folderOf(notebook), FAILED), "");
    } catch {
      // then it is not said
    }
  }

  /** How long its last stored run took; null if none is known. */
  latestSeconds(notebook: string): number | null {
    return this.latest(notebook)?.seconds ?? null;
  }

  private latest(notebook: string): StoredResult | null {
    for (const file of this.entries(notebook)) {
      const stored = this.read(file, notebook);
      if (stored !== null) return stored;
    }
    return null;
  }

  /** Stores a result, whole or not at all: other builds see either the one before or this one. Null, or why it could not. */
  put(result: Omit<StoredResult, "format">): string | null {
    const folder = this.folderOf(result.notebook);
    const aside = join(folder, `${randomUUID()}.tmp`);
    try {
      this.make(folder);
      rmSync(join(folder, FAILED), { force: true });
      const body = serialize({ ...result, format: FORMAT });
      writeFileSync(aside, Buffer.concat([Buffer.from(`${sum(body)}\n`), body]));
      renameSync(aside, join(folder, fileName(result.inputs)));
      this.tidy(result.notebook);
      return null;
    } catch (error) {
      removeIfThere(aside);
      return (error as Error).message;
    }
  }

  /** Removes everything; the number of results that there were. */
  clean(): number {
    const count = namesIn(this.folder).flatMap((name) => namesIn(join(this.folder, name))).filter((name) => name.endsWith(".result")).length;
    rmSync(this.folder, { recursive: true, force: true });
    return count;
  }

  private make(folder: string): void {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(this.folder, ".gitignore"), "*\n");
  }

  private folderOf(notebook: string): string {
    return join(this.folder, `${basename(notebook, ".ipynb")}-${sum(notebook).slice(0, 12)}`);
  }

  private read(file: string, notebook: string): StoredResult | null {
    try {
      const bytes = readFileSync(file);
      const body = bytes.subarray(65);
      if (bytes.subarray(0, 65).toString("latin1") !== `${sum(body)}\n`) return null;
      const stored = deserialize(body) as StoredResult;
      return stored.format === FORMAT && stored.notebook === notebook ? stored : null;
    } catch {
      return null;
    }
  }

  /** Newest first. */
  private entries(notebook: string): readonly string[] {
    const folder = this.folderOf(notebook);
    const files = namesIn(folder).filter((name) => name.endsWith(".result")).map((name) => join(folder, name));
    const age = new Map(files.map((file) => [file, ageOf(file)]));
    return files.sort((a, b) => age.get(a)! - age.get(b)!);
  }

  private tidy(notebook: string): void {
    const folder = this.folderOf(notebook);
    const abandoned = namesIn(folder).map((name) => join(folder, name)).filter((file) => file.endsWith(".tmp") && ageOf(file) > ABANDONED);
    for (const file of [...this.entries(notebook).slice(KEPT), ...abandoned]) rmSync(file, { force: true });
  }
}

const sum = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex");
const canonical = (inputs: Inputs): string => JSON.stringify(Object.entries(inputs).sort(([a], [b]) => (a < b ? -1 : 1)));
const fileName = (inputs: Inputs): string => `${sum(canonical(inputs))}.result`;
const isSame = (a: Inputs, b: Inputs): boolean => canonical(a) === canonical(b);

function removeIfThere(file: string): void {
  try {
    rmSync(file);
  } catch {
    // it was never made
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function ageOf(file: string): number {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? Infinity : Date.now() - found.mtimeMs;
}
