/** A date as the report's language writes it: "2026-11-27" is "27. November 2026" in German. What is no such date stays as its author wrote it. */
export function dateText(date: string, language: string): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date.trim()) ?? [];
  if (year === undefined) return date;
  const moment = new Date(`${date.trim()}T00:00:00Z`);
  // The thirty-first of a shorter month is no day, or that of another month.
  if (Number.isNaN(moment.getTime()) || moment.getUTCMonth() + 1 !== Number(month) || moment.getUTCDate() !== Number(day)) return date;
  try {
    return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(moment);
  } catch {
    // A language that has no such tag.
    return date;
  }
}
