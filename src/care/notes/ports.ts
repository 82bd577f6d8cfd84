import type { Caller } from "../../custody/access/index.ts";
import type { Chart } from "../../custody/chart/index.ts";
import type { Clock, Secret } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";

/** Returns once the caller has proven again that it is they; throws otherwise. Who has no password (demonstration) gives none. */
export type ConfirmPassword = (caller: Caller, password: Secret<string> | undefined) => Promise<void>;

/** What notes stand on. */
export interface NotesPorts {
  readonly db: Database;
  readonly chart: Pick<Chart, "read" | "search" | "create" | "withPatient">;
  readonly now: Clock;
  readonly confirmPassword: ConfirmPassword;
}
