/** What the table of faults brings about: a project with a faulty notebook beside a good one, a disk that is full, a server that goes away. */
import fs, { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo } from "node:net";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type WebSocket, WebSocketServer } from "ws";
import { main } from "../../src/cli/main.js";
import { type Cell, type KernelSpec, tslabSpec, writeNotebook } from "../../src/notebook/index.js";
import { listening } from "../cli/listening.js";
import { code, notebook } from "../notebook/notebooks.js";

export interface Project {
  readonly folder: string;
  readonly build: (...options: readonly string[]) => Promise<Said>;
  /** A file of the report's, as it is now; the empty text where there is none. */
  readonly read: (name: string) => string;
  readonly write: (name: string, text: string) => void;
  /** Every file, links left out. */
  readonly files: () => readonly string[];
}

export interface Said {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** `a.ipynb` with these cells, this text or these bytes, and `b.ipynb`, which gives 42. */
export function project(cells: readonly (string | Cell)[] | { readonly text: string } | { readonly bytes: Buffer }, settings: object = {}): Project {
  const folder = mkdtempSync(join(tmpdir(), "fault-"));
  const write = (name: string, text: string | Buffer): void => writeFileSync(join(folder, name), text);
  const book = (each: readonly (string | Cell)[]): string => writeNotebook(notebook(each.map((cell) => (typeof cell === "string" ? code(cell) : cell))));
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  write("package.json", "{}");
  write("a.ipynb", "text" in cells ? cells.text : "bytes" in cells ? cells.bytes : book(cells));
  write("b.ipynb", book(["6 * 7"]));
  write("report.json", JSON.stringify({ title: "T", chapters: ["a.ipynb", "b.ipynb"], formats: ["html"], ...settings }));
  return {
    folder, write,
    build: async (...options) => {
      const terminal = listening();
      return { exit: await main(["report", join(folder, "report.json"), ...options], terminal), out: terminal.said.out, err: terminal.said.err };
    },
    read: (name) => (fs.existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8") : ""),
    files: () => (readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort()),
  };
}

/** While it acts, the disk where paths begin like this takes ten bytes of a file and is full then. */
export async function withFullDisk<T>(folder: string, act: () => Promise<T>): Promise<T> {
  const real = fs.writeFileSync;
  fs.writeFileSync = (file, data, options) => {
    const content = typeof data === "string" ? Buffer.from(data) : Buffer.from((data as Uint8Array).buffer, (data as Uint8Array).byteOffset, data.byteLength);
    if (!String(file).startsWith(folder) || content.length <= 10) return real(file, data, options);
    real(file, content.subarray(0, 10), options);
    throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC", syscall: "write" });
  };
  syncBuiltinESMExports();
  try {
    return await act();
  } finally {
    fs.writeFileSync = real;
    syncBuiltinESMExports();
  }
}

/** While it acts, what is for the time being lies in a folder of its own; answers with what is left there, and with processes that are left. */
export async function leftovers(act: () => Promise<void>): Promise<readonly string[]> {
  const before = process.env["TMPDIR"], own = mkdtempSync(join(tmpdir(), "left-"));
  process.env["TMPDIR"] = own;
  try {
    await act();
    for (const started = Date.now(); children().length > 0 && Date.now() - started < 5000; ) await sleep(50);
    return [...readdirSync(own).filter((name) => !name.startsWith("fault-")), ...children().map((pid) => `process ${pid}`)];
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
    rmSync(own, { recursive: true });
  }
}

/** Processes that this one started, where the system tells. */
function children(): readonly string[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc").filter((pid) => /^\d+$/.test(pid) && parentOf(pid) === process.pid);
}

function parentOf(pid: string): number | null {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!.split(" ")[1]);
  } catch {
    return null; // it has just ended
  }
}

export const fakeKernel = (mode: string, change: Partial<KernelSpec> = {}): KernelSpec => ({
  name: "fake",
  argv: [process.execPath, fileURLToPath(new URL("../notebook/fake-kernel.js", import.meta.url)), mode, "{connection_file}"],
  language: "none",
  interruptMode: "signal",
  numbersMessages: true,
  ...change,
});

/** The real kernel with so many megabytes for what its cells make. */
export function smallKernel(megabytes: number): KernelSpec {
  const { argv: [node = "", ...rest], ...spec } = tslabSpec(process.cwd());
  return { ...spec, argv: [node, `--max-old-space-size=${megabytes}`, ...rest] };
}

/** The real kernel, over ports: somebody takes one of them before it does, as often as it is started, or the first time only. */
export function kernelWithoutPort(often: "always" | "once"): KernelSpec {
  const spec = tslabSpec(process.cwd());
  return { ...spec, transport: "tcp", argv: [process.execPath, fileURLToPath(new URL("./port-taker.js", import.meta.url)), often, "{connection_file}", ...spec.argv] };
}

export interface LeavingServer {
  readonly url: string;
  /** Kernels that it was not told to end. */
  readonly kernels: () => number;
  readonly close: () => Promise<void>;
}

/** A Jupyter server with one kernel, which answers; in a cell it writes "last", and then the connection is cut, or the server ends with all of its connections. */
export async function leavingServer(leaves: "connection" | "server" = "connection"): Promise<LeavingServer> {
  let kernels = 0;
  const server = createServer((request, response) => {
    if (request.method === "POST") kernels++;
    if (request.method === "DELETE") kernels--;
    const body = request.method === "GET" ? { kernelspecs: { backproof: { spec: { language: "typescript" } } } } : request.method === "POST" ? { id: "k" } : null;
    response.end(body === null ? "" : JSON.stringify(body));
  });
  const sockets = new WebSocketServer({ server });
  sockets.on("connection", (socket: WebSocket, _: IncomingMessage) => {
    let n = 0;
    socket.on("message", (data: Buffer) => {
      const { header } = JSON.parse(data.toString()) as { readonly header: { readonly msg_id: string; readonly msg_type: string } };
      const send = (channel: string, type: string, content: object): void => socket.send(JSON.stringify({ channel, header: { msg_id: `${n}`, msg_type: type, session: "s" }, parent_header: header, metadata: { backproof: { n: channel === "iopub" ? ++n : 0 } }, content }));
      send("iopub", "status", { execution_state: "busy" });
      if (header.msg_type === "execute_request") {
        send("iopub", "stream", { name: "stdout", text: "last\n" });
        return void setTimeout(() => (leaves === "server" ? void close() : socket.terminate()), 100);
      }
      send("shell", header.msg_type.replace("request", "reply"), { status: "ok" });
      send("iopub", "status", { execution_state: "idle" });
    });
  });
  const close = (): Promise<void> => new Promise((done) => {
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
    server.close(() => done());
    server.closeAllConnections();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    kernels: () => kernels,
    close,
  };
}

