import assert from "node:assert/strict";
import { test } from "node:test";
import { printGithub } from "../../../src/derivation/print/print-github.js";
import { inNotebook, sample } from "./sample.js";

test("an annotation for each finding, a summary after them", () => {
  assert.equal(printGithub([sample("my notes, 50%.md")]), String.raw`::notice file=my notes%2C 50%25.md,line=2,col=19,endColumn=22,title=equation (1)::note: read as a column
::error file=my notes%2C 50%25.md,line=3,col=19,endColumn=20,title=equation (2)::the two sides differ%0Athe left side gives 1, the right side gives 2 (m = 2; i = 1)%0Ait holds with y%0A\frac{dL}{db} = y = 2x \tag{2}
::error file=my notes%2C 50%25.md,line=3,col=23,endColumn=25,title=equation (2)::the two sides differ%0Ait only inherits the mistake of an earlier step
::warning file=my notes%2C 50%25.md,line=4,col=7,endColumn=12,title=equation (3)::unchecked: '\zeta' is declared nowhere
::warning file=my notes%2C 50%25.md,line=5,col=7,endColumn=12::unchecked: '\zeta' is declared nowhere
::notice file=my notes%2C 50%25.md,line=6,col=1,endColumn=2,title=equation (5)::not checked, because it is "homework" <of week 3>
my notes, 50%.md: 5 equations, 1 holds (1 exactly), 1 fails, 2 unchecked, 1 waived, 1 definition
`);
});

test("with --strict what is unchecked is an error", () => assert.match(printGithub([sample()], { strict: true }), /^::error file=notes\.md,line=4,/m));

test("a notebook's place stands in the message: its lines are no lines of the file", () => {
  assert.match(printGithub([inNotebook()]), /^::error file=n\.ipynb,title=equation \(2\)::cell 3, line 3, column 19: the two sides differ%0A/);
});

test("a span over several lines has no columns", () => {
  const { source, checked } = sample();
  const failing = checked.equations[2]!;
  const printed = printGithub([{ source, checked: { ...checked, equations: [{ ...failing, problems: [{ ...failing.problems[0]!, length: 25 }] }] } }]);
  assert.match(printed, /^::error file=notes\.md,line=3,endLine=4,title/);
});
