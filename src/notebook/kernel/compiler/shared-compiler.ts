/**
 * One compiler for all kernels of this process, in a thread of its own: it reads the libraries' declarations once, and is warm when the next
 * notebook comes. A kernel that gets no answer compiles for itself (see guard/shared-converter.ts), so that whatever is wrong here costs time
 * and nothing else.
 */
import type { Duplex } from "node:stream";
import { Worker } from "node:worker_threads";
import { FrameReader, packFrames } from "../guard/frames.js";
import type { CompilerAnswer, CompilerRequest } from "./compile-worker.js";

/** A kernel that asked waits so long at most. Milliseconds. */
const PATIENCE = 20_000;
/** So long after its last kernel the compiler stays. Milliseconds. */
const STAY = 10_000;

let current: SharedCompiler | null = null;

/** Answers a kernel's questions, as long as it asks. */
export function serveCompiler(kernel: Duplex): void {
  current ??= new SharedCompiler(() => (current = null));
  current.serve(kernel);
}

class SharedCompiler {
  private readonly worker = new Worker(new URL("./compile-worker.js", import.meta.url), { execArgv: [], stdout: true, stderr: true });
  private readonly kernels = new Map<number, Duplex>();
  /** What was asked and is not answered yet, by kernel. */
  private readonly waiting = new Map<number, NodeJS.Timeout>();
  private served = 0;
  private leaving: NodeJS.Timeout | undefined;

  constructor(private readonly onEnd: () => void) {
    this.worker.on("message", (answer: CompilerAnswer) => this.conclude(answer));
    this.worker.on("error", () => this.end());
    this.worker.unref();
  }

  serve(kernel: Duplex): void {
    clearTimeout(this.leaving);
    const id = ++this.served;
    this.kernels.set(id, kernel);
    const reader = new FrameReader(([frame]) => this.ask({ kernel: id, text: String(frame) }));
    kernel.on("data", (chunk: Buffer) => reader.take(chunk));
    kernel.once("close", () => this.leave(id));
  }

  private ask(request: CompilerRequest): void {
    this.worker.postMessage(request);
    this.waiting.set(request.kernel, setTimeout(() => this.end(), PATIENCE).unref());
  }

  private conclude({ kernel, text }: CompilerAnswer): void {
    clearTimeout(this.waiting.get(kernel));
    this.waiting.delete(kernel);
    if (text === null) this.kernels.get(kernel)?.destroy();
    else this.kernels.get(kernel)?.write(packFrames([text]));
  }

  /** A kernel that ended while it waited may be the one that the compiler cannot come to an end with. */
  private leave(kernel: number): void {
    if (!this.kernels.delete(kernel)) return;
    if (this.waiting.has(kernel)) return this.end();
    this.worker.postMessage({ kernel, text: null } satisfies CompilerRequest);
    if (this.kernels.size === 0) this.leaving = setTimeout(() => this.end(), STAY).unref();
  }

  private end(): void {
    this.onEnd();
    clearTimeout(this.leaving);
    for (const timer of this.waiting.values()) clearTimeout(timer);
    const left = [...this.kernels.values()];
    this.kernels.clear();
    for (const kernel of left) kernel.destroy();
    void this.worker.terminate();
  }
}
