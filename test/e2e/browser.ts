/** A real Chromium without a network: what a page asks for is written down and refused. */
import { chromium, type Browser, type Page } from "playwright-core";

export const launch = (): Promise<Browser> => chromium.launch({ executablePath: executable(), args: ["--no-sandbox"] });

function executable(): string {
  const named = process.env["CHROMIUM"];
  return named === undefined || !named.includes("/") ? `/usr/bin/${named ?? "chromium"}` : named;
}

export interface Opened {
  readonly page: Page;
  /** Addresses beyond the file itself and what it holds. */
  readonly requests: readonly string[];
  /** Those of them that the page's policy stopped before they were sent. */
  readonly stopped: readonly string[];
  /** Errors in the console, refusals of the content policy among them. */
  readonly errors: readonly string[];
  readonly close: () => Promise<void>;
}

export interface View {
  readonly width?: number;
  readonly dark?: boolean;
  readonly scripts?: boolean;
}

export async function open(browser: Browser, file: string, { width = 1280, dark = false, scripts = true }: View = {}): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: dark ? "dark" : "light", javaScriptEnabled: scripts, offline: true, permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  const requests: string[] = [], stopped: string[] = [], errors: string[] = [];
  page.on("requestfailed", (request) => void (/csp/i.test(request.failure()?.errorText ?? "") && stopped.push(request.url())));
  page.on("request", (request) => void (/^(data|blob):/.test(request.url()) || requests.push(request.url())));
  page.on("console", (message) => void (message.type() === "error" && errors.push(message.text())));
  page.on("pageerror", (error) => void errors.push(error.message));
  await page.goto(`file://${file}`);
  return { page, requests: without(requests, `file://${file}`), stopped, errors, close: () => context.close() };
}

const without = (requests: string[], own: string): string[] => {
  const at = requests.indexOf(own);
  if (at >= 0) requests.splice(at, 1);
  return requests;
};
