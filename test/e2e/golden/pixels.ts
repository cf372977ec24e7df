/** Pictures as pixels: read, made smaller, compared block by block, written. */
import { inflateSync } from "node:zlib";
import { encodePng } from "../../../src/figure/png.js";

/** Three bytes a pixel, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** PNG with 8 bits a channel, with or without alpha, not interlaced: as Chromium and `encodePng` write it. */
export function readPng(file: Buffer): Pixels {
  const [width, height, kind] = [file.readUInt32BE(16), file.readUInt32BE(20), file[25]!];
  const channels = kind === 6 ? 4 : kind === 2 ? 3 : 0;
  if (channels === 0 || file[24] !== 8 || file[28] !== 0) throw new Error("a PNG of another kind");
  const data: Buffer[] = [];
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) if (file.toString("latin1", at + 4, at + 8) === "IDAT") data.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
  const raw = inflateSync(Buffer.concat(data)), stride = width * channels;
  const rows = new Uint8Array(stride * height), rgb = new Uint8Array(3 * width * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)]!;
    for (let x = 0; x < stride; x++) {
      const left = x < channels ? 0 : rows[y * stride + x - channels]!, up = y === 0 ? 0 : rows[(y - 1) * stride + x]!, corner = x < channels || y === 0 ? 0 : rows[(y - 1) * stride + x - channels]!;
      rows[y * stride + x] = raw[y * (stride + 1) + 1 + x]! + [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]!;
    }
  }
  for (let k = 0; k < width * height; k++) for (let c = 0; c < 3; c++) rgb[3 * k + c] = rows[channels * k + c]!;
  return { width, height, rgb };
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** PPM (P6), as pdftoppm writes it. */
export function readPpm(file: Buffer): Pixels {
  const [head, width, height] = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(file.toString("latin1", 0, 40))!;
  return { width: Number(width), height: Number(height), rgb: file.subarray(head.length) };
}

export function writePng({ width, height, rgb }: Pixels): Buffer {
  const rgba = new Uint8Array(4 * width * height).fill(255);
  for (let k = 0; k < width * height; k++) rgba.set(rgb.subarray(3 * k, 3 * k + 3), 4 * k);
  return encodePng(width, height, rgba);
}

/** The mean of each square of `side` pixels: what differs in the edges of letters goes, where ink stands stays. What does not fill a square is left out. */
export function reduced({ width, height, rgb }: Pixels, side: number): Pixels {
  const [w, h] = [Math.floor(width / side), Math.floor(height / side)];
  const mean = new Uint8Array(3 * w * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let j = 0; j < side; j++) for (let i = 0; i < side; i++) sum += rgb[3 * ((side * y + j) * width + side * x + i) + c]!;
        mean[3 * (y * w + x) + c] = Math.round(sum / side ** 2);
      }
    }
  }
  return { width: w, height: h, rgb: mean };
}

export interface Difference {
  /** The part of the squares that differ by more than the tolerance in a channel; 1 where the sizes differ by more than two. */
  readonly share: number;
  /** One beside the other, and where they differ. */
  readonly picture: Pixels;
}

export function difference(golden: Pixels, now: Pixels, tolerance = 12): Difference {
  const [width, height] = [Math.max(golden.width, now.width), Math.max(golden.height, now.height)];
  const at = ({ width: w, height: h, rgb }: Pixels, x: number, y: number): readonly number[] => (x < w && y < h ? [...rgb.subarray(3 * (y * w + x), 3 * (y * w + x) + 3)] : [128, 128, 128]);
  const rgb = new Uint8Array(9 * width * height);
  let differ = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [a, b] = [at(golden, x, y), at(now, x, y)];
      const isOther = a.some((value, c) => Math.abs(value - b[c]!) > tolerance);
      if (isOther) differ++;
      for (const [k, colour] of [a, b, isOther ? [208, 0, 0] : b.map((value) => 160 + (value * 3) / 8)].entries()) rgb.set(colour, 3 * (y * 3 * width + k * width + x));
    }
  }
  const isOtherSize = Math.abs(golden.width - now.width) > 2 || Math.abs(golden.height - now.height) > 2;
  return { share: isOtherSize ? 1 : differ / (width * height), picture: { width: 3 * width, height, rgb } };
}
