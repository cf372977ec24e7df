/**
 * A running kernel, spoken to over the Jupyter messaging protocol.
 * Source: https://jupyter-client.readthedocs.io/en/latest/messaging.html
 */
import { randomUUID } from "node:crypto";
import { setImmediate as aTurn, setTimeout as sleep } from "node:timers/promises";
import type { OutputLimits } from "./guard/output-limits.js";
import { FIELD, type LeftNote, type RequestNote } from "./guard/protocol.js";
import type { Channel, KernelHost, OpenHost } from "./kernel-host.js";
import { type Death, describeDeath } from "./kernel-process.js";
import type { KernelSpec } from "./kernel-spec.js";
import { TASKS_LEFT, tasksLeft } from "./python-tasks.js";
import { type Completion, type Request, Requests } from "./requests.js";
import { Sequence, noteOf } from "./sequence.js";
import { type Message, newMessage } from "./wire.js";

export interface KernelOptions {
  /** How much may be written, where the kernel sees to that itself. */
  readonly limits?: OutputLimits;
  /** Seconds that may pass between a kernel's answer and its being idle. Default 10. */
  readonly idleSeconds?: number;
}

/** What a kernel published over ZeroMQ before it died may arrive so much later than the last thing heard. Milliseconds. */
const LAST_WORDS = 50;
const LONGEST_LAST_WORDS = 2000;

/** After the last cell, it is asked so often whether something still runs. Milliseconds. */
const LATE_STEP = 20;

/** What may go on for ever, as a timer that fires again and again, and says nothing for its period, as far as that is waited for, and for so long, has nothing to say. Milliseconds. */
const MUTE = 1000;
const LONGEST_PERIOD = 10_000;

/** A kernel that is asked whether it is idle, and does not answer for so long, is not. Milliseconds. */
const BUSY = 1000;

/** A kernel that published nothing for so long has nothing left to publish: Python's lets 200 pass between two looks at what was printed. Milliseconds. */
const SILENCE = 500;

/** The same between two cells, and how long it may take at most. Milliseconds. */
const PAUSE = 60;
const LONGEST_PAUSE = 1000;

/** So long a kernel may take to publish what it still holds back of its start. Milliseconds. */
const START_UP_NOISE = 2000;

/** An interrupt has arrived after so long, and the kernel has turned to what it left behind within as much again. Milliseconds. */
const ARRIVED = 500;

/** While it starts, it is asked so often. Milliseconds. */
const ASK_AGAIN = 200;

/** To be run without a trace. */
const NO_CODE = { code: "", silent: true, store_history: false, user_expressions: {}, allow_stdin: false, stop_on_error: false };

const NOTHING: LeftNote = { once: 0 };

export class Kernel {
  /** Gets every message on IOPub that is not about the kernel's state. */
  onOutput: (message: Message) => void = () => {};
  private readonly session = randomUUID();
  private readonly sequence = new Sequence();
  private readonly requests: Requests;
  /** What the guard is told with each cell. */
  private readonly note: { readonly [FIELD]?: RequestNote };
  private heard: Message | null = null;
  private heardAt = performance.now();
  private lastOutput = performance.now();
  private left: LeftNote = NOTHING;
  /** What runs that is none of a cell's: the least that was seen. */
  private foreign = Infinity;
  /** When something of a cell's was last seen to run. */
  private ranAt = -Infinity;
  /** When it has ended, and what it published before has come. */
  private buried!: Promise<Death>;
  private host!: KernelHost;

  private constructor(
    private readonly spec: KernelSpec,
    { idleSeconds = 10, limits = {} }: KernelOptions,
  ) {
    this.note = spec.numbersMessages ? { [FIELD]: limits } : {};
    this.requests = new Requests(idleSeconds, () => [...this.host.takeLosses(), ...this.sequence.takeGaps()]);
  }

