/** `backproof preview`: a report's page that follows its sources, until Ctrl-C. */
import { spawn } from "node:child_process";
import { PortError } from "../preview/serve.js";
import { type Settled, startPreview } from "../preview/preview.js";
import { counted } from "../report/verification.js";
import { UsageError } from "./command.js";
import { listed } from "./listed.js";
import { readOptions } from "./options.js";
import { progressView } from "./progress.js";
import { configurationPath, readAssignment } from "./report.js";
import { green, red, type Terminal } from "./terminal.js";

const HELP = `Usage: backproof preview [CONFIG] [OPTION …]

Shows the report as a page on this machine (127.0.0.1) and follows its notebooks, the modules they import, its configuration and its theme:
what changed is run and shown in place, what the code does not give any more is marked until then. Nothing is written but stored results.
Ctrl-C ends it.

  CONFIG             the configuration; default: report/report.json, or report.json
  --port N           the page's port; default: any that is free
  --open             open the page in the browser
  --no-cache         run every notebook first, also where nothing that it depends on changed since it was last run
  --keep-going       run the cells after one that failed, too
  --set NAME=VALUE   put VALUE in place of what cells tagged "parameters" declare for NAME; may be given several times
  --build COMMAND    compiles what the notebooks import; run when one of its sources is edited
  --help             this text

Exit code: 0 it was ended, 2 it could not start.
`;

const OPENERS: { readonly [platform: string]: readonly [command: string, ...args: readonly string[]] } = { darwin: ["open"], win32: ["cmd", "/c", "start", ""] };

/** @param ended when to stop: default, when the process is told to */
export async function preview(args: readonly string[], terminal: Terminal, ended: Promise<unknown> = toldToEnd()): Promise<number> {
  const { values, files } = readOptions(args, { port: "string", open: "boolean", "no-cache": "boolean", "keep-going": "boolean", set: "strings", build: "string" });
  if (values.help === true) {
    terminal.out(HELP);
    return 0;
  }
  if (files.length > 1) throw new UsageError(`a report has one configuration; given are ${files.join(" and ")}`);
  const port = portNumber(values.port);
  const path = configurationPath(files[0], "preview");
  const progress = progressView(terminal);
  const started = await begin(() => startPreview(path, {
    port,
    noCache: values["no-cache"] === true,
    keepGoing: values["keep-going"] === true,
    ...(values.build === undefined ? {} : { build: values.build }),
    parameters: Object.fromEntries((values.set ?? []).map(readAssignment)),
    onProgress: progress.show,
    onSettled: (settled) => {
      progress.end();
      terminal.out(`${told(settled, terminal)}\n`);
    },
  }));
  terminal.out(`preview of ${path}: ${started.url} (Ctrl-C ends it)\n`);
  if (values.open === true) openPage(started.url, terminal);
  await ended;
  progress.end();
  await started.close();
  return 0;
}

function portNumber(text: string | undefined): number {
  if (text === undefined) return 0;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65535) throw new UsageError(`--port wants a number from 1 to 65535; it was given "${text}"`);
  return port;
}

async function begin<T>(start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    throw error instanceof PortError ? new UsageError(error.message) : error;
  }
}

function told({ milliseconds, problems, fault }: Settled, terminal: Terminal): string {
  if (fault !== null) return `${red("✗", terminal)} ${fault}`;
  const time = milliseconds < 1000 ? `${milliseconds.toFixed(0)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
  if (problems.length === 0) return `${green("✓", terminal)} up to date after ${time}`;
  return [`${red("✗", terminal)} ${counted(problems.length, "problem")} after ${time}`, listed(problems)].join("\n");
}

function openPage(url: string, terminal: Terminal): void {
  const [command, ...args] = OPENERS[process.platform] ?? ["xdg-open"];
  spawn(command, [...args, url], { stdio: "ignore", detached: true }).on("error", () => terminal.err(`no browser could be opened (${command} is missing); the page stands at ${url}\n`)).unref();
}

/** The first signal ends it in order; a second one at once. The handlers stay: what is to be ended is not to be killed before. */
function toldToEnd(): Promise<void> {
  return new Promise((resolve) => {
    let isTold = false;
    const onSignal = (): void => {
      if (isTold) process.exit(130);
      isTold = true;
      resolve();
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  });
}
