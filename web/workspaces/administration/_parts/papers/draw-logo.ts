const most = { width: 600, height: 240 };
/** Smaller and smaller, until the file is small enough to be printed on each paper. */
const shares = [1, 0.75, 0.5] as const;
const mostBytes = 120_000;

async function base64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** A picture drawn anew on white, and written as a PNG: nothing of the file that it came in is left.
 *  @returns base64 @throws Error what this browser can't draw */
export async function drawLogo(file: Blob): Promise<string> {
  const picture = await createImageBitmap(file);
  const fit = Math.min(1, most.width / picture.width, most.height / picture.height);
  let smallest: Blob | undefined;
  for (const share of shares) {
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * fit * share));
    canvas.height = Math.max(1, Math.round(picture.height * fit * share));
    const context = canvas.getContext("2d");
    if (context === null) break;
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingQuality = "high";
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    smallest = blob ?? smallest;
    if (smallest !== undefined && smallest.size <= mostBytes) break;
  }
  picture.close();
  if (smallest === undefined) throw new Error("this browser writes no PNG");
  return base64(smallest);
}
