/**
 * Folders as they are at one time, each listed once: while imports are followed it is asked thousands of times whether a file is there.
 */
import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { FileStates } from "./file-states.js";

export class FolderView {
  private readonly folders = new Map<string, ReadonlyMap<string, Dirent>>();
  private readonly places = new Map<string, string>();

  /** @param states told of all that is looked at */
  constructor(private readonly states: FileStates) {}

  isFile(path: string): boolean {
    const entry = this.entry(path);
    if (entry === undefined) return false;
    if (entry.name === basename(path) && !isLink(entry)) return entry.isFile();
    this.states.look(path);
    return isFileOnDisk(path);
  }

  /** Where a file that is there stands, without symbolic links. */
  realpath(file: string): string {
    const entry = this.entry(file), folder = dirname(file);
    if (entry === undefined || entry.name !== basename(file) || isLink(entry)) return realpathSync(file);
    const place = this.places.get(folder) ?? realpathSync(folder);
    this.places.set(folder, place);
    return join(place, entry.name);
  }

  private entry(path: string): Dirent | undefined {
    return this.list(dirname(path)).get(folded(basename(path)));
  }

  private list(folder: string): ReadonlyMap<string, Dirent> {
    const known = this.folders.get(folder);
    if (known !== undefined) return known;
    const above = this.folders.get(dirname(folder)), own = above?.get(folded(basename(folder)));
    const isNone = above !== undefined && (own === undefined || own.isFile());
    if (!isNone) this.states.look(folder);
    const entries = new Map(isNone ? [] : entriesIn(folder).map((entry) => [folded(entry.name), entry]));
    this.folders.set(folder, entries);
    return entries;
  }
}

/** Disks that take two names for one differ in which: names that may be one are, and the disk is asked. */
const folded = (name: string): string => name.normalize().toLowerCase();

/** A link, or what the system does not tell. */
const isLink = (entry: Dirent): boolean => !entry.isFile() && !entry.isDirectory();

const isFileOnDisk = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

function entriesIn(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return []; // there is no such folder
  }
}
