/** The preview's server, asked by friend and stranger. */
import assert from "node:assert/strict";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { PortError, type Served, serve } from "../../src/preview/serve.js";

let served: Served;
before(async () => {
  served = await serve(0, { "/": () => ({ type: "text/html", body: "the page" }), "/main": () => ({ type: "application/json", body: "{}" }) });
});
after(() => served.close());

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: NodeJS.Dict<string | string[]>;
}

function ask(path: string, headers: { readonly [name: string]: string } = {}, method = "GET"): Promise<Answer> {
  const { port } = new URL(served.url);
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path, method, headers }, (response) => {
      let body = "";
      response.on("data", (part: Buffer) => void (body += part.toString())).on("end", () => resolve({ status: response.statusCode ?? 0, body, headers: response.headers }));
    });
    asked.on("error", reject).end();
  });
}

const port = (): string => new URL(served.url).port;

test("it gives what there is, under both its names", async () => {
  assert.equal((await ask("/")).body, "the page");
  assert.equal((await ask("/?a=1", { host: `localhost:${port()}` })).body, "the page");
  const { status, body, headers } = await ask("/", {}, "HEAD");
  assert.deepEqual([status, body, headers["content-length"]], [200, "", "8"]);
});

test("under any other name it gives nothing: a stranger's domain may lead here", async () => {
  for (const host of ["evil.example", `evil.example:${port()}`, "127.0.0.1", "127.0.0.1:1", `127.0.0.1:${port()}.evil.example`, `[::1]:${port()}`]) {
    const { status, body } = await ask("/", { host });
    assert.deepEqual([status, body], [403, "this server answers to its own address only\n"], host);
  }
});

test("to pages of other sites it gives nothing, also not to one on another port; a link from elsewhere opens it", async () => {
  for (const headers of [
    { origin: "https://evil.example" }, { origin: "null" }, { origin: `http://127.0.0.1:${Number(port()) + 1}` },
    { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script" }, { "sec-fetch-site": "same-site", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty" },
    { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" },
  ]) assert.deepEqual((await ask("/main", headers as unknown as { [name: string]: string })).status, 403, JSON.stringify(headers));
  assert.equal((await ask("/", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" })).status, 200);
});

test("it lists nothing, reads no files and takes nothing", async () => {
  for (const path of ["/report.json", "/..", "/../package.json", "/%2e%2e/package.json", "//", "/__proto__", "/constructor", "/main/"]) {
    assert.equal((await ask(path)).status, 404, path);
  }
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"]) {
    const { status, headers } = await ask("/", {}, method);
    assert.deepEqual([status, headers["allow"]], [405, "GET, HEAD"], method);
  }
});

test("it may be framed, cached and guessed at by nobody", async () => {
  const { headers } = await ask("/");
  assert.deepEqual(["cache-control", "x-content-type-options", "x-frame-options", "content-security-policy", "cross-origin-resource-policy", "access-control-allow-origin"].map((name) => headers[name]),
    ["no-store", "nosniff", "DENY", "frame-ancestors 'none'", "same-origin", undefined]);
});

test("who listens gets the state as it is, and each new one once", async () => {
  served.tell({ version: 1 });
  const response = await fetch(`${served.url}events`);
  assert.equal(response.headers.get("content-type"), "text/event-stream");
  const reader = response.body!.getReader();
  const next = async (): Promise<string> => new TextDecoder().decode((await reader.read()).value);
  assert.equal(await next(), 'data: {"version":1}\n\n');
  assert.equal(served.listeners(), 1);
  served.tell({ version: 1 });
  served.tell({ version: 2 });
  assert.equal(await next(), 'data: {"version":2}\n\n');
  await reader.cancel();
});

test("a port that is taken: said with what to do", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port: taken } = other.address() as AddressInfo;
  await assert.rejects(serve(taken, {}), (error) => error instanceof PortError && error.message === `port ${taken} is taken by another program; name another with --port, or leave it out to get a free one`);
  other.close();
});
