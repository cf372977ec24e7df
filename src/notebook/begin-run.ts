/**
 * The kernel that a notebook wants, started where it is to run.
 */
import { basename, join, relative, sep } from "node:path";
import { type KernelSpec, kernelFor } from "./kernel/kernel-spec.js";
import type { OutputLimits } from "./kernel/guard/output-limits.js";
import { KernelStartError, startKernel, type StartOptions } from "./kernel/start-kernel.js";
import type { Notebook } from "./nbformat.js";
import { Recorder } from "./recorder.js";
import type { JupyterServer } from "./server/jupyter-server.js";
import type { Begun, Progress } from "./take-turns.js";

export interface BeginOptions extends OutputLimits, Pick<StartOptions, "startSeconds" | "idleSeconds" | "signal"> {
  /** The notebook's file, as messages name it. */
  readonly path: string;
  /** Where cells run and resolve packages. */
  readonly cwd: string;
  /** Default: the kernel that the notebook names. */
  readonly kernel?: KernelSpec;
  /** Run there; default: on this machine. The kernel starts in the notebook's folder, as the server knows it. */
  readonly server?: JupyterServer;
  readonly onProgress?: (progress: Progress) => void;
}

/** @throws {NotebookError} if the notebook names a kernel that is not known */
export async function specFor(notebook: Notebook, { kernel, server, path, cwd }: BeginOptions): Promise<KernelSpec> {
  if (kernel !== undefined) return kernel;
  if (server === undefined) return kernelFor(notebook, path, cwd);
  return (await import("./server/server-kernels.js")).serverKernelFor(server, notebook, path);
}

/** A fresh kernel, or why there is none. */
export async function begin(spec: KernelSpec, options: BeginOptions): Promise<Begun | string> {
  const { cwd, outputLimit, notebookOutputLimit, startSeconds, idleSeconds, signal } = options;
  const limits: OutputLimits = { ...(outputLimit !== undefined && { outputLimit }), ...(notebookOutputLimit !== undefined && { notebookOutputLimit }) };
  const started = performance.now();
  const recorder = new Recorder(limits);
  try {
    const kernel = await startKernel(spec, {
      cwd, limits, ...(await hostOf(spec, options)),
      ...(startSeconds !== undefined && { startSeconds }), ...(idleSeconds !== undefined && { idleSeconds }), ...(signal !== undefined && { signal }),
    });
    kernel.onOutput = (message) => recorder.receive(message);
    return { kernel, recorder, turns: [], startSeconds: (performance.now() - started) / 1000 };
  } catch (error) {
    if (error instanceof KernelStartError) return error.message;
    throw error;
  }
}

/** What a server needs is loaded where a server is named. */
async function hostOf(spec: KernelSpec, { server, path, cwd, onProgress }: BeginOptions): Promise<Pick<StartOptions, "open">> {
  if (server === undefined) return {};
  const { openServerHost } = await import("./server/server-host.js");
  const near = relative(process.cwd(), join(cwd, basename(path))).split(sep).join("/");
  return { open: (receive) => openServerHost(server, spec.name, near.startsWith("..") ? basename(path) : near, receive, (message) => onProgress?.({ kind: "kernel-left", message })) };
}
