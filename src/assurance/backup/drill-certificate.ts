import { canonicalize } from "../../foundation/kernel/index.ts";
import type { RecordComparison } from "./compare-records.ts";

/** What a drill found out about one organisation. */
export interface DrillFindings {
  readonly organisation: string;
  readonly backup: string;
  /** SHA-256 of the backup's manifest, in hexadecimal. */
  readonly manifest: string;
  /** Whether the installation knows of none that is newer, where the newest was to be restored. */
  readonly isNewest: boolean;
  /** Whether the organisation's ledger tells of this backup, with this manifest; of a tail, of the one that it goes on from. */
  readonly isOnRecord: boolean;
  /** The backup's moment; milliseconds since 1970. */
  readonly backupAt: number;
  readonly drilledAt: number;
  /** What would have been lost, had the machine died when the drill began. */
  readonly recoveryPointSeconds: number;
  /** From the first file that was read until the restored record was indexed and verified. */
  readonly recoverySeconds: number;
  readonly records: RecordComparison;
  readonly ledger: {
    readonly entries: number;
    readonly isSound: boolean;
    /** How the restored ledger's newest checkpoint stands to the live ledger. */
    readonly checkpoint: "begins the live ledger" | "there is none yet" | "is not of the live ledger";
  };
}

/** What a drill found of an organisation. */
export interface DrilledOrganisation {
  readonly findings: DrillFindings;
  readonly passed: boolean;
  /** Signed with the key of the organisation's ledger. */
  readonly certificate: string;
  /** Where that lies; beside it the same for programs (".json"). */
  readonly path: string;
}

export type DrillCheck = readonly [passed: boolean, sentence: string];

/** What must hold, in words. */
export function judgeDrill({ records, ledger, isOnRecord, isNewest }: DrillFindings): readonly DrillCheck[] {
  const { versions, changedSince, missing, indexed, current, destroyed, keysBack } = records;
  const since = changedSince === 0 ? "" : `; ${changedSince} were sealed anew or destroyed since, and not compared`;
  return [
    [
      records.live === records.restored,
      `live and restored versions have one keyed digest (${versions} compared${since})`,
    ],
    [missing === 0, missing === 0 ? "no version is missing" : `${missing} versions are missing`],
    [indexed === current, `the search index was built anew: ${indexed} of ${current} resources`],
    [ledger.isSound, `the restored ledger of ${ledger.entries} entries verifies`],
    [ledger.checkpoint !== "is not of the live ledger", `its newest signed checkpoint: ${ledger.checkpoint}`],
    [
      isNewest,
      isNewest ? "no newer backup was taken" : "a newer backup was taken, and isn't there: somebody took it away",
    ],
    [isOnRecord, "the live ledger tells of this backup, or of what it goes on from, with its manifest"],
    [keysBack === 0, `of ${destroyed} patients whose keys were destroyed, ${keysBack} keys came back`],
  ];
}

export function hasPassed(findings: DrillFindings): boolean {
  return judgeDrill(findings).every(([passed]) => passed);
}

/** For programs. */
export function drillJson(findings: DrillFindings): string {
  return `${canonicalize({ format: "wardbook-restore-drill/1", passed: hasPassed(findings), ...findings })}\n`;
}

/** For people; signed by whoever asks for it. @param jsonHash SHA-256 of the text for programs, in hexadecimal */
export function drillText(findings: DrillFindings, jsonHash: string): string {
  const moment = (at: number) => new Date(at).toISOString();
  return [
    "wardbook restore drill",
    `organisation: ${findings.organisation}`,
    `backup: ${findings.backup}, manifest SHA-256 ${findings.manifest}`,
    `result: ${hasPassed(findings) ? "passed" : "FAILED"}`,
    `drilled at: ${moment(findings.drilledAt)}`,
    `recovery point: ${moment(findings.backupAt)}, ${findings.recoveryPointSeconds} s before the drill began (measured)`,
    `recovery time: ${findings.recoverySeconds} s (measured on this machine)`,
    "",
    ...judgeDrill(findings).map(([passed, sentence]) => `${passed ? "ok " : "BAD"} ${sentence}`),
    "",
    `SHA-256 of the same for programs: ${jsonHash}`,
    "",
  ].join("\n");
}
