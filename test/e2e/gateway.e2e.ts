/** The other servers of Jupyter's world, real ones: Enterprise Gateway, and a JupyterHub user's server behind the hub's proxy. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { executeNotebook, JupyterServer } from "../../src/notebook/index.js";
import { code, notebook, statuses, textOf } from "../notebook/notebooks.js";
import { kernelsOn, type RunningServer, TOKEN } from "./jupyter-server.js";
import { gateway, hub, startGateway, startHub } from "./jupyter-hosts.js";

const run = (server: JupyterServer, sources: readonly string[], kernel = "tslab", cellSeconds = 60): ReturnType<typeof executeNotebook> =>
  executeNotebook(notebook(sources.map((source) => code(source)), { kernelspec: { name: kernel, display_name: kernel } }), { path: "test.ipynb", cwd: process.cwd(), server, cellSeconds });

for (const [title, isMissing, start] of [
  ["Enterprise Gateway", gateway() === null && "it is not there: python3 -m venv .venv/gateway && .venv/gateway/bin/pip install jupyter_enterprise_gateway ipykernel, then GATEWAY=.venv/gateway/bin/jupyter-enterprisegateway", startGateway],
  ["a JupyterHub user's server", hub() === null && "it is not there: .venv/bin/pip install jupyterhub && npm install --prefix .venv/proxy configurable-http-proxy@4, then JUPYTERHUB=.venv/bin/jupyterhub PROXY=.venv/proxy/node_modules/.bin/configurable-http-proxy", startHub],
] as const) {
  describe(title, { skip: isMissing }, () => {
    let running: RunningServer;
    before(async () => void (running = await start()));
    after(() => running.stop());

    it("runs TypeScript, several notebooks at once, and loses nothing", async () => {
      const server = new JupyterServer(running.url, TOKEN);
      const runs = await Promise.all([1, 2].map((k) => run(server, [`const k = ${k}; for (let i = 0; i < 500; i++) console.log(k, i)`, `import { relu } from "backproof/layers"\nrelu.name`, `throw new RangeError("no")`])));
      for (const [k, executed] of runs.entries()) {
        assert.deepEqual(statuses(executed), ["ok", "ok", "error"]);
        assert.equal(textOf(executed, 0), Array.from({ length: 500 }, (_, i) => `${k + 1} ${i}\n`).join(""));
        assert.equal(textOf(executed, 1), "relu\n");
      }
    });

    it("runs Python", async () => assert.deepEqual(statuses(await run(new JupyterServer(running.url, TOKEN), ["6 * 7", "1 / 0"], "python3")), ["ok", "error"]));

    it("interrupts a cell that does not end", async () => {
      const executed = await run(new JupyterServer(running.url, TOKEN), [`console.log("before"); while (true) {}`], "tslab", 3);
      assert.deepEqual(executed.runs.map(({ outcome }) => outcome), [{ status: "timeout", message: "the cell ran longer than 3 s and was interrupted" }]);
      assert.equal(textOf(executed, 0), "before\n");
    });

    it("refuses a wrong token, in words", async () => {
      await assert.rejects(run(new JupyterServer(running.url, "sesame"), ["1"]), { name: "NotebookError", message: /: the server (?:refuses the token \(40[13]\); give the one|wants somebody to log in \(302\))/ });
    });

    it("has no kernel left", async () => assert.equal(await kernelsOn(running), 0));
  });
}
