/** `backproof doctor`: what a build needs, what of it is there, and how to get the rest. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { executeNotebook } from "../notebook/execute.js";
import { tslabBinary } from "../notebook/kernel/kernel-spec.js";
import { jupyterDataFolder } from "../notebook/kernel/jupyter-folders.js";
import { kernelJson, registeredKernel } from "../notebook/kernel/register-kernel.js";
import type { Notebook } from "../notebook/nbformat.js";
import { packageFolder } from "../report/theme-files.js";
import { UsageError } from "./command.js";
import { kernelFindings, serverFinding } from "./examine-jupyter.js";
import { readOptions } from "./options.js";
import { dim, green, red, type Terminal } from "./terminal.js";

const HELP = `Usage: backproof doctor

Tries what a build needs (Node, the kernel, the PDF's compiler) and what working in Jupyter needs, lists the kernels that are installed for
Jupyter and the server that JUPYTER_SERVER_URL names, and tells how to get what is missing.

Exit code: 0 everything that a build needs is there, 1 not so.
`;

/** `missing` keeps a build from working, `absent` does not. */
export interface Finding {
  readonly state: "good" | "missing" | "absent";
  readonly name: string;
  readonly found: string;
  /** What to do; not given where nothing has to be done. */
  readonly remedy?: string;
}

export async function doctor(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, files } = readOptions(args, {});
  if (values.help === true) {
    terminal.out(HELP);
    return 0;
  }
  if (files.length > 0) throw new UsageError(`backproof doctor takes no arguments; it was given ${files.join(" ")}`);
  let isGood = true;
  for (const examine of [node, tslab, kernel, pdf, jupyter, registration, kernelFindings, serverFinding]) {
    for (const finding of [await examine()].flat()) {
      terminal.out(findingText(finding, terminal));
      isGood &&= finding.state !== "missing";
    }
  }
  return isGood ? 0 : 1;
}

export function findingText({ state, name, found, remedy }: Finding, terminal: Terminal): string {
  const mark = { good: green("✓", terminal), missing: red("✗", terminal), absent: dim("–", terminal) }[state];
  return `${mark} ${name.padEnd(13)} ${found.replaceAll("\n", "\n                ")}\n${remedy === undefined ? "" : `                ${remedy}\n`}`;
}

/** The least version of Node stands in package.json. */
export function nodeFinding(version: string, wanted: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [leastMajor = 0, leastMinor = 0] = (/[\d.]+/.exec(wanted)?.[0] ?? "0").split(".").map(Number);
  const isEnough = major > leastMajor || (major === leastMajor && minor >= leastMinor);
  return isEnough ? { state: "good", name: "Node", found: version } : { state: "missing", name: "Node", found: version, remedy: `install Node ${wanted}: https://nodejs.org` };
}

function node(): Finding {
  const { engines } = JSON.parse(readFileSync(join(packageFolder(), "package.json"), "utf8")) as { readonly engines: { readonly node: string } };
  return nodeFinding(process.versions.node, engines.node);
}

function tslab(): Finding {
  try {
    return { state: "good", name: "tslab", found: tslabBinary(process.cwd()) };
  } catch (error) {
    return { state: "missing", name: "tslab", found: (error as Error).message, remedy: "npm install" };
  }
}

async function kernel(): Promise<Finding> {
  const name = "kernel";
  const cell = { id: "doctor", cell_type: "code", metadata: {}, source: "6 * 7", execution_count: null, outputs: [] } as const;
  const notebook: Notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] };
  const started = performance.now();
  try {
    const { runs } = await executeNotebook(notebook, { path: "doctor.ipynb", cwd: process.cwd(), cellSeconds: 60 });
    const outcome = runs[0]?.outcome;
    if (outcome?.status === "ok") return { state: "good", name, found: `a cell ran, ${((performance.now() - started) / 1000).toFixed(1)} s` };
    return { state: "missing", name, found: outcome?.message ?? "nothing ran", remedy: "npm install; if its native parts do not fit this machine: npm rebuild zeromq" };
  } catch (error) {
    return { state: "missing", name, found: (error as Error).message, remedy: "npm install" };
  }
}

async function pdf(): Promise<Finding> {
  try {
    await import("../report/pdf/index.js");
    return { state: "good", name: "PDF", found: "the compiler loads" };
  } catch (error) {
    return { state: "missing", name: "PDF", found: (error as Error).message.split("\n")[0]!, remedy: 'npm install without --omit=optional, or set "formats": ["html"]' };
  }
}

function jupyter(): Finding {
  const { status, stdout } = spawnSync("jupyter", ["lab", "--version"], { encoding: "utf8", timeout: 30_000 });
  if (status === 0) return { state: "good", name: "JupyterLab", found: stdout.trim() };
  return { state: "absent", name: "JupyterLab", found: "not on the path; a build does not need it", remedy: "to edit notebooks in it: python3 -m venv .venv && .venv/bin/pip install jupyterlab" };
}

function registration(): Finding {
  const name = "kernelspec", data = jupyterDataFolder();
  const remedy = "backproof kernel install";
  const text = registeredKernel(data);
  if (text === null) return { state: "absent", name, found: `Jupyter knows no TypeScript kernel in ${data}`, remedy };
  const isOurs = text === `${JSON.stringify(kernelJson(process.cwd()), null, 2)}\n`;
  return isOurs ? { state: "good", name, found: `registered in ${data}` } : { state: "absent", name, found: `Jupyter's TypeScript kernel in ${data} is another Node or another tslab`, remedy };
}
