/**
 * A publisher that loses nothing and numbers what it sends.
 *
 * zeromq.js carries out at most 512 sends a tick at once; the next one is delayed, and any further send fails with "Socket is busy
 * writing". tslab does not await its sends, so those are lost. With a send timeout of 0 every send is carried out at once, and a
 * publisher without a high-water mark neither blocks nor drops.
 */
import { createHmac } from "node:crypto";
import type * as zeromq from "zeromq";
import { leftRunning } from "./left-running.js";
import type { Send } from "./outlet.js";
import { FIELD, type MessageNote } from "./protocol.js";

type Zeromq = typeof zeromq;
type Frame = Buffer | string;

/** What the next message is to be instead: another type and content, and what to note in its metadata. */
export interface Rewrite {
  readonly type: string;
  readonly content: unknown;
  readonly note: Pick<MessageNote, "error">;
}

const IDLE = JSON.stringify({ execution_state: "idle" });

const DELIMITER = Buffer.from("<IDS|MSG>");
const isDelimiter = (frame: Frame): boolean => DELIMITER.equals(Buffer.from(frame));

/** What has been sent, and hooks for those who have a say in what is sent. */
export class Ledger {
  /** Bytes of content sent so far. */
  bytes = 0;
  /** Called before each send: whoever holds text back lets it go first, so that order is kept. */
  beforeSend: () => void = () => {};
  rewrite: Rewrite | null = null;
  private sent = 0;

  constructor(private readonly key: string) {}

  /** The message, numbered and signed anew. Its frames: identities, delimiter, signature, header, parent, metadata, content. */
  numbered(frames: readonly Frame[]): Frame[] {
    const bodiesAt = frames.findIndex(isDelimiter) + 2;
    const [header = "", parent = "", metadata = "", content = "", ...extra] = frames.slice(bodiesAt).map(String);
    const rewrite = this.rewrite;
    this.rewrite = null;
    const note: MessageNote = { n: ++this.sent, ...(content === IDLE && { left: leftRunning() }), ...rewrite?.note };
    const bodies = [
      rewrite === null ? header : withField(header, "msg_type", rewrite.type),
      parent,
      withField(metadata, FIELD, note),
      rewrite === null ? content : JSON.stringify(rewrite.content),
      ...extra,
    ];
    this.bytes += bodies[3]?.length ?? 0;
    return [...frames.slice(0, bodiesAt - 1), this.signature(bodies), ...bodies];
  }

  private signature(bodies: readonly string[]): string {
    const hmac = createHmac("sha256", this.key);
    for (const body of bodies) hmac.update(body);
    return hmac.digest("hex");
  }
}

function withField(json: string, name: string, value: unknown): string {
  return JSON.stringify({ ...(JSON.parse(json) as object), [name]: value });
}

/**
 * The zeromq module as tslab is to see it. An address that cannot be had ends the process: tslab would live on, deaf.
 * @param outlet takes the messages in ZeroMQ's place
 */
export function guardedZeromq(zmq: Zeromq, ledger: Ledger, outlet: Send | null): Zeromq {
  class Publisher extends zmq.Publisher {
    constructor() {
      super({ sendTimeout: 0, sendHighWaterMark: 0 });
    }

    override send(message: zeromq.MessageLike | zeromq.MessageLike[]): Promise<void> {
      ledger.beforeSend();
      const frames = ledger.numbered(message as Frame[]);
      if (outlet === null) return super.send(frames);
      outlet(frames);
      return Promise.resolve();
    }

    override bind(address: string): Promise<void> {
      return super.bind(address).catch(exitUnbound(address));
    }
  }
  class Router extends zmq.Router {
    override bind(address: string): Promise<void> {
      return super.bind(address).catch(exitUnbound(address));
    }
  }
  return { ...zmq, Publisher, Router };
}

function exitUnbound(address: string): (error: Error) => void {
  return (error) => {
    process.stderr.write(`cannot listen on ${address}: ${error.message}\n`);
    process.exit(1);
  };
}
