/**
 * What told the state of files and folders when they were looked at: whether all are as they were then is asked in a few milliseconds, where reading
 * them again takes ten times as long.
 */
import { statSync } from "node:fs";

/** What was written so shortly before it was looked at may be written again without a trace in its times. Milliseconds. */
const YOUNG = 100;

/** Its size, times and inode; "none" where nothing is there. No program can set the time of a change (ctime) back. */
export function stateOf(path: string): { readonly state: string; readonly isYoung: boolean } {
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
  private readonly states = new Map<string, string>();
  private hasYoung = false;

  /** Call before `path` is read or listed: what changes in between is noticed later. */
  look(path: string): void {
    if (this.states.has(path)) return;
    const { state, isYoung } = stateOf(path);
    this.states.set(path, state);
    this.hasYoung ||= isYoung;
  }

  /** Whether all that was looked at is certain to be as it was. */
  areCurrent(): boolean {
    if (this.hasYoung) return false;
    for (const [path, state] of this.states) if (stateOf(path).state !== state) return false;
    return true;
  }
}
