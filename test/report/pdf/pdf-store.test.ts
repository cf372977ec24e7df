import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fontsOfMachine } from "../../../src/report/pdf/fonts-of-machine.js";
import { pdfStore } from "../../../src/report/pdf/pdf-store.js";

const folder = mkdtempSync(join(tmpdir(), "backproof-pdfs-"));
after(() => rmSync(folder, { recursive: true }));

/** A compiler that counts: "1", "2", … */
function counting(): () => { readonly pdf: Uint8Array; readonly nonConformance: string | null } {
  let count = 0;
  return () => ({ pdf: Buffer.from(`%PDF ${++count}\n\n\xff`, "latin1"), nonConformance: count === 1 ? "a level\nis skipped" : null });
}
const theme = (text: string): ReadonlyMap<string, Uint8Array> => new Map([["/theme.typ", Buffer.from(text)]]);
const said = ({ pdf }: { readonly pdf: Uint8Array }): string => Buffer.from(pdf).toString("latin1").slice(5, 6);

test("the same source with the same files is set once, with what stands against it", () => {
  const set = counting(), store = pdfStore(join(folder, "a"), () => "");
  const first = store.get("= A", theme("x"), set);
  assert.deepEqual(store.get("= A", theme("x"), set), { pdf: Buffer.from(first.pdf), nonConformance: "a level\nis skipped" });
});

test("another source, another file, a file more and another font are set anew", () => {
  const set = counting(), store = pdfStore(join(folder, "b"), () => "one font");
  const numbers = [store.get("= A", theme("x"), set), store.get("= B", theme("x"), set), store.get("= A", theme("y"), set), store.get("= A", new Map([...theme("x"), ["/p.svg", Buffer.from("")]]), set), pdfStore(join(folder, "b"), () => "two fonts").get("= A", theme("x"), set)];
  assert.deepEqual(numbers.map(said), ["1", "2", "3", "4", "5"]);
});

test("a file that was cut off or changed is set anew", () => {
  for (const [name, damage] of [["cut", (whole: Buffer) => whole.subarray(0, -1)], ["changed", (whole: Buffer) => Buffer.from(whole.toString("latin1").replace("%PDF 1", "%PDF 7"), "latin1")]] as const) {
    const set = counting(), store = pdfStore(join(folder, name), () => "");
    store.get("= A", theme("x"), set);
    const file = join(folder, name, readdirSync(join(folder, name))[0]!);
    writeFileSync(file, damage(readFileSync(file)));
    assert.equal(said(store.get("= A", theme("x"), set)), "2", name);
  }
});

test("what is refused is not kept", () => {
  const store = pdfStore(join(folder, "c"), () => "");
  assert.throws(() => store.get("= A", theme("x"), () => { throw new Error("refused"); }), /refused/);
  assert.equal(said(store.get("= A", theme("x"), counting())), "1");
});

test("eight are kept, the newest", () => {
  const set = counting(), store = pdfStore(join(folder, "d"), () => "");
  for (let k = 0; k < 10; k++) store.get(`= ${k}`, theme("x"), set);
  assert.equal(readdirSync(join(folder, "d")).length, 8);
});

test("where nothing can be written the document is set all the same", () => {
  writeFileSync(join(folder, "file"), "");
  assert.equal(said(pdfStore(join(folder, "file", "e"), () => "").get("= A", theme("x"), counting())), "1");
});

test("a font that comes into a folder, or into one within, changes what the machine has; a folder that is not there is none", () => {
  const fonts = join(folder, "fonts"), inner = join(fonts, "inner");
  mkdirSync(inner, { recursive: true });
  const seen = [fontsOfMachine([fonts])];
  for (const place of [fonts, inner]) {
    const before = Date.now();
    while (Date.now() - before < 20);
    writeFileSync(join(place, "new.otf"), "");
    seen.push(fontsOfMachine([fonts]));
  }
  assert.equal(new Set(seen).size, 3);
  assert.equal(fontsOfMachine([fonts]), seen[2]);
  assert.equal(fontsOfMachine([join(folder, "nowhere")]), "");
});
