import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Command } from "../../src/cli/command.js";
import { commands } from "../../src/cli/commands.js";
import { main } from "../../src/cli/main.js";
import { ReportError } from "../../src/report/report-error.js";
import { listening } from "./listening.js";

async function call(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const terminal = listening();
  return { code: await main(args, terminal), ...terminal.said };
}

test("--help lists every command", async () => {
  const { code, out, err } = await call("--help");
  assert.deepEqual({ code, err }, { code: 0, err: "" });
  for (const { name, summary } of commands) assert.match(out, new RegExp(`^  ${name} +${summary.replace(/[.*+?()|]/g, "\\$&")}$`, "m"));
});

test("--version tells the package's version", async () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { readonly version: string };
  assert.deepEqual(await call("--version"), { code: 0, out: `${version}\n`, err: "" });
});

test("without a command the help goes to standard error, and the exit code is 2", async () => {
  const { code, out, err } = await call();
  assert.deepEqual({ code, out }, { code: 2, out: "" });
  assert.match(err, /^Usage: backproof COMMAND/m);
});

const REFUSED: readonly (readonly [args: readonly string[], err: string])[] = [
  [["reprot"], 'backproof: there is no command "reprot"; is "report" meant?\nTry: backproof --help\n'],
  [["paint"], 'backproof: there is no command "paint"\nTry: backproof --help\n'],
  [["--verison"], 'backproof: there is no option --verison; is "--version" meant?\nTry: backproof --help\n'],
  [["report", "--strct"], "backproof: there is no option --strct; is --strict meant?\nTry: backproof report --help\n"],
  [["report", "--strict=yes"], 'backproof: --strict is a switch and takes no value; it was given "yes"\nTry: backproof report --help\n'],
  [["report", "--to", "html,pfd"], 'backproof: --to knows no format "pfd"; is "pdf" meant?\nTry: backproof report --help\n'],
  [["report", "--to", "word"], 'backproof: --to knows no format "word"; there are html, pdf, md, tex, ipynb\nTry: backproof report --help\n'],
  [["report", "a.json", "b.json"], "backproof: a report has one configuration; given are a.json and b.json\nTry: backproof report --help\n"],
];

for (const [args, err] of REFUSED) {
  test(`backproof ${args.join(" ")}: exit code 2 and what to do`, async () => assert.deepEqual(await call(...args), { code: 2, out: "", err }));
}

test("bad input is one message; a fault of ours keeps its stack", async () => {
  const failing = (error: Error): readonly Command[] => [{ name: "fail", summary: "", run: () => Promise.reject(error) }];
  const terminal = listening();
  assert.equal(await main(["fail"], terminal, failing(new ReportError("a.json", "is bad"))), 2);
  assert.equal(terminal.said.err, "backproof: a.json: is bad\n");
  await assert.rejects(main(["fail"], terminal, failing(new TypeError("ours"))), TypeError);
});
