/** Which server `backproof report` runs on. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { serverFrom } from "../../src/cli/server-option.js";

const both = { JUPYTER_SERVER_URL: "http://127.0.0.1:8888/", JUPYTER_TOKEN: "secret" };

for (const [title, options, env, expected] of [
  ["none is named", {}, {}, undefined],
  ["the one that --server names", { server: "http://h:1" }, {}, "http://h:1"],
  ["that, although the environment names another", { server: "https://hub.example.org/user/me/" }, both, "https://hub.example.org/user/me"],
  ["an address as JupyterLab shows it", { server: "http://h:1/base/lab/tree/a.ipynb?token=t" }, {}, "http://h:1/base"],
  ["an address as Notebook shows it", { server: "http://h:1/notebooks/a/tree.ipynb" }, {}, "http://h:1"],
  ["a user's server at JupyterHub, as its page shows it", { server: "https://h/hub-at/user/me/lab/workspaces/a/tree/b.ipynb" }, {}, "https://h/hub-at/user/me"],
  ["one that has a name of its own", { server: "https://h/user/me/gpu/lab" }, {}, "https://h/user/me/gpu"],
  ["that of a user whose name is a page's", { server: "https://h/user/lab/" }, {}, "https://h/user/lab"],
  ["the same, as its page shows it", { server: "https://h/user/tree/tree?token=t" }, {}, "https://h/user/tree"],
  ["the environment's", {}, both, "http://127.0.0.1:8888"],
  ["none, where the environment has no token: a terminal in JupyterLab", {}, { JUPYTER_SERVER_URL: "http://h:1" }, undefined],
  ["none, where the environment has but a token", {}, { JUPYTER_TOKEN: "t" }, undefined],
] as const) {
  test(title, () => assert.equal(serverFrom(options, env)?.url, expected));
}

for (const [title, options, message] of [
  ["a token without a server", { token: "t" }, "--token belongs to a server; name it: --server URL"],
  ["no address", { server: "localhost:8888?token=secret" }, 'the Jupyter server: its address begins with http:// or https://; "localhost:8888" does not'],
  ["a password in the address", { server: "http://me:secret@h:1" }, "h:1: give a token, not a name and a password in the address"],
] as const) {
  test(`${title} is refused, and the token is not told`, () => assert.throws(() => serverFrom(options, {}), { message }));
}

test("a server that is printed or serialised does not show its token", () => {
  const server = serverFrom({ server: "http://h:1", token: "secret" }, {});
  assert.equal(inspect(server, { depth: 9, showHidden: true }).includes("secret") || JSON.stringify(server).includes("secret"), false);
});
