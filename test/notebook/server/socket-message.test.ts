/** Messages on a Jupyter server's WebSocket. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { newMessage } from "../../../src/notebook/kernel/wire.js";
import { decodeSocketMessage, encodeSocketMessage } from "../../../src/notebook/server/socket-message.js";

const message = newMessage("stream", { text: "µ" }, "session");

/** Count, offsets, JSON, buffers: what a server sends for a message with buffers. */
function withBuffers(json: string, ...buffers: readonly string[]): Buffer {
  const parts = [json, ...buffers].map((part) => Buffer.from(part));
  const table = Buffer.alloc(4 * (parts.length + 1));
  table.writeUInt32BE(parts.length);
  parts.reduce((at, part, k) => (table.writeUInt32BE(at, 4 * (k + 1)), at + part.length), table.length);
  return Buffer.concat([table, ...parts]);
}

describe("a message on a server's socket", () => {
  it("is read as it was written, with its channel", () => {
    assert.deepEqual(decodeSocketMessage(Buffer.from(encodeSocketMessage(message, "shell")), false), { channel: "shell", message });
  });

  for (const buffers of [[], ["one"], ["one", "two"]]) {
    it(`is read beside ${buffers.length} buffers`, () => {
      assert.deepEqual(decodeSocketMessage(withBuffers(encodeSocketMessage(message, "iopub"), ...buffers), true), { channel: "iopub", message });
    });
  }

  for (const [title, data, isBinary] of [
    ["no JSON", "no JSON", false],
    ["a list", "[]", false],
    ["another channel", encodeSocketMessage(message, "stdin"), false],
    ["no header", '{ "channel": "iopub" }', false],
    ["too few bytes", "no", true],
    ["offsets beyond its end", "\xff\xff\xff\xff\xff\xff\xff\xff", true],
  ] as const) {
    it(`is none with ${title}`, () => assert.equal(decodeSocketMessage(Buffer.from(data, "latin1"), isBinary), null));
  }
});
