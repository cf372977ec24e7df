/**
 * Sees to it that a kernel ends when this process is gone, however it ended: the kernel may be busy, or stopped, and look at nothing itself.
 * A shell waits at a pipe that only this process holds. Where there is none, as on Windows, the guard's lifeline ends a kernel that is not busy.
 */
import { spawn } from "node:child_process";
import type { Socket } from "node:net";

/** `$1` is the kernel's process group, `$2` the folder that it is met in. */
const SCRIPT = 'read -r _; rm -rf -- "$2"; kill -s KILL -- "-$1"';

/** In a group of its own, so that what ends ours spares it. The answer takes it off again. */
export function watchOver(group: number, folder: string): () => void {
  if (process.platform === "win32") return () => {};
  const shell = spawn("/bin/sh", ["-c", SCRIPT, "backproof-watch", String(group), folder], { stdio: ["pipe", "ignore", "ignore"], cwd: "/", detached: true });
  shell.on("error", () => {}).unref();
  (shell.stdin as Socket | undefined)?.on("error", () => {}).unref();
  return () => void shell.kill("SIGKILL");
}
