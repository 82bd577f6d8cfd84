import { createHash } from "node:crypto";
import { canonicalize } from "../../../foundation/kernel/index.ts";
import type { DestructionCertificate, DueWords } from "./opened.ts";

/** What a certificate of destruction tells: of whom nothing but the id that the record had. */
export interface DestructionFacts {
  readonly appraisal: string;
  readonly organisation: string;
  readonly patient: string;
  readonly due: DueWords;
  /** How many records of each type. */
  readonly records: Readonly<Record<string, number>>;
  readonly proposed: Decided;
  readonly approved: Decided;
  /** What the key administration certified: keys, and where a last copy may be until when. A C2SP signed note. */
  readonly keys: string;
  /** Milliseconds since 1970. */
  readonly destroyedAt: number;
}

interface Decided {
  readonly by: string;
  readonly id: string;
  readonly at: number;
  readonly why: string;
  readonly entries: readonly string[];
}

const instant = (at: number) => new Date(at).toISOString();
const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();

/** The certificate as JSON, and as a text that names its hash. @param certify signs a text, as a C2SP signed note */
export async function certifyDestruction(
  facts: DestructionFacts,
  certify: (text: string) => Promise<string>,
): Promise<DestructionCertificate> {
  const { appraisal, organisation, patient, due, records, proposed, approved, keys, destroyedAt } = facts;
  const count = Object.values(records).reduce((sum, one) => sum + one, 0);
  const decided = ({ by, id, at, why, entries }: Decided) => ({
    by,
    id,
    at: instant(at),
    why,
    ledgerEntries: [...entries],
  });
  const json = canonicalize({
    format: "wardbook-destruction/1",
    appraisal,
    organisation,
    patient,
    destroyedAt: instant(destroyedAt),
    records: { ...records },
    rule: { id: due.rule, words: due.words, dueSince: instant(due.since), source: { ...due.source } },
    proposed: decided(proposed),
    approved: decided(approved),
    keyCertificate: keys,
  });
  const said = ({ by, at, why, entries }: Decided) =>
    `${oneLine(by)}, ${instant(at)}: ${oneLine(why)} (ledger ${entries.join(", ")})`;
  const text = [
    "wardbook certificate of a record's destruction",
    `organisation: ${organisation}`,
    `patient: ${patient}`,
    `destroyed at: ${instant(destroyedAt)}`,
    `what: ${count} records: ${Object.entries(records)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([type, number]) => `${number} ${type}`)
      .join(", ")}`,
    `rule: ${oneLine(due.words)}`,
    `source: ${oneLine(due.source.name)}, ${oneLine(due.source.section)}${due.source.url === "" ? "" : ` <${due.source.url}>`}`,
    `due since: ${instant(due.since)}`,
    `proposed by: ${said(proposed)}`,
    `approved by: ${said(approved)}`,
    `JSON of this certificate, SHA-256: ${createHash("sha256").update(json).digest("hex")}`,
    "",
    "The record's keys, and when their last copy dies, as the key administration certified it:",
    ...keys.trimEnd().replace(/^/gm, "  ").split("\n"),
    "",
  ].join("\n");
  return { json, note: await certify(text) };
}
