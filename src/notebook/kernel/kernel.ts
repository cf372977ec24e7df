/**
 * A running kernel, spoken to over the Jupyter messaging protocol.
 * Source: https://jupyter-client.readthedocs.io/en/latest/messaging.html
 */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { NotebookError } from "../notebook-error.js";
import type { Channel, KernelHost, OpenHost } from "./kernel-host.js";
import { type Death, describeDeath } from "./kernel-process.js";
import type { KernelSpec } from "./kernel-spec.js";
import { openLocalHost } from "./local-host.js";
import { DEFAULT_OUTPUT_LIMIT } from "./output-limit.js";
import { Sequence, noteOf } from "./sequence.js";
import { type Message, newMessage } from "./wire.js";

export interface KernelOptions {
  readonly cwd: string;
  /** Seconds that one attempt to start may take. Default 30. */
  readonly startSeconds?: number;
  /** Attempts to start. Default 3. */
  readonly attempts?: number;
  /** Bytes that one cell may write. Default 50 MB. */
  readonly outputLimit?: number;
  /** Seconds that may pass between a kernel's answer and its being idle: the two come on different channels. Default 10. */
  readonly idleSeconds?: number;
  /** Where the kernel is to run. Default: on this machine. */
  readonly open?: OpenHost;
  readonly signal?: AbortSignal;
}

/** How a request ended. */
export type Completion =
  | { readonly kind: "finished"; readonly status: string; readonly reply: Message["content"] }
  /** Messages are missing, or the kernel answered without saying that it is idle. */
  | { readonly kind: "lost"; readonly message: string }
  | { readonly kind: "dead"; readonly death: Death };

const NO_IDLE: Completion = { kind: "lost", message: "the kernel answered, but did not say that it is idle" };

export interface Request {
  readonly id: string;
  readonly done: Promise<Completion>;
}

interface Pending {
  reply: Message["content"] | null;
  idle: boolean;
  readonly conclude: (completion: Completion) => void;
  idleTimer?: NodeJS.Timeout;
}

/** No kernel could be started: why, attempt by attempt. */
export class KernelStartError extends Error {
  override readonly name = "KernelStartError";
}

/** What a kernel published before it died may arrive so much later. Milliseconds. */
const LAST_WORDS = 50;

/** After the last cell, it is asked so often whether timers still run. Milliseconds. */
const LATE_STEP = 20;

/** A kernel that published nothing for so long has nothing left to publish. Milliseconds. */
const SILENCE = 300;

/** The same between two cells, and how long it may take at most. Milliseconds. */
const PAUSE = 60;
const LONGEST_PAUSE = 1000;

/** While it starts, it is asked so often. Milliseconds. */
const ASK_AGAIN = 200;

/**
 * Starts a kernel and waits until it answers and its outputs are heard.
 * @throws {KernelStartError} if it does not start, after several attempts
 */
export async function startKernel(spec: KernelSpec, options: KernelOptions): Promise<Kernel> {
  const { attempts = 3, startSeconds = 30, signal, cwd, outputLimit = DEFAULT_OUTPUT_LIMIT } = options;
  const open: OpenHost = options.open ?? ((receive) => openLocalHost(spec, cwd, outputLimit, receive));
  const failures: string[] = [];
  for (let attempt = 1; attempt <= attempts; attempt++) {
    signal?.throwIfAborted();
    const kernel = await Kernel.open(spec, options, open).catch(refusalOf);
    const failure = typeof kernel === "string" ? kernel : await kernel.ready(startSeconds * 1000, signal);
    if (typeof kernel !== "string" && failure === null) return kernel;
    failures.push(`attempt ${attempt}: ${failure}`);
    if (typeof kernel !== "string") await kernel.kill();
  }
  signal?.throwIfAborted();
  throw new KernelStartError(`the kernel "${spec.name}" did not start\n${failures.join("\n")}`);
}

function refusalOf(error: unknown): string {
  if (error instanceof NotebookError) return error.message;
  throw error;
}

export class Kernel {
  /** Gets every message on IOPub that is not about the kernel's state. */
  onOutput: (message: Message) => void = () => {};
  private readonly session = randomUUID();
  private readonly pending = new Map<string, Pending>();
  private readonly sequence = new Sequence();
  private heard: Message | null = null;
  private lastOutput = performance.now();
  private timers = 0;
  private timersAtStart = 0;
  private host!: KernelHost;

  private constructor(
    private readonly spec: KernelSpec,
    private readonly options: KernelOptions,
  ) {}

  static async open(spec: KernelSpec, options: KernelOptions, open: OpenHost): Promise<Kernel> {
    const kernel = new Kernel(spec, options);
    kernel.host = await open((channel, message) => kernel.receive(channel, message));
    void kernel.host.death.then((death) => setTimeout(() => kernel.concludeAll({ kind: "dead", death }), LAST_WORDS));
    return kernel;
  }

  get pid(): number | undefined {
    return this.host.pid;
  }

  get isAlive(): boolean {
    return this.host.isAlive;
  }

  /**
   * Asks until it is heard on both channels: a subscriber misses what is published before it is connected, so one question may not do.
   * Null, or what went wrong.
   */
  async ready(milliseconds: number, signal?: AbortSignal): Promise<string | null> {
    const asked = performance.now();
    while (performance.now() - asked < milliseconds && signal?.aborted !== true) {
      const { done } = this.request("shell", "kernel_info_request", {});
      const completion = await Promise.race([done, sleep(ASK_AGAIN, null)]);
      if (completion?.kind === "dead") return `the kernel ${describeDeath(completion.death)}`;
      if (completion !== null || this.heard !== null) return this.firstMessageFault();
      if (this.host.rejected() > 0) return "what it sends is no message signed with its key";
    }
    return `no answer within ${milliseconds / 1000} s`;
  }

