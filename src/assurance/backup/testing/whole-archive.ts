import { type RestorePorts, openBackup } from "../index.ts";
import { checkFiles, readSegments } from "../read-archive.ts";

export interface WholeArchive {
  readonly backup: string;
  /** Whatever was committed before this moment is in it; milliseconds since 1970. */
  readonly at: number;
  /** How many versions it says that it has; a tail doesn't say. */
  readonly counted: number | undefined;
  /** Of the resources that are in it. */
  readonly ids: ReadonlySet<string>;
}

/** Opens the newest archive as a restore would, reads every file, and takes out the ids. @throws BackupError */
export async function openWholeArchive(ports: Pick<RestorePorts, "data" | "keys" | "root">): Promise<WholeArchive> {
  const opened = await openBackup(ports, undefined);
  for (const chain of [opened.data, opened.keys, opened.newestKeys]) await Array.fromAsync(checkFiles(chain));
  const newest = opened.data.at(-1);
  if (newest === undefined) throw new Error("an open backup has no archive");
  const ids = new Set<string>();
  for (const archive of opened.data)
    for await (const { columns, values } of readSegments(archive, "record_version"))
      for (const id of values[columns.findIndex(({ name }) => name === "id")] ?? [])
        ids.add((id?.toString("hex") ?? "").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"));
  const { backup, at, rows } = newest.manifest;
  return { backup, at, counted: rows["record_version"], ids };
}
