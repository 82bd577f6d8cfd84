/** What a witness signs: a header that keeps it apart from other signatures, the time, and the checkpoint's text. */
export function cosignedMessage(text: string, seconds: number): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`, "utf8");
}
