/** A place that archives are put in. Paths have parts of letters, digits, dots and hyphens, with slashes between.
 *  @throws BackupError `backup/store-failed` from each function */
export interface ArchiveStore {
  /** For people: "/mnt/backup/wardbook". */
  readonly name: string;
  read(path: string): Promise<Buffer | undefined>;
  /** Durable when it resolves. @returns false when something lies there already: then nothing was put */
  putOnce(path: string, bytes: Buffer): Promise<boolean>;
  /** In place of what lies there. */
  replace(path: string, bytes: Buffer): Promise<void>;
  /** Names of the folders at the top; undefined where the place doesn't list, and ends what is old by rules of its own. */
  folders(): Promise<readonly string[] | undefined>;
  /** Takes away a folder with all that is in it. */
  remove(folder: string): Promise<void>;
  close(): void;
}
