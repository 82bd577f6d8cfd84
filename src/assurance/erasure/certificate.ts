import { createHash } from "node:crypto";
import { canonicalize } from "../../foundation/kernel/index.ts";
import { leftBesideRecords, leftElsewhere } from "./elsewhere.ts";
import { type Fate, fateWords } from "./fate.ts";
import type { ErasureCertificate, ErasureWords, Step } from "./opened.ts";

/** What a certificate of erasure tells: of whom nothing but the id that the record had. */
export interface ErasureFacts {
  readonly erasure: string;
  readonly organisation: string;
  readonly patient: string;
  /** The request that it answers. */
  readonly request: string | undefined;
  readonly fates: readonly Fate[];
  /** Ids that what stays has now, by record. */
  readonly retained: ReadonlyMap<string, string>;
  readonly proposed: Step<string>;
  readonly approved: Step<string>;
  /** What the key administration certified, where every key of the patient is gone. A C2SP signed note. */
  readonly keys: string | undefined;
  /** Where the patient stays: the keys that sealed what is erased, which end later. */
  readonly keyNos: readonly number[] | undefined;
  /** Milliseconds since 1970. */
  readonly erasedAt: number;
  /** How long archives of keys are kept. */
  readonly keyArchiveDays: number;
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
  /** Since when what was deleted is off the database's disk; undefined until it is. */
  readonly cleared?: ErasureWords["cleared"];
  /** What stayed, and was destroyed since. */
  readonly ended: readonly EndedRecord[];
}

/** A record that had to stay, once its period was over and two people had decided. */
export interface EndedRecord {
  readonly record: string;
  /** Its id while it stayed. */
  readonly retainedAs: string;
  readonly proposed: Step<string>;
  readonly approved: Step<string>;
  readonly destroyed: Step<string>;
  /** What the key administration certified. A C2SP signed note. */
  readonly keys: string;
}

const dayMilliseconds = 86_400_000;
const instant = (at: number) => new Date(at).toISOString();
/** Half a character has no JSON text. */
const whole = (text: string) => text.toWellFormed();
const oneLine = (text: string) => whole(text).replace(/\s+/g, " ").trim();

