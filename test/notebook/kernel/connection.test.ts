import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, it } from "node:test";
import { prepareConnection } from "../../../src/notebook/kernel/connection.js";

const folder = mkdtempSync(join(tmpdir(), "nb-"));
after(() => rmSync(folder, { recursive: true }));
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe("a connection", () => {
  it("is known to this user alone, and to nobody after its end", async () => {
    const connection = await prepareConnection({ outlet: true }, folder);
    assert.deepEqual([modeOf(connection.file), modeOf(dirname(connection.file))], ["600", "700"]);
    connection.remove();
    connection.remove();
    assert.equal(existsSync(connection.file), false);
    assert.deepEqual(readdirSync(folder), []);
  });

  it("has a key of its own, five addresses, and the guard's options in its file", async () => {
    const [one, other] = [await prepareConnection({ outlet: true }, folder), await prepareConnection({ outlet: true }, folder)];
    assert.notEqual(one.key, other.key);
    const content = JSON.parse(readFileSync(one.file, "utf8")) as { [key: string]: unknown };
    assert.equal(content["key"], one.key);
    assert.equal(content["signature_scheme"], "hmac-sha256");
    assert.deepEqual(content["backproof"], { outlet: true });
    const addresses = (["shell", "control", "iopub", "stdin", "hb"] as const).map((channel) => {
      assert.equal(one.address(channel), `${String(content["transport"])}://${String(content["ip"])}:${String(content[`${channel}_port`])}`);
      return one.address(channel);
    });
    assert.equal(new Set(addresses).size, 5);
    one.remove();
    other.remove();
  });

  it("uses ports where a socket's path would be too long", async () => {
    const long = mkdtempSync(join(folder, "l".repeat(100)));
    const connection = await prepareConnection({ outlet: true }, long);
    const ports = (["shell", "control", "iopub", "stdin", "hb"] as const).map((channel) => /^tcp:\/\/127\.0\.0\.1:(\d+)$/.exec(connection.address(channel))?.[1]);
    assert.ok(ports.every((port) => Number(port) > 0));
    assert.equal(new Set(ports).size, 5);
    connection.remove();
  });
});
