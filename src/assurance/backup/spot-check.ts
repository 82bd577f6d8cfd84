import type { OpenArchive } from "./read-archive.ts";

/** An archive as if it had but one file: who encrypts a folder to extort, or a disk that dies, spoils most of them.
 *  @param nth which one: another each time */
export function sampled(archive: OpenArchive, nth: number): OpenArchive {
  const { segments } = archive.manifest;
  return { ...archive, manifest: { ...archive.manifest, segments: segments.slice(nth % segments.length).slice(0, 1) } };
}
