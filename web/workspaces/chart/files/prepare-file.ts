import { mostFileBytes, mostThumbnailBytes } from "../../../../contract/index.ts";

/** A file as it goes to the server. */
export type PreparedFile = {
  readonly contentType: "image/jpeg" | "image/png" | "application/pdf";
  readonly content: Blob;
  /** A small JPEG of a picture, in base64. */
  readonly thumbnail: string | undefined;
};

export type FileRefusal = "another-kind" | "unreadable" | "too-large";

const longestSide = 2_400;
const quality = 0.85;
const mostPngBytes = 2 * 1024 * 1024;
/** Beyond it a phone would stop answering while it reads the picture. */
const mostSourceBytes = 60 * 1024 * 1024;
const thumbnailSide = 256;
const thumbnailQualities = [0.75, 0.6, 0.4, 0.25] as const;

/** A picture drawn anew, so that nothing is left of what the camera noted beside it (place, time, device); a PDF as it is. */
export async function prepareFile(file: Blob): Promise<PreparedFile | FileRefusal> {
  if (file.size > mostSourceBytes) return "too-large";
  if (await isPdf(file)) {
    const content = new Blob([file], { type: "application/pdf" });
    return file.size > mostFileBytes ? "too-large" : { contentType: "application/pdf", content, thumbnail: undefined };
  }
  if (!file.type.startsWith("image/") || file.type === "image/svg+xml") return "another-kind";
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (picture === undefined) return "unreadable";
  try {
    const canvas = drawn(picture, longestSide);
    const png = file.type === "image/png" ? await written(canvas, "image/png") : undefined;
    const content = png !== undefined && png.size <= mostPngBytes ? png : await written(canvas, "image/jpeg", quality);
    const contentType = content === png ? "image/png" : "image/jpeg";
    return content.size > mostFileBytes
      ? "too-large"
      : { contentType, content, thumbnail: await thumbnailOf(drawn(picture, thumbnailSide)) };
  } finally {
    picture.close();
  }
}

async function isPdf(file: Blob): Promise<boolean> {
  return (await file.slice(0, 5).text()) === "%PDF-";
}

function drawn(picture: ImageBitmap, longest: number): HTMLCanvasElement {
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext("2d");
  if (context === null) throw new TypeError("this browser draws no pictures");
  // A JPEG knows no transparency: it would be black.
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function written(canvas: HTMLCanvasElement, type: string, as?: number): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new TypeError("this browser writes no such picture")) : resolve(blob)),
      type,
      as,
    );
  });
}

async function thumbnailOf(canvas: HTMLCanvasElement): Promise<string | undefined> {
  for (const one of thumbnailQualities) {
    const blob = await written(canvas, "image/jpeg", one);
    if (blob.size <= mostThumbnailBytes) return base64Of(blob);
  }
  return undefined;
}

export async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 0x8000) parts.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  return btoa(parts.join(""));
}
