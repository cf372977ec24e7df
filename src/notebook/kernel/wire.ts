/**
 * Jupyter messages on the wire: multipart frames, signed with HMAC-SHA256.
 * Source: https://jupyter-client.readthedocs.io/en/latest/messaging.html#the-wire-protocol
 */
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
}

export interface Message {
  readonly header: Header;
  /** Empty where a message answers nothing. */
  readonly parent: Partial<Header>;
  readonly metadata: { readonly [key: string]: unknown };
  readonly content: { readonly [key: string]: unknown };
}

const DELIMITER = Buffer.from("<IDS|MSG>");

/** What arrived is no message of our kernel: no delimiter, a wrong signature, or no JSON. */
export class WireError extends Error {
  override readonly name = "WireError";
}

/** A request with a fresh id. */
export function newMessage(type: string, content: Message["content"], session: string): Message {
  const header = { msg_id: randomUUID(), msg_type: type, session, username: "backproof", date: new Date().toISOString(), version: "5.3" };
  return { header, parent: {}, metadata: {}, content };
}

/** Frames: delimiter, signature, header, parent header, metadata, content. */
export function encodeMessage({ header, parent, metadata, content }: Message, key: string): Buffer[] {
  const bodies = [header, parent, metadata, content].map((part) => Buffer.from(JSON.stringify(part)));
  return [DELIMITER, Buffer.from(signature(bodies, key)), ...bodies];
}

/** @throws {WireError} if the frames are no message signed with this key */
export function decodeMessage(frames: readonly Buffer[], key: string): Message {
  const delimiter = frames.findIndex((frame) => frame.equals(DELIMITER));
  if (delimiter < 0) throw new WireError("a message without its delimiter <IDS|MSG>");
  const [signed, ...bodies] = frames.slice(delimiter + 1);
  if (signed === undefined || bodies.length < 4) throw new WireError(`a message of ${bodies.length} parts after its signature; a Jupyter message has at least 4`);
  if (!isEqual(signed, Buffer.from(signature(bodies, key)))) throw new WireError("a message with a wrong signature");
  const [header = {}, parent = {}, metadata = {}, content = {}] = bodies.slice(0, 4).map(parsed);
  if (typeof header["msg_type"] !== "string" || typeof header["msg_id"] !== "string") throw new WireError("a message without type or id");
  return { header: header as unknown as Header, parent, metadata, content };
}

function signature(bodies: readonly Buffer[], key: string): string {
  const hmac = createHmac("sha256", key);
  for (const body of bodies) hmac.update(body);
  return hmac.digest("hex");
}

const isEqual = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);

function parsed(body: Buffer): { readonly [key: string]: unknown } {
  const value = tryParse(body.toString());
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as { readonly [key: string]: unknown };
  throw new WireError(`a message part that is no JSON object: ${body.toString().slice(0, 60)}`);
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
