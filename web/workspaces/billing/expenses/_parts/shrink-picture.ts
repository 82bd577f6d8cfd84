const longestSide = 2_000;
const quality = 0.85;

/** A photo as small as a receipt needs, without what the camera noted beside it (place, time, device). Another file as it is. */
export async function shrinkPicture(file: File): Promise<Blob> {
  if (!file.type.startsWith("image/")) return file;
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new TypeError("this picture can't be read")) : resolve(blob)),
      "image/jpeg",
      quality,
    );
  });
}
