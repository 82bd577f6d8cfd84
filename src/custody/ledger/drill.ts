import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import type { Keyring } from "../keyring/index.ts";
import { type Detection, setStage } from "./drill-scene.ts";
import { copyTables } from "./drill-tables.ts";
import { manipulations } from "./drill-manipulations.ts";
import { tableRows } from "./ledger-rows.ts";

export interface DrillResult {
  /** What was done, in words; undefined for the untouched copy. */
  readonly manipulation: string | undefined;
  /** Which checks object, and what they say. */
  readonly detections: readonly Detection[];
  /** Whether that is as it must be: the untouched copy passes every check, and nothing else does. */
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
    const untouched = await stage.look({ ...stage.scene, directory: await stage.copyFiles() });
    yield { manipulation: undefined, detections: untouched, isRight: untouched.length === 0 };
    for (const [manipulation, spoil] of manipulations) {
      const detections = await stage.look(await spoil(stage));
      yield { manipulation, detections, isRight: detections.length > 0 };
    }
  } finally {
    await stage.end();
  }
}
