/** The Jupyter that JUPYTER names, or the one on the path, and what belongs to it. */
import { execFileSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";

const found = (program: string): string => (program.includes("/") ? resolve(program) : (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, program)).find((file) => existsSync(file)) ?? program);

/** Python's debugger, which ipykernel loads, else warns on a slow machine's standard error that frozen modules are in use: noise in a first cell's outputs. */
process.env["PYDEVD_DISABLE_FILE_VALIDATION"] = "1";

export const jupyter = found(process.env["JUPYTER"] ?? "jupyter");

/** The data folder of its environment, where its Python kernel is registered. */
export const jupyterData = (): string => join(dirname(dirname(existsSync(jupyter) ? realpathSync(jupyter) : jupyter)), "share", "jupyter");

/** Deno's program, or null; DENO names another than that on the path. */
export function deno(): string | null {
  const program = found(process.env["DENO"] ?? "deno");
  try {
    execFileSync(program, ["--version"], { stdio: "ignore" });
    return program;
  } catch {
    return null;
  }
}
