/** The notebooks in JupyterLab, in a browser, as a student sees them: every cell runs, every table and every plot shows. */
import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { type CodeCell, readNotebook } from "../../src/notebook/index.js";
import { launch } from "./browser.js";
import { type RunningServer, startJupyter, TOKEN } from "./jupyter-server.js";

/** JupyterLab's application, which `expose_app_in_browser` hands out. */
interface Lab {
  readonly jupyterapp: { readonly commands: { readonly execute: (command: string) => Promise<unknown> }; readonly shell: { readonly currentWidget: { readonly sessionContext: { readonly ready: Promise<void> } } } };
}

mkdirSync(".build", { recursive: true });
const folder = mkdtempSync(resolve(".build", "lab-")); // below the project, so that its packages are found
const names = readdirSync("notebooks").filter((name) => name.endsWith(".ipynb"));
for (const name of names) cpSync(join("notebooks", name), join(folder, name));

/** Where pictures of the cells go, for people to look at. */
const { SHOTS } = process.env;

let lab: RunningServer;
let browser: Browser;
before(async () => {
  lab = await startJupyter("lab", folder, ["--LabApp.expose_app_in_browser=True"]);
  browser = await launch();
});
after(async () => {
  await browser.close();
  await lab.stop();
  rmSync(folder, { recursive: true });
});

async function openAndRun(page: Page, name: string): Promise<void> {
  await page.goto(`${lab.url}/lab/workspaces/${encodeURIComponent(name.replace(/\W/g, ""))}/tree/${encodeURIComponent(name)}?token=${TOKEN}`);
  await page.locator(".jp-NotebookPanel .jp-CodeCell").first().waitFor({ timeout: 120_000 });
  await page.evaluate(() => (globalThis as unknown as Lab).jupyterapp.shell.currentWidget.sessionContext.ready);
  await page.evaluate(() => (globalThis as unknown as Lab).jupyterapp.commands.execute("notebook:run-all-cells"));
}

/** Waits until every code cell has its number: Jupyter stops at an error, and cells that did not run have none. */
const allRan = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => {
    const { document } = globalThis as unknown as { document: { querySelectorAll: (selector: string) => Iterable<{ textContent: string | null }> } };
    const prompts = [...document.querySelectorAll(".jp-CodeCell .jp-InputPrompt")];
    return prompts.length > 0 && prompts.every(({ textContent }) => /\[\d+\]/.test(textContent ?? ""));
  }, null, { timeout: 180_000 });

interface SeenOutput {
  readonly mime: string;
  readonly isPicture: boolean;
  readonly width: number;
  readonly height: number;
}

/** What a reader sees of outputs. Runs in the page, where nothing else of this file is known. */
const asSeen = (outputs: readonly unknown[]): readonly SeenOutput[] =>
  (outputs as readonly PageElement[]).map((output) => {
    const picture = output.querySelector("img");
    const { width, height } = (picture ?? output).getBoundingClientRect();
    return { mime: output.getAttribute("data-mime-type") ?? "", isPicture: picture !== null && picture.complete && picture.naturalWidth > 0, width, height };
  });

/** What is used of the page's elements: the tests are compiled without the browser's types. */
interface PageElement {
  readonly querySelector: (selector: string) => (PageElement & { readonly complete: boolean; readonly naturalWidth: number }) | null;
  readonly getAttribute: (name: string) => string | null;
  readonly getBoundingClientRect: () => { readonly width: number; readonly height: number };
}

describe("in JupyterLab", () => {
  for (const name of names) {
    it(`${name} runs, and shows its tables and plots`, async () => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
      await openAndRun(page, name);
      await allRan(page);
      assert.deepEqual(await page.locator('.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.error"]').allInnerTexts(), []);
      const cells = readNotebook(readFileSync(join("notebooks", name), "utf8"), name).cells.filter((cell): cell is CodeCell => cell.cell_type === "code");
      for (const [k, cell] of cells.entries()) {
        const shown = page.locator(".jp-CodeCell").nth(k), outputs = shown.locator(".jp-OutputArea-output");
        await outputs.first().waitFor({ timeout: 10_000 });
        const seen = await outputs.evaluateAll(asSeen);
        assert.deepEqual(seen.filter(({ height }) => height === 0), [], `${cell.id}: every output shows`);
        // without an extension JupyterLab cannot show plotly's JSON, and takes the picture beside it
        const isPlot = ({ mime, isPicture, width, height }: SeenOutput): boolean => mime === "image/svg+xml" && isPicture && width > 100 && height > 50;
        if (/^plot\(/m.test(cell.source)) assert.ok(seen.some(isPlot), `${cell.id}: the plot's picture shows: ${JSON.stringify(seen)}`);
        if (/^show\(/m.test(cell.source)) assert.ok(seen.some(({ mime }) => mime === "text/html" || mime === "text/latex" || mime === "text/markdown"), `${cell.id} shows`);
        if (SHOTS !== undefined) await shown.screenshot({ path: join(SHOTS, `${name} ${k + 1}.png`) });
      }
      await page.close();
    });
  }
});
