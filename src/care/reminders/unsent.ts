import type { ResourceId } from "../../foundation/kernel/index.ts";
import { type Caller, speaksOf } from "../../custody/access/index.ts";
import { findAll } from "../../custody/chart/index.ts";
import { objectsIn, textIn, textsIn } from "../../foundation/fhir/index.ts";
import { appointmentsOf } from "./appointments.ts";
import { deletedAmong } from "./deleted.ts";
import type { ReminderPorts } from "./ports.ts";
import { readUnsent } from "./reminder-table.ts";

/** A mail that could not be sent, for an appointment that is still to come. */
export interface Unsent {
  readonly appointmentId: ResourceId;
  readonly patientId: ResourceId;
  /** Absent where the caller doesn't see the patient. */
  readonly patientName?: string | undefined;
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
  const there = new Set(seen.map(({ id }) => id));
  const deleted = await deletedAmong(
    chart,
    caller,
    [...known.keys()].filter((id) => !there.has(id)),
  );
  const unsent = [...seen, ...deleted]
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
  const names = await namesOf(chart, caller, [...new Set(unsent.map(({ patientId }) => patientId))]);
  return unsent.map((one) => ({ ...one, patientName: names.get(one.patientId) }));
}

const mostTogether = 25;

/** Whom staff have to telephone, as far as the caller sees them; each is told in their ledger that they were shown. */
async function namesOf(
  chart: Pick<ReminderPorts["chart"], "search">,
  caller: Caller,
  ids: readonly ResourceId[],
): Promise<ReadonlyMap<ResourceId, string>> {
  const names = new Map<ResourceId, string>();
  const seesPatients = caller.scopes.some(
    (scope) => speaksOf(scope.type, "Patient") && scope.permissions.includes("s"),
  );
  for (let from = 0; seesPatients && from < ids.length; from += mostTogether) {
    const together = ids.slice(from, from + mostTogether);
    const { matches } = await findAll(chart, caller, "Patient", [["_id", together.join(",")]]);
    for (const { id, resource } of matches) {
      const [name] = objectsIn(resource["name"]);
      const parts = [...textsIn(name?.["given"]), textIn(name?.["family"]) ?? ""];
      const text = textIn(name?.["text"]) ?? parts.join(" ").trim();
      if (text !== "") names.set(id, text);
    }
  }
  return names;
}
