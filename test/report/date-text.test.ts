import assert from "node:assert/strict";
import { test } from "node:test";
import { dateText } from "../../src/report/date-text.js";

for (const [date, language, text] of [
  ["2026-11-27", "en", "November 27, 2026"],
  ["2026-11-27", "en-GB", "27 November 2026"],
  ["2026-11-07", "de", "7. November 2026"],
  ["2026-02-28", "fr", "28 février 2026"],
  ["2026-02-28", "es", "28 de febrero de 2026"],
  ["2026-02-30", "de", "2026-02-30"],
  ["2026-13-01", "de", "2026-13-01"],
  ["May 2022", "de", "May 2022"],
  ["2026-11-27", "no such language", "2026-11-27"],
] as const) {
  test(`${date} in ${language}: ${text}`, () => assert.equal(dateText(date, language), text));
}
