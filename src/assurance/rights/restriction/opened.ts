import { CryptoError } from "../../../foundation/crypto/index.ts";
import type { ResourceId } from "../../../foundation/kernel/index.ts";
import type { VaultColumn } from "../../../custody/chart/index.ts";
import type { Day } from "../due-day.ts";
import type { Named } from "../opened.ts";
import type { Vault } from "../ports.ts";
import type { RestrictionRow } from "./restriction-table.ts";
import type { RestrictionEvent, RestrictionState } from "./state.ts";

export interface RestrictionStep {
  /** `renew`: written anew, because somebody who has the database had altered it. */
  readonly event: "place" | "renew" | RestrictionEvent;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly by: Named;
  readonly note?: string | undefined;
  /** The day on which the person was told. */
  readonly on?: Day | undefined;
  /** Id of the letter that told them. */
  readonly letter?: string | undefined;
}

export interface RestrictionWords {
  readonly patient: ResourceId;
  /** Everything about the patient, also what is written later. */
  readonly whole: boolean;
  /** "Observation/<id>": what was decided; and what tells of it, such as signatures and files. */
  readonly records: readonly string[];
  readonly along: readonly string[];
  readonly state: RestrictionState;
  readonly steps: readonly RestrictionStep[];
  readonly isRegistered: true;
}

type Place = Omit<RestrictionRow, "sealed">;
const context = ({ request, revision }: Place) => `restriction|${request}|${revision}`;

export function sealRestriction(vault: Vault, place: Place, words: RestrictionWords): Buffer {
  return vault.seal(context(place), Buffer.from(JSON.stringify(words)));
}

/** Undefined when the row was altered. */
export function openRestriction(vault: Vault, row: RestrictionRow): RestrictionWords | undefined {
  try {
    return JSON.parse(vault.open(context(row), row.sealed).toString()) as RestrictionWords;
  } catch (error) {
    if (error instanceof CryptoError) return undefined;
    throw error;
  }
}

export const restrictionVaultColumns: readonly VaultColumn[] = [
  {
    table: "restriction",
    column: "sealed",
    key: ["request"],
    also: ["revision"],
    contexts: (row: Place) => [context(row)],
  },
];
