/** What `backproof doctor` finds of Jupyter: the kernels that a notebook may name, and the server that the environment names. */
import { existsSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { installedKernel, installedKernels } from "../notebook/kernel/installed-kernels.js";
import { jupyterDataFolders } from "../notebook/kernel/jupyter-folders.js";
import { GUARDED_KERNEL } from "../notebook/kernel/kernel-spec.js";
import { JupyterServer } from "../notebook/server/jupyter-server.js";
import { kernelsOf } from "../notebook/server/server-kernels.js";
import type { Finding } from "./doctor.js";

type Environment = { readonly [name: string]: string | undefined };

/** One finding for each kernel that is installed for Jupyter: how it starts, or why it cannot. */
export function kernelFindings(folders: readonly string[] = jupyterDataFolders(), env: Environment = process.env): readonly Finding[] {
  const names = installedKernels(folders);
  if (names.length === 0) return [{ state: "absent", name: "kernels", found: "Jupyter has none; notebooks of TypeScript need none", remedy: "for those of Python: python3 -m venv .venv && .venv/bin/pip install ipykernel" }];
  return names.map((name) => kernelFinding(name, folders, env));
}

function kernelFinding(kernel: string, folders: readonly string[], env: Environment): Finding {
  const name = "kernels";
  try {
    const [program = ""] = installedKernel(kernel, folders)?.argv ?? [];
    if (isThere(program, env)) return { state: "good", name, found: `"${kernel}", started by ${program}` };
    return { state: "absent", name, found: `"${kernel}" cannot start: its program ${program} is not there`, remedy: "install the kernel again, or remove it: jupyter kernelspec remove " + kernel };
  } catch (error) {
    return { state: "absent", name, found: `"${kernel}": ${(error as Error).message}`, remedy: "a notebook that names it does not run; other notebooks do" };
  }
}

function isThere(program: string, env: Environment): boolean {
  if (isAbsolute(program)) return existsSync(program);
  return (env["PATH"] ?? "").split(delimiter).some((folder) => ["", ".exe", ".cmd"].some((end) => existsSync(join(folder, program + end))));
}

/** Whether the server that JUPYTER_SERVER_URL names can run notebooks. A report asks it only where JUPYTER_TOKEN is set, too. */
export async function serverFinding(env: Environment = process.env): Promise<Finding> {
  const name = "server";
  const { JUPYTER_SERVER_URL: url = "", JUPYTER_TOKEN: token = "" } = env;
  if (url === "" && token !== "") return { state: "absent", name, found: "JUPYTER_TOKEN is set, but no JUPYTER_SERVER_URL: notebooks run on this machine", remedy: "name the server as well, or: backproof report --server URL" };
  if (url === "") return { state: "absent", name, found: "none named (JUPYTER_SERVER_URL, JUPYTER_TOKEN): notebooks run on this machine" };
  try {
    const server = new JupyterServer(url, token);
    const kernels = Object.keys(await kernelsOf(server)).sort();
    const listed = `${server.url} answers; it has ${kernels.map((each) => `"${each}"`).join(", ") || "no kernels"}`;
    if (!kernels.includes(GUARDED_KERNEL)) return { state: "absent", name, found: `${listed}; "${GUARDED_KERNEL}", the TypeScript kernel that loses no output, is missing`, remedy: "on its machine, in the project: npx backproof kernel install --server" };
    if (token === "") return { state: "absent", name, found: `${listed}; JUPYTER_TOKEN is not set, so that notebooks run on this machine`, remedy: "backproof report --server URL runs them there" };
    return { state: "good", name, found: `${listed}; notebooks run there` };
  } catch (error) {
    return { state: "absent", name, found: (error as Error).message, remedy: "unset JUPYTER_SERVER_URL to run notebooks on this machine" };
  }
}
