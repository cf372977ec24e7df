import assert from "node:assert/strict";
import { it } from "node:test";
import { checkDocument } from "../../../src/derivation/check/check-document.js";
import { DocumentError } from "../../../src/derivation/document/document-error.js";
import { readDocument } from "../../../src/derivation/document/read-document.js";
import { fuzzInput, seeds } from "./fuzz-inputs.js";

const COUNT = 1_500;
/** Only what runs away is found here, on however slow and busy a machine; the script holds every input to one second. */
const LIMIT = 20_000;

it(`${COUNT} damaged documents are checked or refused, each within ${LIMIT / 1000} s of the processor's time (scripts/fuzz-checker.mjs tries 100,000)`, () => {
  const from = seeds();
  for (let number = 0; number < COUNT; number++) {
    const { path, text } = fuzzInput(number, from);
    const start = process.cpuUsage();
    try {
      const { equations } = checkDocument(readDocument(path, text));
      const stumble = equations.flatMap(({ problems }) => problems).find(({ code }) => code === "internal");
      assert.equal(stumble?.message, undefined, `input ${number}:\n${text}`);
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      if (!(error instanceof DocumentError)) assert.fail(`input ${number}: ${(error as Error).stack}\n${text}`);
    }
    const { user, system } = process.cpuUsage(start);
    const time = (user + system) / 1000;
    assert.ok(time < LIMIT, `input ${number} took ${time.toFixed(0)} ms:\n${text}`);
  }
});
