/**
 * The client's end of the guard's outlet. A frame alone is more of the last message's text.
 */
import type { Readable } from "node:stream";
import { FrameReader } from "./guard/frames.js";
import { FIELD } from "./guard/protocol.js";
import type { Receive } from "./kernel-host.js";
import { noteOf } from "./sequence.js";
import type { Message } from "./wire.js";

/**
 * @param hear takes in a message's frames; the message that they are, or null
 * @param receive gets what is more of a message
 */
export function listenToOutlet(stream: Readable, hear: (frames: readonly Buffer[]) => Message | null, receive: Receive): void {
  let last: Message | null = null;
  let more: Buffer[] = [];
  const flush = (): void => {
    if (last !== null && more.length > 0) receive("iopub", continued(last, Buffer.concat(more).toString()));
    more = [];
  };
  const reader = new FrameReader((frames) => {
    if (frames.length === 1) return void more.push(frames[0]!);
    flush();
    last = hear(frames);
  });
  stream.on("data", (chunk: Buffer) => {
    reader.take(chunk);
    flush();
  });
}

const continued = ({ header, parent, metadata, content }: Message, text: string): Message =>
  ({ header, parent, metadata: { ...metadata, [FIELD]: { ...noteOf({ header, parent, metadata, content }), more: true } }, content: { ...content, text } });
