/**
 * Jupyter messages on a server's WebSocket, in the protocol that every server speaks: JSON with the channel's name, or JSON followed by
 * buffers, after a table of offsets. Buffers are for widgets; a notebook's file does not hold them.
 * Source: https://jupyter-server.readthedocs.io/en/latest/developers/websocket-protocols.html
 */
import type { Channel } from "../kernel/kernel-host.js";
import type { Message } from "../kernel/wire.js";

export interface SocketMessage {
  readonly channel: Channel;
  readonly message: Message;
}

export const encodeSocketMessage = ({ header, parent, metadata, content }: Message, channel: string): string =>
  JSON.stringify({ header, parent_header: parent, metadata, content, channel, buffers: [] });

/** Null for what is no message of a kernel's shell, control or IOPub channel. */
export function decodeSocketMessage(data: Buffer, isBinary: boolean): SocketMessage | null {
  try {
    const { header, parent_header: parent, metadata, content, channel } = JSON.parse((isBinary ? firstPart(data) : data).toString()) as { readonly [part: string]: unknown };
    if (!isRecord(header) || typeof header["msg_type"] !== "string" || typeof header["msg_id"] !== "string" || !isChannel(channel)) return null;
    return { channel, message: { header: header as unknown as Message["header"], parent: record(parent), metadata: record(metadata), content: record(content) } };
  } catch {
    return null;
  }
}

function firstPart(data: Buffer): Buffer {
  const parts = data.readUInt32BE(0);
  return data.subarray(data.readUInt32BE(4), parts > 1 ? data.readUInt32BE(8) : data.length);
}

const isChannel = (channel: unknown): channel is Channel => channel === "shell" || channel === "control" || channel === "iopub";
const isRecord = (value: unknown): value is { readonly [key: string]: unknown } => typeof value === "object" && value !== null && !Array.isArray(value);
const record = (value: unknown): { readonly [key: string]: unknown } => (isRecord(value) ? value : {});
