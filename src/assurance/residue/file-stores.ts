import type { PersonData } from "../privacy/index.ts";

/** Files that one part of the program writes. */
export interface FileStore extends PersonData {
  readonly name: string;
  /** What their paths below the data directory look like. */
  readonly at: RegExp;
}

const nobodys = (what: string): PersonData => ({
  package: { not: `nobody's: ${what}` },
  erasure: { stays: `nobody's: ${what}` },
});

/** Everything below the data directory. A file that none of these knows is told of by every scan, and one that a part of the program
 *  writes fails a test. */
export const fileStores: readonly FileStore[] = [
  {
    name: "log of the database",
    at: /^postgres\/cluster\/pg_wal\//,
    package: { not: "what the tables hold, once more" },
    erasure: { goes: "written over in time, or at once by `wardbook residue clear`" },
  },
  {
    name: "database",
    at: /^postgres\/cluster(?:\.draft)?\//,
    package: { not: "see its tables" },
    erasure: { goes: "with the tables; what was deleted, by vacuum, or at once by `wardbook residue clear`" },
  },
  {
    name: "database server",
    at: /^postgres\//,
    ...nobodys("its log, lock, password and socket; no statement is logged"),
  },
  { name: "root key", at: /^keyring\//, ...nobodys("a wrapped key") },
  {
    name: "daybook",
    at: /^ledger\/daybook\//,
    package: { not: "entries on their way into the ledger" },
    erasure: { goes: "sealed under the patient's key, and written over within a second" },
  },
  { name: "public ledger", at: /^ledger\/public\//, ...nobodys("hashes and signed checkpoints") },
  { name: "ledger", at: /^ledger\//, ...nobodys("checkpoints, alarms and where the mirror stands") },
  {
    name: "files on their way in",
    at: /^imports\//,
    package: { not: "not yet imported" },
    erasure: { goes: "sealed under a key that only the process has, removed when imported" },
  },
  {
    name: "restore drill under way",
    at: /^drill-\d+-\w+\//,
    package: { not: "a backup, for a while" },
    erasure: { goes: "removed at the drill's end, or at the next start" },
  },
  { name: "drill certificates", at: /^drills\//, ...nobodys("counts and hashes") },
  { name: "log", at: /^wardbook\.log(?:\.\d+)?$/, ...nobodys("no patient is named in it, and a test sees to that") },
  { name: "certificates", at: /^tls\//, ...nobodys("the server's own") },
  { name: "secrets", at: /^(?:database|rate-limits)\.secret$/, ...nobodys("secrets of the server") },
  { name: "unfinished restore", at: /^restore\.unfinished$/, ...nobodys("a note") },
];

/** @param path below the data directory, with slashes */
export function fileStoreOf(path: string): FileStore | undefined {
  return fileStores.find(({ at }) => at.test(path));
}