  static async open(spec: KernelSpec, options: KernelOptions, open: OpenHost): Promise<Kernel> {
    const kernel = new Kernel(spec, options);
    kernel.host = await open((channel, message) => kernel.receive(channel, message));
    kernel.buried = kernel.host.death.then((death) => kernel.onDeath(death));
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
      if (completion !== null || this.heard !== null) return this.started();
      if (this.host.rejected() > 0) return "what it sends is no message signed with its key";
    }
    return `no answer within ${milliseconds / 1000} s`;
  }

  /** Runs code. Its outputs go to `onOutput`, with this request's id in their parent header. */
  execute(code: string): Request {
    return this.request("shell", "execute_request", { ...NO_CODE, code, silent: false, store_history: true, stop_on_error: true, ...this.note });
  }

  /** A round trip: when it is done, everything that the kernel published before has arrived. */
  barrier(): Request {
    return this.request("shell", "kernel_info_request", {});
  }

  /** Nothing runs: no cell, and nothing that was not there before. */
  async isIdle(): Promise<boolean> {
    const completion = await Promise.race([this.askLeft(), sleep(BUSY, null)]);
    return completion?.kind === "finished" && this.left.once <= this.foreign && this.left.every === undefined;
  }

  /** What ran when it was last idle. */
  get leftRunning(): LeftNote {
    return this.left;
  }

  /** What a cell wrote past the notebook, through what it started with its own stdout; of the kernels that are known to write nothing there themselves. */
  get writtenPast(): string {
    return this.spec.numbersMessages ? this.host.ownOutput().trim() : "";
  }

  /**
   * Waits until nothing of a cell runs, and for what was published; null if it was stopped before.
   * What ran may have begun something else that is between two things to wait for, such as a connection: it is asked twice then.
   * A kernel that does not tell of what runs is listened to until it is silent for a while: Deno's publishes after it said that it is idle.
   * Python's is asked for its tasks.
   */
  async awaitLate(stop: AbortSignal): Promise<Completion | null> {
    const started = performance.now();
    const stopped = new Promise<null>((resolve) => stop.addEventListener("abort", () => resolve(null)));
    for (let silent = 0, asked = 0; !stop.aborted; asked++) {
      const completion = await Promise.race([this.askLeft(), stopped]);
      silent = this.isSilent(started) ? silent + 1 : 0;
      if (completion?.kind !== "finished" || silent > Math.min(asked, 1)) return completion;
      await Promise.race([sleep(LATE_STEP), stopped]);
    }
    return null;
  }

  /** A round trip after which it is known what runs in the kernel. */
  private async askLeft(): Promise<Completion> {
    if (this.spec.language !== "python") return this.barrier().done;
    const completion = await this.request("shell", "execute_request", { ...NO_CODE, user_expressions: TASKS_LEFT }).done;
    if (completion.kind === "finished") this.left = tasksLeft(completion.reply);
    this.foreign = 0;
    if (this.left.once > 0) this.ranAt = performance.now();
    return completion;
  }

  private isSilent(since: number): boolean {
    if (!this.spec.numbersMessages) return performance.now() - Math.max(this.lastOutput, this.ranAt) > SILENCE;
    const { once, every } = this.left;
    const isMute = every === undefined || performance.now() - Math.max(since, this.lastOutput) > Math.min(every, LONGEST_PERIOD) + MUTE;
    return once <= this.foreign && isMute;
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

  /**
   * After a cell that was interrupted: Node hands interrupts on from a thread of its own, which on a busy machine may come when the cell is
   * over. The next cell is not to meet those that were meant for this one.
   */
  async awaitInterrupts(): Promise<void> {
    if (!this.isAlive) return;
    await sleep(ARRIVED);
    await Promise.race([this.barrier().done, sleep(ARRIVED)]);
  }

  /** Ends it: asks, then insists. Nothing of it is left afterwards. */
  async shutdown(): Promise<void> {
    if (this.isAlive) void this.request("control", "shutdown_request", { restart: false }).done;
    await this.host.end();
    this.requests.forget();
  }

  async kill(): Promise<Death> {
    const death = await this.host.kill();
    this.requests.forget();
    return death;
  }

  /** What it says while it starts is nobody's output: Python's kernel publishes it with the first code that it runs, which is to be no cell. Others may count it. */
  private async started(): Promise<string | null> {
    const fault = this.firstMessageFault();
    if (fault === null && this.spec.language === "python") await Promise.race([this.request("shell", "execute_request", NO_CODE).done, sleep(START_UP_NOISE)]);
    this.host.forgetWords();
    return fault;
  }

  /** A kernel that should number its messages and does not could lose output unseen. */
  private firstMessageFault(): string | null {
    this.requests.forget();
    this.sequence.takeGaps();
    const numbered = this.heard !== null && noteOf(this.heard) !== null;
    return this.spec.numbersMessages && !numbered ? "its messages are not numbered: the guard is not at work in it" : null;
  }

  private request(channel: "shell" | "control", type: string, content: Message["content"]): Request {
    const message = newMessage(type, content, this.session);
    const request = this.requests.open(message.header.msg_id);
    if (this.isAlive) this.host.send(channel, message).catch(() => {});
    else void this.buried.then((death) => this.requests.concludeAll({ kind: "dead", death }));
    return request;
  }

  /** What it published before may still be on its way: it is listened to until nothing more comes. */
  private async onDeath(death: Death): Promise<Death> {
    const died = performance.now();
    do {
      await sleep(LAST_WORDS);
      await aTurn(); // after a busy while, timers come before what can be read
    } while (performance.now() - this.heardAt < LAST_WORDS && performance.now() - died < LONGEST_LAST_WORDS);
    this.requests.concludeAll({ kind: "dead", death });
    return death;
  }

  private receive(channel: Channel, message: Message): void {
    this.heardAt = performance.now();
    if (channel === "iopub") this.onIopub(message);
    else this.requests.onReply(message);
  }

  private onIopub(message: Message): void {
    this.heard ??= message;
    if (this.spec.numbersMessages) this.sequence.see(message);
    this.left = noteOf(message)?.left ?? this.left;
    this.foreign = Math.min(this.foreign, noteOf(message)?.left?.once ?? Infinity);
    if (message.header.msg_type === "status") return this.requests.onStatus(message);
    this.lastOutput = performance.now();
    this.onOutput(message);
  }
}
