import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import type { Keyring } from "../keyring/index.ts";
import { type Detection, setStage } from "./drill-scene.ts";
import { copyTables } from "./drill-tables.ts";
import { harmless, manipulations } from "./drill-manipulations.ts";
import { tableRows } from "./ledger-rows.ts";

export interface DrillResult {
  /** What was done, in words. */
  readonly what: string;
  /** What isn't must pass every check. */
  readonly isManipulation: boolean;
  /** Which checks object, and what they say. */
  readonly detections: readonly Detection[];
  /** Whether that is as it must be: what is no manipulation passes every check, and nothing else does. */
  readonly isRight: boolean;
}

/** Entries of the ledger that are copied, from its beginning: each manipulation has the whole copy checked several times. */
export const mostDrilled = 5_000;

/** Copies a ledger, spoils the copy in every way it knows, and says which check notices. The ledger itself is only read. */
export async function* drillLedger(
  { db, keyring }: { readonly db: Pick<Database, "tenant">; readonly keyring: Keyring },
  tenant: TenantId,
): AsyncGenerator<DrillResult> {
  const keys = await keyring.keys(tenant);
  const stage = await setStage(keys, await copyTables(keys, tableRows(db.tenant(tenant), tenant), mostDrilled));
  try {
    for (const [what, make] of harmless) {
      const detections = await stage.look(await make(stage));
      yield { what, isManipulation: false, detections, isRight: detections.length === 0 };
    }
    for (const [what, spoil] of manipulations) {
      const detections = await stage.look(await spoil(stage));
      yield { what, isManipulation: true, detections, isRight: detections.length > 0 };
    }
  } finally {
    await stage.end();
  }
}
