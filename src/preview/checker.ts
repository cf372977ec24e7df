/** Verdicts on the equations of a chapter, decided in a thread of their own and kept as long as its prose stays the same. */
import { Worker } from "node:worker_threads";
import type { Notebook } from "../notebook/nbformat.js";
import type { CheckedChapter } from "../report/check-chapters.js";

export interface CheckQuestion {
  readonly id: number;
  readonly path: string;
  readonly text: string;
}

export type CheckAnswer = { readonly id: number; readonly chapter: CheckedChapter } | { readonly id: number; readonly fault: string };

interface Asked {
  readonly text: string;
  /** Null until it is decided. */
  chapter: CheckedChapter | null;
  readonly done: Promise<void>;
}

export class Checker {
  private readonly asked = new Map<string, Asked>();
  private readonly open = new Map<number, (answer: CheckAnswer) => void>();
  private worker: Worker | null = null;
  private count = 0;

  /** Asks for a notebook's verdicts, if they are not known; they are settled when the answer is. */
  async ask(path: string, notebook: Notebook): Promise<void> {
    const text = proseOf(notebook);
    const known = this.asked.get(path);
    if (known?.text === text) return known.done;
    const asked: Asked = { text, chapter: null, done: this.put({ id: ++this.count, path, text }).then((answer) => {
      if ("fault" in answer) throw new Error(answer.fault);
      asked.chapter = answer.chapter;
    }) };
    this.asked.set(path, asked);
    return asked.done;
  }

  /** The verdicts on exactly this prose; null if they are not known yet. */
  verdictsOf(path: string, notebook: Notebook): CheckedChapter | null {
    const known = this.asked.get(path);
    return known?.text === proseOf(notebook) ? known.chapter : null;
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
  }

  private put(question: CheckQuestion): Promise<CheckAnswer> {
    this.worker ??= this.start();
    return new Promise((resolve) => {
      this.open.set(question.id, resolve);
      this.worker!.postMessage(question);
    });
  }

  private start(): Worker {
    // flags of the process, such as --eval, are not for it
    const worker = new Worker(new URL("./check-worker.js", import.meta.url), { execArgv: [] });
    worker.on("message", (answer: CheckAnswer) => {
      this.open.get(answer.id)?.(answer);
      this.open.delete(answer.id);
    });
    worker.on("error", (error) => {
      this.worker = null;
      for (const [id, resolve] of this.open) resolve({ id, fault: `the checker stumbled: ${error.message}` });
      this.open.clear();
    });
    return worker;
  }
}

/** What the checker reads: code is none of its business, but counts as a cell. */
function proseOf({ cells, metadata }: Notebook): string {
  return JSON.stringify({ cells: cells.map(({ cell_type, source }) => ({ cell_type, source: cell_type === "markdown" ? source : "" })), metadata });
}
