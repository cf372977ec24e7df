/**
 * Which program runs a notebook's cells.
 */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Notebook } from "../nbformat.js";
import { NotebookError } from "../notebook-error.js";
import { installedKernel, installedKernels, KernelSpecError } from "./installed-kernels.js";
import { jupyterDataFolders } from "./jupyter-folders.js";

/** As in a kernel.json; `{connection_file}` in an argument stands for the connection file. */
export interface KernelSpec {
  readonly name: string;
  readonly argv: readonly string[];
  readonly language: string;
  /** How a running cell is interrupted: SIGINT, or a message on the control channel. */
  readonly interruptMode: "signal" | "message";
  readonly env?: { readonly [name: string]: string };
  /** Does it number its messages (see guard/protocol.ts), so that a gap can be seen? */
  readonly numbersMessages: boolean;
  /** `tcp` where the kernel speaks nothing else. Default: what is safest here. */
  readonly transport?: "tcp";
}

/** The name under which the guarded kernel is registered for servers: a notebook that was saved with it names it. */
export const GUARDED_KERNEL = "backproof";

const TSLAB_NAMES: readonly string[] = ["tslab", "typescript", GUARDED_KERNEL];

/** The kernels that a notebook can name without their being installed for Jupyter, each made for a notebook in this folder. */
export type KnownKernels = { readonly [name: string]: (folder: string) => KernelSpec };

export const builtInKernels: KnownKernels = Object.fromEntries(TSLAB_NAMES.map((name) => [name, tslabSpec]));

/** The name of the kernel in the notebook's metadata; tslab where it names none. */
export function kernelName(notebook: Notebook): string {
  const kernelspec = notebook.metadata["kernelspec"] as { readonly name?: string } | undefined;
  return kernelspec?.name ?? "tslab";
}

/**
 * The kernel that the notebook's metadata names: one of ours, else one that is installed for Jupyter in these folders.
 * @throws {NotebookError} if there is none, or its kernel.json is of no use
 */
export function kernelFor(notebook: Notebook, path: string, folder: string, known: KnownKernels = builtInKernels, jupyter: readonly string[] = jupyterDataFolders()): KernelSpec {
  const name = kernelName(notebook);
  if (Object.hasOwn(known, name)) return known[name]!(folder);
  try {
    const spec = installedKernel(name, jupyter);
    if (spec !== null) return spec;
  } catch (error) {
    if (error instanceof KernelSpecError) throw new NotebookError(path, `metadata.kernelspec.name is "${name}": ${error.message}`);
    throw error;
  }
  const names = [...new Set([...Object.keys(known), ...installedKernels(jupyter)])].map((each) => `"${each}"`).join(", ");
  throw new NotebookError(path, `metadata.kernelspec.name is "${name}", a kernel that is not installed here; there are ${names}`);
}

/**
 * tslab, as installed for the notebook's folder, else the one that came with this package.
 * It is preloaded with the guard, which keeps what tslab loses.
 */
export function tslabSpec(folder: string): KernelSpec {
  const guard = new URL("./guard/guard.js", import.meta.url);
  return {
    name: "tslab",
    argv: [process.execPath, "--import", guard.href, tslabBinary(folder), "kernel", "--config-path={connection_file}"],
    language: "typescript",
    interruptMode: "signal",
    numbersMessages: true,
  };
}

/** @throws if it is installed nowhere */
export function tslabBinary(folder: string): string {
  const from = [join(folder, "notebook.ipynb"), fileURLToPath(import.meta.url)];
  for (const file of from) {
    const binary = tryResolve(file);
    if (binary !== null) return binary;
  }
  throw new Error(`tslab is not installed, neither for ${folder} nor with this package; npm install tslab`);
}

function tryResolve(from: string): string | null {
  try {
    const binary = join(dirname(createRequire(from).resolve("tslab/package.json")), "bin", "tslab");
    return existsSync(binary) ? binary : null;
  } catch {
    return null;
  }
}
