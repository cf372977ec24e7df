/** What the report is made of on disk: the configuration, its notebooks, the theme, the modules; read again whenever one of them changes. */
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Parameters } from "../notebook/parameters.js";
import { setParameters } from "../report/set-parameters.js";
import { readConfiguration, type ReportConfiguration } from "../report/configuration.js";
import { readChapters, type SourceChapter } from "../report/read-chapters.js";
import { ReportError, systemReason } from "../report/report-error.js";
import { packageFolder } from "../report/theme-files.js";
import { CompiledSources } from "./compiled-sources.js";
import { watchFiles } from "./watch-files.js";

/** Of the files: only notebooks, configuration and theme, or others too. */
export type Change = "notebooks" | "files";

export interface SourcesOptions {
  /** The configuration's file, absolute, and as messages name it. */
  readonly file: string;
  readonly name: string;
  /** The project's folder. */
  readonly root: string;
  /** Compiles what the notebooks import. */
  readonly build: string | null;
  readonly parameters: Parameters;
  /** The local files that decide what cells give, as far as they are known. */
  readonly deciding: () => readonly string[];
  /** A file changed; it is read in a moment. */
  readonly onChange: () => void;
  readonly onRead: (chapters: readonly SourceChapter[], change: Change) => void;
  readonly onFault: (error: Error) => void;
}

/** An editor may write in several steps. Milliseconds. */
const SETTLE = 10;
/** A file that cannot be read may be half written: so long it is asked again before it is told. Milliseconds. */
const HALF_WRITTEN = 300;
const ASK_AGAIN = 25;

export class Sources {
  configuration: ReportConfiguration | null = null;
  private readonly watch = watchFiles((files) => this.onFiles(files), (name) => this.onNew(name));
  private readonly compiled: CompiledSources;
  private change: Change = "files";
  private faultSince: number | null = null;
  private buildFailure: string | null = null;
  private timer: NodeJS.Timeout | null = null;
  private isClosed = false;

  constructor(private readonly options: SourcesOptions) {
    this.compiled = new CompiledSources(options.build, options.root, (failure) => this.onBuilt(failure));
  }

  /** It is about to be read. */
  get isDue(): boolean {
    return this.timer !== null;
  }

  /** Compiled files that are older than their source, with it. */
  get behind(): ReadonlyMap<string, string> {
    return this.compiled.behind;
  }

  /** Sources that are newer than what is compiled of them, in words. */
  get waitingFor(): readonly string[] {
    const names = [...this.behind.values()].map((source) => relative(this.options.root, source));
    if (names.length === 0) return [];
    return [this.compiled.isBuilding ? `${names.join(", ")}: being compiled` : `${names.join(", ")}: edited since it was compiled; compile it`];
  }

  read(): void {
    if (this.isClosed) return;
    this.timer = null;
    const { name, parameters, onRead } = this.options;
    let chapters: readonly SourceChapter[];
    try {
      this.configuration = readConfiguration(this.configurationText(), name);
      this.follow();
      if (this.buildFailure !== null) throw new ReportError(name, this.buildFailure);
      chapters = setParameters(readChapters(this.configuration), parameters, name);
    } catch (error) {
      return this.failToRead(error as Error);
    }
    this.faultSince = null;
    const { change } = this;
    this.change = "notebooks";
    onRead(chapters, change);
    this.follow();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.watch.close();
    clearTimeout(this.timer ?? undefined);
    await this.compiled.close();
  }

  private onFiles(files: readonly string[]): void {
    const own = new Set([this.options.file, ...(this.configuration?.chapters ?? []), ...this.themeFiles()]);
    this.compiled.note(files);
    this.buildFailure = null;
    if (files.some((file) => !own.has(file))) this.change = "files";
    this.options.onChange();
    this.soon(SETTLE);
  }

  private onBuilt(failure: string | null): void {
    this.change = "files";
    this.buildFailure = failure;
    this.read();
  }

  /** A name that an import may have missed. */
  private onNew(name: string): void {
    if (!/\.(?:[cm]?[jt]sx?|json|node)$/.test(name)) return;
    this.change = "files";
    this.soon(SETTLE);
  }

  private soon(milliseconds: number): void {
    clearTimeout(this.timer ?? undefined);
    this.timer = setTimeout(() => this.read(), milliseconds);
  }

  private configurationText(): string {
    try {
      return readFileSync(this.options.file, "utf8");
    } catch (error) {
      throw new ReportError(this.options.name, `the configuration cannot be read: ${systemReason(error)}`);
    }
  }

  private failToRead(error: Error): void {
    this.follow();
    this.faultSince ??= performance.now();
    if (performance.now() - this.faultSince < HALF_WRITTEN) this.soon(ASK_AGAIN);
    else this.options.onFault(error);
  }

  private follow(): void {
    const deciding = this.options.deciding();
    this.watch.follow(new Set([this.options.file, ...(this.configuration?.chapters ?? []), ...this.themeFiles(), ...deciding, ...this.compiled.sourcesOf(deciding)]));
  }

  private themeFiles(): readonly string[] {
    const folder = this.configuration?.theme ?? null;
    return [folder, join(packageFolder(), "report", "theme")].flatMap((each) => (each === null ? [] : [join(each, "screen.css")]));
  }
}
