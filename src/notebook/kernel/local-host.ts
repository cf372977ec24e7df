/**
 * A kernel on this machine: a process, spoken to over ZeroMQ.
 */
import { dirname } from "node:path";
import { serveCompiler } from "./compiler/shared-compiler.js";
import { openChannels } from "./channels.js";
import { type Connection, prepareConnection } from "./connection.js";
import type { KernelHost, Receive } from "./kernel-host.js";
import { KernelProcess } from "./kernel-process.js";
import type { KernelSpec } from "./kernel-spec.js";
import { registerKernel } from "./live-kernels.js";
import { listenToOutlet } from "./outlet-reader.js";
import { watchOver } from "./watch-over.js";

/** Milliseconds until a kernel that was asked to end is told to, and again until it is made to. */
const PATIENCE = 500;

/** Node's pipes of Windows cannot be written to, nor read, synchronously. */
const PIPES = process.platform !== "win32";

export async function openLocalHost(spec: KernelSpec, cwd: string, receive: Receive): Promise<KernelHost> {
  const connection = await prepareConnection({ outlet: PIPES, compiler: PIPES }, undefined, spec.transport);
  return localHost(spec, connection, cwd, receive);
}

function localHost(spec: KernelSpec, connection: Connection, cwd: string, receive: Receive): KernelHost {
  const process = new KernelProcess(spec, connection.file, cwd);
  const channels = openChannels(connection, receive);
  if (process.outlet !== null) listenToOutlet(process.outlet, (frames) => channels.hear("iopub", frames), receive);
  if (PIPES && process.questions !== null) serveCompiler(process.questions);
  const unregister = registerKernel(() => {
    process.signal("SIGKILL");
    connection.remove();
  });
  const unwatch = process.pid === undefined ? () => {} : watchOver(process.pid, dirname(connection.file));
  const release = (): void => {
    channels.close();
    connection.remove();
    unregister();
    unwatch();
  };
  return {
    pid: process.pid,
    get isAlive() {
      return process.isAlive;
    },
    death: process.death,
    send: channels.send,
    rejected: channels.rejected,
    takeLosses: () => [],
    ownOutput: () => process.ownOutput,
    forgetWords: () => process.forgetWords(),
    interrupt: () => {
      if (spec.interruptMode === "message") return false;
      process.signal("SIGINT");
      return true;
    },
    end: async () => {
      await process.end(PATIENCE);
      release();
    },
    kill: async () => {
      process.signal("SIGKILL");
      const death = await process.death;
      release();
      return death;
    },
  };
}
