/** Pages, one after the other: made when there is something to show, and not too often. */
import type { Page } from "./page.js";
import { styleDigest } from "./page.js";
import type { Published, ShownChapter } from "./page-state.js";

/** What a page is made of. */
export interface Material {
  readonly chapters: readonly ShownChapter[];
  readonly isWhole: boolean;
  readonly page: Page;
}

export class Publishing {
  /** The page that stands there. */
  published: Published | null = null;
  private publishedAt = -Infinity;
  private timer: NodeJS.Timeout | null = null;

  /**
   * @param make null: there is nothing to be shown now
   * @param onPublished a page was made, another one or the same
   */
  constructor(
    private readonly make: () => Material | null,
    private readonly onPublished: (published: Published) => void,
    private readonly onFault: (error: Error) => void,
  ) {}

  /** In so many milliseconds at the latest. */
  soon(milliseconds: number): void {
    if (milliseconds <= 0) this.cancel();
    else if (this.timer !== null) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.publish();
    }, Math.max(milliseconds, 0));
  }

  /** At once, but not before so many milliseconds have gone since the last one. */
  apart(milliseconds: number): void {
    this.soon(milliseconds - (performance.now() - this.publishedAt));
  }

  cancel(): void {
    clearTimeout(this.timer ?? undefined);
    this.timer = null;
  }

  private publish(): void {
    try {
      const material = this.make();
      if (material === null) return;
      const { page, chapters, isWhole } = material, before = this.published;
      const isSame = before?.html === page.html;
      this.published = { ...page, version: (before?.version ?? 0) + (isSame ? 0 : 1), style: isSame ? before.style : styleDigest(page.html), chapters, isWhole };
    } catch (error) {
      return this.onFault(error as Error);
    }
    this.publishedAt = performance.now();
    this.onPublished(this.published);
  }
}
