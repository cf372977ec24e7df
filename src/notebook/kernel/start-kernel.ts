/**
 * From a kernel's specification to a kernel that answers.
 */
import { tmpdir } from "node:os";
import { NotebookError } from "../notebook-error.js";
import { Kernel, type KernelOptions } from "./kernel.js";
import type { OpenHost } from "./kernel-host.js";
import type { KernelSpec } from "./kernel-spec.js";
import { openLocalHost } from "./local-host.js";

export interface StartOptions extends KernelOptions {
  readonly cwd: string;
  /** Seconds that one attempt to start may take. Default 30. */
  readonly startSeconds?: number;
  /** Attempts to start. Default 3. */
  readonly attempts?: number;
  /** Where the kernel is to run. Default: on this machine. */
  readonly open?: OpenHost;
  readonly signal?: AbortSignal;
}

/** No kernel could be started: why, attempt by attempt. */
export class KernelStartError extends Error {
  override readonly name = "KernelStartError";
}

/**
 * Starts a kernel and waits until it answers and its outputs are heard.
 * @throws {KernelStartError} if it does not start, after several attempts
 */
export async function startKernel(spec: KernelSpec, options: StartOptions): Promise<Kernel> {
  const { attempts = 3, startSeconds = 30, signal, cwd } = options;
  const open: OpenHost = options.open ?? ((receive) => openLocalHost(spec, cwd, receive));
  const failures: string[] = [];
  for (let attempt = 1; attempt <= attempts; attempt++) {
    signal?.throwIfAborted();
    const kernel = await Kernel.open(spec, options, open).catch(refusalOf);
    const failure = typeof kernel === "string" ? kernel : await kernel.ready(startSeconds * 1000, signal);
    if (typeof kernel !== "string" && failure === null) return kernel;
    failures.push(`attempt ${attempt}: ${failure}`);
    if (typeof kernel !== "string") await kernel.kill();
  }
  signal?.throwIfAborted();
  throw new KernelStartError(`the kernel "${spec.name}" did not start\n${failures.join("\n")}`);
}

/** A server that refuses, or a system that gives no place to meet the kernel: a full disk, no more open files. */
function refusalOf(error: unknown): string {
  if (error instanceof NotebookError) return error.message;
  const { syscall, message } = error as NodeJS.ErrnoException;
  if (syscall === undefined) throw error;
  return `there is no place to meet it in ${tmpdir()}: ${message}`;
}
