import assert from "node:assert/strict";
import { test } from "node:test";
import { didYouMean, nearestWord } from "../../src/notebook/did-you-mean.js";

const WORDS = ["title", "chapters", "authors", "output"];

test("a slip of a letter or two finds its word", () => {
  for (const [typed, meant] of [["tilte", "title"], ["Title", "title"], ["chapter", "chapters"], ["author", "authors"], ["outptu", "output"]] as const) assert.equal(nearestWord(typed, WORDS), meant, typed);
});

test("another word finds none", () => {
  for (const typed of ["bibliography", "xyz", "formats"]) assert.equal(nearestWord(typed, WORDS), null, typed);
});

test("as a question", () => {
  assert.equal(didYouMean("tilte", WORDS), '; is "title" meant?');
  assert.equal(didYouMean("xyz", WORDS), "");
});
