/**
 * What the guard in the kernel's process and the client agree on, on top of the Jupyter protocol.
 */
import type { OutputLimits } from "./output-limits.js";

/** Node diagnostics channel whose messages are passed on as records. */
export const RECORD_CHANNEL = "backproof:record";

/** MIME type of a display that carries a record: base64 of V8's serialisation, so that NaN, -0 and typed arrays survive. */
export const RECORD_MIME = "application/vnd.backproof.record";

/** The field for our notes in a message's metadata, in a request's content and in the connection file. */
export const FIELD = "backproof";

/** The file descriptor of a pipe that closes when the client ends, however it ends. */
export const LIFELINE = 3;

/** The file descriptor by which messages go out to the client that started the kernel, in place of ZeroMQ's IOPub. */
export const OUTLET = 4;

/** The file descriptor by which the kernel asks the client that started it for compiled cells. */
export const QUESTIONS = 5;

/** How stack frames name cells: `In[3]` is the third execution. */
export const cellFile = (count: number): string => `In[${count}]`;

/** Stands under `FIELD` in the metadata of every message on IOPub. */
export interface MessageNote {
  /** Number of this message on IOPub, counted from 1 without gaps. */
  readonly n: number;
  /** This is more of the text of that message: a frame alone on the outlet, made a message by the client. */
  readonly more?: true;
  /** What runs in the kernel beside a cell; only on the status idle. */
  readonly left?: LeftNote;
  /** Only on errors. */
  readonly error?: ErrorNote;
}

/** What runs in the kernel: timers, what Node is to call back, or tasks. */
export interface LeftNote {
  /** How many come to an end. */
  readonly once: number;
  /** The longest period of what may go on for ever, as timers that fire again and again. Milliseconds. */
  readonly every?: number;
  /** The execution counts of the cells that started them, as far as they are known. */
  readonly cells?: readonly number[];
  /** What they are called, where they have names. */
  readonly names?: readonly string[];
}

/** `limit`: the cell wrote more than it, or the notebook, may. */
export type ErrorKind = "thrown" | "compile" | "unhandled-rejection" | "uncaught-exception" | "limit";

/** Line and column count from 1, within the cell. */
export interface ErrorNote {
  readonly kind: ErrorKind;
  readonly line?: number;
  readonly column?: number;
}

/** The variable that holds the guard's options where a Jupyter server starts the kernel, and writes the connection file. */
export const OPTIONS_VARIABLE = "BACKPROOF_GUARD";

/** Stands under `FIELD` in the content of a request to execute: also where a server starts the kernel, its client says how much may be written. */
export type RequestNote = OutputLimits;

/** Stands under `FIELD` in the connection file, or in `OPTIONS_VARIABLE`. */
export interface GuardOptions {
  /** Is there somebody at the outlet? */
  readonly outlet?: boolean;
  /** Does somebody answer questions? */
  readonly compiler?: boolean;
}
