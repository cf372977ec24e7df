/** All formats of one build: their files do not get in each other's way. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { writePages } from "../../src/report/writers.js";
import { SAMPLE } from "./pdf/sample-report.js";

test("a picture that two formats take as it is has one file, under a name that both say", async () => {
  const { files } = await writePages(SAMPLE, ["md", "tex"], { theme: { screen: "", paper: "" }, kept: null, pages: "one", notebooks: [] });
  const names = files.map(({ name }) => name);
  assert.deepEqual(names, [...new Set(names)]);
  const image = names.find((name) => name.startsWith("figures/image-"))!;
  for (const text of ["report.md", "report.tex"]) assert.ok(String(files.find(({ name }) => name === text)!.content).includes(image), text);
});
