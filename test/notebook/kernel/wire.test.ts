import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type Message, decodeMessage, encodeMessage, newMessage } from "../../../src/notebook/kernel/wire.js";

const message = newMessage("execute_request", { code: "1 + 1" }, "session");
const frames = encodeMessage(message, "key");
const changed = (index: number, text: string) => frames.map((frame, at) => (at === index ? Buffer.from(text) : frame));

/** Signed by the right key, whatever they say. */
const signed = (parts: readonly unknown[]) => {
  const [header, parent, metadata, content] = parts;
  return encodeMessage({ header, parent, metadata, content } as Message, "key");
};

describe("messages on the wire", () => {
  it("have six frames: delimiter, signature, header, parent, metadata, content", () => {
    assert.deepEqual(frames.map(String).filter((_, index) => index === 0 || index > 2), ["<IDS|MSG>", "{}", "{}", '{"code":"1 + 1"}']);
    assert.match(String(frames[1]), /^[0-9a-f]{64}$/);
  });

  it("the signature is HMAC-SHA256 over the four parts", () => {
    const empty = encodeMessage({ header: {}, parent: {}, metadata: {}, content: {} } as unknown as Message, "secret");
    // python3 -c 'import hmac; print(hmac.new(b"secret", b"{}{}{}{}", "sha256").hexdigest())'
    assert.equal(String(empty[1]), "34982f0bfec60e7b933ffde06c1ecab0fba073717a95ab943d1dd06f82c2d5e4");
  });

  it("are read as they were written, whatever identities stand before them", () => {
    const text = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(fc.dictionary(text, fc.jsonValue()), fc.dictionary(text, fc.jsonValue()), text, fc.array(fc.uint8Array()), (content, metadata, key, identities) => {
        const sent = JSON.parse(JSON.stringify({ ...message, content, metadata })) as Message;
        const received = [...identities.map((each) => Buffer.from(each)), ...encodeMessage(sent, key)];
        assert.deepEqual(decodeMessage(received, key), sent);
      }),
    );
  });

  for (const [title, received, problem] of [
    ["another key", encodeMessage(message, "another"), "a message with a wrong signature"],
    ["a changed content", changed(5, '{"code":"2 + 2"}'), "a message with a wrong signature"],
    ["a changed signature", changed(1, "0".repeat(64)), "a message with a wrong signature"],
    ["a short signature", changed(1, ""), "a message with a wrong signature"],
    ["no delimiter", changed(0, "<IDS>"), "a message without its delimiter <IDS|MSG>"],
    ["nothing", [], "a message without its delimiter <IDS|MSG>"],
    ["too few parts", frames.slice(0, 5), "a message of 3 parts after its signature; a Jupyter message has at least 4"],
    ["a list for a content", signed([message.header, {}, {}, [1]]), "a message part that is no JSON object: [1]"],
    ["null for a header", signed([null, {}, {}, {}]), "a message part that is no JSON object: null"],
    ["a header without type", signed([{ msg_id: "1" }, {}, {}, {}]), "a message without type or id"],
  ] as const) {
    it(`refuses ${title}`, () => assert.throws(() => decodeMessage(received, "key"), { name: "WireError", message: problem }));
  }
});
