/**
 * Makes the TypeScript kernel known to Jupyter, by writing what `jupyter kernelspec install` would: no Python is needed.
 * Source: https://jupyter.readthedocs.io/en/latest/use/jupyter-directories.html, https://jupyter-client.readthedocs.io/en/latest/kernels.html#kernel-specs
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type GuardOptions, OPTIONS_VARIABLE } from "./guard/protocol.js";
import { tslabBinary, tslabSpec } from "./kernel-spec.js";

export interface RegisteredKernel {
  readonly argv: readonly string[];
  readonly display_name: string;
  readonly language: string;
  readonly interrupt_mode: string;
  readonly env?: { readonly [name: string]: string };
}

/** The kernel.json: this Node, and the tslab that belongs to the folder, both by their absolute paths. */
export function kernelJson(folder: string): RegisteredKernel {
  return { argv: [process.execPath, tslabBinary(folder), "kernel", "--config-path={connection_file}"], display_name: "TypeScript", language: "typescript", interrupt_mode: "signal" };
}

/** The same kernel with the guard, for `report --server`: no output is lost, and records arrive. */
export function guardedKernelJson(folder: string): RegisteredKernel {
  const { argv, interruptMode, language } = tslabSpec(folder);
  const env = { [OPTIONS_VARIABLE]: JSON.stringify({} satisfies GuardOptions) };
  return { argv, display_name: "TypeScript (backproof)", language, interrupt_mode: interruptMode, env };
}

export interface Registration {
  /** The kernel.json written. */
  readonly file: string;
  readonly argv: readonly string[];
  /** There was another kernel of this name. */
  readonly replaced: boolean;
}

/**
 * @param data the Jupyter data folder; below a prefix it is PREFIX/share/jupyter
 * @param folder whose tslab to use
 * @throws the system's error if it cannot be written; then an earlier kernel.json is as it was
 */
export function registerKernelspec(data: string, folder: string, { name, spec }: { readonly name: string; readonly spec: RegisteredKernel } = { name: "tslab", spec: kernelJson(folder) }): Registration {
  const to = join(data, "kernels", name);
  const file = join(to, "kernel.json");
  const text = `${JSON.stringify(spec, null, 2)}\n`;
  const before = registeredKernel(data, name);
  const aside = `${file}.${process.pid}.tmp`;
  mkdirSync(to, { recursive: true });
  try {
    writeFileSync(aside, text);
    renameSync(aside, file);
  } finally {
    rmSync(aside, { force: true });
  }
  return { file, argv: spec.argv, replaced: before !== null && before !== text };
}

/** The text of the kernel.json that is registered; null if there is none. */
export function registeredKernel(data: string, name = "tslab"): string | null {
  try {
    return readFileSync(join(data, "kernels", name, "kernel.json"), "utf8");
  } catch {
    return null;
  }
}
