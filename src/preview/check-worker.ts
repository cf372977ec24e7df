/** Decides the equations of a notebook's prose beside the preview, which goes on answering. Run as a worker, never imported. */
import { parentPort } from "node:worker_threads";
import { checkDocument, readDocument } from "../derivation/index.js";
import type { CheckAnswer, CheckQuestion } from "./checker.js";

parentPort?.on("message", ({ id, path, text }: CheckQuestion) => parentPort?.postMessage(answer(id, path, text)));

function answer(id: number, path: string, text: string): CheckAnswer {
  try {
    const source = readDocument(path, text);
    return { id, chapter: { source, checked: checkDocument(source) } };
  } catch (error) {
    return { id, fault: error instanceof Error ? error.message : String(error) };
  }
}
