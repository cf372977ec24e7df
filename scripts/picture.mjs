// Writes docs/report.png, the picture in the README, from the built report: `npm run report && node scripts/picture.mjs`. Needs Chromium.
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
try {
  const page = await browser.newPage({ viewport: { width: 820, height: 1000 }, colorScheme: "light", reducedMotion: "reduce" });
  await page.goto(`file://${path("report/out/report.html")}`);
  const { y } = await page.locator("#sec-dx").boundingBox();
  await page.screenshot({ path: path("docs/report.png"), fullPage: true, clip: { x: 0, y: y - 24, width: 820, height: 1010 } });
} finally {
  await browser.close();
}
