import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { checkDocument } from "../../../src/derivation/check/check-document.js";
import { readDocument } from "../../../src/derivation/document/read-document.js";

const WRONG = ["2", "3", "6", "8", "10"];

it("the assignment as it came, without its facts: nothing that is wrong passes, and what is unchecked names the sentence that is missing", () => {
  const text = readFileSync(new URL("../fixtures/assignment.md", import.meta.url), "utf8");
  const { equations } = checkDocument(readDocument("assignment.md", text));
  const tagged = equations.filter(({ tag }) => tag !== null);
  assert.deepEqual(tagged.map(({ tag }) => tag), Array.from({ length: 15 }, (_, k) => String(k + 1)));
  assert.deepEqual(tagged.filter(({ tag, verdict }) => verdict === "holds" && WRONG.includes(tag!)).map(({ tag }) => tag), []);
  assert.deepEqual(tagged.filter(({ tag, verdict }) => verdict === "fails" && !WRONG.includes(tag!)).map(({ tag, problems }) => [tag, problems[0]?.message]), []);
  for (const { tag, problems } of tagged.filter(({ verdict }) => verdict === "unchecked")) {
    assert.ok(problems.some(({ message }) => /say what it is|declare|write/.test(message)), `(${tag}): ${problems.map(({ message }) => message).join(" | ")}`);
  }
});
