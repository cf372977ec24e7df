import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readCifar10 } from "./cifar10.js";
import { DataError } from "./data-file.js";
import { digits } from "./digits.js";
import type { ImageData, ImageSet } from "./image-set.js";
import { take } from "./image-set.js";
import { readMnist } from "./mnist.js";

export interface LoadOptions {
  /** Images to learn from, and to be tested on; of a larger data set the first so many are taken. */
  readonly train: number;
  readonly test: number;
  /** Decides the synthetic digits. */
  readonly seed: number;
  /** A folder with MNIST or CIFAR-10; unless given, the one that `backproof report --data` names (the variable BACKPROOF_DATA). */
  readonly folder?: string;
}

/**
 * The images of MNIST or CIFAR-10 where a folder is named that holds them, else synthetic digits. `source` says which.
 * @throws DataError if a folder is named and holds neither, or damaged files
 */
export function loadImages({ train, test, seed, folder = process.env["BACKPROOF_DATA"] ?? "" }: LoadOptions): ImageData {
  if (folder === "") return { source: "synthetic digits", train: digits(train, seed), test: digits(test, seed + 1) };
  const found = readMnist(folder) ?? readCifar10(folder);
  if (found === null) throw new DataError(`${folder}: neither MNIST (train-images-idx3-ubyte, …) nor CIFAR-10 (data_batch_1.bin, …) is in this folder${hintAt(folder)}`);
  return { ...found, train: first(found.train, train), test: first(found.test, test) };
}

const first = (set: ImageSet, count: number): ImageSet => take(set, Array.from({ length: Math.min(count, set.labels.length) }, (_, k) => k));

/** What is there in their place: an archive that was not unpacked, or a folder inside that holds them. */
function hintAt(folder: string): string {
  const entries = readdirSync(folder, { withFileTypes: true });
  const archive = entries.find(({ name }) => /\.(?:tar|tgz|zip|tar\.gz)$/.test(name));
  if (archive !== undefined) return `; ${archive.name} in it must be unpacked first`;
  const inner = entries.find((entry) => entry.isDirectory() && readdirSync(join(folder, entry.name)).some((name) => /^(?:(?:train|t10k)-(?:images|labels)[-.]idx|data_batch_\d|test_batch)/.test(name)));
  if (inner !== undefined) return `; ${join(folder, inner.name)} holds such files`;
  return entries.length === 0 ? "; it is empty" : "";
}
