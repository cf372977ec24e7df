import assert from "node:assert/strict";
import { test } from "node:test";
import { printSarif } from "../../../src/derivation/print/print-sarif.js";
import { inNotebook, sample } from "./sample.js";

interface Log {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly { readonly tool: { readonly driver: { readonly name: string; readonly version: string; readonly rules: readonly { readonly id: string }[] } }; readonly columnKind: string; readonly results: readonly Result[] }[];
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region?: object }; readonly logicalLocations?: object[] }[];
  readonly suppressions?: readonly object[];
}

const parse = (text: string): Log => JSON.parse(text) as Log;

test("SARIF 2.1.0: one run, a rule for each code, a result for each finding", () => {
  const log = parse(printSarif([sample("a b.md")], { version: "0.1.0" }));
  assert.deepEqual([log.$schema, log.version, log.runs.length], ["https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", 1]);
  const { tool: { driver }, columnKind, results } = log.runs[0]!;
  assert.deepEqual([driver.name, driver.version, columnKind], ["backproof", "0.1.0", "utf16CodeUnits"]);
  assert.deepEqual(driver.rules.map(({ id }) => id), ["broadcast", "undeclared", "value", "waived"]);
  assert.ok(results.every(({ ruleId, ruleIndex, message }) => driver.rules[ruleIndex]!.id === ruleId && message.text !== ""));
  assert.deepEqual(results.map(({ level }) => level), ["note", "error", "error", "warning", "warning", "note"]);
  assert.deepEqual(results[1]!.locations, [{ physicalLocation: { artifactLocation: { uri: "a%20b.md" }, region: { startLine: 3, startColumn: 19, endLine: 3, endColumn: 20 } }, logicalLocations: [{ name: "(2)", kind: "element" }] }]);
});

test("what its author waived is suppressed, with the reason", () => {
  const waived = parse(printSarif([sample()], { version: "0" })).runs[0]!.results.at(-1)!;
  assert.deepEqual(waived.suppressions, [{ kind: "inSource", justification: 'it is "homework" <of week 3>' }]);
});

test("a notebook has no region; its cell is named", () => {
  const [result] = parse(printSarif([inNotebook()], { version: "0" })).runs[0]!.results;
  assert.deepEqual(result!.locations, [{ physicalLocation: { artifactLocation: { uri: "n.ipynb" } }, logicalLocations: [{ name: "cell 3", kind: "element" }, { name: "(2)", kind: "element" }] }]);
  assert.match(result!.message.text, /^cell 3, line 3, column 19 \(2\): the two sides differ\n/);
});

const URIS: readonly (readonly [path: string, uri: string])[] = [["./a/ü.md", "./a/%C3%BC.md"], ["/tmp/a.md", "file:///tmp/a.md"], ["C:\\a b\\c.md", "file:///C:/a%20b/c.md"], ["a\\b.md", "a/b.md"]];
for (const [path, uri] of URIS) {
  test(`${path} is the URI ${uri}`, () => {
    assert.equal(parse(printSarif([sample(path)], { version: "0" })).runs[0]!.results[0]!.locations[0]!.physicalLocation.artifactLocation.uri, uri);
  });
}

test("with --strict what is unchecked is an error", () => {
  assert.equal(parse(printSarif([sample()], { version: "0", strict: true })).runs[0]!.results[3]!.level, "error");
});
