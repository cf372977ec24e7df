import { JupyterServer } from "../notebook/server/jupyter-server.js";
import { UsageError } from "./command.js";

/**
 * The server that `--server` and `--token`, or the environment, name; undefined for none. The environment alone leads to a server only
 * with a token: in JupyterLab's terminals the address is always set.
 */
export function serverFrom({ server, token }: { readonly server?: string; readonly token?: string }, env: { readonly [name: string]: string | undefined } = process.env): JupyterServer | undefined {
  const { JUPYTER_SERVER_URL: url = "", JUPYTER_TOKEN: ofEnvironment = "" } = env;
  if (server !== undefined) return new JupyterServer(server, token ?? ofEnvironment);
  if (token !== undefined && url === "") throw new UsageError("--token belongs to a server; name it: --server URL");
  return url !== "" && (token ?? ofEnvironment) !== "" ? new JupyterServer(url, token ?? ofEnvironment) : undefined;
}
