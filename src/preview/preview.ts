/**
 * A report's page that follows its sources. Three things change on their own: the files, what the cells gave, what is decided of the
 * equations. Whenever one does, the page is made again of what is known, and it is told which of its results the code does not give any more.
 */
import { readFileSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import type { Parameters } from "../notebook/parameters.js";
import { runningCells, type CellResults, codesOf, commonStart } from "./cell-results.js";
import { resultStore, setParameters, type BuildProgress } from "../report/build.js";
import { readConfiguration, type ReportConfiguration } from "../report/configuration.js";
import { pictureStore } from "../report/picture-store.js";
import type { Problem } from "../report/problem.js";
import { placeText } from "../report/problem.js";
import { projectFolder, readChapters, type SourceChapter } from "../report/read-chapters.js";
import { ReportError, systemReason } from "../report/report-error.js";
import { packageFolder } from "../report/theme-files.js";
import { Chapter, type ChapterOptions } from "./chapter.js";
import { CompiledSources } from "./compiled-sources.js";
import { Checker } from "./checker.js";
import { emptyPage } from "./empty-page.js";
import { livePage, mainOf, type Page, type Pictures, styleDigest } from "./page.js";
import { serve } from "./serve.js";
import { Standby, type Wish } from "./standby.js";
import { watchFiles } from "./watch-files.js";

export interface PreviewOptions {
  /** 0: any that is free. */
  readonly port?: number;
  readonly noCache?: boolean;
  readonly keepGoing?: boolean;
  /** Compiles what the notebooks import; run in the project's folder when a source of it is edited. */
  readonly build?: string;
  readonly parameters?: Parameters;
  readonly onProgress?: (progress: BuildProgress) => void;
  /** The page is up to date, or cannot be made: what there is to tell. */
  readonly onSettled?: (settled: Settled) => void;
  readonly limits?: Partial<ChapterOptions["limits"]>;
}

export interface Settled {
  /** Since the change that it answers. */
  readonly milliseconds: number;
  readonly problems: readonly Problem[];
  /** Why there is no page of what the files say now. */
  readonly fault: string | null;
}

export interface Preview {
  readonly url: string;
  /** Ends the server, kernels and watches. */
  readonly close: () => Promise<void>;
}

/** What the page is told; it asks for what it does not have. */
interface PageState {
  /** Of the page. */
  readonly version: number;
  readonly style: string;
  /** Cells whose results the page shows and the code does not give any more, or not surely. */
  readonly stale: { readonly [notebook: string]: readonly number[] };
  /** Something is still to come. */
  readonly isBusy: boolean;
  /** What goes on, in words. */
  readonly doing: readonly string[];
  readonly fault: string | null;
  readonly problems: number;
}

/** What a page was made of. */
interface Published extends Page {
  readonly version: number;
  readonly style: string;
  readonly chapters: readonly { readonly path: string; readonly cells: readonly number[]; readonly codes: readonly string[]; readonly results: CellResults }[];
  readonly isWhole: boolean;
}

/** The page says which it is. */
const marked = ({ html, version, style }: Published): string => html.replace("<html ", `<html data-version="${version}" data-style="${style}" `);

/** An editor may write in several steps. Milliseconds. */
const SETTLE = 25;
/** A file that cannot be read may be half written: so long it is asked again before it is told. Milliseconds. */
const HALF_WRITTEN = 300;
/** Verdicts that come so soon come with the page, others after it. Milliseconds. */
const SOON_DECIDED = 40;
/** Between two pages while cells run. Milliseconds. */
const PAGES_APART = 250;
/** A notebook whose last run failed may lack a file that nobody watches. Milliseconds. */
const RECHECK = 2000;

/** @throws {PortError} if the port cannot be had */
export async function startPreview(path: string, options: PreviewOptions = {}): Promise<Preview> {
  const session = new Session(resolve(path), path, options);
  await session.open(options.port ?? 0);
  return { url: session.url, close: () => session.close() };
}

class Session {
  url = "";
  private readonly root: string;
  private readonly standby: Standby;
  private readonly checker = new Checker();
  private readonly compiled: CompiledSources;
  private readonly chapters = new Map<string, Chapter>();
  private readonly pictures: Pictures;
  private readonly doing = new Map<string, string>();
  private readonly watch = watchFiles((files) => this.onFiles(files), (name) => this.onNew(name));
  private readonly clock = setInterval(() => this.recheck(), RECHECK);
  private configuration: ReportConfiguration | null = null;
  private order: readonly string[] = [];
  private published: Published | null = null;
  private fault: string | null = null;
  private faultSince: number | null = null;
  private changedAt = performance.now();
  private isSettled = false;
  private otherFiles = true;
  private timer: NodeJS.Timeout | null = null;
  private publishing: NodeJS.Timeout | null = null;
  private publishedAt = -Infinity;
  private served: Awaited<ReturnType<typeof serve>> | null = null;
  private last: string | null = null;
  private buildFailure: string | null = null;
  private isClosed = false;

  constructor(
    private readonly file: string,
    private readonly name: string,
    private readonly options: PreviewOptions,
  ) {
    this.root = projectFolder(file);
    this.standby = new Standby(this.root);
    this.pictures = { memory: new Map(), store: pictureStore(join(resultStore(this.root).folder, "pictures")) };
    this.compiled = new CompiledSources(options.build ?? null, this.root, (failure) => this.onBuilt(failure));
  }

  async open(port: number): Promise<void> {
    try {
      this.served = await serve(port, {
        "/": () => ({ type: "text/html", body: this.published === null ? emptyPage(basename(this.file)) : marked(this.published) }),
        "/main": () => ({ type: "application/json", body: JSON.stringify({ version: this.published?.version ?? 0, style: this.published?.style ?? "", title: this.configuration?.front.title ?? "", main: mainOf(this.published?.html ?? "") }) }),
      });
    } catch (error) {
      await this.close();
      throw error;
    }
    this.url = this.served.url;
    this.refresh();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.watch.close();
    clearInterval(this.clock);
    clearTimeout(this.timer ?? undefined);
    clearTimeout(this.publishing ?? undefined);
    await Promise.all([...[...this.chapters.values()].map((chapter) => chapter.close()), this.standby.close(), this.checker.close(), this.compiled.close(), this.served?.close()]);
  }

  private onFiles(files: readonly string[]): void {
    const notebooks = new Set(this.configuration?.chapters ?? []);
    this.compiled.note(files);
    this.buildFailure = null;
    if (files.some((file) => !notebooks.has(file) && file !== this.file && !this.themeFiles().includes(file))) this.otherFiles = true;
    this.changed();
    this.soon(SETTLE);
  }

  private onBuilt(failure: string | null): void {
    if (this.isClosed) return;
    this.otherFiles = true;
    this.buildFailure = failure;
    this.refresh();
  }

  /** A name that an import may have missed. */
  private onNew(name: string): void {
    if (!/\.(?:[cm]?[jt]sx?|json|node)$/.test(name)) return;
    this.otherFiles = true;
    this.soon(SETTLE);
  }

  private changed(): void {
    if (this.isSettled) this.changedAt = performance.now();
    this.isSettled = false;
  }

  private soon(milliseconds: number): void {
    clearTimeout(this.timer ?? undefined);
    this.timer = setTimeout(() => this.refresh(), milliseconds);
  }

  private recheck(): void {
    for (const chapter of this.chapters.values()) if (chapter.hasFailed) chapter.recheck();
    if (this.isSettled && [...this.chapters.values()].some((chapter) => chapter.isRunning)) this.changed();
    this.tell();
  }

  /** Reads what there is, runs what is to run, and tells the page what does not hold any more. */
  private refresh(): void {
    if (this.isClosed) return;
    this.timer = null;
    let sources: readonly SourceChapter[];
    try {
      this.configuration = readConfiguration(this.read(), this.name);
      this.watch.follow(this.files());
      if (this.buildFailure !== null) throw new ReportError(this.name, this.buildFailure);
      sources = setParameters(readChapters(this.configuration), this.options.parameters ?? {}, this.name);
    } catch (error) {
      return this.failToRead(error as Error);
    }
    this.fault = null;
    this.faultSince = null;
    const change = this.otherFiles ? "files" : "notebooks";
    this.otherFiles = false;
    this.order = sources.map(({ path }) => path);
    for (const path of this.chapters.keys()) if (!this.order.includes(path)) this.forget(path);
    this.options.onProgress?.({ kind: "chapters", chapters: sources });
    const runs = sources.filter((source) => this.chapterOf(source).update(source, change));
    for (const { path } of runs) this.doing.set(path, `${path}: its kernel starts`);
    this.watch.follow(this.files());
    this.tell();
    this.askVerdicts();
    this.publishSoon(runs.length > 0 && this.published !== null ? PAGES_APART : SOON_DECIDED);
  }

  private read(): string {
    try {
      return readFileSync(this.file, "utf8");
    } catch (error) {
      throw new ReportError(this.name, `the configuration cannot be read: ${systemReason(error)}`);
    }
  }

  private failToRead(error: Error): void {
    this.watch.follow(this.files());
    this.faultSince ??= performance.now();
    if (performance.now() - this.faultSince < HALF_WRITTEN) this.soon(SETTLE);
    else this.fail(error);
  }

  /** The last page stays, dimmed, with the reason above it. */
  private fail(error: Error): void {
    this.fault = error.message;
    this.tell();
    this.settle();
  }

  private forget(path: string): void {
    void this.chapters.get(path)?.close();
    this.chapters.delete(path);
    this.doing.delete(path);
  }

  private chapterOf(source: SourceChapter): Chapter {
    const known = this.chapters.get(source.path) ?? new Chapter(source, () => this.chapterOptions());
    this.chapters.set(source.path, known);
    return known;
  }

  private chapterOptions(): ChapterOptions {
    const { cellSeconds = 120, notebookSeconds = null, data = [] } = this.configuration ?? {};
    const { noCache = false, keepGoing = false, limits = {}, onProgress } = this.options;
    return {
      standby: this.standby,
      cache: { store: resultStore(this.root), read: !noCache, data, root: this.root },
      limits: { cellSeconds, ...(notebookSeconds === null ? {} : { notebookSeconds }), keepGoing, ...limits },
      onDecision: (notebook, decision) => onProgress?.({ kind: "decision", path: notebook, decision }),
      onProgress: (notebook, progress) => {
        onProgress?.({ kind: "notebook", path: notebook, progress });
        if (progress.kind === "cell-started") this.doing.set(notebook, `${placeText({ notebook, cell: progress.cell })} runs (${progress.position} of ${progress.total})`);
        if (progress.kind === "cell-started") this.tell();
      },
      onResults: (notebook) => {
        if (!this.chapters.get(notebook)?.isRunning) this.doing.delete(notebook);
        this.last = notebook;
        this.publishSoon(this.isIdle ? 0 : PAGES_APART - (performance.now() - this.publishedAt));
      },
      onFault: (error) => this.fail(error),
    };
  }

  private get isIdle(): boolean {
    return [...this.chapters.values()].every((chapter) => !chapter.isRunning);
  }

  private askVerdicts(): void {
    for (const path of this.order) {
      const chapter = this.chapters.get(path)!;
      this.checker.ask(path, chapter.notebook).then(() => this.publishSoon(0), (error: Error) => this.fail(error));
    }
  }

  private publishSoon(milliseconds: number): void {
    if (milliseconds <= 0) clearTimeout(this.publishing ?? undefined);
    else if (this.publishing !== null) return;
    this.publishing = setTimeout(() => {
      this.publishing = null;
      this.publish();
    }, Math.max(milliseconds, 0));
  }

  private publish(): void {
    if (this.isClosed || this.configuration === null || this.fault !== null) return;
    const chapters = this.order.map((path) => this.chapters.get(path)!);
    const verdicts = chapters.map(({ path, notebook }) => this.checker.verdictsOf(path, notebook));
    const isWhole = this.isIdle && this.compiled.behind.size === 0 && verdicts.every((each) => each !== null);
    try {
      const page = livePage(this.configuration, chapters.map(({ executed }) => executed), verdicts.filter((each) => each !== null), this.pictures);
      const parts = chapters.map(({ path, notebook, results }) => ({ path, cells: runningCells(notebook), codes: codesOf(notebook), results }));
      const isSame = this.published?.html === page.html;
      this.published = { ...page, version: (this.published?.version ?? 0) + (isSame ? 0 : 1), style: styleDigest(page.html), chapters: parts, isWhole };
    } catch (error) {
      return this.fail(error as Error);
    }
    this.publishedAt = performance.now();
    this.tell();
    if (!isWhole) return;
    this.settle();
    this.standby.keep(this.wishes());
  }

  private settle(): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.options.onSettled?.({ milliseconds: performance.now() - this.changedAt, problems: this.published?.problems ?? [], fault: this.fault });
  }

  /** Where the author is likely to go on: the cell edited last, in the notebook that ran last; then any other place. */
  private wishes(): readonly Wish[] {
    const paths = this.last === null ? this.order : [this.last, ...this.order.filter((path) => path !== this.last)];
    const [first] = paths.flatMap((path) => this.chapters.get(path) ?? []);
    if (first === undefined) return [];
    const { notebook, executeOptions: options } = first;
    const wish = (cells: number): Wish => ({ notebook, cells, options });
    return first.edited === null ? [wish(1), wish(0)] : [wish(first.edited), wish(0)];
  }

  private tell(): void {
    if (this.isClosed) return;
    const { published } = this;
    const stale = this.stale();
    const state: PageState = {
      version: published?.version ?? 0,
      style: published?.style ?? "",
      stale,
      isBusy: published?.isWhole !== true || !this.isIdle || this.timer !== null,
      doing: [...this.waitingFor(), ...this.doing.values()],
      fault: this.fault,
      problems: published?.problems.length ?? 0,
    };
    this.served?.tell(state);
  }

  /** Sources that are newer than what is compiled of them. */
  private waitingFor(): readonly string[] {
    const names = [...this.compiled.behind.values()].map((source) => relative(this.root, source));
    if (names.length === 0) return [];
    return [this.compiled.isBuilding ? `${names.join(", ")}: being compiled` : `${names.join(", ")}: edited since it was compiled; compile it`];
  }

  /** What stands in the page that is not what the chapters' code gives now. */
  private stale(): PageState["stale"] {
    const chapters = this.published?.chapters ?? [], { behind } = this.compiled;
    return Object.fromEntries(chapters.flatMap(({ path, cells, codes, results }) => {
      const now = this.chapters.get(path);
      const same = now === undefined ? 0 : Math.min(now.fresh, commonStart(codes, codesOf(now.notebook)));
      const isBehind = now?.files.some((file) => behind.has(file)) === true;
      const old = cells.filter((_, order) => isBehind || order >= same || results[order] !== now?.results[order]);
      return old.length === 0 ? [] : [[path, old]];
    }));
  }

  private themeFiles(): readonly string[] {
    const folder = this.configuration?.theme ?? null;
    return [folder, join(packageFolder(), "report", "theme")].flatMap((each) => (each === null ? [] : [join(each, "screen.css")]));
  }

  private files(): ReadonlySet<string> {
    const deciding = [...this.chapters.values()].flatMap(({ files }) => files);
    return new Set([this.file, ...(this.configuration?.chapters ?? []), ...this.themeFiles(), ...deciding, ...this.compiled.sourcesOf(deciding)]);
  }
}
