/**
 * Where a kernel runs, and the way that messages take to it: a process of this machine, or a server.
 */
import type { Death } from "./kernel-process.js";
import type { Message } from "./wire.js";

export type Channel = "shell" | "control" | "iopub";

/** Gets every message of a kernel's channels, those of each channel in their order. */
export type Receive = (channel: Channel, message: Message) => void;

export interface KernelHost {
  /** Of the process; undefined where it is another machine's. */
  readonly pid: number | undefined;
  readonly isAlive: boolean;
  /** Settles when the kernel has ended, could not be started, or is out of reach. */
  readonly death: Promise<Death>;
  readonly send: (channel: "shell" | "control", message: Message) => Promise<void>;
  /** How many messages came that were none of our kernel. */
  readonly rejected: () => number;
  /** What is known to be missing on the way, in words, since the last call. */
  readonly takeLosses: () => readonly string[];
  /** The last that went to its process's own stdout, which no notebook shows. */
  readonly ownOutput: () => string;
  /** What it wrote to its own stderr so far, while it started, are no last words. */
  readonly forgetWords: () => void;
  /** Interrupts the running cell; false if the kernel wants to be asked by a message. */
  readonly interrupt: () => boolean;
  /** Ends it, patiently. Nothing of it is left afterwards. */
  readonly end: () => Promise<void>;
  /** Ends it at once. */
  readonly kill: () => Promise<Death>;
}

/** Makes a host, and has it tell what it receives. */
export type OpenHost = (receive: Receive) => Promise<KernelHost> | KernelHost;
