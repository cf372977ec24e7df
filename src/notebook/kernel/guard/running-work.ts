/**
 * What Node itself is still to call back for a cell, as `exec`, a worker, a file and a request over HTTP: what would keep a program from
 * ending. Servers, watchers and ports of messages would too, but wait for others, who may never come; so do the connections that a server has.
 */
import type { ChildProcess } from "node:child_process";
import { Socket } from "node:net";
import type { CellContext } from "./cell-context.js";
import { CellMark } from "./cell-mark.js";
import { cellsOfJobs, isJob, jobMade } from "./running-jobs.js";

export interface Work {
  readonly cell: CellContext;
  /** It may go on for ever and say nothing: it is listened to for so long. Milliseconds. */
  readonly period?: number;
  readonly name?: string;
}

/** Node's own, of whatever keeps a reference; undocumented, and there since 0.1. */
interface Active {
  readonly _getActiveHandles?: () => readonly object[];
  readonly _getActiveRequests?: () => readonly object[];
}

/** Node's handle of a worker. It has the port as long as the thread runs. */
interface WorkerHandle {
  readonly messagePort?: object;
  readonly hasRef: () => boolean;
}

/** Node's handle of what compresses: it keeps what it is at work on. */
interface Compressor {
  readonly buffer?: object | null;
}

/** Node lists neither workers to which nobody listens, whose prints are output all the same, nor what it compresses. */
const workers = new Set<WorkerHandle>();
const compressors = new Set<WeakRef<Compressor>>();

/** An open connection on which nothing was asked speaks when the other side does. Milliseconds. */
const CONNECTION = 2000;

const LONGEST_NAME = 60;

/** @param type as `createHook` of `async_hooks` tells it */
export function resourceMade(type: string, resource: object): void {
  if (type === "WORKER") workers.add(resource as WorkerHandle);
  if (type === "ZLIB") compressors.add(new WeakRef(resource));
  if (isJob(type)) jobMade(resource);
}

export function runningWork(): Work[] {
  const { _getActiveHandles: handles, _getActiveRequests: requests } = process as Active;
  const ofHandles = (handles?.call(process) ?? []).flatMap((handle) => workOf(handle));
  const ofRequests = (requests?.call(process) ?? []).flatMap((request) => CellMark.of(request) ?? []);
  return [...ofHandles, ...[...ofRequests, ...compressing(), ...cellsOfJobs()].map((cell) => ({ cell })), ...runningWorkers()];
}

function compressing(): CellContext[] {
  for (const each of compressors) if (each.deref() === undefined) compressors.delete(each);
  return [...compressors].flatMap((each) => {
    const compressor = each.deref();
    return compressor?.buffer == null ? [] : (CellMark.of(compressor) ?? []);
  });
}

function runningWorkers(): Work[] {
  for (const worker of workers) if (worker.messagePort === undefined) workers.delete(worker);
  const cells = [...workers].filter((worker) => worker.hasRef()).flatMap((worker) => CellMark.of(worker) ?? []);
  return cells.map((cell) => ({ cell, name: "a worker" }));
}

function workOf(handle: object): readonly Work[] {
  const cell = CellMark.of(handle) ?? CellMark.of(handleOf(handle) ?? {});
  if (cell === null) return [];
  if (handle instanceof Socket) return ofSocket(handle, cell);
  return isChild(handle) && isListenedTo(handle, "exit", "close", "message", "disconnect") ? [{ cell, name: commandOf(handle) }] : [];
}

/** What a child's pipe still holds may come after its end. */
function ofSocket(socket: Socket, cell: CellContext): readonly Work[] {
  if (isOfServer(socket) || (!socket.readable && !socket.connecting)) return [];
  if (isOfChild(socket)) return isListenedTo(socket, "data", "readable") ? [{ cell }] : [];
  return [socket.connecting || isAsking(socket) ? { cell } : { cell, period: CONNECTION }];
}

const handleOf = (owner: object): object | null | undefined => (owner as { readonly _handle?: object | null })._handle;

const isChild = (handle: object): handle is ChildProcess => "spawnargs" in handle;

const isOfServer = (socket: Socket): boolean => (socket as { readonly server?: unknown }).server != null;

/** To what a child prints nobody writes; a client of another program writes first. */
const isOfChild = (socket: Socket): boolean => handleOf(socket)?.constructor.name === "Pipe" && socket.bytesWritten === 0 && !socket.connecting;

/** `http` has a request on it; `fetch` keeps a reference while it has. */
const isAsking = (socket: Socket): boolean =>
  (socket as { readonly _httpMessage?: unknown })._httpMessage != null || Object.getOwnPropertySymbols(socket).some(({ description }) => description === "parser");

const isListenedTo = (emitter: NodeJS.EventEmitter, ...events: readonly string[]): boolean => events.some((event) => emitter.listenerCount(event) > 0);

function commandOf({ spawnargs }: ChildProcess): string {
  const command = spawnargs.join(" ");
  return `the process "${command.length > LONGEST_NAME ? `${command.slice(0, LONGEST_NAME)}…` : command}"`;
}
