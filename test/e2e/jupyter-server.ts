/** A real Jupyter server on 127.0.0.1 that knows the project's kernels, and a way to it that can be cut. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { guardedKernelJson, registerKernelspec } from "../../src/notebook/kernel/register-kernel.js";
import { GUARDED_KERNEL } from "../../src/notebook/kernel/kernel-spec.js";
import { jupyter } from "./jupyter-environment.js";

export const TOKEN = "open-sesame";

export interface RunningServer {
  readonly port: number;
  readonly url: string;
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** JupyterLab takes cells out of the page that are out of sight; here all of them are to be seen, and no question about news above them. */
const SETTINGS = [
  ["notebook-extension", "tracker", { windowingMode: "none" }],
  ["apputils-extension", "notification", { fetchNews: "false", checkForUpdates: false }],
] as const;

function writeSettings(folder: string): void {
  for (const [extension, name, settings] of SETTINGS) {
    mkdirSync(join(folder, "@jupyterlab", extension), { recursive: true });
    writeFileSync(join(folder, "@jupyterlab", extension, `${name}.jupyterlab-settings`), JSON.stringify(settings));
  }
}

/** A data folder of Jupyter's that has this project's kernels. */
export function projectKernels(folder: string): string {
  const data = join(folder, "data");
  registerKernelspec(data, process.cwd());
  registerKernelspec(data, process.cwd(), { name: GUARDED_KERNEL, spec: guardedKernelJson(process.cwd()) });
  return data;
}

export async function startJupyter(app: "server" | "lab", root = process.cwd(), options: readonly string[] = []): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), "backproof-server-"));
  const port = await freePort();
  const env = { ...process.env, JUPYTER_DATA_DIR: projectKernels(folder), JUPYTER_CONFIG_DIR: join(folder, "config"), JUPYTER_RUNTIME_DIR: join(folder, "runtime"), JUPYTERLAB_SETTINGS_DIR: join(folder, "settings"), JUPYTERLAB_WORKSPACES_DIR: join(folder, "workspaces") };
  writeSettings(env.JUPYTERLAB_SETTINGS_DIR);
  const args = [app, "--no-browser", "--allow-root", `--ServerApp.port=${port}`, "--ServerApp.port_retries=0", "--ServerApp.ip=127.0.0.1", `--IdentityProvider.token=${TOKEN}`, `--ServerApp.root_dir=${root}`, ...options];
  const url = `http://127.0.0.1:${port}`;
  return started(`jupyter ${app}`, jupyter, args, env, url, `${url}/api`, folder);
}

/** A server's process, once it answers; its folder goes with it. */
export async function started(name: string, program: string, args: readonly string[], env: NodeJS.ProcessEnv, url: string, ask: string, folder: string): Promise<RunningServer> {
  const child = spawn(program, args, { env, cwd: process.cwd(), stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => (log += data.toString()));
  const stop = async (): Promise<void> => {
    await ended(child);
    rmSync(folder, { recursive: true, force: true });
  };
  for (const start = Date.now(); !(await answers(ask)); await sleep(200)) {
    if (child.exitCode === null && Date.now() - start < 120_000) continue;
    await stop();
    throw new Error(`${name} does not start:\n${log}`);
  }
  return { port: Number(new URL(url).port), url, log: () => log, stop };
}

/** Some want the token even for their version. */
const answers = (address: string): Promise<boolean> => fetch(address, { headers: { Authorization: `token ${TOKEN}` } }).then((response) => response.ok, () => false);

/** Its kernels end with it. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exit = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), 20_000);
  await exit;
  clearTimeout(late);
}

export async function kernelsOn({ url }: RunningServer): Promise<number> {
  const response = await fetch(`${url}/api/kernels`, { headers: { Authorization: `token ${TOKEN}` } });
  return ((await response.json()) as readonly unknown[]).length;
}

export interface Proxy {
  readonly url: string;
  /** Cuts every WebSocket that goes through it; other requests live on. */
  readonly cut: () => void;
  readonly close: () => Promise<void>;
}

/** TCP to the server and back. */
export async function proxyTo(port: number): Promise<Proxy> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    near.once("data", (data: Buffer) => data.toString().includes("/channels?") && sockets.add(near));
    near.pipe(far).pipe(near);
    near.on("error", () => far.destroy()).on("close", () => far.destroy());
    far.on("error", () => near.destroy());
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: () => sockets.forEach((socket) => socket.destroy()),
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}
