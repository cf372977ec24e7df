import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { OutputCollector } from "../../src/notebook/collect-outputs.js";
import type { Message } from "../../src/notebook/kernel/wire.js";

type Step = readonly [cell: number, type: string, content: Message["content"]];

const out = (text: string, cell = 0): Step => [cell, "stream", { name: "stdout", text }];
const err = (text: string, cell = 0): Step => [cell, "stream", { name: "stderr", text }];
const show = (text: string, id?: string, cell = 0): Step => [cell, "display_data", { data: { "text/plain": text }, metadata: {}, transient: { display_id: id } }];
const update = (text: string, id: string, cell = 0): Step => [cell, "update_display_data", { data: { "text/plain": text }, metadata: { new: true }, transient: { display_id: id } }];
const clear = (wait: boolean, cell = 0): Step => [cell, "clear_output", { wait }];

/** The outputs of cells 0 and 1 in short: "out:text", "show:text". */
function collected(steps: readonly Step[]): string[] {
  const collector = new OutputCollector();
  for (const [cell, msg_type, content] of steps) collector.add(cell, { header: { msg_type }, parent: {}, metadata: {}, content } as unknown as Message);
  return [0, 1].map((cell) =>
    collector
      .outputsOf(cell)
      .map((output) => {
        if (output.output_type === "stream") return `${output.name}:${output.text}`;
        return output.output_type === "error" ? `error:${output.ename}` : `${output.output_type}:${JSON.stringify(output.data["text/plain"])}`;
      })
      .join(" "),
  );
}

describe("outputs are collected", () => {
  for (const [title, steps, expected] of [
    ["nothing", [], ["", ""]],
    ["a stream is joined", [out("a"), out("b")], ["stdout:ab", ""]],
    ["streams are kept apart, in their order", [out("a"), err("b"), out("c")], ["stdout:a stderr:b stdout:c", ""]],
    ["an empty text is no output, and parts no stream", [err(""), out("a"), err(""), out("b")], ["stdout:ab", ""]],
    ["a display parts a stream", [out("a"), show("b"), out("c")], ["stdout:a display_data:\"b\" stdout:c", ""]],
    ["cells are kept apart", [out("a"), out("b", 1), out("c")], ["stdout:ac", "stdout:b"]],
    ["a display is updated in place", [show("a", "id"), out("x"), update("b", "id")], ["display_data:\"b\" stdout:x", ""]],
    ["every display with the id is updated", [show("a", "id"), show("b", "id", 1), update("c", "id", 1)], ["display_data:\"c\"", "display_data:\"c\""]],
    ["an update of an unknown id is no output", [show("a", "id"), update("b", "other")], ["display_data:\"a\"", ""]],
    ["a display without id is not updated", [show("a"), update("b", "undefined")], ["display_data:\"a\"", ""]],
    ["clearing takes all away", [out("a"), show("b"), clear(false), out("c")], ["stdout:c", ""]],
    ["clearing at the next output waits for it", [out("a"), clear(true)], ["stdout:a", ""]],
    ["clearing at the next output, and it comes", [out("a"), clear(true), out("b")], ["stdout:b", ""]],
    ["clearing clears one cell", [out("a"), out("b", 1), clear(false, 1)], ["stdout:a", ""]],
    ["a cleared display is not updated", [show("a", "id"), clear(false), show("b"), update("c", "id")], ["display_data:\"b\"", ""]],
    ["a result", [[0, "execute_result", { data: { "text/plain": "1" }, metadata: {}, execution_count: 4 }]], ["execute_result:\"1\"", ""]],
    ["an error", [[0, "error", { ename: "RangeError", evalue: "x", traceback: ["a"] }]], ["error:RangeError", ""]],
    ["an error without a name", [[0, "error", {}]], ["error:Error", ""]],
    ["what is no output", [[0, "execute_input", { code: "1" }], [0, "comm_open", {}]], ["", ""]],
  ] as readonly (readonly [string, readonly Step[], readonly string[]])[]) {
    it(title, () => assert.deepEqual(collected(steps), expected));
  }

  it("an update brings its metadata", () => {
    const collector = new OutputCollector();
    for (const [cell, msg_type, content] of [show("a", "id"), update("b", "id")]) collector.add(cell, { header: { msg_type }, content } as unknown as Message);
    assert.deepEqual(collector.outputsOf(0), [{ output_type: "display_data", data: { "text/plain": "b" }, metadata: { new: true } }]);
  });
});
