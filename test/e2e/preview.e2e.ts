/** The preview in a real browser: it follows edits in place, keeps the reader's place, and never shows what is out of date as if it were not. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { code, prose } from "../notebook/notebooks.js";
import { previewing, type Previewing } from "../preview/previewing.js";
import { launch } from "./browser.js";

let browser: Browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const section = (k: number) => [prose(`## Section ${k}\n\n${"Words that fill some lines of the page. ".repeat(20)}\n\n$$x_${k} = ${k} \\tag{${k}}$$`), code(`cell ${k}`)];
const CELLS = [prose("# Chapter"), ...[1, 2, 3, 4, 5, 6, 7, 8].flatMap(section)];
const withCell = (at: number, cell: ReturnType<typeof code> | ReturnType<typeof prose>) => CELLS.map((each, k) => (k === at ? cell : each));

interface Reader {
  readonly preview: Previewing;
  readonly page: Page;
  readonly errors: readonly string[];
  readonly bar: () => Promise<string>;
}

async function reading(files: Parameters<typeof previewing>[0]): Promise<Reader> {
  const preview = await previewing(files);
  const context = await browser.newContext({ viewport: { width: 1100, height: 700 } });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("console", (message) => void (message.type() === "error" && errors.push(message.text())));
  page.on("pageerror", (error) => void errors.push(error.message));
  after(async () => {
    await context.close();
    await preview.close();
  });
  await page.goto(preview.url);
  await page.locator("#preview-bar[data-state=good]").waitFor({ timeout: 30_000 });
  return { preview, page, errors, bar: () => page.locator("#preview-bar").innerText() };
}

const heading = (page: Page, text: string) => page.locator("h3", { hasText: text });
const topOf = async (page: Page, text: string): Promise<number> => (await heading(page, text).boundingBox())!.y;

test("an edit above what is read does not move it; what the reader opened stays open; blocks that are the same stay the same", async () => {
  const { preview, page, errors, bar } = await reading({ "a.ipynb": CELLS });
  assert.equal(await bar(), "Up to date");
  await heading(page, "Section 5").scrollIntoViewIfNeeded();
  await page.evaluate(`[...document.querySelectorAll("h3")].find((each) => each.textContent.includes("Section 5")).scrollIntoView()`);
  const details = page.locator("details.code").nth(4);
  await details.locator("summary").click();
  await page.evaluate(`document.querySelectorAll("h3")[4].mark = "the same"`);
  const before = await topOf(page, "Section 5");
  preview.write("a.ipynb", withCell(1, prose(`## Section 1\n\nShort.\n\n${"And then a long new paragraph. ".repeat(60)}\n\n$$x_1 = 1 \\tag{1}$$`)));
  await page.locator("p", { hasText: "And then a long new paragraph." }).waitFor();
  await page.locator("#preview-bar[data-state=good]").waitFor();
  assert.ok(Math.abs((await topOf(page, "Section 5")) - before) < 2, `the heading stood at ${before}, now at ${await topOf(page, "Section 5")}`);
  assert.equal(await page.evaluate(`document.querySelectorAll("h3")[4].mark`), "the same");
  assert.ok(await details.locator("pre").isVisible());
  assert.deepEqual(errors, []);
});

test("a cell edited: what it and those after it gave is marked or gone until they have run, and never else", async () => {
  const { preview, page, errors } = await reading({ "a.ipynb": CELLS });
  // the page itself watches: what it shows of cell 3, and whether that is marked, at every change
  await page.evaluate(`window.seen = []; new MutationObserver(() => {
    const all = [...document.querySelectorAll("pre.output")];
    const now = all.filter((each) => /cell [34]\\b/.test(each.textContent)).map((each) => each.textContent.trim() + (each.closest(".preview-stale") ? " marked" : "")).join("; ");
    if (seen.at(-1) !== now) seen.push(now);
  }).observe(document.body, { subtree: true, childList: true, attributes: true })`);
  preview.write("a.ipynb", withCell(6, code("wait 900 cell 3 anew")));
  await page.locator("pre.output", { hasText: "says wait 900 cell 3 anew, after 2" }).waitFor();
  await page.locator("#preview-bar[data-state=good]").waitFor();
  const seen = await page.evaluate<string[]>("seen");
  const marked = seen.findIndex((each) => each === "says cell 3, after 2 marked; says cell 4, after 3 marked");
  const gone = seen.findIndex((each) => each === "says cell 4, after 3 marked");
  assert.ok(marked === 0 || (marked === 1 && seen[0] === "says cell 3, after 2; says cell 4, after 3"), `first both are marked: ${seen.join(" | ")}`);
  assert.ok(gone > marked, `then the edited cell's output is gone: ${seen.join(" | ")}`);
  assert.equal(seen.at(-1), "says wait 900 cell 3 anew, after 2; says cell 4, after 3");
  for (const each of seen.slice(marked)) assert.ok(!/cell 3, after 2(?! marked)/.test(each), `the old output unmarked: ${seen.join(" | ")}`);
  assert.equal(await page.locator(".preview-stale").count(), 0);
  assert.deepEqual(errors, []);
});

test("the configuration broken: the last page is dimmed, the fault above it; mended: as before", async () => {
  const { preview, page, errors } = await reading({ "a.ipynb": CELLS });
  preview.write("report.json", '{ "title": }');
  await page.locator("#preview-fault").waitFor();
  assert.match(await page.locator("#preview-fault").innerText(), /report\.json: line 1, column 12: /);
  assert.ok(Number(await page.evaluate<string>("getComputedStyle(document.querySelector('main')).opacity")) < 0.5);
  assert.match(await page.locator("#preview-bar").innerText(), /The page cannot be made; below stands the last one/);
  preview.write("report.json", JSON.stringify({ title: "Mended", chapters: ["a.ipynb"] }));
  await page.locator("h1", { hasText: "Mended" }).waitFor();
  assert.equal(await page.locator("#preview-fault").isVisible(), false);
  assert.equal(await page.evaluate("getComputedStyle(document.querySelector('main')).opacity"), "1");
  assert.equal(await page.title(), "Mended");
  assert.deepEqual(errors, []);
});

test("the theme edited: the page is loaded again, at the same place", async () => {
  const { preview, page } = await reading({ "a.ipynb": CELLS, "theme/screen.css": "main { color: rgb(1, 2, 3) }", "report.json": JSON.stringify({ title: "T", chapters: ["a.ipynb"], theme: "theme" }) });
  await page.evaluate(`[...document.querySelectorAll("h3")].find((each) => each.textContent.includes("Section 5")).scrollIntoView()`);
  const before = await topOf(page, "Section 5");
  preview.write("theme/screen.css", "main { color: rgb(4, 5, 6) }");
  const colour = () => page.evaluate<string>(`getComputedStyle(document.querySelector("main")).color`).catch(() => "being loaded");
  for (const started = Date.now(); (await colour()) !== "rgb(4, 5, 6)"; await page.waitForTimeout(50)) assert.ok(Date.now() - started < 20_000, "the page takes on the new style");
  await page.locator("#preview-bar[data-state=good]").waitFor();
  assert.ok(Math.abs((await topOf(page, "Section 5")) - before) < 2);
});

test("a failing cell stands in its place; when the preview has ended the page says so and is dimmed", async () => {
  const { preview, page } = await reading({ "a.ipynb": CELLS });
  preview.write("a.ipynb", withCell(4, code("fail")));
  await page.locator(".failure", { hasText: "as it was told" }).waitFor();
  await page.locator("#preview-bar[data-state=problems]").waitFor();
  await preview.until((_, state) => state.problems > 0 && !state.isBusy, "all is told");
  await preview.end();
  await page.locator("#preview-bar[data-state=fault]").waitFor();
  assert.equal(await page.locator("#preview-bar").innerText(), "The preview has ended: what stands here may be out of date");
  assert.ok(Number(await page.evaluate<string>("getComputedStyle(document.querySelector('main')).opacity")) < 0.5);
});
