/** The report of this repository, built once for a test file, and a browser to open its page in. */
import { rmSync } from "node:fs";
import { after, before } from "node:test";
import type { Browser } from "playwright-core";
import { launch, open, type View } from "./browser.js";
import { builtReport, type BuiltReport } from "./built-report.js";

export interface BuiltPage {
  /** What was built; from the first test on. */
  readonly built: () => BuiltReport;
  /** The page in a tab of its own, which the test closes. */
  readonly open: (view?: View) => ReturnType<typeof open>;
}

/** Called once at the head of a test file: builds before its tests and tidies up after them. */
export function builtPage(): BuiltPage {
  let browser: Browser, built: BuiltReport;
  before(async () => {
    [browser, built] = await Promise.all([launch(), builtReport()]);
  });
  after(async () => {
    await browser.close();
    rmSync(built.folder, { recursive: true });
  });
  return { built: () => built, open: (view) => open(browser, built.html, view) };
}
