/**
 * The kernels that are installed for Jupyter, each by its kernel.json.
 * Source: https://jupyter-client.readthedocs.io/en/latest/kernels.html#kernel-specs
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { jupyterDataFolders } from "./jupyter-folders.js";
import type { KernelSpec } from "./kernel-spec.js";

interface KernelJson {
  readonly argv: readonly string[];
  readonly language?: string;
  readonly interrupt_mode?: string;
  readonly env?: { readonly [name: string]: string };
  readonly metadata?: { readonly kernel_provisioner?: { readonly provisioner_name?: string } };
}

/** A kernel.json that is there and cannot be used: which one, and why. */
export class KernelSpecError extends Error {
  override readonly name = "KernelSpecError";
}

/** Their names, sorted. */
export function installedKernels(folders: readonly string[] = jupyterDataFolders()): readonly string[] {
  return [...new Set(folders.flatMap((folder) => kernelFolders(folder).map((path) => basename(path).toLowerCase())))].sort();
}

/**
 * The kernel of this name, capitals or not; the first folder that has it counts. Null if none has it.
 * @throws {KernelSpecError} if its kernel.json is damaged, or asks for what is not here
 */
export function installedKernel(name: string, folders: readonly string[] = jupyterDataFolders()): KernelSpec | null {
  const path = folders.flatMap(kernelFolders).find((each) => basename(each).toLowerCase() === name.toLowerCase());
  if (path === undefined) return null;
  const file = join(path, "kernel.json");
  const { argv, language = "", interrupt_mode: mode, env = {}, metadata } = readKernelJson(file);
  const provisioner = metadata?.kernel_provisioner?.provisioner_name ?? "local-provisioner";
  if (provisioner !== "local-provisioner") throw new KernelSpecError(`${file} has the kernel started by "${provisioner}", which is Python's; give --server, so that a Jupyter server starts it`);
  const [program = "", ...rest] = argv.map((argument) => argument.replaceAll("{resource_dir}", path).replaceAll("{prefix}", prefixOf(path)));
  return {
    name: basename(path).toLowerCase(),
    argv: [interpreter(program, path), ...rest],
    language: language.toLowerCase(),
    interruptMode: mode === "message" ? "message" : "signal",
    env: Object.fromEntries(Object.entries(env).map(([variable, value]) => [variable, withVariables(value)])),
    numbersMessages: false,
    transport: "tcp", // the one that every kernel speaks
  };
}

function kernelFolders(data: string): readonly string[] {
  const kernels = join(data, "kernels");
  try {
    return readdirSync(kernels).map((name) => join(kernels, name)).filter((path) => existsSync(join(path, "kernel.json")));
  } catch {
    return [];
  }
}

function readKernelJson(file: string): KernelJson {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new KernelSpecError(`${file} cannot be read: ${(error as Error).message}`);
  }
  const { argv } = (value ?? {}) as Partial<KernelJson>;
  const isGood = Array.isArray(argv) && argv.length > 0 && argv.every((argument) => typeof argument === "string");
  if (!isGood) throw new KernelSpecError(`${file} says in no "argv" how the kernel is started`);
  return value as KernelJson;
}

/** PREFIX for PREFIX/share/jupyter/kernels/NAME. */
const prefixOf = (path: string): string => dirname(dirname(dirname(dirname(path))));

/** "python" means, as for Jupyter, that of the environment that the kernel is installed in. */
function interpreter(program: string, path: string): string {
  if (!/^python(3(\.\d+)?)?$/.test(program)) return program;
  const own = ["bin/python3", "bin/python", "python.exe"].map((each) => join(prefixOf(path), each)).find((each) => existsSync(each));
  return own ?? program;
}

/** `${PATH}` and `$PATH` stand for our own variables; those that we have not are left as they are. */
const withVariables = (value: string): string => value.replace(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced?: string, bare?: string) => process.env[braced ?? bare ?? ""] ?? whole);
