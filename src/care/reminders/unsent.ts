import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { appointmentsOf } from "./appointments.ts";
import type { ReminderPorts } from "./ports.ts";
import { readUnsent } from "./reminder-table.ts";

/** A mail that could not be sent, for an appointment that is still to come. */
export interface Unsent {
  readonly appointmentId: ResourceId;
  readonly patientId: ResourceId;
  readonly start: string;
  readonly why: "refused" | "not-known";
  readonly what: "reminder" | "change";
}

const day = 86_400_000;

/** As far as the caller sees the appointments; what each was about stands in the ledger of its patient. @throws ChartError */
export async function findUnsent(
  { chart, db, now }: Pick<ReminderPorts, "chart" | "db" | "now">,
  caller: Caller,
): Promise<readonly Unsent[]> {
  const { tenant } = caller;
  const rows = await readUnsent(db.tenant(tenant), tenant, Math.floor(now() / day));
  const known = new Map(rows.map((row) => [row.appointment, row]));
  const seen = await appointmentsOf(chart, caller, [...known.keys()]);
  return seen
    .flatMap(({ id, patient, start, isExpected }) => {
      const row = known.get(id);
      if (row === undefined || start <= now() || (!isExpected && row.what === "reminder")) return [];
      return [
        {
          appointmentId: id,
          patientId: patient,
          start: new Date(start).toISOString(),
          why: row.state === "refused" ? ("refused" as const) : ("not-known" as const),
          what: row.what,
        },
      ];
    })
    .sort((one, other) => one.start.localeCompare(other.start));
}
