/**
 * Where Jupyter keeps what is installed for it: found as Jupyter finds it, without asking Python.
 * Source: https://jupyter.readthedocs.io/en/latest/use/jupyter-directories.html
 */
import { existsSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: { readonly [name: string]: string | undefined };
  readonly home: string;
}

export const here = (): Surroundings => ({ platform: process.platform, env: process.env, home: homedir() });

/** Where Jupyter looks for what this user installed. */
export function jupyterDataFolder({ platform, env, home }: Surroundings = here()): string {
  const { JUPYTER_DATA_DIR: own, XDG_DATA_HOME: xdg, APPDATA: roaming } = env;
  if (own) return own;
  if (platform === "win32") return join(roaming || join(home, "AppData", "Roaming"), "jupyter");
  if (platform === "darwin") return join(home, "Library", "Jupyter");
  return join(xdg || join(home, ".local", "share"), "jupyter");
}

/**
 * All data folders, the first first: what JUPYTER_PATH names, the environment of Python in use, the user's, the system's. Jupyter asks its
 * Python for the environment; we take those that VIRTUAL_ENV and CONDA_PREFIX name, and those of the `jupyter` and `python3` on the path.
 */
export function jupyterDataFolders(surroundings: Surroundings = here()): readonly string[] {
  const { platform, env } = surroundings;
  const named = (env["JUPYTER_PATH"] ?? "").split(delimiter).filter((path) => path !== "");
  const environments = [env["VIRTUAL_ENV"], env["CONDA_PREFIX"], ...["jupyter", "python3", "python"].flatMap((program) => prefixesOf(program, env["PATH"] ?? ""))];
  const system = platform === "win32" ? [join(env["PROGRAMDATA"] || "C:\\ProgramData", "jupyter")] : ["/usr/local/share/jupyter", "/usr/share/jupyter"];
  return [...new Set([...named, ...environments.flatMap((prefix) => (prefix ? [join(prefix, "share", "jupyter")] : [])), jupyterDataFolder(surroundings), ...system])];
}

/** PREFIX for PREFIX/bin/program; where it is a link, also what it leads to. */
function prefixesOf(program: string, path: string): readonly string[] {
  const file = path.split(delimiter).map((folder) => join(folder, program)).find((each) => existsSync(each));
  return file === undefined ? [] : [file, realpathSync(file)].map((each) => dirname(dirname(each)));
}
