/** What the doctor finds of kernels and servers, in words. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { kernelFindings, serverFinding } from "../../src/cli/examine-jupyter.js";

const folder = mkdtempSync(join(tmpdir(), "doctor-"));
after(() => rmSync(folder, { recursive: true }));
const kernel = (name: string, content: string): void => {
  mkdirSync(join(folder, "kernels", name), { recursive: true });
  writeFileSync(join(folder, "kernels", name, "kernel.json"), content);
};

describe("kernels", () => {
  it("none: it is said that none is needed", () => {
    assert.deepEqual(kernelFindings([join(folder, "nowhere")]), [{
      state: "absent", name: "kernels", found: "Jupyter has none; notebooks of TypeScript need none",
      remedy: "for those of Python: python3 -m venv .venv && .venv/bin/pip install ipykernel",
    }]);
  });

  it("each with its program, or why it cannot start", () => {
    kernel("a", JSON.stringify({ argv: [process.execPath, "{connection_file}"], language: "js" }));
    kernel("b", JSON.stringify({ argv: ["/no/such/program"], language: "b" }));
    kernel("c", "{");
    kernel("d", JSON.stringify({ argv: ["tool"], language: "d" }));
    mkdirSync(join(folder, "bin"));
    writeFileSync(join(folder, "bin", "tool"), "");
    const [a, b, c, d] = kernelFindings([folder], { PATH: join(folder, "bin") });
    assert.deepEqual(a, { state: "good", name: "kernels", found: `"a", started by ${process.execPath}` });
    assert.deepEqual(b, { state: "absent", name: "kernels", found: `"b" cannot start: its program /no/such/program is not there`, remedy: "install the kernel again, or remove it: jupyter kernelspec remove b" });
    assert.equal(c?.state, "absent");
    assert.match(c?.found ?? "", /^"c": .*kernels\/c\/kernel\.json cannot be read: /);
    assert.deepEqual(d, { state: "good", name: "kernels", found: `"d", started by tool` });
  });
});

describe("the server that the environment names", () => {
  const asking = async (answer: RequestListener, token: string): ReturnType<typeof serverFinding> => {
    const server = createServer(answer);
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const finding = await serverFinding({ JUPYTER_SERVER_URL: url, JUPYTER_TOKEN: token });
      return { ...finding, found: finding.found.replace(url, "URL") };
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  };
  const having = (...names: readonly string[]): RequestListener => (_, response) => void response.end(JSON.stringify({ kernelspecs: Object.fromEntries(names.map((name) => [name, { spec: {} }])) }));

  it("none", async () => assert.deepEqual(await serverFinding({}), { state: "absent", name: "server", found: "none named (JUPYTER_SERVER_URL, JUPYTER_TOKEN): notebooks run on this machine" }));
  it("a token without a server", async () => {
    assert.deepEqual(await serverFinding({ JUPYTER_TOKEN: "t" }), { state: "absent", name: "server", found: "JUPYTER_TOKEN is set, but no JUPYTER_SERVER_URL: notebooks run on this machine", remedy: "name the server as well, or: backproof report --server URL" });
  });
  it("one that can run them", async () => assert.deepEqual(await asking(having("backproof", "python3"), "t"), { state: "good", name: "server", found: `URL answers; it has "backproof", "python3"; notebooks run there` }));
  it("one without the guarded kernel", async () => {
    assert.deepEqual(await asking(having("python3"), "t"), { state: "absent", name: "server", found: `URL answers; it has "python3"; "backproof", the TypeScript kernel that loses no output, is missing`, remedy: "on its machine, in the project: npx backproof kernel install --server" });
  });
  it("one that asks for no token", async () => {
    assert.deepEqual(await asking(having("backproof"), ""), { state: "absent", name: "server", found: `URL answers; it has "backproof"; JUPYTER_TOKEN is not set, so that notebooks run on this machine`, remedy: "backproof report --server URL runs them there" });
  });
  it("one that refuses the token", async () => {
    assert.deepEqual(await asking((_, response) => void response.writeHead(403).end(), "wrong"), { state: "absent", name: "server", found: "URL: the server refuses the token (403); give the one that it was started with: --token, or JUPYTER_TOKEN", remedy: "unset JUPYTER_SERVER_URL to run notebooks on this machine" });
  });
  it("one that is not there", async () => assert.match((await serverFinding({ JUPYTER_SERVER_URL: "http://127.0.0.1:1", JUPYTER_TOKEN: "t" })).found, /^http:\/\/127\.0\.0\.1:1: nothing answers there: /));
});
