/** What a Jupyter server's answers mean, with a stand-in that gives them: those of JupyterHub and of a proxy before it, too. */
import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import { type AddressInfo } from "node:net";
import { describe, test } from "node:test";
import { JupyterServer } from "../../../src/notebook/index.js";

async function asked(answer: RequestListener, path: string, token: string): Promise<unknown> {
  const server = createServer(answer);
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    return await new JupyterServer(`${origin}${path}`, token).ask("GET", "/api/kernelspecs").catch((error: Error) => `${error.name}: ${error.message.replace(origin, "URL")}`);
  } finally {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
}

const says = (status: number, body = "", headers = {}): RequestListener => (_, response) => void response.writeHead(status, headers).end(body);

describe("a server's answer", () => {
  for (const [title, answer, message] of [
    ["a page to log in", says(302, "", { Location: "/hub/login" }), "the server wants somebody to log in (302): no token or a wrong one, or the user's server at JupyterHub is not running"],
    ["a refused token", says(401), "the server refuses the token (401); give the one that it was started with: --token, or JUPYTER_TOKEN"],
    ["a user who may start nothing", says(403, '{"reason": "nobody is not authorized"}'), "the server refuses this (403): nobody is not authorized"],
    ["an address that leads nowhere", says(404, "<html>not found</html>"), "the server answers 404: no Jupyter server's API stands below this address; give the one that it prints when it starts, at JupyterHub https://…/user/NAME/"],
    ["a kernel that is gone", says(404, '{"message": "Kernel does not exist: k"}'), "the server answers 404: Kernel does not exist: k"],
    ["a user's server that sleeps", says(424), "the user's server is not running (424); start it at JupyterHub"],
    ["one that is being started", says(503), "the user's server is not running (503); start it at JupyterHub"],
    ["a failure with its reason", says(500, '{"message": "no such kernelspec", "reason": null}'), "the server answers 500: no such kernelspec"],
    ["a page", says(200, "<html></html>"), "this is no Jupyter server: it answers with something else than JSON"],
  ] as const) {
    test(title, async () => assert.equal(await asked(answer, "", "t"), `NotebookError: URL: ${message}`));
  }
});

test("a user's server behind JupyterHub is asked below the user's name, with the token in the header and not in the address", async () => {
  const seen: unknown[] = [];
  const answer = await asked(({ url, headers }, response) => {
    seen.push([url, headers.authorization]);
    response.end('{"default": "backproof"}');
  }, "/hub-at/user/student/lab/tree/a.ipynb?token=other", "secret");
  assert.deepEqual(answer, { default: "backproof" });
  assert.deepEqual(seen, [["/hub-at/user/student/api/kernelspecs", "token secret"]]);
});
