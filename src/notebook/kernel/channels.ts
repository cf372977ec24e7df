/**
 * The client's ends of a kernel's channels. Messages that are not signed with the connection's key are dropped and counted.
 */
import { Dealer, Subscriber } from "zeromq";
import type { Connection } from "./connection.js";
import type { Channel, Receive } from "./kernel-host.js";
import { type Message, decodeMessage, encodeMessage } from "./wire.js";

type Socket = Dealer | Subscriber;

export interface Channels {
  readonly send: (channel: "shell" | "control", message: Message) => Promise<void>;
  /** Takes in frames that came another way; the message that they are, or null. */
  readonly hear: (channel: Channel, frames: readonly Buffer[]) => Message | null;
  /** Frames that were no message of our kernel. */
  readonly rejected: () => number;
  readonly close: () => void;
}

/** Connects; `receive` gets every message of the shell, control and IOPub channels, in their order. */
export function openChannels(connection: Connection, receive: Receive): Channels {
  const options = { receiveHighWaterMark: 0, linger: 0, reconnectInterval: 20 };
  const shell = new Dealer(options);
  const control = new Dealer(options);
  const iopub = new Subscriber(options);
  iopub.subscribe();
  let rejected = 0;
  const hear = (channel: Channel, frames: readonly Buffer[]): Message | null => {
    const message = tryDecode(frames, connection.key);
    if (message === null) rejected++;
    else receive(channel, message);
    return message;
  };
  const listen = async (channel: Channel, socket: Socket) => {
    socket.connect(connection.address(channel));
    for await (const frames of socket) hear(channel, frames);
  };
  for (const [channel, socket] of [["shell", shell], ["control", control], ["iopub", iopub]] as const) void listen(channel, socket);
  return {
    send: (channel, message) => (channel === "shell" ? shell : control).send(encodeMessage(message, connection.key)),
    hear,
    rejected: () => rejected,
    close: () => [shell, control, iopub].forEach((socket) => socket.close()),
  };
}

function tryDecode(frames: readonly Buffer[], key: string): Message | null {
  try {
    return decodeMessage(frames, key);
  } catch {
    return null;
  }
}
