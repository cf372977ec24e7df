/**
 * In words, where a Node that was aborted said that its heap is full; else null. What it says goes on with a page of its own stack.
 * Source: V8's FatalProcessOutOfMemory, and the lines of --trace-gc before it.
 */
export function heapFull(said: string): string | null {
  if (!/^FATAL ERROR: .*JavaScript heap out of memory/m.test(said)) return null;
  const megabytes = [...said.matchAll(/-> [\d.]+ \(([\d.]+)\) MB/g)].at(-1)?.[1];
  return `ran out of memory: Node's heap was full${megabytes === undefined ? "" : ` at ${Math.round(Number(megabytes))} MB`}; NODE_OPTIONS=--max-old-space-size=MEGABYTES gives it more`;
}
