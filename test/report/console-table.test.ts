import assert from "node:assert/strict";
import { Console } from "node:console";
import { PassThrough } from "node:stream";
import { test } from "node:test";
import { splitConsoleTables } from "../../src/report/console-table.js";
import { textOf } from "../../src/report/walk.js";

/** What Node prints. */
function printed(write: (console: Console) => void): string {
  const stream = new PassThrough();
  write(new Console(stream));
  return String(stream.read());
}

const parts = (text: string): readonly unknown[] => splitConsoleTables(text, { notebook: "1.ipynb", cell: 0 }).map((part) => {
  if (typeof part === "string") return part;
  assert.equal(part.kind, "table");
  return part.kind === "table" && [part.columns.map(({ align, head }) => `${align} ${textOf(head)}`.trim()), ...part.rows.map((row) => row.map(textOf))];
});

test("records are rows, numbers flush right, texts without their quotes", () => {
  const text = printed((console) => {
    console.log("before");
    console.table([{ layer: "fully connected", parameters: 12, share: 0.5 }, { layer: "ReLU", parameters: 0, share: -1e-7 }]);
    console.log("after");
  });
  assert.deepEqual(parts(text), ["before\n", [["right", "left layer", "right parameters", "right share"], ["0", "fully connected", "12", "0.5"], ["1", "ReLU", "0", "-1e-7"]], "\nafter\n"]);
});

test("lists of lists, values alone, named rows", () => {
  assert.deepEqual(parts(printed((console) => console.table([[1, 2], [3]])))[1], [["right", "right 0", "right 1"], ["0", "1", "2"], ["1", "3", ""]]);
  assert.deepEqual(parts(printed((console) => console.table(["a"])))[1], [["right", "left Values"], ["0", "a"]]);
  assert.deepEqual(parts(printed((console) => console.table({ W: { rows: 3 } })))[1], [["left", "right rows"], ["W", "3"]]);
});

test("what only looks like one stays text: a cell with a bar in it, a frame alone", () => {
  const bar = printed((console) => console.table([{ a: "x│y" }]));
  assert.deepEqual(parts(bar), [bar]);
  assert.deepEqual(parts("┌──┐\n│ a│\n└──┘"), ["┌──┐\n│ a│\n└──┘"]);
});
