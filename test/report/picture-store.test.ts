import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pictureStore } from "../../src/report/picture-store.js";

const folder = mkdtempSync(join(tmpdir(), "backproof-pictures-"));
after(() => rmSync(folder, { recursive: true }));

test("the same figure is drawn once, another one again", () => {
  const store = pictureStore(join(folder, "a"));
  let drawn = 0;
  const get = (figure: unknown): string => store.get([figure, "p1-"], () => `<svg>${++drawn}</svg>`);
  assert.deepEqual([get({ x: 1 }), get({ x: 1 }), get({ x: 2 })], ["<svg>1</svg>", "<svg>1</svg>", "<svg>2</svg>"]);
});

test("a file that was cut off is drawn again", () => {
  const store = pictureStore(join(folder, "b"));
  store.get(["x"], () => "<svg>whole</svg>");
  writeFileSync(join(folder, "b", readdirSync(join(folder, "b"))[0]!), "<svg>wh");
  assert.equal(store.get(["x"], () => "<svg>again</svg>"), "<svg>again</svg>");
});

test("where nothing can be written the figure is drawn all the same", () => {
  writeFileSync(join(folder, "file"), "");
  assert.equal(pictureStore(join(folder, "file", "c")).get(["x"], () => "<svg>here</svg>"), "<svg>here</svg>");
});
