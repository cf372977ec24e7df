import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { readTheme } from "../../src/report/theme-files.js";

const folder = mkdtempSync(join(tmpdir(), "backproof-theme-"));
after(() => rmSync(folder, { recursive: true }));

test("the theme is the package's; a file of one's own stands in its place", () => {
  const screen = readFileSync("report/theme/screen.css", "utf8"), paper = readFileSync("report/theme/paper.typ", "utf8");
  assert.deepEqual(readTheme(null), { screen, paper });
  assert.deepEqual(readTheme(folder), { screen, paper });
  writeFileSync(join(folder, "screen.css"), "p { color: red }");
  assert.deepEqual(readTheme(folder), { screen: "p { color: red }", paper });
});

test("a theme that is not there is refused", () => {
  assert.throws(() => readTheme(join(folder, "no")), { name: "ReportError", message: `${join(folder, "no")}: the theme's folder does not exist; "theme" in the configuration names it` });
});
