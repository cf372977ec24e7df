import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { readImage } from "../../src/report/read-image.js";

const folder = mkdtempSync(join(tmpdir(), "backproof-images-")), root = join(folder, "project");
after(() => rmSync(folder, { recursive: true }));
mkdirSync(join(root, "notebooks"), { recursive: true });
writeFileSync(join(root, "notebooks", "a b.png"), "png");
writeFileSync(join(root, "logo.svg"), "<svg/>");
writeFileSync(join(folder, "secret.png"), "secret");
symlinkSync(join(folder, "secret.png"), join(root, "notebooks", "link.png"));

const read = (source: string) => readImage(source, root, "notebooks/a.ipynb");

test("an image is found from the notebook's folder and becomes part of the page", () => {
  assert.deepEqual(read("a%20b.png"), { source: `data:image/png;base64,${Buffer.from("png").toString("base64")}` });
  assert.deepEqual(read("../logo.svg"), { source: `data:image/svg+xml;base64,${Buffer.from("<svg/>").toString("base64")}` });
  assert.deepEqual(read("data:image/png;base64,AAAA"), { source: "data:image/png;base64,AAAA" });
});

const REFUSED: readonly (readonly [what: string, source: string, problem: string])[] = [
  ["what would be fetched", "https://example.org/a.png", "images are not fetched; save it beside the notebook"],
  ["what would be fetched, without a scheme", "//example.org/a.png", "images are not fetched; save it beside the notebook"],
  ["a file: address", "file:///etc/a.png", "images are not fetched; save it beside the notebook"],
  ["what is no image", "../package.json", "only .png, .jpg, .jpeg, .gif, .svg can be shown"],
  ["what is not there", "b.png", "there is no such file"],
  ["what stands outside of the project", "../../secret.png", "it stands outside of the project"],
  ["a link that leads outside of the project", "link.png", "it stands outside of the project"],
];

for (const [what, source, problem] of REFUSED) test(`refuses ${what}`, () => assert.deepEqual(read(source), { problem }));
