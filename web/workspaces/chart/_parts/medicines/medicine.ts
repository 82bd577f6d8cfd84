import { conceptTitle } from "../../../../ui/clinical/codes.ts";
import { formatDate, instantOf, notRecorded } from "../../../../ui/clinical/dates.ts";
import { type DrugLine, type Medications, requestLine, statementLine } from "../../../../ui/clinical/drug-line.ts";
import type { Medication, MedicationRequest, MedicationStatement, Meta } from "../../../../ui/clinical/fhir-types.ts";
import type { Resource } from "../../../../app/api.ts";
import { actorName } from "../record/actor-name.ts";
import { say } from "../../words/index.ts";

export type MedicineLine = DrugLine & {
  readonly type: "MedicationRequest" | "MedicationStatement";
  readonly id: string;
  readonly current: boolean;
  readonly status: string;
  readonly started: string;
  /** The same as it is recorded. */
  readonly startedOn: string | undefined;
  readonly startedAt: number;
  readonly stoppedAt: number | undefined;
  readonly reason: string | undefined;
  readonly by: string | undefined;
  /** A statement: taken by the person's own account, not ordered here. */
  readonly reported: boolean;
  readonly meta: Meta | undefined;
};

const requestStatus: Readonly<Record<string, string>> = {
  active: say("medicineActive"),
  "on-hold": say("onHold"),
  cancelled: say("medicineCancelled"),
  completed: say("medicineCompleted"),
  stopped: say("stopped"),
  draft: say("medicineDraft"),
  unknown: say("statusUnknown"),
};

const statementStatus: Readonly<Record<string, string>> = {
  active: say("taking"),
  completed: say("finished"),
  intended: say("intended"),
  stopped: say("stopped"),
  "on-hold": say("onHold"),
  unknown: say("statusUnknown"),
  "not-taken": say("notTaken"),
};

/** Medicines that came along with a search, by id. */
export function medicationsIn(included: ReadonlyMap<string, Resource>): Medications {
  return new Map(
    [...included.values()]
      .filter((one): one is Resource & Medication => one.resourceType === "Medication")
      .map((one) => [one.id ?? "", one]),
  );
}

/** An active order whose time is over isn't current any more, whatever its status still says. */
function isCurrent(status: string | undefined, end: string | undefined, now: number): boolean {
  if (status !== "active" && status !== "on-hold") return false;
  const ends = instantOf(end);
  // A date without a time counts to the end of its day.
  return ends === undefined || ends + (end !== undefined && end.length <= 10 ? 86_400_000 : 0) > now;
}

export function requestMedicine(
  request: MedicationRequest,
  included: ReadonlyMap<string, Resource>,
  now: number,
): MedicineLine {
  const bounds = request.dosageInstruction
    ?.map((dosage) => dosage.timing?.repeat?.boundsPeriod)
    .find((period) => period !== undefined);
  const end = bounds?.end ?? request.dispenseRequest?.validityPeriod?.end;
  const start = bounds?.start ?? request.dispenseRequest?.validityPeriod?.start ?? request.authoredOn;
  const current = isCurrent(request.status, end, now);
  return {
    ...requestLine(request, medicationsIn(included)),
    type: "MedicationRequest",
    id: request.id ?? "",
    current,
    status:
      request.status === "active" && !current
        ? say("courseOver")
        : (requestStatus[request.status ?? ""] ?? say("statusNotRecorded")),
    started: start === undefined ? notRecorded : formatDate(start),
    startedOn: start,
    startedAt: instantOf(start) ?? 0,
    stoppedAt: current ? undefined : instantOf(end),
    reason: request.reasonCode?.map(conceptTitle).find((text) => text !== undefined),
    by: actorName(request.requester, included),
    reported: false,
    meta: request.meta,
  };
}

export function statementMedicine(
  statement: MedicationStatement,
  included: ReadonlyMap<string, Resource>,
  now: number,
): MedicineLine {
  const start = statement.effectivePeriod?.start ?? statement.effectiveDateTime ?? statement.dateAsserted;
  const end = statement.effectivePeriod?.end;
  return {
    ...statementLine(statement, medicationsIn(included)),
    type: "MedicationStatement",
    id: statement.id ?? "",
    current: isCurrent(statement.status, end, now),
    status: statementStatus[statement.status ?? ""] ?? say("statusNotRecorded"),
    started: start === undefined ? notRecorded : formatDate(start),
    startedOn: start,
    startedAt: instantOf(start) ?? 0,
    stoppedAt: instantOf(end),
    reason: statement.reasonCode?.map(conceptTitle).find((text) => text !== undefined),
    by: actorName(statement.informationSource, included),
    reported: true,
    meta: statement.meta,
  };
}

/** Current medicines by name, past ones newest first; mistakes and mere proposals are left out. */
export function sortMedicines(
  requests: readonly MedicationRequest[],
  statements: readonly MedicationStatement[],
  included: ReadonlyMap<string, Resource>,
  now: number,
): { readonly current: readonly MedicineLine[]; readonly past: readonly MedicineLine[] } {
  const lines = [
    ...requests
      .filter((one) => one.status !== "entered-in-error" && one.intent !== "proposal")
      .map((one) => requestMedicine(one, included, now)),
    ...statements
      .filter((one) => one.status !== "entered-in-error")
      .map((one) => statementMedicine(one, included, now)),
  ];
  return {
    current: lines.filter((line) => line.current).sort((a, b) => a.name.localeCompare(b.name)),
    past: lines.filter((line) => !line.current).sort((a, b) => b.startedAt - a.startedAt),
  };
}
