/** The LaTeX article compiles, where there is a pdflatex. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { writeLatex } from "../../src/report/latex/write-latex.js";
import { SAMPLE } from "../report/pdf/sample-report.js";

const folder = mkdtempSync(join(tmpdir(), "backproof-latex-"));
after(() => rmSync(folder, { recursive: true }));
const isThere = spawnSync("pdflatex", ["--version"]).status === 0;

test("pdflatex compiles the article without an error", { skip: !isThere && "pdflatex is missing: apt-get install texlive-latex-recommended texlive-fonts-recommended" }, () => {
  for (const { name, content } of writeLatex(SAMPLE)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const { status, stdout } = spawnSync("pdflatex", ["-interaction=nonstopmode", "-halt-on-error", "report.tex"], { cwd: folder, encoding: "utf8" });
  assert.equal(status, 0, stdout.slice(-2000));
});
