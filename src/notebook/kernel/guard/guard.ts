/**
 * Preloaded into the kernel's process (`node --import guard.js tslab kernel …`) by our executor, and by the kernel that
 * `backproof kernel install --server` registers; it sleeps unless it is given its options.
 * What a notebook computes and writes stays the same; the guard sees to it that all of it arrives, under the right cell,
 * that errors arrive as data, and that records (see RECORD_CHANNEL) arrive at all.
 */
import { subscribe } from "node:diagnostics_channel";
import { readFileSync, rmSync } from "node:fs";
import Module from "node:module";
import { Socket } from "node:net";
import { dirname, join } from "node:path";
import { serialize } from "node:v8";
import { isMainThread } from "node:worker_threads";
import type vm from "node:vm";
import type * as zeromq from "zeromq";
import { optimiseLater } from "../../../optimise-later.js";
import { openQuestions } from "./ask-client.js";
import { type CellContext, cellOfPromise, cellOfThrown, currentCell, followCells } from "./cell-context.js";
import { ContinuedText } from "./continued-text.js";
import { HeldText } from "./held-text.js";
import { type Compiler, keepingCompiler } from "./keep-maps.js";
import { openOutlet, type Send } from "./outlet.js";
import { Output } from "./output.js";
import { Positions } from "./positions.js";
import { FIELD, type ErrorKind, type GuardOptions, LIFELINE, OPTIONS_VARIABLE, RECORD_CHANNEL, RECORD_MIME } from "./protocol.js";
import { Ledger, guardedZeromq } from "./publisher.js";
import { type Answer, type Ask, type ConverterModule, lazyMetadata, type MetadataModule, type Question, sharedConverter } from "./shared-converter.js";
import { type ExecutorModule, type JupyterModule, guardedExecutor, guardedVm, patchHandler, reportThrown } from "./tslab.js";
import { withoutDocs } from "./without-docs.js";

interface ConnectionFile {
  readonly key: string;
  readonly [FIELD]?: GuardOptions;
}

type Load = (request: string, parent: { readonly filename?: string } | undefined, isMain: boolean) => unknown;

/** Workers of the kernel inherit the preload; they are none of our business. */
const configPath = process.argv.find((argument) => argument.startsWith("--config-path="))?.slice("--config-path=".length);
if (isMainThread && configPath !== undefined) guard(configPath);

function guard(file: string): void {
  const connection = JSON.parse(readFileSync(file, "utf8")) as ConnectionFile;
  const { [OPTIONS_VARIABLE]: ofServer } = process.env;
  delete process.env[OPTIONS_VARIABLE]; // as it would be without us
  const options = connection[FIELD] ?? (ofServer === undefined ? undefined : (JSON.parse(ofServer) as GuardOptions));
  if (options === undefined) return;
  optimiseLater();
  process.execArgv.length = 0; // processes that the notebook forks are to start as they would without us
  const ledger = new Ledger(connection.key);
  const outlet = options.outlet === true ? openOutlet() : null;
  const output = new Output(ledger, outlet === null ? new HeldText(ledger) : new ContinuedText(ledger, outlet));
  const positions = new Positions();
  const isServers = connection[FIELD] === undefined; // somebody may ask such a kernel what a name means
  followCells();
  replaceModules({ ledger, output, positions, outlet, keepsDocs: isServers, compiler: options.compiler === true ? openQuestions<Question, Answer>() : null });
  forwardRecords(output, positions);
  if (!isServers) endWithClient(dirname(file)); // else the server ends it
}

interface Parts {
  readonly ledger: Ledger;
  readonly output: Output;
  readonly positions: Positions;
  readonly outlet: Send | null;
  readonly keepsDocs: boolean;
  readonly compiler: Ask | null;
}

/** What a module of tslab gets for what it requires; `real` loads it, and `folder` is the module's. */
type Replace = (real: () => never, folder: string) => unknown;

/** What tslab's own modules get for what they require; everyone else gets the real thing. */
function replaceModules(parts: Parts): void {
  const replacements = replacementsOf(parts);
  const modules = Module as unknown as { _load: Load };
  const load = modules._load;
  modules._load = function (request, parent, isMain) {
    const real = (): never => Reflect.apply(load, this, [request, parent, isMain]) as never;
    const [, folder, file] = /^(.*[\\/]tslab[\\/]dist)[\\/](\w+\.js)$/.exec(parent?.filename ?? "") ?? [];
    const replace = folder === undefined ? undefined : replacements[`${file} < ${request}`];
    return replace === undefined ? real() : replace(real, folder!);
  };
}

function replacementsOf({ ledger, output, positions, outlet, keepsDocs, compiler }: Parts): { readonly [seam: string]: Replace } {
  const remember = positions.remember.bind(positions);
  const sharing: Replace = (real: () => ConverterModule, folder) => (compiler === null ? real() : sharedConverter(real, compiler, { module: join(folder, "converter.js"), folder: process.cwd() }, remember));
  return {
    "jupyter.js < zeromq": (real: () => typeof zeromq) => guardedZeromq(real(), ledger, outlet),
    "executor.js < vm": (real: () => typeof vm) => guardedVm(real(), positions),
    "converter.js < @tslab/typescript-for-tslab": (real: () => Compiler) => keepingCompiler(real(), { keep: remember, files: keepsDocs ? (files) => files : withoutDocs }),
    "main.js < ./converter": sharing,
    "jupyter.js < ./converter": sharing,
    "executor.js < ./metadata": (real: () => MetadataModule) => (compiler === null ? real() : lazyMetadata(real)),
    "main.js < ./executor": (real: () => ExecutorModule) => guardedExecutor(real(), output, positions),
    "main.js < ./jupyter": (real: () => JupyterModule) => {
      const jupyter = real();
      patchHandler(jupyter, output);
      takeOverUncaught(output, positions);
      return jupyter;
    },
  };
}

/** tslab prints what nobody caught. It sets its handlers when it starts; ours take their place then. */
function takeOverUncaught(output: Output, positions: Positions): void {
  const report = (kind: ErrorKind, thrown: unknown, cell: CellContext | null) => {
    if (cell === null) process.stderr.write(`${kind}: ${String(thrown)}\n`);
    else reportThrown(cell, thrown, kind, output, positions);
  };
  setImmediate(() => {
    process.removeAllListeners("uncaughtException").on("uncaughtException", (thrown) => report("uncaught-exception", thrown, cellOfThrown(thrown)));
    process
      .removeAllListeners("unhandledRejection")
      .on("unhandledRejection", (reason, promise) => report("unhandled-rejection", reason, cellOfPromise(promise)));
  });
}

function forwardRecords(output: Output, positions: Positions): void {
  subscribe(RECORD_CHANNEL, (record) => {
    const cell = currentCell();
    if (cell === null) return;
    try {
      output.display({ data: { [RECORD_MIME]: serialize(record).toString("base64") }, metadata: {}, transient: {} }, false);
    } catch (error) {
      reportThrown(cell, new TypeError(`a record on the channel ${RECORD_CHANNEL} is not plain data`, { cause: error }), "thrown", output, positions);
    }
  });
}

/** Ends the kernel when the client is gone, even if it was killed, and removes what they met by. */
function endWithClient(folder: string): void {
  const lifeline = new Socket({ fd: LIFELINE });
  const end = () => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(1);
  };
  lifeline.on("close", end).on("error", () => {});
  lifeline.resume().unref();
}
