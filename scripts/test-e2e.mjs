// `npm run test:e2e`: what needs a browser, poppler, Jupyter or veraPDF. Names what is missing and how to get it; arguments narrow the run.
import { spawnSync } from "node:child_process";
import { run } from "./run-tests.mjs";

/** A tool answers when asked for its version (veraPDF, when asked for nothing); `variable` names another place for it. */
const TOOLS = [
  { name: "Chromium", command: process.env.CHROMIUM ?? "chromium", ask: "--version", variable: "CHROMIUM", how: "apt-get install chromium" },
  { name: "poppler", command: "pdftotext", ask: "-v", how: "apt-get install poppler-utils" },
  { name: "Jupyter", command: process.env.JUPYTER ?? "jupyter", ask: "--version", variable: "JUPYTER", how: "python3 -m venv .venv && .venv/bin/pip install jupyterlab nbconvert, then JUPYTER=.venv/bin/jupyter" },
  { name: "Deno", command: process.env.DENO ?? "deno", ask: "--version", variable: "DENO", how: "npm install --prefix .venv/deno deno, then DENO=.venv/deno/node_modules/.bin/deno", optional: "its kernel is not tested" },
  { name: "Enterprise Gateway", command: process.env.GATEWAY ?? "", ask: "--version", variable: "GATEWAY", how: "python3 -m venv .venv/gateway && .venv/gateway/bin/pip install jupyter_enterprise_gateway ipykernel, then GATEWAY=.venv/gateway/bin/jupyter-enterprisegateway", optional: "it is not tested as a server" },
  { name: "JupyterHub", command: process.env.JUPYTERHUB ?? "", ask: "--version", variable: "JUPYTERHUB", how: ".venv/bin/pip install jupyterhub && npm install --prefix .venv/proxy configurable-http-proxy@4, then JUPYTERHUB=.venv/bin/jupyterhub PROXY=.venv/proxy/node_modules/.bin/configurable-http-proxy", optional: "it is not tested as a server" },
  { name: "veraPDF", command: "java", ask: ["-cp", `${process.env.VERAPDF ?? ".venv/verapdf"}/*`, "test/e2e/verapdf/Validate.java"], variable: "VERAPDF", how: "apt-get install default-jdk-headless maven, mvn -q -f test/e2e/verapdf/pom.xml dependency:copy-dependencies -DoutputDirectory=$PWD/.venv/verapdf", optional: "PDF/UA-1 is not validated" },
];

const missing = TOOLS.filter(({ command, ask }) => command === "" || spawnSync(command, [ask].flat(), { stdio: "ignore", timeout: 60_000 }).status !== 0);
for (const { name, command, variable, how, optional } of missing) {
  console.error(`${name} is missing (${command || variable} does not answer)${optional === undefined ? "" : `: ${optional}`}. To get it: ${how}${variable === undefined ? "" : `; ${variable} may name another program`}`);
}
process.exitCode = missing.some(({ optional }) => optional === undefined) ? 1 : await run({ end: ".e2e.js", only: process.argv.slice(2), checks: false });