  /** Runs code. Its outputs go to `onOutput`, with this request's id in their parent header. */
  execute(code: string): Request {
    const content = { code, silent: false, store_history: true, user_expressions: {}, allow_stdin: false, stop_on_error: true };
    return this.request("shell", "execute_request", content);
  }

  /** A round trip: when it is done, everything that the kernel published before has arrived. */
  barrier(): Request {
    return this.request("shell", "kernel_info_request", {});
  }

  /** Nothing runs: no cell, and no timer that was not there before the first one. */
  async isIdle(): Promise<boolean> {
    const { kind } = await this.barrier().done;
    return kind === "finished" && this.timers <= this.timersAtStart;
  }

  /**
   * Waits until no timer runs that was not there before the first cell, but no longer than this; then for what was published.
   * A kernel that does not tell of its timers is listened to until it is silent for a while: Deno's publishes after it said that it is idle.
   */
  async awaitLate(seconds: number): Promise<void> {
    const started = performance.now();
    do {
      await this.barrier().done;
      const isOver = this.spec.numbersMessages ? this.timers <= this.timersAtStart : performance.now() - this.lastOutput > SILENCE;
      if (isOver) return;
      await sleep(LATE_STEP);
    } while (this.isAlive && performance.now() - started < seconds * 1000);
  }

  /**
   * Between two cells: a kernel that does not number its messages may still be publishing, and would do so in the next cell's name.
   * It is given until it is silent.
   */
  async awaitSilence(): Promise<void> {
    if (this.spec.numbersMessages) return;
    const started = performance.now();
    while (this.isAlive && performance.now() - this.lastOutput < PAUSE && performance.now() - started < LONGEST_PAUSE) await sleep(LATE_STEP);
  }

  /** Interrupts the running cell. */
  interrupt(): void {
    if (!this.host.interrupt()) void this.request("control", "interrupt_request", {}).done;
  }

  /** Ends it: asks, then insists. Nothing of it is left afterwards. */
  async shutdown(): Promise<void> {
    if (this.isAlive) void this.request("control", "shutdown_request", { restart: false }).done;
    await this.host.end();
    this.forgetRequests();
  }

  async kill(): Promise<Death> {
    const death = await this.host.kill();
    this.forgetRequests();
    return death;
  }

  /** A kernel that should number its messages and does not could lose output unseen. */
  private firstMessageFault(): string | null {
    this.forgetRequests();
    this.sequence.takeGaps();
    this.timersAtStart = this.timers;
    const numbered = this.heard !== null && noteOf(this.heard) !== null;
    return this.spec.numbersMessages && !numbered ? "its messages are not numbered: the guard is not at work in it" : null;
  }

  private request(channel: "shell" | "control", type: string, content: Message["content"]): Request {
    const message = newMessage(type, content, this.session);
    const id = message.header.msg_id;
    const done = new Promise<Completion>((resolve) => this.pending.set(id, { reply: null, idle: false, conclude: resolve }));
    if (this.isAlive) this.host.send(channel, message).catch(() => {});
    else void this.host.death.then((death) => this.concludeAll({ kind: "dead", death }));
    return { id, done };
  }

  private receive(channel: Channel, message: Message): void {
    if (channel === "iopub") this.onIopub(message);
    else this.onReply(message);
  }

  private onReply({ parent, content }: Message): void {
    const id = parent.msg_id ?? "";
    const pending = this.pending.get(id);
    if (pending === undefined) return;
    pending.reply = content;
    if (pending.idle) this.finish(id, pending);
    else pending.idleTimer = setTimeout(() => this.conclude(id, NO_IDLE), (this.options.idleSeconds ?? 10) * 1000);
  }

  private onIopub(message: Message): void {
    this.heard ??= message;
    if (this.spec.numbersMessages) this.sequence.see(message);
    this.timers = noteOf(message)?.timers ?? this.timers;
    if (message.header.msg_type !== "status") {
      this.lastOutput = performance.now();
      return this.onOutput(message);
    }
    const id = message.parent.msg_id ?? "";
    const pending = this.pending.get(id);
    if (pending === undefined || message.content["execution_state"] !== "idle") return;
    pending.idle = true;
    if (pending.reply !== null) this.finish(id, pending);
  }

  private finish(id: string, { reply }: Pending): void {
    const gaps = [...this.host.takeLosses(), ...this.sequence.takeGaps()];
    const { status } = reply ?? {};
    if (gaps.length > 0) this.conclude(id, { kind: "lost", message: gaps.join("; ") });
    else this.conclude(id, { kind: "finished", status: typeof status === "string" ? status : "ok", reply: reply ?? {} });
  }

  private conclude(id: string, completion: Completion): void {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    clearTimeout(pending?.idleTimer);
    pending?.conclude(completion);
  }

  private concludeAll(completion: Completion): void {
    for (const id of [...this.pending.keys()]) this.conclude(id, completion);
  }

  private forgetRequests(): void {
    for (const { idleTimer } of this.pending.values()) clearTimeout(idleTimer);
    this.pending.clear();
  }
}
