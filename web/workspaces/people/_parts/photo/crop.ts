/** As wide as high are to each other in a passport photo, nearly. */
const shape = 4 / 5;
const sizes = [
  { width: 192, height: 240 },
  { width: 128, height: 160 },
] as const;
const qualities = [0.82, 0.7, 0.55, 0.4] as const;
/** A patient's record is read often, and whole. */
const mostBytes = 14 * 1024;

/** How a picture is cut: how near (1 to 4), and from where to where of what is left (0 to 1). */
export type Cut = { readonly nearness: number; readonly across: number; readonly down: number };

export const wholeCut: Cut = { nearness: 1, across: 0.5, down: 0.5 };

export type Rectangle = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** What of a picture is kept. */
export function cutOf(picture: { readonly width: number; readonly height: number }, cut: Cut): Rectangle {
  const isWide = picture.width / picture.height > shape;
  const [fullWidth, fullHeight] = isWide
    ? [picture.height * shape, picture.height]
    : [picture.width, picture.width / shape];
  const [width, height] = [fullWidth / cut.nearness, fullHeight / cut.nearness];
  return { x: (picture.width - width) * cut.across, y: (picture.height - height) * cut.down, width, height };
}

function draw(canvas: HTMLCanvasElement, picture: ImageBitmap, cut: Cut): void {
  const context = canvas.getContext("2d");
  const { x, y, width, height } = cutOf(picture, cut);
  if (context === null) return;
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, x, y, width, height, 0, 0, canvas.width, canvas.height);
}

export function preview(canvas: HTMLCanvasElement, picture: ImageBitmap, cut: Cut): void {
  draw(canvas, picture, cut);
}

/** The cut picture, drawn anew and written as a small JPEG: nothing of the file that it came in is left. @returns base64 */
export async function encodePhoto(picture: ImageBitmap, cut: Cut): Promise<string> {
  let smallest: Blob | undefined;
  for (const { width, height } of sizes) {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width, height });
    draw(canvas, picture, cut);
    for (const quality of qualities) {
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
      if (blob === null) throw new Error("this browser writes no JPEG");
      smallest = blob;
      if (blob.size <= mostBytes) return base64(blob);
    }
  }
  return base64(smallest ?? new Blob());
}

async function base64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
