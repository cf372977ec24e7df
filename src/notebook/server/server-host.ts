/**
 * A kernel on a Jupyter server: started, interrupted and ended by REST, spoken to over a WebSocket.
 *
 * What the server keeps back to spare its clients is a loss, and so is a connection that breaks: nobody can tell what was on its way.
 */
import { randomUUID } from "node:crypto";
import type { WebSocket } from "ws";
import type { KernelHost, Receive } from "../kernel/kernel-host.js";
import type { Death } from "../kernel/kernel-process.js";
import { registerKernel } from "../kernel/live-kernels.js";
import type { Message } from "../kernel/wire.js";
import type { JupyterServer } from "./jupyter-server.js";
import { ServerError } from "./server-error.js";
import { decodeSocketMessage, encodeSocketMessage } from "./socket-message.js";

/** So often the server is asked whether it is still there, and so long it may be silent. Milliseconds. */
const PING = 10_000;
const LONGEST_SILENCE = 30_000;

/** Seconds that ending a kernel may take, and how often it is tried. */
const END_SECONDS = 15;
const END_ATTEMPTS = 3;

/**
 * @param path the notebook's, as the server knows it: the kernel starts in its folder, if the server has that
 * @param onLeft told if the kernel cannot be ended and may still run
 * @throws {ServerError} if the kernel does not start or cannot be reached; it does not run then
 */
export async function openServerHost(server: JupyterServer, name: string, path: string, receive: Receive, onLeft: (message: string) => void): Promise<KernelHost> {
  const started = server.ask("POST", "/api/kernels", { name, path, env: gatewayVariables() }).then((kernel) => idOf(server, kernel));
  const remove = (): Promise<void> => started.then((id) => endKernel(server, id, onLeft), () => {});
  const unregister = registerKernel(remove);
  try {
    const id = await started;
    const socket = await openSocket(server, id);
    return new ServerHost(server, id, socket, receive, async () => {
      await remove();
      unregister();
    });
  } catch (error) {
    await remove();
    unregister();
    throw error;
  }
}

/** What is meant for Enterprise Gateway, as Jupyter hands it on: KERNEL_USERNAME and its like. Other servers leave it alone. */
const gatewayVariables = (): { readonly [name: string]: string | undefined } => Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith("KERNEL_")));

function idOf(server: JupyterServer, kernel: unknown): string {
  const { id } = (kernel ?? {}) as { readonly id?: unknown };
  if (typeof id === "string") return id;
  throw new ServerError(server.url, "it started a kernel and did not say which");
}

async function openSocket(server: JupyterServer, id: string): Promise<WebSocket> {
  const socket = await server.socket(`/api/kernels/${encodeURIComponent(id)}/channels?session_id=${randomUUID()}`);
  return new Promise((resolve, reject) => {
    socket.once("open", () => resolve(socket));
    socket.once("error", (error) => reject(new ServerError(server.url, `the kernel's channels cannot be opened: ${error.message}`)));
  });
}

/** Tries again where the server cannot be reached; says so where it never can. */
async function endKernel(server: JupyterServer, id: string, onLeft: (message: string) => void): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await server.ask("DELETE", `/api/kernels/${encodeURIComponent(id)}`, undefined, END_SECONDS);
      return;
    } catch (error) {
      if (/answers 404/.test((error as Error).message)) return; // it has ended by itself
      if (attempt < END_ATTEMPTS) continue;
      return onLeft(`its kernel ${id} could not be ended and may still run: ${(error as Error).message}`);
    }
  }
}

class ServerHost implements KernelHost {
  readonly pid = undefined;
  readonly death: Promise<Death>;
  isAlive = true;
  private die!: (how: string) => void;
  private losses: string[] = [];
  private strangers = 0;
  private heardAt = performance.now();
  private kernelSession: string | null = null;
  private readonly pulse: NodeJS.Timeout;

  constructor(
    private readonly server: JupyterServer,
    private readonly id: string,
    private readonly socket: WebSocket,
    private readonly receive: Receive,
    private readonly remove: () => Promise<void>,
  ) {
    this.death = new Promise((resolve) => {
      this.die = (how) => {
        this.isAlive = false;
        resolve({ code: null, signal: null, stderr: "", how });
      };
    });
    const hear = (): void => void (this.heardAt = performance.now());
    socket.on("message", (data: Buffer, isBinary) => {
      hear();
      this.hear(data, isBinary);
    });
    socket.on("pong", hear).on("ping", hear).on("error", () => {}); // a close follows
    socket.on("close", (code) => this.die(`is out of reach: the connection to ${server.url} was cut (code ${code})`));
    this.pulse = setInterval(() => {
      if (performance.now() - this.heardAt > LONGEST_SILENCE) socket.terminate();
      else socket.ping();
    }, PING).unref();
  }

  send(channel: "shell" | "control", message: Message): Promise<void> {
    if (message.header.msg_type === "shutdown_request") return Promise.resolve(); // the server asks, and insists
    return new Promise((resolve, reject) => this.socket.send(encodeSocketMessage(message, channel), (error) => (error ? reject(error) : resolve())));
  }

  rejected(): number {
    return this.strangers;
  }

  takeLosses(): readonly string[] {
    return this.losses.splice(0);
  }

  forgetWords(): void {} // none are heard of here

  ownOutput(): string {
    return ""; // nor is that
  }

  interrupt(): boolean {
    this.server.ask("POST", `/api/kernels/${encodeURIComponent(this.id)}/interrupt`).catch(() => {}); // then it is ended
    return true;
  }

  async end(): Promise<void> {
    clearInterval(this.pulse);
    await this.remove();
    this.die("was ended");
    this.socket.terminate();
  }

  async kill(): Promise<Death> {
    await this.end();
    return this.death;
  }

  private hear(data: Buffer, isBinary: boolean): void {
    const decoded = decodeSocketMessage(data, isBinary);
    if (decoded === null) {
      this.strangers++;
      return;
    }
    const { channel, message } = decoded;
    if (channel !== "iopub") this.kernelSession ??= message.header.session;
    else if (isOfTheServer(message, this.kernelSession)) return this.hearServer(message);
    this.receive(channel, message);
  }

  /** The server speaks in the kernel's place: when it keeps output back, and when the kernel ended by itself. */
  private hearServer({ header, content }: Message): void {
    if (header.msg_type === "stream") this.losses.push(`the server keeps output back: ${RATE.exec(String(content["text"]))?.[0]} (start it with --ZMQChannelsWebsocketConnection.limit_rate=False)`);
    else this.die("ended by itself");
  }
}

const RATE = /IOPub (?:message|data) rate exceeded/;

function isOfTheServer({ header, content }: Message, kernelSession: string | null): boolean {
  if (header.msg_type === "status") return content["execution_state"] === "restarting" || content["execution_state"] === "dead";
  return header.msg_type === "stream" && content["name"] === "stderr" && header.session !== kernelSession && RATE.test(String(content["text"]));
}
