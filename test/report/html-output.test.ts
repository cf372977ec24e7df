import assert from "node:assert/strict";
import { test } from "node:test";
import { readHtml } from "../../src/report/html-output.js";
import { textOf } from "../../src/report/walk.js";

const read = (html: string, text = ""): readonly unknown[] => readHtml(html, text, { notebook: "1.ipynb", cell: 0 }).map((block) => {
  if (block.kind !== "table") return block.kind === "html" ? block.html : block.kind;
  return [block.columns.map(({ align, head }) => `${align} ${textOf(head)}`.trim()), ...block.rows.map((row) => row.map(textOf))];
});

const PANDAS = `<div>
<style scoped>
    .dataframe tbody tr th { vertical-align: top; }
</style>
<table border="1" class="dataframe">
  <thead>
    <tr style="text-align: right;">
      <th></th>
      <th>epoch</th>
      <th>name</th>
    </tr>
  </thead>
  <tbody>
    <tr>
      <th>0</th>
      <td>1</td>
      <td>first &amp; best</td>
    </tr>
    <tr>
      <th>1</th>
      <td>NaN</td>
      <td></td>
    </tr>
  </tbody>
</table>
<p>2 rows × 2 columns</p>
</div>`;

test("a table of pandas is a table, what stands around it is kept", () => {
  assert.deepEqual(read(PANDAS, "as text"), [[["right", "right epoch", "left name"], ["0", "1", "first & best"], ["1", "NaN", ""]], "\n<p>2 rows × 2 columns</p>\n"]);
});

test("two lines of heads are one, a wide head has empty neighbours, a caption is kept", () => {
  const html = "<table><caption>Of <i>x</i></caption><tr><th colspan=2>a</th><th>b</th></tr><tr><th>c</th><th>d</th><th></th></tr><tr><td>1</td><td>2</td><td>x</td></tr></table>";
  assert.deepEqual(read(html), [[["right ac", "right d", "left b"], ["1", "2", "x"]]]);
  const [table] = readHtml(html, "", { notebook: "1.ipynb", cell: 0 });
  assert.deepEqual(table!.kind === "table" && table.caption, [{ kind: "text", text: "Of " }, { kind: "emphasis", children: [{ kind: "text", text: "x" }] }]);
});

test("markup in cells is kept, a script and its handler are not", () => {
  const [table] = readHtml('<table><tr><td><b onclick="x">bold</b><script>1</script></td><td><a href="javascript:1">l</a><a href="https://x.org">m</a></td></tr></table>', "", { notebook: "1.ipynb", cell: 0 });
  assert.deepEqual(table!.kind === "table" && table.rows, [[[{ kind: "strong", children: [{ kind: "text", text: "bold" }] }], [{ kind: "text", text: "l" }, { kind: "link", href: "https://x.org", children: [{ kind: "text", text: "m" }] }]]]);
});

test("HTML without a table, and a table that is a layout, stay as they are, with their text", () => {
  assert.deepEqual(readHtml("<b onclick=x>a</b>", "a", { notebook: "1.ipynb", cell: 0 }), [{ kind: "html", html: "<b>a</b>", text: "a" }]);
  assert.deepEqual(read("<table><tr><td><table><tr><td>1</td></tr></table></td></tr></table>"), ["<table><tr><td><table><tr><td>1</td></tr></table></td></tr></table>"]);
});
