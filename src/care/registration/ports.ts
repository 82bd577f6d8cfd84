import type { Chart } from "../../custody/chart/index.ts";

/** What the desk's registration stands on. */
export interface RegistrationPorts {
  readonly chart: Pick<Chart, "search">;
  /** Decides and reads as `chart` does, and notes nothing. */
  readonly rehearsal: Pick<Chart, "search">;
}
