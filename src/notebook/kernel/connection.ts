/**
 * Where a kernel and its client meet: five addresses and a key, in a file that only this user can read.
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FIELD, type GuardOptions } from "./guard/protocol.js";

const CHANNELS = ["shell", "control", "iopub", "stdin", "hb"] as const;
export type ChannelName = (typeof CHANNELS)[number];

export interface Connection {
  readonly key: string;
  /** The connection file that the kernel is told about. */
  readonly file: string;
  readonly address: (channel: ChannelName) => string;
  /** Removes the file and all that lies beside it. May be called again. */
  readonly remove: () => void;
}

/** The longest path that a Unix socket can have: 108 bytes on Linux, 104 on macOS, both with a closing 0. */
const LONGEST_SOCKET_PATH = 103;

/**
 * Prepares a connection: over Unix sockets in a private folder where the system has them (no port can be taken by another process,
 * no other user can connect) and the kernel can use them, else over ports of 127.0.0.1, which somebody may take before the kernel does.
 */
export async function prepareConnection(guard: GuardOptions, folder = tmpdir(), transport?: "tcp"): Promise<Connection> {
  const directory = mkdtempSync(join(folder, "backproof-")); // mode 0700
  const remove = (): void => rmSync(directory, { recursive: true, force: true });
  try {
    return { ...(await writeConnection(guard, directory, transport)), remove };
  } catch (error) {
    remove();
    throw error;
  }
}

async function writeConnection(guard: GuardOptions, directory: string, transport: "tcp" | undefined): Promise<Omit<Connection, "remove">> {
  const key = randomBytes(32).toString("hex");
  const file = join(directory, "connection.json");
  const place = await choosePlace(directory, transport);
  const ports = Object.fromEntries(CHANNELS.map((channel, index) => [`${channel}_port`, place.ports[index]]));
  const content = { transport: place.transport, ip: place.ip, ...ports, key, signature_scheme: "hmac-sha256", kernel_name: "", [FIELD]: guard };
  writeFileSync(file, JSON.stringify(content), { mode: 0o600, flag: "wx" });
  return { key, file, address: (channel) => `${place.transport}://${place.ip}${place.separator}${place.ports[CHANNELS.indexOf(channel)]}` };
}

interface Place {
  readonly transport: "ipc" | "tcp";
  readonly ip: string;
  readonly separator: string;
  readonly ports: readonly number[];
}

async function choosePlace(directory: string, transport: "tcp" | undefined): Promise<Place> {
  const socket = join(directory, "s");
  const fits = Buffer.byteLength(`${socket}:5`) <= LONGEST_SOCKET_PATH;
  if (transport === undefined && process.platform !== "win32" && fits) return { transport: "ipc", ip: socket, separator: ":", ports: [1, 2, 3, 4, 5] };
  return { transport: "tcp", ip: "127.0.0.1", separator: ":", ports: await freePorts(CHANNELS.length) };
}

/** Ports that nobody listens on at this moment. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, listen));
  const ports = servers.map((server) => (server.address() as { readonly port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

function listen(): Promise<ReturnType<typeof createServer>> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject).listen(0, "127.0.0.1", () => resolve(server));
  });
}
