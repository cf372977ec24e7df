/** report.html in a real browser: complete without scripts and without a network, wide and narrow, light and dark. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { View } from "./browser.js";
import { builtPage } from "./built-page.js";

const { built, open } = builtPage();

async function ask<T>(expression: string, view?: View): Promise<T> {
  const { page, close } = await open(view);
  try {
    return await page.evaluate<T>(expression);
  } finally {
    await close();
  }
}

test("the build is good, so the page is the report", () => assert.deepEqual(built().result.problems, []));

test("nothing is fetched and nothing is refused, with scripts on and off", async () => {
  for (const scripts of [true, false]) {
    const { requests, errors, page, close } = await open({ scripts });
    await page.waitForTimeout(300);
    assert.deepEqual(requests, []);
    assert.deepEqual(errors, []);
    await close();
  }
});

test("with JavaScript off everything can be read: headings, equations, tables, figures", async () => {
  const { page, close } = await open({ scripts: false });
  assert.deepEqual(await page.locator("h1, .chapter > h2, .appendix > h2").allInnerTexts(), ["Backpropagation, derived and verified", "1 Fully connected layer", "2 A batch of samples", "3 Rectified linear units", "4 Softmax and its loss", "5 Training", "6 Digits, by a small convolutional network", "A Symbols", "B Equations", "C Verification", "D Layers"]);
  const numbers = await page.locator(".equation > .number").allInnerTexts();
  for (let k = 1; k <= 20; k++) assert.ok(numbers.includes(`(${k})`), `equation (${k}) has its number`);
  assert.ok(await page.locator(".equation .katex-html").first().isVisible());
  for (const figure of await page.locator("figure .picture > *").all()) {
    const box = await figure.boundingBox();
    assert.ok(box !== null && box.width > 60 && box.height > 60, "a figure is there without scripts");
  }
  assert.equal(await page.locator("button").count(), 0, "no button that would do nothing");
  await page.locator("details.code > summary").first().click();
  assert.ok(await page.locator("details.code pre").first().isVisible(), "code unfolds without scripts");
  await close();
});

test("a mark in the margin opens to the evidence, with JavaScript off, on a wide page and on a phone; nothing is cut off", async () => {
  for (const width of [1280, 390]) {
    const { page, close } = await open({ scripts: false, width });
    const mark = page.locator("#eq-2 > details.verdict > summary");
    assert.equal(await mark.getAttribute("aria-label"), "Equation (2): holds. Evidence");
    assert.equal(await page.locator("#eq-2 .evidence").isVisible(), false);
    await mark.click();
    assert.ok(await page.locator("#eq-2 .evidence").isVisible());
    assert.match(await page.locator("#eq-2 .evidence").innerText(), /^Holds, in 3 steps\. Exact: /);
    const box = (await mark.boundingBox())!;
    assert.ok(box.x > 0 && box.x + box.width <= width, `the mark stands within ${width} pixels`);
    await close();
  }
});

test("a click makes a figure interactive, and only then; it keeps its light ground in the dark", async () => {
  const { page, requests, errors, close } = await open({ dark: true });
  assert.equal(await page.evaluate("typeof window.Plotly"), "undefined");
  const figure = page.locator("figure:has(.plotly-data)").first();
  await figure.locator("button.interactive").click();
  await figure.locator(".js-plotly-plot .main-svg").first().waitFor({ timeout: 20_000 });
  assert.equal(await figure.locator(".picture").count(), 0, "the still picture makes room");
  assert.equal(await page.evaluate('getComputedStyle(document.querySelector(".plotly-place")).backgroundColor'), "rgb(217, 216, 211)");
  assert.equal(await figure.locator("[data-title*=hare], [data-title*=loud]").count(), 0, "nothing can be sent away");
  assert.deepEqual(requests, []);
  assert.deepEqual(errors, []);
  await close();
});

test("a listing can be copied", async () => {
  const { page, close } = await open();
  const code = page.locator("details.code").first();
  await code.locator("summary").click();
  await code.locator("button.copy").click();
  await page.waitForTimeout(100);
  assert.equal(await page.evaluate("navigator.clipboard.readText()"), await code.locator("code").textContent());
  await close();
});

test("every reference leads to something, and no id stands twice", async () => {
  const { broken, twice } = await ask<{ broken: string[]; twice: string[] }>(`(() => {
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    const links = [...document.querySelectorAll('a[href^="#"]')].map((link) => decodeURIComponent(link.getAttribute("href").slice(1)));
    return { broken: links.filter((id) => !ids.includes(id)), twice: ids.filter((id, k) => ids.indexOf(id) !== k) };
  })()`);
  assert.deepEqual(broken, []);
  assert.deepEqual(twice, []);
});

test("on a phone (390 px) nothing stands out of the page; what is wider scrolls by itself", async () => {
  for (const scripts of [true, false]) {
    const { page, close } = await open({ width: 390, scripts });
    // With scripts off the page cannot be asked; its picture can: as wide as the window.
    if (scripts) {
      assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 390);
      const outside = await page.evaluate<string[]>(`(() => {
        const scrolls = (element) => element !== document.body && element !== null && (["auto", "scroll", "hidden"].includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
        return [...document.querySelectorAll("main *")]
          .filter((element) => element.getBoundingClientRect().right > 391 && element.closest(".katex-mathml") === null && !scrolls(element))
          .map((element) => element.outerHTML.slice(0, 120));
      })()`);
      assert.deepEqual(outside, []);
    }
    const box = await page.locator("main").boundingBox();
    assert.ok(box !== null && box.x >= 0 && box.x + box.width <= 390);
    await close();
  }
});

test("text stands out from its ground by 4.5 to 1 at least, light and dark (WCAG 1.4.3)", async () => {
  for (const dark of [false, true]) {
    const faint = await ask<string[]>(CONTRAST, { dark });
    assert.deepEqual(faint, [], dark ? "dark" : "light");
  }
});

/** Elements with text of their own whose colour is too near to the ground behind them. */
const CONTRAST = `(() => {
  const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)).reduce((sum, v, k) => sum + v * [0.2126, 0.7152, 0.0722][k], 0);
  const ground = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0.99) return colour;
    }
    return [255, 255, 255];
  };
  for (const details of document.querySelectorAll("details")) details.open = true;
  const own = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== "");
  return [...document.querySelectorAll("body *:not(script, style, svg *)")].filter(own).filter((element) => element.closest("svg, .katex-mathml, .skip") === null).flatMap((element) => {
    const [a, b] = [luminance(parse(getComputedStyle(element).color)), luminance(ground(element))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    return ratio < 4.5 ? [ratio.toFixed(2) + " " + element.outerHTML.slice(0, 100)] : [];
  });
})()`;
