/** Pictures as files beside a text, for formats that cannot hold them: `figures/figure-2.svg`. */
import { createHash } from "node:crypto";
import { cleanSvg } from "../figure/clean-svg.js";
import type { Picture } from "./model.js";
import type { OutputFile } from "./output-files.js";

/** Bytes and the ending that a picture's file has. */
export interface PictureBytes {
  readonly extension: "svg" | "png" | "jpg" | "gif";
  readonly content: string | Uint8Array;
}

const ENDINGS: { readonly [mime: string]: PictureBytes["extension"] } = { "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/svg+xml": "svg" };

/** @param picture drawn (`drawFigures`) @returns null if it holds no image that we know */
export function pictureBytes(picture: Picture): PictureBytes | null {
  switch (picture.kind) {
    case "drawn": return { extension: "svg", content: picture.svg };
    case "raster": return { extension: ENDINGS[picture.mime]!, content: Buffer.from(picture.base64, "base64") };
    case "image": return imageBytes(picture.source);
    default: throw new Error("a figure must be drawn before it is written");
  }
}

/** An image in prose, which is always a data: URI. @returns null if it holds no image that we know */
export function imageBytes(source: string): PictureBytes | null {
  const match = /^data:(image\/[\w.+-]+)(;base64)?,([^]*)$/.exec(source);
  const extension = ENDINGS[match?.[1] ?? ""];
  if (match === null || extension === undefined) return null;
  const bytes = match[2] === undefined ? Buffer.from(decodeURIComponent(match[3]!)) : Buffer.from(match[3]!, "base64");
  try {
    return { extension, content: extension === "svg" ? cleanSvg(bytes.toString(), "i-") : bytes };
  } catch {
    return null;
  }
}

/** The files of one text: each picture is written once, under its number, or one without a number under what it holds, so that a name means the same in every text of a build. */
export class PictureFiles {
  readonly files: OutputFile[] = [];

  /** @param convert what the format cannot take as it is, as something that it can */
  constructor(private readonly convert: (picture: PictureBytes) => { readonly extension: string; readonly content: string | Uint8Array } = (picture) => picture) {}

  /** @returns the file's name, relative to the text */
  add(picture: PictureBytes, number: string | null): string {
    const stem = `figures/${number === null ? `image-${digest(picture.content)}` : `figure-${number}`}`;
    const written = this.files.find(({ name }) => name.startsWith(`${stem}.`));
    if (written !== undefined) return written.name;
    const { extension, content } = this.convert(picture);
    const name = `${stem}.${extension}`;
    this.files.push({ name, content });
    return name;
  }
}

const digest = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex").slice(0, 8);
