import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CompiledFile } from "../../../../src/notebook/kernel/guard/keep-maps.js";
import { type Answer, type Converted, type Converter, lazyMetadata, type Question, sharedConverter } from "../../../../src/notebook/kernel/guard/shared-converter.js";

const ASKER = { module: "/tslab/dist/converter.js", folder: "/book" };
const module = (data: string) => ({ path: "/book/lib.js", data });
const file: CompiledFile = { code: "1", esm: { file: "", version: 3, sources: [], sourcesContent: [], names: [], mappings: "", sourceRoot: "" }, commonjs: "{}" };

/** A kernel's converter whose client gives these answers and then none; what its own converter is asked stands in `own`. */
function kernel(answers: readonly (Answer | null)[], ownConverted: Converted = { output: "own" }) {
  const queue = [...answers], asked: Question[] = [], own: string[] = [], remembered: CompiledFile[] = [];
  const real = (): Converter => ({
    convert: (_, source) => (own.push(source), ownConverted),
    close: () => void own.push("close"),
    inspect: () => own.push("inspect"),
    complete: () => own.push("complete"),
    addModule: () => own.push("addModule"),
  });
  const load = () => (own.push("load"), { createConverter: real, isCompleteCode: () => "complete" });
  const shared = sharedConverter(load, (question) => (asked.push(question), queue.shift() ?? null), ASKER, (each) => void remembered.push(each));
  return { shared, asked, own, remembered };
}

const answer = (converted: Converted): Answer => ({ converted, files: [file] });
const READY = answer({});

describe("a kernel's converter", () => {
  it("asks the client, which tslab and where, and loads nothing itself", () => {
    const { shared, asked, own, remembered } = kernel([READY, answer({ output: "theirs" })]);
    assert.deepEqual(shared.createConverter({ isJS: false, isBrowser: false }).convert("let x: number;", "x"), { output: "theirs" });
    assert.deepEqual(asked, [ASKER, { ...ASKER, cell: { declarations: "let x: number;", source: "x" } }]);
    assert.deepEqual([own, remembered], [[], [file]]);
  });

  it("is its own from where no answer comes, and asks no more", () => {
    const { shared, asked, own } = kernel([READY, null, answer({ output: "late" })]);
    const converter = shared.createConverter();
    assert.deepEqual(converter.convert("", "1").output, "own");
    assert.deepEqual(converter.convert("", "2").output, "own");
    assert.deepEqual([asked.length, own], [2, ["load", "1", "2"]]);
    assert.deepEqual(kernel([null]).own, []);
    const none = kernel([null]);
    none.shared.createConverter();
    assert.deepEqual(none.own, ["load"], "made when the kernel starts, as tslab does");
  });

  it("does not run a local module again that is the same, when it goes on alone; one that changed is run", () => {
    for (const [data, expected] of [["same", []], ["changed", [module("changed")]]] as const) {
      const { shared } = kernel([READY, answer({ sideOutputs: [module("same")] })], { sideOutputs: [module(data)] });
      const converter = shared.createConverter();
      assert.deepEqual(converter.convert("", "1").sideOutputs, [module("same")]);
      assert.deepEqual(converter.convert("", "2").sideOutputs, expected);
      assert.deepEqual(converter.convert("", "3").sideOutputs, [module(data)], "told once more, it was edited and set back");
    }
  });

  it("is its own for modules in cells, JavaScript and browsers", () => {
    const { shared, own } = kernel([READY]);
    const converter = shared.createConverter();
    converter.addModule("name", "source", {});
    converter.convert("", "1");
    assert.deepEqual(own, ["load", "addModule", "1"]);
    for (const options of [{ isJS: true }, { isBrowser: true }]) {
      const other = kernel([READY]);
      other.shared.createConverter(options).convert("", "1");
      assert.deepEqual([other.asked, other.own], [[], ["load", "1"]]);
    }
  });
});

it("TypeScript is loaded for the tags of a cell only where it has documentation", () => {
  const asked: string[] = [];
  const { getCodeMetadata } = lazyMetadata(() => ({ getCodeMetadata: (source) => (asked.push(source), { module: "m" }) }));
  assert.deepEqual(getCodeMetadata("/* @module m */ 1"), {});
  assert.deepEqual(getCodeMetadata("/** @module m */ 1"), { module: "m" });
  assert.deepEqual(asked, ["/** @module m */ 1"]);
});
