/** Compiles the cells of kernels that share a compiler. Run as a worker, never imported. */
import { parentPort } from "node:worker_threads";
import type { Answer, Question } from "../guard/shared-converter.js";
import { Converters } from "./converters.js";

/** A kernel's question as it wrote it; null: it asks no more. */
export interface CompilerRequest {
  readonly kernel: number;
  readonly text: string | null;
}

/** As the kernel reads it; null: it gets none. */
export interface CompilerAnswer {
  readonly kernel: number;
  readonly text: string | null;
}

const READY: Answer = { converted: {}, files: [] };

const converters = new Converters();

parentPort?.on("message", ({ kernel, text }: CompilerRequest) => {
  if (text === null) return converters.leave(kernel);
  parentPort?.postMessage({ kernel, text: answer(kernel, JSON.parse(text) as Question) } satisfies CompilerAnswer);
});

/** tslab throws where a cell leads the compiler astray: the kernel is to see that for itself. */
function answer(kernel: number, question: Question): string | null {
  try {
    const converter = converters.of(kernel, question), { cell } = question;
    return JSON.stringify((cell === undefined ? READY : converter.convert(cell.declarations, cell.source)) satisfies Answer);
  } catch {
    converters.drop(kernel);
    return null;
  }
}
