/**
 * Kernels that have run the first cells of a notebook and wait for the one that its author is about to change.
 *
 * What waits is used only where it is what a fresh run comes by: the cells before, and all that they depend on, are digest by digest what
 * they were when it ran them; they reach nothing outside of the kernel; all went well; nothing was left running.
 */
import { freemem, totalmem } from "node:os";
import { setImmediate as aTurn } from "node:timers/promises";
import { type Inputs, inputsOf } from "../notebook/cache/inputs.js";
import { type Begun, type ExecuteOptions, runAhead } from "../notebook/execute.js";
import { kernelFor } from "../notebook/kernel/kernel-spec.js";
import type { Notebook } from "../notebook/nbformat.js";
import { codesOf, runningCells } from "./cell-results.js";

/** A notebook, and how many of its cells are to be run ahead; 0: a kernel that has only started. */
export interface Wish {
  readonly notebook: Notebook;
  readonly cells: number;
  readonly options: ExecuteOptions & { readonly cwd: string };
  /** Until it waits, as far as is known. */
  readonly seconds: number;
}

interface Waiting {
  readonly path: string;
  readonly cells: number;
  /** The cells it ran, as they stood there. */
  readonly codes: string;
  /** Of those cells and of all that they depend on, before it started. */
  readonly key: string;
  readonly startedAt: number;
  readonly seconds: number;
  readonly begun: Promise<Begun | null>;
  readonly abort: AbortController;
  isReady: boolean;
  /** What it depends on may have changed since it was looked at. */
  isDoubtful: boolean;
}

/** Memory that a kernel takes. Bytes. */
const KERNEL = 400e6;

/** A kernel more: where there is memory for two, and all together take no more than a quarter of the machine's. */
const hasRoom = (waiting: number): boolean => freemem() >= 2 * KERNEL && (waiting + 1) * KERNEL <= totalmem() / 4;

export class Standby {
  private readonly waiting = new Set<Waiting>();
  /** Wishes that cannot be, as long as nothing changes. */
  private readonly refused = new Set<string>();
  private wishes: readonly Wish[] = [];
  private filled: Promise<void> = Promise.resolve();

  constructor(private readonly root: string) {}

  /**
   * Starts what is wished and does not wait yet, one after the other, the first wishes first, as far as memory is free; ends what nobody
   * wishes any more. Settles when all that there is room for waits, or others are wished.
   */
  keep(wishes: readonly Wish[]): Promise<void> {
    this.wishes = wishes;
    for (const each of [...this.waiting].filter((one) => !wishes.some((wish) => isFor(one, wish)))) void this.end(each);
    return (this.filled = this.filled.then(() => this.fill(wishes)));
  }

  /** Files changed that cells may depend on: what waits is looked at again before it counts as what is wished. */
  doubt(): void {
    this.refused.clear();
    for (const each of this.waiting) each.isDoubtful = true;
  }

  /** Ends what is still being started for other notebooks than these, which are about to run. */
  makeWay(paths: readonly string[]): void {
    this.wishes = [];
    for (const each of [...this.waiting].filter(({ isReady, path }) => !isReady && !paths.includes(path))) void this.end(each);
  }

  /** The one that leaves least to wait for, if there is any that fits; it is the caller's then. */
  async take(notebook: Notebook, options: Wish["options"]): Promise<Begun | null> {
    const fitting = [...this.waiting].filter((each) => isFor(each, { notebook, options, cells: each.cells })).sort((a, b) => saved(b) - saved(a) || b.cells - a.cells);
    for (const each of fitting) {
      const isValid = (): boolean => this.keyOf({ notebook, cells: each.cells, options }) === each.key;
      if (!each.isReady && !isValid()) continue;
      this.waiting.delete(each);
      const begun = await each.begun;
      if (begun?.kernel.isAlive === true && isValid()) return begun;
      await begun?.kernel.kill();
    }
    return null;
  }

  /** Ends all that wait. */
  async close(): Promise<void> {
    this.wishes = [];
    await Promise.all([this.filled, ...[...this.waiting].map((each) => this.end(each))]);
  }

  private async fill(wishes: readonly Wish[]): Promise<void> {
    for (const wish of wishes) {
      await aTurn();
      if (this.wishes !== wishes) return;
      const there = [...this.waiting].find((each) => isFor(each, wish));
      if (there !== undefined && this.isValid(there, wish.notebook, wish.options)) await there.begun;
      else if (this.waiting.size > 0 && !hasRoom(this.waiting.size)) return;
      else await this.start(wish);
    }
  }

  private isValid(each: Waiting, notebook: Notebook, options: Wish["options"]): boolean {
    if (!each.isDoubtful) return true;
    each.isDoubtful = false;
    if (this.keyOf({ notebook, cells: each.cells, options }) === each.key) return true;
    void this.end(each);
    return false;
  }

  /** Settles when it waits. */
  private async start(wish: Wish): Promise<void> {
    const { notebook, cells, options, seconds } = wish, codes = firstCodes(notebook, cells), name = `${options.path} ${codes}`;
    const key = this.refused.has(name) ? null : this.keyOf(wish);
    if (key === null) return void this.refused.add(name);
    const abort = new AbortController();
    const begun = runAhead(notebook, cells, { ...options, signal: abort.signal }).catch(() => null);
    const started: Waiting = { path: options.path, cells, codes, key, startedAt: performance.now(), seconds, begun, abort, isReady: false, isDoubtful: false };
    this.waiting.add(started);
    await begun;
    started.isReady = true;
  }

  private async end(each: Waiting): Promise<void> {
    this.waiting.delete(each);
    each.abort.abort();
    await (await each.begun)?.kernel.kill();
  }

  /** Null where it is not known what the cells depend on, or they are not the kernel's own business. */
  private keyOf({ notebook, cells, options }: Omit<Wish, "seconds">): string | null {
    const first = firstCells(notebook, cells);
    const known = inputsOf({ notebook: first, folder: options.cwd, kernel: options.kernel ?? kernelFor(notebook, options.path, options.cwd), data: [], root: this.root });
    if ("unknown" in known || known.reaches.length > 0) return null;
    return JSON.stringify([cells, canonical(known.inputs), options.cellSeconds]);
  }
}

/** Has it run, or does it run, the same cells? What else they depend on is not asked here. */
const isFor = ({ path, cells, codes }: Waiting, wish: Omit<Wish, "seconds">): boolean =>
  path === wish.options.path && cells === wish.cells && codes === firstCodes(wish.notebook, cells);

/** Seconds of a run that it takes off. */
const saved = ({ isReady, seconds, startedAt }: Waiting): number => (isReady ? seconds : Math.min(seconds, (performance.now() - startedAt) / 1000));

const canonical = (inputs: Inputs): readonly (readonly [string, string])[] => Object.entries(inputs).sort(([a], [b]) => (a < b ? -1 : 1));

const firstCodes = (notebook: Notebook, count: number): string => JSON.stringify(codesOf(notebook).slice(0, count));

/** The notebook as far as its first so many cells that run. */
function firstCells(notebook: Notebook, count: number): Notebook {
  const end = runningCells(notebook)[count];
  return end === undefined ? notebook : { ...notebook, cells: notebook.cells.slice(0, end) };
}
