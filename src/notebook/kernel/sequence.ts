/**
 * Watches the numbers of messages, so that a missing one is noticed.
 */
import { FIELD, type MessageNote } from "./guard/protocol.js";
import type { Message } from "./wire.js";

export function noteOf(message: Message): MessageNote | null {
  const note = message.metadata[FIELD] as MessageNote | undefined;
  return typeof note?.n === "number" ? note : null;
}

export class Sequence {
  private last: number | null = null;
  private gaps: string[] = [];

  /** The next message that arrived. What came before the first one is not missed: nobody listened yet. */
  see(message: Message): void {
    const { n, more } = noteOf(message) ?? {};
    if (more === true) return;
    if (n === undefined) {
      this.gaps.push(`a message of type ${message.header.msg_type} has no number`);
      return;
    }
    if (this.last !== null && n !== this.last + 1) this.gaps.push(`after message ${this.last} came message ${n}`);
    this.last = n;
  }

  /** What was noticed since the last call; empty if nothing is missing. */
  takeGaps(): readonly string[] {
    return this.gaps.splice(0);
  }
}
