/** Pictures as files beside the Typst source. */
import { cleanSvg } from "../../figure/clean-svg.js";
import type { Picture } from "../model.js";
import { addFile, type Writing } from "./writing.js";

export type PictureFile = { readonly path: string } | { readonly problem: string };

/** The first bytes of a file tell its format; what an output claims may be wrong. */
const FORMATS: readonly (readonly [extension: string, starts: readonly number[]])[] = [
  ["png", [0x89, 0x50, 0x4e, 0x47]],
  ["jpg", [0xff, 0xd8, 0xff]],
  ["gif", [0x47, 0x49, 0x46, 0x38]],
];

export function pictureFile(picture: Picture, writing: Writing): PictureFile {
  switch (picture.kind) {
    case "drawn": return added("svg", Buffer.from(picture.svg), writing);
    case "raster": return raster(Buffer.from(picture.base64, "base64"), writing);
    case "image": return readDataUri(picture.source, writing);
    default: throw new Error("a figure must be drawn before it is written");
  }
}

export function readDataUri(source: string, writing: Writing): PictureFile {
  const match = /^data:(image\/[\w.+-]+)?(;base64)?,/.exec(source);
  if (match === null) return { problem: "it is no data: URI of an image" };
  const data = source.slice(match[0].length);
  const bytes = match[2] === undefined ? Buffer.from(decodeURIComponent(data)) : Buffer.from(data, "base64");
  if (match[1] !== "image/svg+xml") return raster(bytes, writing);
  try {
    return added("svg", Buffer.from(cleanSvg(bytes.toString(), "i-")), writing);
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

function raster(bytes: Uint8Array, writing: Writing): PictureFile {
  const format = FORMATS.find(([, starts]) => starts.every((byte, k) => bytes[k] === byte));
  return format === undefined ? { problem: "it is neither PNG, JPEG nor GIF" } : added(format[0], bytes, writing);
}

function added(extension: string, bytes: Uint8Array, writing: Writing): PictureFile {
  const path = addFile(writing, extension, bytes);
  const refusal = writing.refused.get(path);
  return refusal === undefined ? { path } : { problem: refusal };
}
