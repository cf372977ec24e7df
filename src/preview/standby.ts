/**
 * Kernels that have run the first cells of a notebook and wait for the one that its author is about to change.
 *
 * What waits is used only where it is what a fresh run comes by: the cells before, and all that they depend on, are digest by digest what
 * they were when it ran them; they reach nothing outside of the kernel; all went well; no timer was left running.
 */
import { freemem } from "node:os";
import { type Inputs, inputsOf } from "../notebook/cache/inputs.js";
import { type Begun, type ExecuteOptions, runAhead } from "../notebook/execute.js";
import { kernelFor } from "../notebook/kernel/kernel-spec.js";
import { type Notebook, tagsOf } from "../notebook/nbformat.js";

/** A notebook, and how many of its cells are to be run ahead; 0: a kernel that has only started. */
export interface Wish {
  readonly notebook: Notebook;
  readonly cells: number;
  readonly options: ExecuteOptions & { readonly cwd: string };
}

interface Waiting {
  readonly cells: number;
  /** Of the cells it ran, as they were before it started. */
  readonly key: string;
  readonly begun: Promise<Begun | null>;
  readonly abort: AbortController;
}

/** Memory that a kernel takes. Bytes. */
const KERNEL = 400e6;

export class Standby {
  private readonly waiting: Waiting[] = [];

  constructor(private readonly root: string) {}

  /** Starts what is wished and does not wait yet, the first wishes first, as far as memory is free; ends what nobody wishes any more. */
  keep(wishes: readonly Wish[]): void {
    const keys = wishes.map((wish) => ({ wish, key: this.keyOf(wish) }));
    const idle = this.waiting.filter(({ key }) => !keys.some((each) => each.key === key));
    for (const each of idle) void this.end(each);
    for (const { wish, key } of keys) {
      if (key === null || this.waiting.some((each) => each.key === key)) continue;
      if (this.waiting.length > 0 && freemem() < 2 * KERNEL) return;
      const abort = new AbortController();
      const begun = runAhead(wish.notebook, wish.cells, { ...wish.options, signal: abort.signal }).catch(() => null);
      this.waiting.push({ cells: wish.cells, key, begun, abort });
    }
  }

  /** The one that has run most of this notebook, if there is any that fits; it is the caller's then. */
  async take(notebook: Notebook, options: Wish["options"]): Promise<Begun | null> {
    for (const each of this.waiting.toSorted((a, b) => b.cells - a.cells)) {
      const keyNow = (): string | null => this.keyOf({ notebook, cells: each.cells, options });
      if (keyNow() !== each.key) continue;
      this.waiting.splice(this.waiting.indexOf(each), 1);
      const begun = await each.begun;
      if (begun?.kernel.isAlive === true && keyNow() === each.key) return begun;
      await begun?.kernel.shutdown();
    }
    return null;
  }

  /** Ends all that wait. */
  async close(): Promise<void> {
    await Promise.all([...this.waiting].map((each) => this.end(each)));
  }

  private async end(each: Waiting): Promise<void> {
    this.waiting.splice(this.waiting.indexOf(each), 1);
    each.abort.abort();
    await (await each.begun)?.kernel.kill();
  }

  /** Null where it is not known what the cells depend on, or they are not the kernel's own business. */
  private keyOf({ notebook, cells, options }: Wish): string | null {
    const first = firstCells(notebook, cells);
    const known = inputsOf({ notebook: first, folder: options.cwd, kernel: options.kernel ?? kernelFor(notebook, options.path, options.cwd), data: [], root: this.root });
    if ("unknown" in known || known.reaches.length > 0) return null;
    return JSON.stringify([cells, canonical(known.inputs), options.cellSeconds]);
  }
}

const canonical = (inputs: Inputs): readonly (readonly [string, string])[] => Object.entries(inputs).sort(([a], [b]) => (a < b ? -1 : 1));

/** The notebook as far as its first so many cells that run. */
function firstCells(notebook: Notebook, count: number): Notebook {
  let left = count;
  const end = notebook.cells.findIndex((cell) => cell.cell_type === "code" && !tagsOf(cell).includes("skip-execution") && left-- === 0);
  return end < 0 ? notebook : { ...notebook, cells: notebook.cells.slice(0, end) };
}
