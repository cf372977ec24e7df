/** axe in a real browser: nothing serious to find, wide and narrow, light and dark, with evidence and code open. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { builtPage } from "./built-page.js";

const { open } = builtPage();

interface Finding {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

for (const { width, dark } of [{ width: 1400, dark: false }, { width: 375, dark: true }]) {
  test(`axe finds nothing serious: ${width} px, ${dark ? "dark" : "light"}`, { timeout: 240_000 }, async () => {
    const { page, close } = await open({ width, dark });
    await page.evaluate("for (const each of document.querySelectorAll('details.code, #eq-2 details')) each.open = true");
    await page.evaluate(axe);
    const { violations } = await page.evaluate<{ readonly violations: readonly Finding[] }>("axe.run(document, { resultTypes: ['violations'] })");
    const told = violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id, nodes }) => `${id}: ${nodes.length} times, first ${nodes[0]!.html.slice(0, 160)} ${nodes[0]!.failureSummary}`);
    assert.deepEqual(told, []);
    await close();
  });
}

test("with the keyboard alone: the link to the text first, then the marks, which open with Enter and close with Escape", async () => {
  const { page, close } = await open({ width: 1280 });
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate("document.activeElement.className"), "skip");
  await page.locator("#eq-2 details.verdict > summary").focus();
  await page.keyboard.press("Enter");
  assert.ok(await page.locator("#eq-2 .evidence").isVisible());
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#eq-2 .evidence").isVisible(), false);
  assert.match(await page.evaluate<string>("getComputedStyle(document.activeElement).outlineStyle"), /solid|auto/);
  await close();
});
