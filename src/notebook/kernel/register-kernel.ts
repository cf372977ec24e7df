/**
 * Makes the TypeScript kernel known to Jupyter, by writing what `jupyter kernelspec install` would: no Python is needed.
 * Source: https://jupyter.readthedocs.io/en/latest/use/jupyter-directories.html, https://jupyter-client.readthedocs.io/en/latest/kernels.html#kernel-specs
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tslabBinary } from "./kernel-spec.js";

/** The kernel.json: this Node, and the tslab that belongs to the folder, both by their absolute paths. */
export function kernelJson(folder: string): { readonly argv: readonly string[]; readonly display_name: string; readonly language: string; readonly interrupt_mode: string } {
  return { argv: [process.execPath, tslabBinary(folder), "kernel", "--config-path={connection_file}"], display_name: "TypeScript", language: "typescript", interrupt_mode: "signal" };
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
export function registerKernelspec(data: string, folder: string): Registration {
  const to = join(data, "kernels", "tslab");
  const file = join(to, "kernel.json");
  const spec = kernelJson(folder);
  const text = `${JSON.stringify(spec, null, 2)}\n`;
  const before = registeredKernel(data);
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
export function registeredKernel(data: string): string | null {
  try {
    return readFileSync(join(data, "kernels", "tslab", "kernel.json"), "utf8");
  } catch {
    return null;
  }
}
