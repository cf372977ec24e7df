/**
 * Multipart messages on a byte stream, as they go out by the outlet: the number of frames, and before each frame its length; 32 bits,
 * the least significant byte first.
 */
const WORD = 4;

export function packFrames(frames: readonly (Buffer | string)[]): Buffer {
  const parts = frames.map((frame) => Buffer.from(frame as Buffer));
  return Buffer.concat([word(parts.length), ...parts.flatMap((part) => [word(part.length), part])]);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(WORD);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** Puts messages together again, however the stream was cut. */
export class FrameReader {
  private chunks: Buffer[] = [];
  private have = 0;
  /** Bytes to wait for: the next word's or frame's. */
  private need = WORD;
  /** Of the message that is being read; null between two. */
  private frames: Buffer[] | null = null;
  private left = 0;
  private isFrame = false;

  constructor(private readonly receive: (frames: readonly Buffer[]) => void) {}

  take(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.have += chunk.length;
    if (this.have < this.need) return; // a large frame is joined once
    let rest: Buffer = Buffer.concat(this.chunks);
    while (rest.length >= this.need) {
      const part = rest.subarray(0, this.need);
      rest = rest.subarray(this.need);
      this.next(part);
    }
    this.chunks = [rest];
    this.have = rest.length;
  }

  private next(part: Buffer): void {
    if (this.isFrame) {
      this.frames!.push(part);
      this.left--;
      this.isFrame = false;
      this.need = WORD;
    } else if (this.frames === null) {
      this.frames = [];
      this.left = part.readUInt32LE();
    } else {
      this.need = part.readUInt32LE();
      this.isFrame = true;
    }
    if (this.frames !== null && this.left === 0) {
      const frames = this.frames;
      this.frames = null;
      this.receive(frames);
    }
  }
}
