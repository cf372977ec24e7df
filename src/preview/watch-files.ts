/**
 * Tells when files change. Their times and sizes decide, asked every second; the system's notices only make it ask at once. So nothing
 * is missed where notices are: editors that rename, folders that are replaced, network disks, too many watches.
 */
import { createHash } from "node:crypto";
import { type FSWatcher, readFileSync, statSync, watch } from "node:fs";
import { dirname } from "node:path";

export interface FileWatch {
  /** From now on these files, there or not; absolute paths. Those that it knows already keep what is known of them. */
  readonly follow: (files: Iterable<string>) => void;
  readonly close: () => void;
}

/** Milliseconds. */
const ASK_EVERY = 1000;
/** Notices come in bursts. Milliseconds. */
const BURST = 5;

interface Followed {
  /** As the system tells it: times, size, inode. */
  state: string;
  /** Of the content; null where there is none. */
  digest: string | null;
}

/**
 * @param onChange files whose content is another now, or that came or went
 * @param onNew a name that came up in a folder of a followed file and is not followed: it may be what an import did not find
 */
export function watchFiles(onChange: (files: readonly string[]) => void, onNew: (name: string) => void = () => {}): FileWatch {
  const followed = new Map<string, Followed>();
  const folders = new Map<string, { readonly watcher: FSWatcher | null; readonly inode: number | null }>();
  let soon: NodeJS.Timeout | null = null;
  const ask = (): void => {
    soon = null;
    for (const [folder, { inode }] of folders) if (inodeOf(folder) !== inode) rewatch(folder);
    const changed = [...followed].filter(([file, known]) => hasChanged(file, known)).map(([file]) => file);
    if (changed.length > 0) onChange(changed);
  };
  const askSoon = (): void => void (soon ??= setTimeout(ask, BURST));
  const rewatch = (folder: string): void => {
    folders.get(folder)?.watcher?.close();
    folders.set(folder, { watcher: tryWatch(folder, (name) => notice(folder, name)), inode: inodeOf(folder) });
  };
  const notice = (folder: string, name: string | null): void => {
    askSoon();
    if (name !== null && !followed.has(`${folder}/${name}`)) onNew(name);
  };
  const clock = setInterval(ask, ASK_EVERY);
  return {
    follow: (files) => {
      const wanted = new Set(files);
      for (const file of followed.keys()) if (!wanted.has(file)) followed.delete(file);
      for (const file of wanted) if (!followed.has(file)) followed.set(file, { state: stateOf(file), digest: digestOf(file) });
      const around = new Set([...wanted].map((file) => dirname(file)));
      for (const [folder, { watcher }] of folders) {
        if (around.has(folder)) continue;
        watcher?.close();
        folders.delete(folder);
      }
      for (const folder of around) if (!folders.has(folder)) rewatch(folder);
    },
    close: () => {
      clearInterval(clock);
      clearTimeout(soon ?? undefined);
      for (const { watcher } of folders.values()) watcher?.close();
    },
  };
}

function hasChanged(file: string, known: Followed): boolean {
  const state = stateOf(file);
  if (state === known.state) return false;
  known.state = state;
  const before = known.digest;
  known.digest = digestOf(file);
  return known.digest !== before;
}

function tryWatch(folder: string, notice: (name: string | null) => void): FSWatcher | null {
  try {
    return watch(folder, (_, name) => notice(name)).on("error", () => {});
  } catch {
    return null; // it is asked every second all the same
  }
}

function stateOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats === undefined ? "" : `${stats.size} ${stats.mtimeMs} ${stats.ctimeMs} ${stats.ino}`;
}

function inodeOf(folder: string): number | null {
  return statSync(folder, { throwIfNoEntry: false })?.ino ?? null;
}

function digestOf(file: string): string | null {
  try {
    return createHash("sha256").update(readFileSync(file)).digest("hex");
  } catch {
    return null;
  }
}
