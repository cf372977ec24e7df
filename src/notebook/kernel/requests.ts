/**
 * Requests that a kernel has been sent: each is over when its reply and the status "idle" have both come, in whichever order, as they
 * come on different channels.
 */
import type { Death } from "./kernel-process.js";
import type { Message } from "./wire.js";

/** How a request ended. */
export type Completion =
  | { readonly kind: "finished"; readonly status: string; readonly reply: Message["content"] }
  /** Messages are missing, or the kernel answered without saying that it is idle. */
  | { readonly kind: "lost"; readonly message: string }
  | { readonly kind: "dead"; readonly death: Death };

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

const NO_IDLE: Completion = { kind: "lost", message: "the kernel answered, but did not say that it is idle" };

export class Requests {
  private readonly pending = new Map<string, Pending>();

  /**
   * @param idleSeconds so long a reply waits for its idle
   * @param takeLosses what is known to be missing when a request is over
   */
  constructor(
    private readonly idleSeconds: number,
    private readonly takeLosses: () => readonly string[],
  ) {}

  open(id: string): Request {
    return { id, done: new Promise((conclude) => this.pending.set(id, { reply: null, idle: false, conclude })) };
  }

  onReply({ parent, content }: Message): void {
    const id = parent.msg_id ?? "", pending = this.pending.get(id);
    if (pending === undefined) return;
    pending.reply = content;
    if (pending.idle) this.finish(id, content);
    else pending.idleTimer = setTimeout(() => this.conclude(id, NO_IDLE), this.idleSeconds * 1000);
  }

  onStatus({ parent, content }: Message): void {
    const id = parent.msg_id ?? "", pending = this.pending.get(id);
    if (pending === undefined || content["execution_state"] !== "idle") return;
    pending.idle = true;
    if (pending.reply !== null) this.finish(id, pending.reply);
  }

  concludeAll(completion: Completion): void {
    for (const id of [...this.pending.keys()]) this.conclude(id, completion);
  }

  /** Nobody waits for them any more. */
  forget(): void {
    for (const { idleTimer } of this.pending.values()) clearTimeout(idleTimer);
    this.pending.clear();
  }

  private finish(id: string, reply: Message["content"]): void {
    const losses = this.takeLosses(), { status } = reply;
    if (losses.length > 0) this.conclude(id, { kind: "lost", message: losses.join("; ") });
    else this.conclude(id, { kind: "finished", status: typeof status === "string" ? status : "ok", reply });
  }

  private conclude(id: string, completion: Completion): void {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    clearTimeout(pending?.idleTimer);
    pending?.conclude(completion);
  }
}
