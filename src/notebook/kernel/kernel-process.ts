/**
 * The kernel as a process: started in a group of its own, watched, and ended with everything it started.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { LIFELINE, OUTLET, QUESTIONS } from "./guard/protocol.js";
import { heapFull } from "./heap-full.js";
import type { Duplex, Readable } from "node:stream";
import type { KernelSpec } from "./kernel-spec.js";

/** How a kernel ended. */
export interface Death {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last lines it wrote to its own stderr. */
  readonly stderr: string;
  /** In words, where that is known better. */
  readonly how?: string;
}

const STDERR_KEPT = 4096;

/** The exit code of an abort where a shell, or Windows, tells of it. */
const ABORTED = 134;

/** A kernel that has ended counts as ended after so long, even where its children hold its pipes open. Milliseconds. */
const HELD_OPEN = 500;

export class KernelProcess {
  /** Settles when the process has ended, or could not be started. */
  readonly death: Promise<Death>;
  readonly pid: number | undefined;
  private readonly child: ChildProcess;
  private stderr = "";
  /** The last that it, or what it started, wrote to its own stdout. */
  private stdout = "";
  private heapFull: string | null = null;
  private ended = false;

  constructor(spec: KernelSpec, connectionFile: string, cwd: string) {
    const [command = "", ...args] = spec.argv.map((argument) => argument.replaceAll("{connection_file}", connectionFile));
    const guarded = spec.numbersMessages ? "pipe" : "ignore";
    const stdio: readonly ("ignore" | "pipe")[] = ["ignore", "pipe", "pipe", "pipe", guarded, guarded]; // the last three are the lifeline, the outlet and the questions
    const env = { ...process.env, ...spec.env, JPY_PARENT_PID: String(process.pid) };
    this.child = spawn(command, args, { cwd, env, stdio: [...stdio], detached: process.platform !== "win32" });
    this.pid = this.child.pid;
    this.child.stdout?.on("data", (data: Buffer) => {
      this.stdout = (this.stdout + data.toString()).slice(-STDERR_KEPT);
      this.keep(data);
    });
    this.child.stderr?.on("data", (data: Buffer) => this.keep(data));
    this.child.stdio[LIFELINE]?.on("error", () => {});
    this.outlet?.on("error", () => {});
    this.questions?.on("error", () => {});
    this.death = new Promise((resolve) => {
      const end = (code: number | null, signal: NodeJS.Signals | null) => {
        this.ended = true;
        const isAborted = signal === "SIGABRT" || code === ABORTED;
        resolve(isAborted && this.heapFull !== null ? { code, signal, stderr: "", how: this.heapFull } : { code, signal, stderr: this.stderr.trim() });
      };
      this.child.once("close", end);
      this.child.once("exit", (code, signal) => setTimeout(() => void this.heardOut().then(() => end(code, signal)), HELD_OPEN).unref());
      this.child.once("error", (error) => {
        this.stderr += error.message;
        end(null, null);
      });
    });
  }

  /** What comes by the guard's outlet: a stream of packed frames. Null where there is no guard. */
  get outlet(): Readable | null {
    return this.child.stdio[OUTLET] as Readable | null;
  }

  /** Where the guard asks for compiled cells. Null where there is no guard. */
  get questions(): Duplex | null {
    const stdio: readonly unknown[] = this.child.stdio; // Node's type ends before it
    return stdio[QUESTIONS] as Duplex | null;
  }

  get isAlive(): boolean {
    return !this.ended;
  }

  /** What it said so far are no last words. */
  forgetWords(): void {
    this.stderr = "";
    this.stdout = "";
  }

  get ownOutput(): string {
    return this.stdout;
  }

  /** To the kernel and to what it started. */
  signal(signal: NodeJS.Signals): void {
    if (this.pid === undefined) return;
    try {
      process.kill(process.platform === "win32" ? this.pid : -this.pid, signal);
    } catch {
      // nobody is left to receive it
    }
  }

  /** Ends it: waits so long, then SIGTERM, so long again, then SIGKILL to all that remains. Milliseconds. */
  async end(patience: number): Promise<void> {
    for (const signal of ["SIGTERM", "SIGKILL"] as const) {
      if (await this.endsWithin(patience)) break;
      this.signal(signal);
    }
    await this.death;
    this.signal("SIGKILL");
  }

  /** Until the outlet is empty: no child of the kernel has it. */
  private async heardOut(): Promise<void> {
    const { outlet } = this;
    if (outlet === null || outlet.closed) return;
    await new Promise((resolve) => outlet.once("close", resolve));
  }

  private async endsWithin(milliseconds: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => (timer = setTimeout(resolve, milliseconds, false)));
    const ended = await Promise.race([this.death.then(() => true), late]);
    clearTimeout(timer);
    return ended;
  }

  private keep(data: Buffer): void {
    const said = this.stderr + data.toString();
    this.heapFull ??= heapFull(said);
    this.stderr = said.slice(-STDERR_KEPT);
  }
}

/** In words: "exit code 3", "signal SIGKILL", with what it last said. */
export function describeDeath({ code, signal, stderr, how: told }: Death): string {
  const how = told ?? (signal !== null ? `was ended by ${signal}` : code !== null ? `exited with code ${code}` : "could not be started");
  return stderr === "" ? how : `${how}; its last words:\n${stderr}`;
}
