import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { FrameReader, packFrames } from "../../../../src/notebook/kernel/guard/frames.js";

/** What is read of these bytes, taken in pieces that end at these places. */
function read(bytes: Buffer, cuts: readonly number[]): string[][] {
  const messages: string[][] = [];
  const reader = new FrameReader((frames) => messages.push(frames.map(String)));
  const ends = [...new Set([...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  ends.forEach((end, k) => reader.take(bytes.subarray(ends[k - 1] ?? 0, end)));
  return messages;
}

describe("frames on a byte stream", () => {
  it("are read as they were packed, however the stream is cut", () => {
    const frame = fc.string({ unit: "grapheme", maxLength: 20 });
    fc.assert(fc.property(fc.array(fc.array(frame, { maxLength: 4 }), { maxLength: 5 }), fc.array(fc.nat(), { maxLength: 12 }), (messages, cuts) => {
      assert.deepEqual(read(Buffer.concat(messages.map(packFrames)), cuts), messages);
    }));
  });

  it("are no message before the last byte has come", () => {
    const bytes = packFrames(["one", "", "two"]);
    assert.deepEqual(read(bytes.subarray(0, -1), []), []);
    assert.deepEqual(read(bytes, []), [["one", "", "two"]]);
  });
});
