/**
 * A Jupyter server by its address and token: Jupyter Server, a JupyterHub user's server, Enterprise Gateway. They answer to one REST API.
 * Source: https://jupyter-server.readthedocs.io/en/latest/developers/rest-api.html
 */
import type { WebSocket } from "ws";
import { ServerError } from "./server-error.js";

/** Seconds that an answer may take; starting a kernel may take longer than all else. */
const ANSWER_SECONDS = 60;

export class JupyterServer {
  /** Without the token, and without a slash at its end. */
  readonly url: string;
  /** Private to the language: printing or serialising the server does not show it. */
  readonly #token: string;

  /**
   * @param address as Jupyter prints it: "http://127.0.0.1:8888/lab?token=…" will do
   * @param token "" for none; one in the address counts if there is no other
   * @throws {ServerError} if it is no address of a server
   */
  constructor(address: string, token = "") {
    const parsed = parse(address);
    this.#token = token || (parsed.searchParams.get("token") ?? "");
    this.url = `${parsed.origin}${basePath(parsed.pathname)}`;
  }

  /**
   * The JSON that the server answers with; null where it answers with nothing.
   * @throws {ServerError} if nothing answers, the token is refused, or it is no Jupyter server
   */
  async ask(method: "GET" | "POST" | "DELETE", path: string, body?: object, seconds = ANSWER_SECONDS): Promise<unknown> {
    const response = await this.fetch(path, {
      method,
      redirect: "manual", // a redirection leads to a page to log in
      headers: { ...this.headers(), "Content-Type": "application/json" },
      signal: AbortSignal.timeout(seconds * 1000),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text().catch((error: unknown) => this.fail(`the answer broke off: ${reasonOf(error)}`));
    if (!response.ok) this.fail(refusal(response.status, text));
    if (text === "") return null;
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return this.fail("this is no Jupyter server: it answers with something else than JSON");
    }
  }

  /** A connection that is being made to a kernel's channels. */
  async socket(path: string): Promise<WebSocket> {
    const { WebSocket } = await import("ws");
    return new WebSocket(`${this.url.replace(/^http/, "ws")}${path}`, { headers: this.headers(), maxPayload: 0, perMessageDeflate: false, handshakeTimeout: ANSWER_SECONDS * 1000 });
  }

  private headers(): { readonly [name: string]: string } {
    return this.#token === "" ? {} : { Authorization: `token ${this.#token}` };
  }

  private async fetch(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(`${this.url}${path}`, init);
    } catch (error) {
      return this.fail((error as Error).name === "TimeoutError" ? "it does not answer" : `nothing answers there: ${reasonOf(error)}`);
    }
  }

  private fail(problem: string): never {
    throw new ServerError(this.url, problem);
  }
}

function parse(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) throw new ServerError("the Jupyter server", `its address begins with http:// or https://; "${withoutToken(address)}" does not`);
  if (url.username !== "" || url.password !== "") throw new ServerError(url.host, "give a token, not a name and a password in the address");
  return url;
}

/** Without the page that is open in the browser. A user of JupyterHub may be called as a page is. */
function basePath(path: string): string {
  const [, user = "", rest = ""] = /^(.*?\/user\/[^/]+)?(.*)$/.exec(path) ?? [];
  return `${user}${rest.replace(/\/(?:lab|tree|notebooks|doc|edit|consoles|terminals)(?:\/.*)?$/, "")}`.replace(/\/+$/, "");
}

const withoutToken = (address: string): string => address.replace(/[?#].*$/, "").replace(/\/\/[^/]*@/, "//");

/** `fetch` says only that it failed; the system's reason is behind it. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Error & { readonly cause?: Error & { readonly code?: string } };
  return cause?.message || cause?.code || message;
}

function refusal(status: number, text: string): string {
  const said = messageIn(text);
  if (status === 403 && said !== "" && said !== "Forbidden") return `the server refuses this (403): ${said}`; // as a gateway where a user may not start kernels
  if (status === 401 || status === 403) return `the server refuses the token (${status}); give the one that it was started with: --token, or JUPYTER_TOKEN`;
  if (status >= 300 && status < 400) return `the server wants somebody to log in (${status}): no token or a wrong one, or the user's server at JupyterHub is not running`;
  if (status === 424 || status === 503) return `the user's server is not running (${status}); start it at JupyterHub`;
  if (status === 404 && said === "") return "the server answers 404: no Jupyter server's API stands below this address; give the one that it prints when it starts, at JupyterHub https://…/user/NAME/";
  return `the server answers ${status}${said === "" ? "" : `: ${said}`}`;
}

function messageIn(text: string): string {
  try {
    const { message, reason } = JSON.parse(text) as { readonly message?: unknown; readonly reason?: unknown };
    return [message, reason].filter((part): part is string => typeof part === "string" && part !== "").join("; ");
  } catch {
    return "";
  }
}
