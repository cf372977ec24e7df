import assert from "node:assert/strict";
import { test } from "node:test";
import { claimOfProblems } from "../../src/report/claim-of-problems.js";
import { mark, standing } from "../../src/report/claim-text.js";

test("problems in the text are one sentence at the front, with the first of them", () => {
  const first = { where: "a.ipynb, cell 3", message: "no equation has the number (9)\n  an excerpt" }, second = { where: "a.ipynb, cell 4", message: "nothing has the label #x" };
  assert.deepEqual(claimOfProblems("the text", []), []);
  assert.deepEqual(claimOfProblems("the text", [first]), [{ holds: false, text: "1 problem in the text: no equation has the number (9) (a.ipynb, cell 3)." }]);
  assert.deepEqual(claimOfProblems("the text", [first, second]), [{ holds: false, text: "2 problems in the text: no equation has the number (9) (a.ipynb, cell 3), and 1 more." }]);
});

test("a claim holds, is open, or fails", () => {
  const claims = [{ holds: true, text: "" }, { holds: null, text: "" }, { holds: false, text: "" }];
  assert.deepEqual(claims.map((claim) => [standing(claim), mark(claim)]), [["holds", "✓"], ["open", "?"], ["fails", "✗"]]);
});
