/**
 * The preview's server: one page, its parts and its events, on 127.0.0.1 only. It answers to its own name alone, so that no other site
 * can make a browser read it under a name that leads here (DNS rebinding); it lists nothing, takes nothing and writes nothing.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a request gets: a path by its content. */
export type Answers = { readonly [path: string]: () => { readonly type: string; readonly body: string } };

export interface Served {
  readonly url: string;
  /** Sends to everyone who listens, and to whoever comes later as the first thing. */
  readonly tell: (state: object) => void;
  /** How many listen. */
  readonly listeners: () => number;
  readonly close: () => Promise<void>;
}

/** The port is taken, or may not be used. */
export class PortError extends Error {
  override readonly name = "PortError";
}

const HEADERS = {
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Content-Security-Policy": "frame-ancestors 'none'",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
};

/**
 * @param port 0: any that is free
 * @param answers what is there to get, besides `/events`
 * @throws {PortError} if the port cannot be had
 */
export async function serve(port: number, answers: Answers): Promise<Served> {
  const listeners = new Set<ServerResponse>();
  let last = "{}";
  const server = createServer((request, response) => respond(request, response, own(), answers, () => listen(response)));
  const listen = (response: ServerResponse): void => {
    response.writeHead(200, { ...HEADERS, "Content-Type": "text/event-stream" });
    response.write(`data: ${last}\n\n`);
    listeners.add(response);
    response.on("close", () => listeners.delete(response));
  };
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(new PortError(reasonFor(error, port))));
    server.listen(port, "127.0.0.1", resolve);
  });
  const taken = (server.address() as AddressInfo).port;
  const own = (): readonly string[] => [`127.0.0.1:${taken}`, `localhost:${taken}`];
  return {
    url: `http://127.0.0.1:${taken}/`,
    listeners: () => listeners.size,
    tell: (state) => {
      const text = JSON.stringify(state);
      if (text === last) return;
      last = text;
      for (const response of listeners) response.write(`data: ${text}\n\n`);
    },
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

function reasonFor({ code, message }: NodeJS.ErrnoException, port: number): string {
  if (code === "EADDRINUSE") return `port ${port} is taken by another program; name another with --port, or leave it out to get a free one`;
  if (code === "EACCES") return `port ${port} is not for everyone's use; name one above 1023 with --port`;
  return `port ${port} cannot be used: ${message}`;
}

function respond(request: IncomingMessage, response: ServerResponse, own: readonly string[], answers: Answers, listen: () => void): void {
  const refuse = (status: number, text: string, more: { readonly [name: string]: string } = {}): void =>
    void response.writeHead(status, { ...HEADERS, "Content-Type": "text/plain; charset=utf-8", ...more }).end(`${text}\n`);
  const { host = "", origin, "sec-fetch-site": site } = request.headers;
  if (!own.includes(host)) return refuse(403, "this server answers to its own address only");
  if (origin !== undefined && !own.some((each) => origin === `http://${each}`)) return refuse(403, "this server answers to its own page only");
  if (site === "cross-site" || site === "same-site") {
    // a link from elsewhere may open the page; nothing else may be had from elsewhere
    if (request.headers["sec-fetch-mode"] !== "navigate" || request.headers["sec-fetch-dest"] !== "document") return refuse(403, "this server answers to its own page only");
  }
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(405, "this server can only be read", { Allow: "GET, HEAD" });
  const path = (request.url ?? "/").split("?", 1)[0]!;
  if (path === "/events" && request.method === "GET") return listen();
  if (!Object.hasOwn(answers, path)) return refuse(404, "there is no such page");
  const { type, body } = answers[path]!();
  response.writeHead(200, { ...HEADERS, "Content-Type": `${type}; charset=utf-8`, "Content-Length": Buffer.byteLength(body) });
  response.end(request.method === "HEAD" ? "" : body);
}
