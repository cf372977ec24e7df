/** A preview of a small project in a folder of its own, with a kernel that answers at once, and a reader who sees every page. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Cell, type KernelSpec, writeNotebook } from "../../src/notebook/index.js";
import { type PreviewOptions, startPreview, type Settled } from "../../src/preview/preview.js";
import type { BuildProgress } from "../../src/report/build.js";
import { notebook } from "../notebook/notebooks.js";

/** Says each cell's code, and how many it ran before. */
export const echo: KernelSpec = {
  name: "echo",
  argv: [process.execPath, fileURLToPath(new URL("../notebook/fake-kernel.js", import.meta.url)), "echo", "{connection_file}"],
  language: "typescript",
  interruptMode: "signal",
  numbersMessages: true,
};

export interface Seen {
  readonly version: number;
  readonly stale: { readonly [notebook: string]: readonly number[] };
  readonly isBusy: boolean;
  readonly doing: readonly string[];
  readonly fault: string | null;
  readonly problems: number;
}

export interface Previewing {
  readonly folder: string;
  readonly url: string;
  readonly write: (name: string, content: readonly Cell[] | string) => void;
  /** The page's text between its `main` tags. */
  readonly main: () => Promise<string>;
  /** The state as the page is told. */
  readonly state: () => Seen;
  /** Every state that was told. */
  readonly states: readonly Seen[];
  /** "a.ipynb 2": the cells that ran, in their order. */
  readonly ran: readonly string[];
  readonly settled: readonly Settled[];
  /** Waits until the page says so, or fails with what it says. */
  readonly until: (is: (main: string, state: Seen) => boolean, what: string) => Promise<string>;
  /** Ends the preview; its folder stays. */
  readonly end: () => Promise<void>;
  /** Ends it and removes its folder. */
  readonly close: () => Promise<void>;
}

export async function previewing(files: { readonly [name: string]: readonly Cell[] | string }, kernel: KernelSpec | null = echo, options: PreviewOptions = {}): Promise<Previewing> {
  const folder = mkdtempSync(join(tmpdir(), "backproof-preview-"));
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  const write = (name: string, content: readonly Cell[] | string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === "string" ? content : writeNotebook(notebook(content)));
  };
  write("package.json", "{}");
  write("report.json", JSON.stringify({ title: "T", chapters: Object.keys(files).filter((name) => name.endsWith(".ipynb")) }));
  for (const [name, content] of Object.entries(files)) write(name, content);
  const ran: string[] = [], settled: Settled[] = [], states: Seen[] = [];
  const onProgress = (step: BuildProgress): void => void (step.kind === "notebook" && step.progress.kind === "cell-started" && ran.push(`${step.path} ${step.progress.cell}`));
  const preview = await startPreview(join(folder, "report.json"), { ...options, onProgress, onSettled: (each) => settled.push(each), limits: kernel === null ? {} : { kernel } });
  const over = new AbortController();
  void follow(preview.url, over.signal, (state) => states.push(state));
  const main = async (): Promise<string> => ((await (await fetch(`${preview.url}main`)).json()) as { readonly main: string }).main;
  const state = (): Seen => states.at(-1)!;
  let ended: Promise<void> | null = null;
  const end = (): Promise<void> => {
    over.abort();
    return (ended ??= preview.close());
  };
  return {
    folder, url: preview.url, write, main, state, states, ran, settled,
    until: async (is, what) => {
      for (const started = Date.now(); ; await sleep(10)) {
        const now = await main();
        if (states.length > 0 && is(now, state())) return now;
        if (Date.now() - started > 30_000) throw new Error(`not so: ${what}; the state is ${JSON.stringify(state())}, the page ${now.slice(0, 3000)}`);
      }
    },
    end,
    close: async () => {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function follow(url: string, signal: AbortSignal, see: (state: Seen) => void): Promise<void> {
  try {
    const response = await fetch(`${url}events`, { signal });
    let text = "";
    for await (const part of response.body!) {
      text += new TextDecoder().decode(part);
      const events = text.split("\n\n");
      text = events.pop()!;
      for (const event of events) see(JSON.parse(event.slice("data: ".length)) as Seen);
    }
  } catch {
    // it was closed
  }
}

/** All is well and nothing is to come. */
export const calm = (_: string, { isBusy, fault, stale }: Seen): boolean => !isBusy && fault === null && Object.keys(stale).length === 0;