/** The certificate as JSON, and as a text that names its hash. @param certify signs a text, as a C2SP signed note */
export async function certifyErasure(
  facts: ErasureFacts,
  certify: (text: string) => Promise<string>,
): Promise<ErasureCertificate> {
  const {
    erasure,
    organisation,
    patient,
    request,
    fates,
    retained,
    proposed,
    approved,
    keys,
    keyNos,
    erasedAt,
    issuedAt,
    cleared,
    ended,
  } = facts;
  const isWhole = keyNos === undefined;
  const left = isWhole ? leftElsewhere : leftBesideRecords;
  const erased = fates.filter(({ action }) => action === "erase").map(({ record }) => record);
  const stays = fates.filter(({ action }) => action !== "erase");
  const byType = countByType(erased);
  const lastKeyCopy = isWhole ? lastCopy(erasedAt, facts.keyArchiveDays) : lastCopyOf(keyNos, facts.keyArchiveDays);
  const decided = ({ by, at, why, entries }: Step<string>) => ({
    by: whole(by.name),
    id: by.id,
    at: instant(at),
    why: whole(why),
    ledgerEntries: [...entries],
  });
  const json = canonicalize({
    format: "wardbook-erasure/1",
    erasure,
    organisation,
    patient,
    scope: isWhole ? "the whole record" : "certain records",
    ...(request === undefined ? {} : { request }),
    erasedAt: instant(erasedAt),
    issuedAt: instant(issuedAt),
    erased: { byType, records: erased.toSorted() },
    stays: stays.map((fate) => ({
      record: fate.record,
      retainedAs: retained.get(fate.record) ?? "",
      action: fate.action,
      ground: whole(fateWords(fate)),
      holds: fate.holds.map(({ number }) => number),
      ...(fate.rule === undefined ? {} : { rule: { id: fate.rule.id, source: { ...fate.rule.source } } }),
      ...(fate.until === undefined ? {} : { until: instant(fate.until) }),
    })),
    elsewhere: left.map((one) => ({ ...one })),
    lastKeyCopy,
    ...(cleared === undefined ? {} : { disk: { clearedAt: instant(cleared.at), log: cleared.log } }),
    ended: ended.map((one) => ({
      record: one.record,
      retainedAs: one.retainedAs,
      destroyedAt: instant(one.destroyed.at),
      proposed: decided(one.proposed),
      approved: decided(one.approved),
      ledgerEntries: [...one.destroyed.entries],
      keyCertificate: one.keys,
    })),
    proposed: decided(proposed),
    approved: decided(approved),
    ...(keys === undefined ? {} : { keyCertificate: keys }),
  });
  const said = ({ by, at, why, entries }: Step<string>) =>
    `${oneLine(by.name)}, ${instant(at)}: ${oneLine(why)} (ledger ${entries.join(", ")})`;
  const text = [
    "wardbook certificate of erasure",
    `organisation: ${organisation}`,
    `patient: ${patient}`,
    ...(isWhole ? [] : ["scope: certain records; the patient's other records stay as they are"]),
    ...(request === undefined ? [] : [`request: ${request}`]),
    `erased at: ${instant(erasedAt)}`,
    `issued at: ${instant(issuedAt)}`,
    `erased: ${erased.length} records${erased.length === 0 ? "" : `: ${wordsOf(byType)}`}`,
    ...(isWhole ? [] : erased.toSorted().map((record) => `- ${record}`)),
    `${isWhole ? "stays" : "of these, sealed away"}: ${stays.length} records`,
    ...stays.map((fate) => `- ${fate.record}: ${oneLine(fateWords(fate))}${sourceOf(fate)}`),
    ...(stays.length === 0
      ? []
      : [
          "What stays is sealed under keys of its own, with whose it is. It is in no chart, search or export. An officer opens each by itself, for a reason that the ledger has first.",
        ]),
    `proposed by: ${said(proposed)}`,
    `approved by: ${said(approved)}`,
    `last key copy: ${lastKeyCopy.day === undefined ? "" : `${lastKeyCopy.day}. `}${lastKeyCopy.words}`,
    `database's disk: ${isWhole ? diskWords(cleared) : "what is deleted lies there under the former key, until that is gone and the disk was cleared: a running server does that within minutes after it"}`,
    ...ended.flatMap((one) => [
      `destroyed since: ${one.record} (retained as ${one.retainedAs}), ${instant(one.destroyed.at)}`,
      `  proposed by: ${said(one.proposed)}`,
      `  approved by: ${said(one.approved)}`,
      ...indented(one.keys),
    ]),
    `JSON of this certificate, SHA-256: ${createHash("sha256").update(json).digest("hex")}`,
    "",
    "What is left elsewhere:",
    ...left.map(({ what, why, until }) => `- ${what}, until ${until}. ${why}`),
    "",
    ...(keys === undefined
      ? []
      : ["The record's keys, as the key administration certified it:", ...indented(keys), ""]),
  ].join("\n");
  return { json, note: await certify(text) };
}

function diskWords(cleared: ErasureWords["cleared"]): string {
  if (cleared === undefined)
    return "deleted rows can be found on it until it was cleared; a running server does that within minutes, and this certificate then says when";
  const log = cleared.log ? "its log was written over" : "its log wasn't written over: the server's role may not";
  return `deleted rows were taken off it by ${instant(cleared.at)}; ${log}. Archived log files, snapshots and replicas aren't counted`;
}

const indented = (note: string) => note.trimEnd().replace(/^/gm, "  ").split("\n");

/** When this installation's own archives have the key no longer. */
function lastCopy(erasedAt: number, days: number): { readonly day?: string; readonly words: string } {
  return {
    day: instant(erasedAt + days * dayMilliseconds).slice(0, 10),
    words: `Archives of keys are kept ${days} days at most, and go earlier once a full backup was made after this moment. That needs backups to run and to be pruned as set; copies of them, and of the database, that others made are not counted.`,
  };
}

/** No day can be said yet: what is needed first is a full backup, and a drill. */
function lastCopyOf(keyNos: readonly number[], days: number): { readonly day?: string; readonly words: string } {
  const named = keyNos.length === 1 ? `key ${keyNos[0]}` : `keys ${keyNos.join(", ")}`;
  return {
    words: `What is erased lay under ${named}, which the patient's other records in archives of before need too. It dies once a full backup of after this moment has these under a new key, and a drill has restored it: a certificate of its own says when. Archives of keys are kept ${days} days at most after that, where backups are pruned as set; copies that others made are not counted.`,
  };
}

export function countByType(records: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const record of records) {
    const [type = ""] = record.split("/");
    counts[type] = (counts[type] ?? 0) + 1;
  }
  return counts;
}

function wordsOf(byType: Readonly<Record<string, number>>): string {
  return Object.entries(byType)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, count]) => `${count} ${type}`)
    .join(", ");
}

function sourceOf({ rule }: Fate): string {
  return rule === undefined || rule.source.url === "" ? "" : ` <${rule.source.url}>`;
}
