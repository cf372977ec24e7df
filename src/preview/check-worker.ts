/** Decides the equations of a notebook's prose beside the preview, which goes on answering. Run as a worker, never imported. */
import { parentPort } from "node:worker_threads";
import { checkDocument, readDocument } from "../derivation/index.js";
import type { CheckAnswer, CheckQuestion } from "./checker.js";

parentPort?.on("message", (question: CheckQuestion) => parentPort?.postMessage(answer(question)));

function answer({ path, text }: CheckQuestion): CheckAnswer {
  try {
    const source = readDocument(path, text);
    return { chapter: { source, checked: checkDocument(source) } };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}
