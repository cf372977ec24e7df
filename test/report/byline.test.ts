import assert from "node:assert/strict";
import { test } from "node:test";
import { bylineOf, courseHeader } from "../../src/report/byline.js";

test("affiliations are numbered in the order in which they are named; one that all share needs no number", () => {
  const { authors, affiliations } = bylineOf([{ name: "A", affiliations: ["U"] }, { name: "B", affiliations: ["V", "U"] }, { name: "C" }]);
  assert.deepEqual([authors.map(({ marks }) => marks), affiliations], [[[1], [1, 2], []], [{ mark: 1, text: "U" }, { mark: 2, text: "V" }]]);
  const shared = bylineOf([{ name: "A", affiliations: ["U"] }, { name: "B", affiliations: ["U"] }]);
  assert.deepEqual([shared.authors.map(({ marks }) => marks), shared.affiliations], [[[], []], [{ mark: null, text: "U" }]]);
  assert.deepEqual(bylineOf([{ name: "A" }]).affiliations, []);
});

test("a course's header has what it is on the left, what is handed in on the right, and no empty lines", () => {
  assert.deepEqual(courseHeader({ name: "Deep Learning", code: "INF265", institution: "U", teacher: "T", assignment: "Assignment 1" }, "May 2"), { left: ["INF265 Deep Learning", "U"], right: ["Assignment 1", "May 2", "T"] });
  assert.deepEqual(courseHeader({ name: "Deep Learning" }, null), { left: ["Deep Learning"], right: [] });
});
