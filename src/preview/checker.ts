/** Verdicts on the equations of a chapter, decided in a thread of their own and kept as long as its prose stays the same. */
import { Worker } from "node:worker_threads";
import type { Notebook } from "../notebook/nbformat.js";
import type { CheckedChapter } from "../report/check-chapters.js";

export interface CheckQuestion {
  readonly path: string;
  readonly text: string;
}

export type CheckAnswer = { readonly chapter: CheckedChapter } | { readonly fault: string };

interface Asked {
  readonly text: string;
  /** Null until it is decided. */
  chapter: CheckedChapter | null;
}

interface Waiting {
  readonly question: CheckQuestion;
  readonly answer: (answer: CheckAnswer) => void;
}

export class Checker {
  private readonly asked = new Map<string, Asked>();
  /** By path: of a prose that is edited again before it is decided, nobody wants to know any more. */
  private readonly queue = new Map<string, Waiting>();
  private current: Waiting | null = null;
  private worker: Worker | null = null;

  /** Asks for a notebook's verdicts; settles when they are known. Null where they were asked for before. */
  ask(path: string, notebook: Notebook): Promise<void> | null {
    const text = proseOf(notebook);
    if (this.asked.get(path)?.text === text) return null;
    const asked: Asked = { text, chapter: null };
    this.asked.set(path, asked);
    return new Promise((resolve, reject) => {
      const answer = (given: CheckAnswer): void => {
        if ("chapter" in given) {
          asked.chapter = given.chapter;
          return resolve();
        }
        if (this.asked.get(path) === asked) this.asked.delete(path); // it may be asked again
        reject(new Error(given.fault));
      };
      this.queue.delete(path);
      this.queue.set(path, { question: { path, text }, answer });
      this.next();
    });
  }

  /** The verdicts on exactly this prose; null if they are not known yet. */
  verdictsOf(path: string, notebook: Notebook): CheckedChapter | null {
    const known = this.asked.get(path);
    return known?.text === proseOf(notebook) ? known.chapter : null;
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
  }

  private next(): void {
    const [first] = this.queue;
    if (this.current !== null || first === undefined) return;
    const [path, waiting] = first;
    this.queue.delete(path);
    this.current = waiting;
    this.worker ??= this.start();
    this.worker.postMessage(waiting.question);
  }

  private conclude(answer: CheckAnswer): void {
    const { current } = this;
    this.current = null;
    current?.answer(answer);
    this.next();
  }

  private start(): Worker {
    // flags of the process, such as --eval, are not for it
    const worker = new Worker(new URL("./check-worker.js", import.meta.url), { execArgv: [] });
    worker.on("message", (answer: CheckAnswer) => this.conclude(answer));
    worker.on("error", (error) => {
      this.worker = null;
      this.conclude({ fault: `the checker stumbled: ${error.message}` });
    });
    return worker;
  }
}

/** What the checker reads: code is none of its business, but counts as a cell. */
function proseOf({ cells, metadata }: Notebook): string {
  return JSON.stringify({ cells: cells.map(({ cell_type, source }) => ({ cell_type, source: cell_type === "markdown" ? source : "" })), metadata });
}
