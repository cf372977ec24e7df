import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkDocument } from "../../../src/derivation/check/check-document.js";
import type { CheckedEquation } from "../../../src/derivation/check/checked-document.js";
import { readDocument } from "../../../src/derivation/document/read-document.js";
import { readCases, type Case, type Expected } from "./read-cases.js";

/** What an equation says, in the words of the expectation: as much of it as is expected. */
function told(equation: CheckedEquation | undefined, { tag, code, step, remark, words }: Expected): string {
  if (equation === undefined) return `(${tag}) is missing`;
  const { problems, steps, kind, verdict } = equation;
  const errors = problems.filter(({ severity }) => severity === "error").map((problem) => problem.code);
  const found = problems.find((problem) => problem.severity === remark?.severity && (remark.code ?? problem.code) === problem.code);
  const texts = problems.flatMap(({ message, suggestion }) => [message, suggestion?.message ?? "", suggestion?.latex ?? ""]);
  return show({
    tag, kind, verdict,
    code: code === null ? null : errors.includes(code) ? code : errors.join(", "),
    step: step === null ? null : steps.findIndex((each) => each.verdict !== "holds") + 1,
    remark: found === undefined ? null : remark,
    words: words !== null && texts.some((text) => text.includes(words)) ? words : null,
  });
}

const show = ({ tag, kind, verdict, code, step, remark, words }: Expected): string =>
  [`(${tag}) ${kind === "claim" ? verdict : kind}`, code === null ? "" : `: ${code}`, step === null ? "" : `, step ${step}`, remark === null ? "" : `, ${remark.severity} ${remark.code ?? ""}`, words === null ? "" : ` "${words}"`].join("");

function check({ path, text, expected }: Case): void {
  const { equations } = checkDocument(readDocument(path, text));
  const messages = equations.flatMap(({ tag, line, verdict, problems }) => problems.map(({ severity, code, message }) => `(${tag ?? `line ${line}`}) ${verdict}: ${severity} ${code}: ${message}`)).join("\n");
  assert.deepEqual(expected.map((each) => told(equations.find(({ tag }) => tag === each.tag), each)), expected.map(show), messages);
  const listed = new Set<string | null>(expected.map(({ tag }) => tag));
  const others = equations.filter(({ tag, verdict }) => !listed.has(tag) && verdict !== "holds" && verdict !== "waived");
  assert.deepEqual(others.map(({ latex, verdict }) => `${verdict}: ${latex}`), [], `what the case does not list must hold\n${messages}`);
}

const cases = readCases();
for (const file of new Set(cases.map((each) => each.file))) {
  describe(`cases/${file}`, () => {
    for (const each of cases.filter((other) => other.file === file)) it(each.title, { todo: each.todo }, () => check(each));
  });
}
