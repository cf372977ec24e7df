/** Enterprise Gateway and JupyterHub on 127.0.0.1, as far as they are installed. */
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { freePort, projectKernels, type RunningServer, started, TOKEN } from "./jupyter-server.js";

const named = (variable: string): string | null => {
  const program = process.env[variable];
  return program !== undefined && existsSync(program) ? resolve(program) : null;
};

export const gateway = (): string | null => named("GATEWAY");
export const hub = (): string | null => (named("PROXY") === null ? null : named("JUPYTERHUB"));

/** With the project's kernels beside those of its own environment. */
export async function startGateway(): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), "backproof-gateway-"));
  const port = await freePort(), url = `http://127.0.0.1:${port}`;
  const options = [`--EnterpriseGatewayApp.port=${port}`, "--EnterpriseGatewayApp.port_retries=0", "--EnterpriseGatewayApp.ip=127.0.0.1", `--EnterpriseGatewayApp.auth_token=${TOKEN}`, "--EnterpriseGatewayApp.list_kernels=True", "--EnterpriseGatewayApp.unauthorized_users=nobody"];
  const env = { ...process.env, JUPYTER_PATH: projectKernels(folder), JUPYTER_CONFIG_DIR: join(folder, "config"), JUPYTER_RUNTIME_DIR: join(folder, "runtime"), EG_RESPONSE_IP: "127.0.0.1" };
  return started("Enterprise Gateway", gateway()!, options, env, url, `${url}/api`, folder);
}

/** One user, "student", whose server the hub starts when it starts itself; a token of the hub opens it. */
export async function startHub(): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), "backproof-hub-"));
  const port = await freePort(), [hubPort, apiPort] = [await freePort(), await freePort()];
  const bin = dirname(hub()!);
  writeFileSync(join(folder, "jupyterhub_config.py"), [
    "from jupyterhub.spawner import SimpleLocalProcessSpawner",
    "c.JupyterHub.spawner_class = SimpleLocalProcessSpawner",
    "c.JupyterHub.authenticator_class = 'dummy'",
    "c.Authenticator.allowed_users = {'student'}",
    `c.JupyterHub.bind_url = 'http://127.0.0.1:${port}'`,
    "c.JupyterHub.hub_ip = '127.0.0.1'",
    `c.JupyterHub.hub_port = ${hubPort}`,
    `c.ConfigurableHTTPProxy.api_url = 'http://127.0.0.1:${apiPort}'`,
    `c.ConfigurableHTTPProxy.command = ['${named("PROXY")!}']`,
    `c.JupyterHub.db_url = 'sqlite:///${join(folder, "hub.sqlite")}'`,
    `c.JupyterHub.cookie_secret_file = '${join(folder, "cookie")}'`,
    `c.SimpleLocalProcessSpawner.home_dir_template = '${process.cwd()}'`,
    `c.Spawner.cmd = ['${join(bin, "jupyterhub-singleuser")}', '--allow-root']`,
    `c.Spawner.environment = {'JUPYTER_PATH': '${projectKernels(folder)}', 'JUPYTERHUB_SINGLEUSER_APP': 'jupyter_server.serverapp.ServerApp', 'IPYTHONDIR': '${join(folder, "ipython")}', 'JUPYTER_RUNTIME_DIR': '${join(folder, "runtime")}', 'JUPYTER_CONFIG_DIR': '${join(folder, "config")}', 'npm_config_cache': '${join(folder, "npm")}'}`,
    `c.JupyterHub.services = [{'name': 'backproof', 'api_token': '${TOKEN}'}]`,
    "c.JupyterHub.load_roles = [{'name': 'reports', 'scopes': ['servers', 'access:servers', 'read:users'], 'services': ['backproof']}]",
    "",
  ].join("\n"));
  const origin = `http://127.0.0.1:${port}`;
  const env = { ...process.env, PATH: `${dirname(process.execPath)}:${bin}:${process.env["PATH"] ?? ""}` };
  const running = await started("JupyterHub", hub()!, ["--config", join(folder, "jupyterhub_config.py")], env, `${origin}/user/student`, `${origin}/hub/api`, folder);
  const spawn = await fetch(`${origin}/hub/api/users/student/server`, { method: "POST", headers: { Authorization: `token ${TOKEN}` } });
  for (const start = Date.now(); !(await fetch(`${running.url}/api`).then(({ ok }) => ok, () => false)); await new Promise((done) => setTimeout(done, 200))) {
    if (Date.now() - start < 60_000) continue;
    await running.stop();
    throw new Error(`the user's server does not start (${spawn.status} ${await spawn.text()}):\n${running.log()}`);
  }
  return running;
}
