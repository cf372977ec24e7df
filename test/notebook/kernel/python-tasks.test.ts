import assert from "node:assert/strict";
import { it } from "node:test";
import { tasksLeft } from "../../../src/notebook/kernel/python-tasks.js";

const hex = (text: string): string => Buffer.from(text).toString("hex");
const reply = (text: string) => ({ status: "ok", user_expressions: { left: { status: "ok", data: { "text/plain": text } } } });

it("tasks are told by their function, or by the name that they were given, and by their cells", () => {
  const tasks = [["Task-12", "later", "3"], ["it's ∂", "Poller.run", "0"], ["Task-13", "later", "3"]].map((task) => task.map(hex).join(",")).join(";");
  assert.deepEqual(tasksLeft(reply(`'${tasks}'`)), { once: 3, cells: [3], names: ["the task later()", `the task "it's ∂", Poller.run()`, "the task later()"] });
});

for (const [title, content] of [
  ["no task", reply("''")],
  ["a kernel that knows no expressions", { status: "ok" }],
  ["one without asyncio", { status: "ok", user_expressions: { left: { status: "error", ename: "RuntimeError" } } }],
  ["what is no list", reply("'<Task>'")],
] as const) {
  it(`${title}: nothing is left`, () => assert.deepEqual(tasksLeft(content), { once: 0, names: [] }));
}
