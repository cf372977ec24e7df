/**
 * What told the state of files and folders when they were looked at: whether all are as they were then is asked in a few milliseconds, where reading
 * them again takes ten times as long.
 */
import { statSync } from "node:fs";

/** What was written so shortly before it was looked at may be written again without a trace in its times. Milliseconds. */
const YOUNG = 100;

export interface FileState {
  /** Size, times and inode; "none" where nothing is there. No program can set the time of a change (ctime) back. */
  readonly state: string;
  readonly isYoung: boolean;
}

export function stateOf(path: string): FileState {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return { state: "none", isYoung: false };
    const { size, mtimeMs, ctimeMs, ino, dev } = stats;
    return { state: `${size} ${mtimeMs} ${ctimeMs} ${ino} ${dev}`, isYoung: Date.now() - ctimeMs <= YOUNG };
  } catch (error) {
    return { state: String((error as NodeJS.ErrnoException).code), isYoung: false };
  }
}

export class FileStates {
  private readonly states = new Map<string, FileState>();

  /** Its state when it was first looked at. Call before `path` is read or listed: what changes in between is noticed later. */
  look(path: string): FileState {
    const found = this.states.get(path) ?? stateOf(path);
    this.states.set(path, found);
    return found;
  }

  /** Whether all that was looked at is certain to be as it was. */
  areCurrent(): boolean {
    for (const [path, { state, isYoung }] of this.states) if (isYoung || stateOf(path).state !== state) return false;
    return true;
  }
}
