/** Of what a report was built, and with what: a reader can fetch the same sources and build it again. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "./theme-files.js";

/** "Built from commit 4b61102 with backproof 0.1.0 and Node 20.20.0." Outside of a repository the commit is left out; changes that are in no commit are told. */
export function provenanceOf(root: string): string {
  const { version } = JSON.parse(readFileSync(join(packageFolder(), "package.json"), "utf8")) as { readonly version: string };
  const commit = git(root, "rev-parse", "--short=10", "HEAD");
  const isChanged = commit !== null && git(root, "status", "--porcelain", "--untracked-files=no") !== "";
  return `Built ${commit === null ? "" : `from commit ${commit}${isChanged ? ", with changes since," : ""} `}with backproof ${version} and Node ${process.versions.node}.`;
}

/** What git answers; null where there is no git, no repository, or no commit. */
function git(folder: string, ...args: readonly string[]): string | null {
  try {
    return execFileSync("git", ["--no-optional-locks", ...args], { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], timeout: 5_000 }).trim();
  } catch {
    return null;
  }
}
