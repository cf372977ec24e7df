/**
 * The known word that is one edit away: a letter more, less, changed, or two swapped. Where several are, the first of the same length.
 * null if there is none, or if the word is too short to tell.
 */
export function nearest(word: string, known: Iterable<string>): string | null {
  if (word.length < 3) return null;
  let best: string | null = null;
  for (const candidate of known) {
    if (!isOneEdit(word, candidate)) continue;
    if (candidate.length === word.length) return candidate;
    best ??= candidate;
  }
  return best;
}

function isOneEdit(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const rest = (text: string, skip: number): string => text.slice(at + skip);
  if (a.length > b.length) return rest(a, 1) === rest(b, 0);
  if (a.length < b.length) return rest(a, 0) === rest(b, 1);
  return rest(a, 1) === rest(b, 1) || (a[at] === b[at + 1] && a[at + 1] === b[at] && rest(a, 2) === rest(b, 2));
}
