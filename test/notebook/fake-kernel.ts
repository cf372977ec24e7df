/**
 * A kernel that misbehaves, for the tests: node fake-kernel.js MODE CONNECTION_FILE. Run as a program, never imported.
 */
import { readFileSync } from "node:fs";
import { Publisher, Router } from "zeromq";
import { type Message, decodeMessage, encodeMessage } from "../../src/notebook/kernel/wire.js";

type Mode = "gap" | "no idle" | "no number" | "garbage" | "wrong key" | "dead at start" | "deaf" | "unnumbered" | "plain error" | "flood" | "clear" | "stubborn" | "echo";

const [, , mode, file = ""] = process.argv as [string, string, Mode, string];
const connection = JSON.parse(readFileSync(file, "utf8")) as { key: string; transport: string; ip: string; shell_port: number; iopub_port: number; control_port: number };
const address = (port: number) => `${connection.transport}://${connection.ip}:${port}`;
const key = mode === "wrong key" ? "another key" : connection.key;

if (mode === "dead at start") {
  console.error("cannot start: no licence");
  process.exit(5);
}

const shell = new Router();
const iopub = new Publisher({ sendHighWaterMark: 0 });
let n = 0, cellsRun = 0;

async function publish(parent: Message, type: string, content: Message["content"], metadata: Message["metadata"] = mode === "unnumbered" ? {} : { backproof: { n: ++n } }): Promise<void> {
  const header = { ...parent.header, msg_id: `${process.pid}-${n}-${type}`, msg_type: type };
  await iopub.send(encodeMessage({ header, parent: parent.header, metadata, content }, key));
}

const stream = (parent: Message, text: string, metadata?: Message["metadata"]) => publish(parent, "stream", { name: "stdout", text }, metadata);

/** What each mode does wrong in a cell; the answer is the reply's content. */
async function execute(request: Message): Promise<Message["content"]> {
  if (mode === "echo") return echo(request, String(request.content["code"]));
  await stream(request, "before\n");
  switch (mode) {
    case "gap":
      n++;
      break;
    case "no number":
      await stream(request, "unnumbered\n", {});
      break;
    case "garbage":
      await iopub.send(["no", "message"]);
      await iopub.send(encodeMessage({ ...request, content: {} }, "another key"));
      n++; // the message that the garbage stands for
      break;
    case "plain error":
      return { status: "error", ename: "NameError", evalue: "name 'x' is not defined", traceback: [], execution_count: 1 };
    case "flood":
      for (let i = 0; i < 100; i++) await stream(request, "x".repeat(1000));
      break;
    case "clear":
      await publish(request, "clear_output", { wait: true });
      await publish(request, "execute_result", { execution_count: 1, data: { "text/plain": "1" }, metadata: {} });
      break;
    case "stubborn":
      process.on("SIGINT", () => {}).on("SIGTERM", () => {});
      for (;;);
    default: // it is wrong elsewhere
  }
  return { status: "ok", execution_count: 1 };
}

/** Says what it was given and how many cells it ran before; `wait 300` takes so many milliseconds, `fail` fails. */
async function echo(request: Message, code: string): Promise<Message["content"]> {
  await new Promise((resolve) => setTimeout(resolve, Number(/wait (\d+)/.exec(code)?.[1] ?? 0)));
  await stream(request, `says ${code}, after ${cellsRun++}\n`);
  return code.includes("fail") ? { status: "error", ename: "Failure", evalue: "as it was told", traceback: [], execution_count: cellsRun } : { status: "ok", execution_count: cellsRun };
}

async function answer(frames: Buffer[]): Promise<void> {
  const request = decodeMessage(frames, connection.key);
  const identity = frames[0] as Buffer;
  const isCell = request.header.msg_type === "execute_request";
  await publish(request, "status", { execution_state: "busy" });
  const content = isCell ? await execute(request) : { status: "ok" };
  const header = { ...request.header, msg_type: request.header.msg_type.replace("request", "reply") };
  await shell.send([identity, ...encodeMessage({ header, parent: request.header, metadata: {}, content }, key)]);
  if (!isCell || mode !== "no idle") await publish(request, "status", { execution_state: "idle" });
}

if (mode === "deaf") setInterval(() => {}, 1000);
else {
  await shell.bind(address(connection.shell_port));
  await iopub.bind(address(connection.iopub_port));
  for await (const frames of shell) await answer(frames);
}
