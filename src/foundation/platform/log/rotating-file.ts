import { closeSync, existsSync, openSync, renameSync, rmSync, statSync, writeSync } from "node:fs";

export interface RotatingFileOptions {
  readonly path: string;
  readonly largestBytes: number;
  /** How many older files stay beside it: `path.1` is the youngest. */
  readonly kept: number;
  readonly onFault: (error: unknown) => void;
}

export interface RotatingFile {
  /** Returns when the operating system has it: a crash loses no line. */
  write(text: string): void;
  end(): void;
}

/** A file that makes room for itself: when it is full it becomes `path.1`, and the oldest goes. Readable by its owner only.
 *  A disk that refuses is told of, and is no reason to stop. */
export function openRotatingFile({ path, largestBytes, kept, onFault }: RotatingFileOptions): RotatingFile {
  let size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  let descriptor: number | undefined;

  function rotate(): void {
    end();
    rmSync(`${path}.${kept}`, { force: true });
    for (let number = kept - 1; number >= 1; number -= 1)
      if (existsSync(`${path}.${number}`)) renameSync(`${path}.${number}`, `${path}.${number + 1}`);
    if (existsSync(path)) renameSync(path, `${path}.1`);
    size = 0;
  }

  function end(): void {
    if (descriptor !== undefined) closeSync(descriptor);
    descriptor = undefined;
  }

  return {
    write(text) {
      const bytes = Buffer.byteLength(text);
      try {
        if (size > 0 && size + bytes > largestBytes) rotate();
        descriptor ??= openSync(path, "a", 0o600);
        writeSync(descriptor, text);
        size += bytes;
      } catch (error) {
        onFault(error);
      }
    },
    end,
  };
}
