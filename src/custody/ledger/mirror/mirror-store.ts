/** A place that keeps what it is given: nothing in it can be deleted or replaced before its time, by nobody.
 *  @throws MirrorTrouble from each function */
export interface MirrorStore {
  /** For people: "s3://bucket/prefix". */
  readonly name: string;
  /** The newest version, or undefined where there is none. */
  read(path: string): Promise<Buffer | undefined>;
  /** @returns false when something lies there already: then nothing was put */
  putOnce(path: string, bytes: Buffer): Promise<boolean>;
  /** Puts a newer version on top. Those before stay. */
  putVersion(path: string, bytes: Buffer): Promise<void>;
  /** Breaks off what is under way, and whatever is asked later. */
  close(): void;
}
