import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { provenanceOf } from "../../src/report/provenance.js";

test("the commit with a note of what changed since; nothing of it outside of a repository", () => {
  const folder = mkdtempSync(join(tmpdir(), "backproof-provenance-"));
  const git = (...args: string[]): string => execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...args], { cwd: folder, encoding: "utf8", env: { ...process.env, GIT_CEILING_DIRECTORIES: tmpdir() } }).trim();
  const node = `Node ${process.versions.node}`;
  assert.match(provenanceOf(folder), new RegExp(`^Built with backproof \\d+\\.\\d+\\.\\d+ and ${node}\\.$`));
  git("init", "-q");
  writeFileSync(join(folder, "a"), "1");
  git("add", "a");
  git("commit", "-qm", "a");
  const commit = git("rev-parse", "--short=10", "HEAD");
  assert.match(provenanceOf(folder), new RegExp(`^Built from commit ${commit} with backproof .* and ${node}\\.$`));
  writeFileSync(join(folder, "a"), "2");
  assert.match(provenanceOf(folder), new RegExp(`^Built from commit ${commit}, with changes since, with backproof`));
  rmSync(folder, { recursive: true });
});
