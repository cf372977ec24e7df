/**
 * A way out that a message has taken when `send` returns: what a kernel wrote before it is killed has left it. ZeroMQ sends from a
 * thread of its own, and what that has not sent yet dies with the process.
 */
import { writeSync } from "node:fs";
import { packFrames } from "./frames.js";
import { OUTLET } from "./protocol.js";

export type Send = (frames: readonly (Buffer | string)[]) => void;

/** Waits until the client has taken what it was sent before. A client that is gone gets nothing; the lifeline ends the kernel then. */
export function openOutlet(): Send {
  let isOpen = true;
  return (frames) => {
    const bytes = packFrames(frames);
    for (let sent = 0; isOpen && sent < bytes.length; ) {
      try {
        sent += writeSync(OUTLET, bytes, sent);
      } catch (error) {
        isOpen = (error as NodeJS.ErrnoException).code === "EAGAIN";
        if (isOpen) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
      }
    }
  };
}
