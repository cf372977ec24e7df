import { NotebookError } from "../notebook-error.js";

/** A Jupyter server that cannot be used: its address, and what is wrong. Its token is in no message. */
export class ServerError extends NotebookError {}
