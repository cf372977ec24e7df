import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { requireWritable, writeFiles } from "../../src/report/output-files.js";

const folder = mkdtempSync(join(tmpdir(), "backproof-files-"));
after(() => rmSync(folder, { recursive: true }));

test("files and their folders are written, and nothing else is left", () => {
  const out = join(folder, "good");
  requireWritable(out);
  assert.deepEqual(writeFiles(out, [{ name: "a.txt", content: "a" }, { name: "deep/b.bin", content: Uint8Array.of(1, 2) }]), [join(out, "a.txt"), join(out, "deep/b.bin")]);
  assert.deepEqual(readdirSync(out, { recursive: true }).sort(), ["a.txt", "deep", "deep/b.bin"]);
  assert.equal(readFileSync(join(out, "a.txt"), "utf8"), "a");
});

test("where one file cannot be written the earlier ones stay as they were", () => {
  const out = join(folder, "bad");
  mkdirSync(out);
  writeFileSync(join(out, "report.html"), "earlier");
  writeFileSync(join(out, "notebooks"), "a file where a folder must be");
  assert.throws(() => writeFiles(out, [{ name: "report.html", content: "later" }, { name: "notebooks/1.ipynb", content: "" }]), /^ReportError: .*notebooks\/1\.ipynb: cannot be written: /);
  assert.equal(readFileSync(join(out, "report.html"), "utf8"), "earlier");
  assert.deepEqual(readdirSync(out).sort(), ["notebooks", "report.html"]);
});

test("where one file cannot be moved to its place those that were moved go back, and what was to go stays", () => {
  const out = join(folder, "half");
  mkdirSync(join(out, "report.tex"), { recursive: true });
  writeFileSync(join(out, "report.html"), "earlier");
  writeFileSync(join(out, "report.pdf"), "earlier");
  assert.throws(() => writeFiles(out, [{ name: "report.html", content: "later" }, { name: "report.md", content: "later" }, { name: "report.tex", content: "later" }], ["report.pdf"]), /^ReportError: .*report\.tex: cannot be written: /);
  assert.deepEqual(readdirSync(out).sort(), ["report.html", "report.pdf", "report.tex"]);
  assert.equal(readFileSync(join(out, "report.html"), "utf8"), "earlier");
  // A name twice: the second time there is nothing to move any more.
  assert.throws(() => writeFiles(out, [{ name: "report.html", content: "later" }, { name: "new.md", content: "" }, { name: "new.md", content: "" }]), /^ReportError: .*new\.md: cannot be written: .*The earlier report is as it was/);
  assert.deepEqual(readdirSync(out).sort(), ["report.html", "report.pdf", "report.tex"]);
  assert.equal(readFileSync(join(out, "report.html"), "utf8"), "earlier");
});

test("what must not stand beside the new files goes with the old ones", () => {
  const out = join(folder, "replaced");
  writeFiles(out, [{ name: "a.txt", content: "a" }, { name: "b.txt", content: "b" }]);
  writeFiles(out, [{ name: "a.txt", content: "later" }], ["b.txt"]);
  assert.deepEqual(readdirSync(out), ["a.txt"]);
});

test("a folder that cannot be is refused before any work is done", () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  assert.throws(() => requireWritable(join(file, "out")), {
    name: "ReportError",
    message: `${join(file, "out")}: cannot be written: a part of the path is a file, not a folder. The earlier report is as it was; make the folder writable, or set "output" in the configuration to another`,
  });
});

test("a disk that is full: said, and the earlier report is as it was, with nothing half written beside it", (t) => {
  const out = join(folder, "small");
  mkdirSync(out);
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", out]);
  if (mounted.status !== 0) return t.skip("a small disk can be mounted on Linux by root only");
  try {
    writeFiles(out, [{ name: "report.html", content: "earlier" }]);
    assert.throws(() => writeFiles(out, [{ name: "report.html", content: "later" }, { name: "report.pdf", content: new Uint8Array(100_000) }]), {
      name: "ReportError",
      message: `${join(out, "report.pdf")}: cannot be written: the disk is full. The earlier report is as it was; free some space, or set "output" in the configuration to another`,
    });
    assert.deepEqual(readdirSync(out), ["report.html"]);
    assert.equal(readFileSync(join(out, "report.html"), "utf8"), "earlier");
  } finally {
    spawnSync("umount", [out]);
  }
});
