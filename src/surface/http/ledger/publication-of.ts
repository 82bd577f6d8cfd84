import type { LedgerState } from "../../../../contract/index.ts";
import {
  type Publication,
  type RetentionStanding,
  type WitnessStanding,
  checkpointFingerprint,
} from "../../../custody/ledger/index.ts";

const instantOf = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString());

export function retentionOf({ years, holds, pruned, last }: RetentionStanding): LedgerState["retention"] {
  return {
    years,
    holds: holds.length,
    pruned:
      last === undefined || pruned === 0
        ? undefined
        : {
            entries: pruned,
            until: new Date(last.until).toISOString(),
            declaredAt: new Date(last.at).toISOString(),
            isUnderWay: last.isUnderWay,
          },
  };
}

/** @param standings how the witnesses answered this process */
export function publicationOf(
  { path, size, checkpoint, shownAt, isWitnessedEnough, isBehind, witnesses, mirror, alarms }: Publication,
  standings: readonly WitnessStanding[],
): LedgerState["publication"] {
  return {
    path,
    size,
    checkpoint: checkpoint ?? "",
    fingerprint: checkpoint === undefined ? undefined : checkpointFingerprint(checkpoint),
    shownAt: instantOf(shownAt),
    isWitnessedEnough,
    isBehind,
    witnesses: witnesses.map(({ name, cosignedAt }) => ({
      name,
      cosignedAt: instantOf(cosignedAt),
      problem: standings.find((one) => one.name === name)?.problem,
    })),
    mirror: mirror && { ...mirror, keptAt: instantOf(mirror.keptAt) },
    alarms: alarms.map(({ code, message, at }) => ({ code, message, at: new Date(at).toISOString() })),
  };
}
