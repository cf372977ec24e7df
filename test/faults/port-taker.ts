/**
 * Takes a port that was meant for a kernel, and starts the kernel: node port-taker.js always|once CONNECTION_FILE COMMAND…
 * `once`: the first time it is called by a process. Run as a program, never imported.
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [, , often, file = "", command = "", ...args] = process.argv;
const { shell_port: port } = JSON.parse(readFileSync(file, "utf8")) as { readonly shell_port: number };
const taken = join(tmpdir(), `fault-port-${process.ppid}`);

if (often === "always" || !existsSync(taken)) {
  writeFileSync(taken, "");
  await new Promise<void>((done) => createServer().listen(port, "127.0.0.1", done));
}
const kernel = spawn(command, args.map((each) => each.replace("{connection_file}", file)), { stdio: ["ignore", "inherit", "inherit", 3, 4] });
kernel.on("exit", (code, signal) => process.exit(code ?? (signal === null ? 0 : 1)));
