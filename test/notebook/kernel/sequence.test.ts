import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Sequence } from "../../../src/notebook/kernel/sequence.js";
import type { Message } from "../../../src/notebook/kernel/wire.js";

const message = (n?: unknown): Message =>
  ({ header: { msg_type: "stream" }, parent: {}, metadata: n === undefined ? {} : { backproof: typeof n === "object" ? n : { n } }, content: {} }) as unknown as Message;

const gapsIn = (...numbers: readonly unknown[]): readonly string[] => {
  const sequence = new Sequence();
  for (const n of numbers) sequence.see(message(n));
  return sequence.takeGaps();
};

describe("the numbers of messages", () => {
  for (const [title, numbers, gaps] of [
    ["in order, from wherever the client began to listen", [7, 8, 9], []],
    ["one missing", [1, 2, 4, 5], ["after message 2 came message 4"]],
    ["two in the wrong order", [1, 3, 2], ["after message 1 came message 3", "after message 3 came message 2"]],
    ["more of one", [1, { n: 1, more: true }, 2], []],
    ["one twice", [1, 1], ["after message 1 came message 1"]],
    ["one without a number", [1, undefined, 2], ["a message of type stream has no number"]],
    ["one with something else for a number", [1, "2"], ["a message of type stream has no number"]],
  ] as const) {
    it(title, () => assert.deepEqual(gapsIn(...numbers), gaps));
  }

  it("a gap is told once", () => {
    const sequence = new Sequence();
    for (const n of [1, 3]) sequence.see(message(n));
    assert.equal(sequence.takeGaps().length, 1);
    assert.deepEqual(sequence.takeGaps(), []);
  });
});
