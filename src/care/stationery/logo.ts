import { createHash } from "node:crypto";
import { readPng, writePng } from "./png.ts";
import { StationeryError } from "./stationery-error.ts";

/** A logo as it is kept: written by us, dot by dot. */
export interface Logo {
  /** Base64 of a PNG of 8-bit colours without transparency. */
  readonly png: string;
  readonly width: number;
  readonly height: number;
  /** Of the PNG, as hexadecimal digits. */
  readonly sha256: string;
}

export const logoBounds = { width: 800, height: 400, fileBytes: 400_000, keptBytes: 150_000 } as const;

/** Reads a PNG and writes it anew, so that nothing is left of the file but what it shows.
 *  @throws StationeryError `stationery/unsuitable-logo` */
export function takeLogo(file: Buffer): Logo {
  const against = (words: string) => new StationeryError("stationery/unsuitable-logo", words, { path: "logo" });
  if (file.length > logoBounds.fileBytes) throw against(`a logo has at most ${logoBounds.fileBytes / 1_000} KB`);
  const picture = readPng(file, logoBounds);
  if (picture === undefined)
    throw against(
      `a logo is a PNG of eight bits, not interlaced, of at most ${logoBounds.width} × ${logoBounds.height} dots`,
    );
  const png = writePng(picture);
  if (png.length > logoBounds.keptBytes) throw against("this picture is too detailed for a logo: make it smaller");
  const { width, height } = picture;
  return { png: png.toString("base64"), width, height, sha256: createHash("sha256").update(png).digest("hex") };
}

/** Where a logo is stored: see `Settings` of identity. It is written once. */
export function logoSetting(id: string) {
  return { key: `stationery-logo/${id}`, parse: (stored: unknown) => stored as Logo | undefined };
}
