/**
 * A report's page that follows its sources. Three things change on their own: the files, what the cells gave, what is decided of the
 * equations. Whenever one does, the page is made again of what is known, and it is told which of its results the code does not give any more.
 */
import { basename, join, resolve } from "node:path";
import type { Progress } from "../notebook/execute.js";
import type { Parameters } from "../notebook/parameters.js";
import type { BuildProgress } from "../report/build.js";
import { resultStore } from "../report/result-store.js";
import { pictureStore } from "../report/picture-store.js";
import { placeText, type Problem } from "../report/problem.js";
import { projectFolder, type SourceChapter } from "../report/read-chapters.js";
import { Chapter, type ChapterOptions } from "./chapter.js";
import { Checker } from "./checker.js";
import { emptyPage } from "./empty-page.js";
import { livePage, mainOf, markedPage, type Pictures } from "./page.js";
import { type PageState, type Published, shownChapter, staleCells } from "./page-state.js";
import { type Material, Publishing } from "./publishing.js";
import { serve } from "./serve.js";
import { type Change, Sources } from "./sources.js";
import { Standby } from "./standby.js";
import { wishesFor } from "./wishes.js";

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

/** Verdicts that come so soon come with the page, others after it. Milliseconds. */
const SOON_DECIDED = 15;
/** So long the page waits for the first result after an edit. Milliseconds. */
const SOON_RUN = 600;
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
  private readonly pictures: Pictures;
  private readonly sources: Sources;
  private readonly checker = new Checker();
  private readonly publishing = new Publishing(() => this.material(), (page) => this.onPublished(page), (error) => this.fail(error));
  private readonly chapters = new Map<string, Chapter>();
  private readonly doing = new Map<string, string>();
  private readonly clock = setInterval(() => this.recheck(), RECHECK);
  private order: readonly string[] = [];
  /** The notebook that ran last. */
  private last: string | null = null;
  private fault: string | null = null;
  private changedAt = performance.now();
  private isSettled = false;
  private served: Awaited<ReturnType<typeof serve>> | null = null;
  private isClosed = false;

  constructor(
    private readonly file: string,
    name: string,
    private readonly options: PreviewOptions,
  ) {
    this.root = projectFolder(file);
    this.standby = new Standby(this.root);
    this.pictures = { memory: new Map(), store: pictureStore(join(resultStore(this.root).folder, "pictures")) };
    this.sources = new Sources({
      file, name, root: this.root, build: options.build ?? null, parameters: options.parameters ?? {},
      deciding: () => [...this.chapters.values()].flatMap(({ files }) => files),
      onChange: () => this.changed(),
      onRead: (chapters, change) => this.onRead(chapters, change),
      onFault: (error) => this.fail(error),
    });
  }

  async open(port: number): Promise<void> {
    try {
      this.served = await serve(port, {
        "/": () => ({ type: "text/html", body: this.published === null ? emptyPage(basename(this.file)) : markedPage(this.published) }),
        "/main": () => ({ type: "application/json", body: JSON.stringify({ version: this.published?.version ?? 0, style: this.published?.style ?? "", title: this.sources.configuration?.front.title ?? "", main: mainOf(this.published?.html ?? "") }) }),
      });
    } catch (error) {
      await this.close();
      throw error;
    }
    this.url = this.served.url;
    this.sources.read();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearInterval(this.clock);
    this.publishing.cancel();
    await Promise.all([this.sources.close(), ...[...this.chapters.values()].map((chapter) => chapter.close()), this.standby.close(), this.checker.close(), this.served?.close()]);
  }

  private get published(): Published | null {
    return this.publishing.published;
  }

  private get isIdle(): boolean {
    return [...this.chapters.values()].every((chapter) => !chapter.isRunning);
  }

  private changed(): void {
    if (this.isSettled) this.changedAt = performance.now();
    this.isSettled = false;
  }

  private recheck(): void {
    for (const chapter of this.chapters.values()) if (chapter.hasFailed) chapter.recheck();
    if (this.isSettled && !this.isIdle) this.changed();
    this.tell();
  }

  /** Runs what is to run, and tells the page what does not hold any more. */
  private onRead(sources: readonly SourceChapter[], change: Change): void {
    this.fault = null;
    this.order = sources.map(({ path }) => path);
    for (const path of this.chapters.keys()) if (!this.order.includes(path)) this.forget(path);
    this.options.onProgress?.({ kind: "chapters", chapters: sources });
    const runs = sources.filter((source) => this.chapterOf(source).update(source, change));
    for (const { path } of runs) this.doing.set(path, `${path}: its kernel starts`);
    if (change === "files") this.standby.doubt();
    if (runs.length > 0) this.standby.makeWay(runs.map(({ path }) => path));
    this.tell();
    this.askVerdicts();
    this.publishing.soon(runs.length > 0 && this.published !== null ? SOON_RUN : SOON_DECIDED);
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
    const { cellSeconds = 120, notebookSeconds = null, outputMegabytes = 50, notebookMegabytes = null, data = [] } = this.sources.configuration ?? {};
    const { noCache = false, keepGoing = false, limits = {}, onProgress } = this.options;
    return {
      standby: this.standby,
      cache: { store: resultStore(this.root), read: !noCache, data, root: this.root },
      limits: { cellSeconds, outputLimit: 1e6 * outputMegabytes, ...(notebookSeconds === null ? {} : { notebookSeconds }), ...(notebookMegabytes === null ? {} : { notebookOutputLimit: 1e6 * notebookMegabytes }), keepGoing, ...limits },
      onDecision: (notebook, decision) => onProgress?.({ kind: "decision", path: notebook, decision }),
      onProgress: (notebook, progress) => this.onProgress(notebook, progress),
      onResults: (notebook) => this.onResults(notebook),
      onFault: (error) => this.fail(error),
    };
  }

  private onProgress(notebook: string, progress: Progress): void {
    this.options.onProgress?.({ kind: "notebook", path: notebook, progress });
    if (progress.kind === "cell-started") this.doing.set(notebook, `${placeText({ notebook, cell: progress.cell })} runs (${progress.position} of ${progress.total})`);
    else if (progress.kind === "cells-over") this.doing.set(notebook, `${notebook}: what its cells left running is waited for`);
    else return;
    this.tell();
  }

  private onResults(notebook: string): void {
    if (!this.chapters.get(notebook)?.isRunning) this.doing.delete(notebook);
    this.last = notebook;
    if (this.isIdle) this.publishing.soon(0);
    else this.publishing.apart(PAGES_APART);
  }

  private askVerdicts(): void {
    for (const path of this.order) this.checker.ask(path, this.chapters.get(path)!.notebook)?.then(() => this.publishing.soon(0), (error: Error) => this.fail(error));
  }

  /** What there is to show now; null while it cannot be shown. */
  private material(): Material | null {
    const { configuration } = this.sources;
    if (this.isClosed || configuration === null || this.fault !== null) return null;
    const chapters = this.order.map((path) => this.chapters.get(path)!);
    const verdicts = chapters.map(({ path, notebook }) => this.checker.verdictsOf(path, notebook));
    return {
      page: livePage(configuration, chapters.map(({ executed }) => executed), verdicts.filter((each) => each !== null), this.pictures),
      chapters: chapters.map(shownChapter),
      isWhole: this.isIdle && this.sources.behind.size === 0 && verdicts.every((each) => each !== null),
    };
  }

  private onPublished({ isWhole }: Published): void {
    this.tell();
    if (!isWhole) return;
    this.settle();
    // where the author is likely to go on: in the notebook that ran last
    const paths = [...new Set([...(this.last === null ? [] : [this.last]), ...this.order])];
    void this.standby.keep(wishesFor(paths.flatMap((path) => this.chapters.get(path) ?? [])));
  }

  private settle(): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.options.onSettled?.({ milliseconds: performance.now() - this.changedAt, problems: this.published?.problems ?? [], fault: this.fault });
  }

  private tell(): void {
    if (this.isClosed) return;
    const { published, sources } = this;
    const state: PageState = {
      version: published?.version ?? 0,
      style: published?.style ?? "",
      stale: staleCells(published?.chapters ?? [], this.chapters, sources.behind),
      isBusy: published?.isWhole !== true || !this.isIdle || sources.isDue,
      doing: [...sources.waitingFor, ...this.doing.values()],
      fault: this.fault,
      problems: published?.problems.length ?? 0,
    };
    this.served?.tell(state);
  }
}
