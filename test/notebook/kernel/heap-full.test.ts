import assert from "node:assert/strict";
import { test } from "node:test";
import { heapFull } from "../../../src/notebook/kernel/heap-full.js";

const GC = "[2:0x4] 622 ms: Scavenge 5.6 (7.0) -> 5.1 (9.2) MB, 3.76 / 0.00 ms\n[2:0x4] 2177 ms: Mark-Compact 25.3 (27.5) -> 22.7 (28.2) MB, 248.17 / 0.00 ms\n";
const STACK = "----- Native stack trace -----\n\n 1: 0xb78db3 node::OOMErrorHandler(char const*, v8::OOMDetails const&) [/usr/bin/node]\n";
const full = (reason: string): string => `\n<--- Last few GCs --->\n\n${GC}\n<--- JS stacktrace --->\n\nFATAL ERROR: ${reason}JavaScript heap out of memory\n${STACK}`;

for (const reason of ["Reached heap limit Allocation failed - ", "Ineffective mark-compacts near heap limit Allocation failed - ", "invalid array length Allocation failed - "]) {
  test(`${reason}the last size of the heap is told, and no stack`, () => assert.equal(heapFull(full(reason)), "ran out of memory: Node's heap was full at 28 MB; NODE_OPTIONS=--max-old-space-size=MEGABYTES gives it more"));
}

test("without the sizes, the reason alone", () => assert.equal(heapFull("FATAL ERROR: Zone Allocation failed - JavaScript heap out of memory"), "ran out of memory: Node's heap was full; NODE_OPTIONS=--max-old-space-size=MEGABYTES gives it more"));

for (const said of ["", GC, "FATAL ERROR: v8::ToLocalChecked Empty MaybeLocal", "a cell wrote: JavaScript heap out of memory"]) {
  test(`${JSON.stringify(said.slice(0, 40))} tells of no full heap`, () => assert.equal(heapFull(said), null));
}
