/**
 * Questions to the client that started the kernel, over a pipe of their own. The kernel waits for the answer: to the notebook it is as if
 * tslab had computed it.
 */
import { readSync, writeSync } from "node:fs";
import { FrameReader, packFrames } from "./frames.js";
import { QUESTIONS } from "./protocol.js";

const CHUNK = 1 << 16;

/** Asks, in JSON, and waits; the answer is null where the client ended the conversation, now or before. */
export function openQuestions<Question, Answer>(): (question: Question) => Answer | null {
  const chunk = Buffer.alloc(CHUNK), answers: Answer[] = [];
  const reader = new FrameReader(([frame]) => void answers.push(JSON.parse(String(frame)) as Answer));
  let isOpen = true;
  /** Bytes read or written; 0 where it is to be tried again. What goes wrong ends the conversation. */
  const attempt = (call: () => number): number => {
    try {
      return call();
    } catch (error) {
      isOpen = (error as NodeJS.ErrnoException).code === "EAGAIN";
      if (isOpen) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
      return 0;
    }
  };
  const read = (): number => {
    const count = readSync(QUESTIONS, chunk);
    isOpen = count > 0;
    return count;
  };
  return (question) => {
    const bytes = packFrames([JSON.stringify(question)]);
    for (let sent = 0; isOpen && sent < bytes.length; ) sent += attempt(() => writeSync(QUESTIONS, bytes, sent));
    while (isOpen && answers.length === 0) reader.take(Buffer.from(chunk.subarray(0, attempt(read))));
    return answers.shift() ?? null;
  };
}
