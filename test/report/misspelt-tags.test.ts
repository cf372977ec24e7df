import assert from "node:assert/strict";
import { test } from "node:test";
import { misspeltTags } from "../../src/report/misspelt-tags.js";
import { code, notebook, prose } from "../notebook/notebooks.js";

test("a tag that is nearly a known one is told; known ones and those of other tools are not", () => {
  const cells = [prose("Text."), code("1", "hide_input", "raise-exception"), code("1", "Parameter"), code("1", "hide-input", "raises-exception", "parameters", "solution", "remove-cell", "skip-execution", "hide-output"), code("1", "remove-input", "remove-output", "hide-cell", "injected-parameters", "slide")];
  assert.deepEqual(misspeltTags([{ path: "a.ipynb", file: "/a.ipynb", notebook: notebook(cells) }]), [
    { where: "a.ipynb, cell 2", message: 'the tag "hide_input" has no meaning here; is "hide-input" meant?' },
    { where: "a.ipynb, cell 2", message: 'the tag "raise-exception" has no meaning here; is "raises-exception" meant?' },
    { where: "a.ipynb, cell 3", message: 'the tag "Parameter" has no meaning here; is "parameters" meant?' },
  ]);
});
