import { test } from "node:test";
import assert from "node:assert/strict";
import { inflateSync } from "node:zlib";
import fc from "fast-check";
import { encodePng } from "../../src/figure/png.js";

/** The chunks of a PNG by name. */
function chunksOf(png: Buffer): { readonly [type: string]: Buffer } {
  const chunks: { [type: string]: Buffer } = {};
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) chunks[png.toString("latin1", at + 4, at + 8)] = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
  return chunks;
}

test("size and pixels come back (seed 7)", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }), fc.infiniteStream(fc.nat(255)), (width, height, bytes) => {
      const rgba = Uint8Array.from({ length: 4 * width * height }, () => bytes.next().value as number);
      const chunks = chunksOf(encodePng(width, height, rgba));
      assert.deepEqual([chunks["IHDR"]!.readUInt32BE(0), chunks["IHDR"]!.readUInt32BE(4)], [width, height]);
      const rows = inflateSync(chunks["IDAT"]!);
      const pixels = Array.from({ length: height }, (_, k) => [...rows.subarray((4 * width + 1) * k + 1, (4 * width + 1) * (k + 1))]).flat();
      assert.deepEqual(pixels, [...rgba]);
    }),
    { seed: 7 },
  );
});

test("the check sum is that of the standard's empty end chunk", () => {
  assert.equal(encodePng(1, 1, new Uint8Array(4)).subarray(-4).toString("hex"), "ae426082");
});
