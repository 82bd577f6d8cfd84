import { type Found } from "../../custody/chart/index.ts";
import { isJsonObject, extensionIn, objectsIn, textIn } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { momentIn, statusIn } from "./footprint.ts";
import { actorsIn } from "./read-appointment.ts";
import type { AppointmentStatus } from "./states.ts";
import type { Places } from "./types.ts";
import { cancellationSystem, extensionUrl } from "./vocabulary.ts";

/** What a report counts of an appointment: no words that somebody wrote. Milliseconds since 1970. */
export interface Visit {
  readonly patient: ResourceId | undefined;
  readonly branch: ResourceId | undefined;
  readonly therapist: ResourceId | undefined;
  readonly status: AppointmentStatus;
  readonly start: number;
  readonly end: number;
  readonly arrivedAt: number | undefined;
  readonly startedAt: number | undefined;
  /** Why it was cancelled, as R4's list has it; words beside it are left out. */
  readonly reason: string | undefined;
}

/** Undefined of one without a time. */
export function visitOf({ resource }: Pick<Found, "resource">, { rooms }: Pick<Places, "rooms">): Visit | undefined {
  const [start, end] = [momentIn(resource, "start"), momentIn(resource, "end")];
  if (start === undefined || end === undefined || end <= start) return undefined;
  const moment = (url: string) => {
    const at = Date.parse(textIn(extensionIn(resource, url)?.["valueInstant"]) ?? "");
    return Number.isNaN(at) ? undefined : at;
  };
  const places = actorsIn(resource, "Location");
  const room = rooms.find(({ id }) => places.some((one) => one.id === id));
  const { cancelationReason: reason } = resource;
  const coded = isJsonObject(reason)
    ? objectsIn(reason["coding"]).find(({ system }) => system === cancellationSystem)
    : undefined;
  return {
    patient: actorsIn(resource, "Patient")[0]?.id,
    branch: places.find(({ id }) => id !== room?.id)?.id ?? room?.branchId,
    therapist: actorsIn(resource, "Practitioner")[0]?.id,
    status: statusIn(resource),
    start,
    end,
    arrivedAt: moment(extensionUrl.arrivedAt),
    startedAt: moment(extensionUrl.startedAt),
    reason: textIn(coded?.["code"]),
  };
}
