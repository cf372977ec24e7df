/** `backproof kernel install`: the TypeScript kernel for Jupyter. */
import { join, resolve } from "node:path";
import { GUARDED_KERNEL } from "../notebook/kernel/kernel-spec.js";
import { jupyterDataFolder } from "../notebook/kernel/jupyter-folders.js";
import { guardedKernelJson, type Registration, registerKernelspec } from "../notebook/kernel/register-kernel.js";
import { ReportError, systemReason } from "../report/report-error.js";
import { UsageError } from "./command.js";
import { readOptions } from "./options.js";
import type { Terminal } from "./terminal.js";

const HELP = `Usage: backproof kernel install [--user | --prefix FOLDER] [--server]

Registers the TypeScript kernel (tslab) with Jupyter, so that the notebooks open in JupyterLab, Notebook and VS Code.
Neither Python nor Jupyter has to be installed yet. The kernel names this Node and this tslab by their paths: register it again when they move.

  --user            in the user's Jupyter folder (the default)
  --prefix FOLDER   in FOLDER/share/jupyter, as for a virtual environment of Python
  --server          register the kernel "backproof", too: the same with the guard that loses no output, for backproof report --server
  --help            this text

Exit code: 0 it is registered, 2 it could not be.
`;

export function kernel(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, files } = readOptions(args, { user: "boolean", prefix: "string", server: "boolean" });
  if (values.help === true) {
    terminal.out(HELP);
    return Promise.resolve(0);
  }
  if (files[0] !== "install" || files.length > 1) throw new UsageError(`backproof kernel knows "install"${files.length === 0 ? "" : `, not "${files.join(" ")}"`}`);
  if (values.user === true && values.prefix !== undefined) throw new UsageError("--user and --prefix name two places; give one");
  const data = values.prefix === undefined ? jupyterDataFolder() : join(resolve(values.prefix), "share", "jupyter");
  const written = register(data, values.server === true);
  const [{ argv }] = written;
  terminal.out(`${written.map(({ file, replaced }) => `${replaced ? "replaced" : "registered"}  ${file}\n`).join("")}Node        ${argv[0]!}\ntslab       ${argv[1]!}\n`);
  return Promise.resolve(0);
}

function register(data: string, isServer: boolean): readonly [Registration, ...Registration[]] {
  const folder = process.cwd();
  try {
    return [registerKernelspec(data, folder), ...(isServer ? [registerKernelspec(data, folder, { name: GUARDED_KERNEL, spec: guardedKernelJson(folder) })] : [])];
  } catch (error) {
    const isSystem = (error as NodeJS.ErrnoException).code !== undefined;
    throw new ReportError(data, `the kernel cannot be registered: ${isSystem ? systemReason(error) : (error as Error).message}`);
  }
}
