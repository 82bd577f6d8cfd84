import type { FhirResource, JsonObject } from "../../foundation/fhir/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import { ChartError } from "../../custody/chart/index.ts";
import { randomUuid } from "../../foundation/crypto/index.ts";
import { programCaller } from "./callers.ts";
import { writeEnquiry } from "./enquiries.ts";
import { localDay } from "../../foundation/calendar/index.ts";
import type { Offers } from "./offers.ts";
import type { Enquirer, FreeTime, OfferedPlaces, Origin, ReceptionPorts } from "./ports.ts";
import { type Sent, admit, inPublicWords, recognise } from "./receiving.ts";
import { ReceptionError, notOffered } from "./reception-error.ts";
import { notedRequests } from "./noted-requests.ts";
import { extensionUrl, heldType, requestSystem } from "./vocabulary.ts";

export interface NewBooking extends Omit<Enquirer, "times">, Sent {
  readonly kindId: string;
  readonly start: string;
}

const hour = 3_600_000;
/** Of those who are free then, how many are tried: others may ask for the same time at this moment. */
const mostTried = 8;

/** Takes in who asks for a time, and keeps it for them. What is answered is the same where so much was asked for already that no
 *  time is kept any more: then the wish alone is taken in. @throws ReceptionError, ChartError */
export async function takeBooking(
  ports: ReceptionPorts,
  offers: Offers,
  tenant: TenantId,
  asked: NewBooking,
  origin: Origin,
): Promise<void> {
  const pages = await ports.settings(tenant);
  const isOffered = pages.offers.some(({ kindId, branchId }) => kindId === asked.kindId && branchId === asked.branchId);
  if (!isOffered) throw notOffered();
  const known = await recognise(ports, tenant, "booking", asked);
  if (known === undefined) return;
  const places = await offers.places(tenant);
  const kind = places.kinds.find(({ id }) => id === asked.kindId);
  if (kind === undefined) throw notOffered();
  const at = Date.parse(asked.start);
  const start = new Date(at).toISOString();
  const from = localDay(at, places.timeZone);
  const free = (await offers.times(tenant, { kind: kind.id, branch: asked.branchId, from }, origin)).filter(
    (time) => time.start === start,
  );
  if (free.length === 0) throw timeTaken();
  await admit(ports, tenant, known, origin);
  const { request } = known;
  const wanted = { ...asked, times: wishText(kind.name, at, places.timeZone) };
  if (!(await mayHold(ports, tenant, asked, origin)))
    return writeEnquiry(ports, tenant, { asked: wanted, request }, origin);
  const until = Math.min(ports.now() + pages.holdHours * hour, at);
  for (const time of free.slice(0, mostTried)) {
    const hold = heldAppointment(
      { time, kind, branchId: asked.branchId, requestId: asked.requestId, until },
      places,
      ports.now(),
    );
    const outcome = await write(ports, tenant, { hold, task: ports.newEnquiry(wanted, ports.now()) }, origin);
    if (outcome === "taken") continue;
    offers.forget(tenant);
    // Beside the calendar's own note of its number: sent again, it is known before anybody asks whether the time is still free.
    await notedRequests.note(ports.db.tenant(tenant), tenant, request, Math.floor(ports.now() / (24 * hour)));
    return;
  }
  offers.forget(tenant);
  throw timeTaken();
}

function timeTaken(): ReceptionError {
  return new ReceptionError("public/time-taken", "this time isn't free any more: choose another", { path: "start" });
}

/** "Physiotherapy: 09-Mar-2026 10:00" */
function wishText(kind: string, at: number, timeZone: string): string {
  const parts = new Map(
    new Intl.DateTimeFormat("en-GB", {
      timeZone,
      day: "2-digit",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    })
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? "";
  return `${kind}: ${of("day")}-${of("month").slice(0, 3)}-${of("year")} ${of("hour")}:${of("minute")}`;
}

/** Whether one more time is kept for this network, this address and number, and all together today. */
async function mayHold(
  { take: takeOf }: Pick<ReceptionPorts, "take">,
  tenant: TenantId,
  { email, telephone }: NewBooking,
  { network, site }: Origin,
): Promise<boolean> {
  const take = takeOf(tenant);
  const contacts = [email?.toLowerCase(), telephone?.replaceAll(/\D/g, "").slice(-9)].filter(
    (one) => one !== undefined,
  );
  const wanted = [
    ["hold-network", network] as const,
    ["hold-site", site] as const,
    ...contacts.map((contact) => ["hold-contact", contact] as const),
    ["hold-whole", ""] as const,
  ];
  for (const [limited, key] of wanted) if ((await take(limited, key)) !== undefined) return false;
  return true;
}

/** A time that is kept: who asked stands in the enquiry alone. */
function heldAppointment(
  {
    time,
    kind,
    branchId,
    requestId,
    until,
  }: {
    readonly time: FreeTime;
    readonly kind: OfferedPlaces["kinds"][number];
    readonly branchId: string;
    readonly requestId: string;
    readonly until: number;
  },
  { branches, rooms, therapists }: OfferedPlaces,
  now: number,
): FhirResource {
  const named = (type: string, id: string, all: readonly { readonly id: string; readonly name: string }[]) => {
    const name = all.find((one) => one.id === id)?.name ?? "";
    const reference: JsonObject = { reference: `${type}/${id}` };
    return { actor: name === "" ? reference : { ...reference, display: name }, status: "accepted" };
  };
  return {
    resourceType: "Appointment",
    extension: [{ url: extensionUrl.heldUntil, valueInstant: new Date(until).toISOString() }],
    identifier: [{ system: requestSystem, value: requestId }],
    status: "pending",
    serviceType: [{ text: kind.name }],
    appointmentType: { coding: [{ ...heldType }], text: "Asked for on the public page" },
    start: time.start,
    end: time.end,
    minutesDuration: Math.round((Date.parse(time.end) - Date.parse(time.start)) / 60_000),
    created: new Date(now).toISOString(),
    participant: [
      named("HealthcareService", kind.id, [kind]),
      named("Practitioner", time.therapistId, therapists),
      named("Location", branchId, branches),
      ...(time.roomId === undefined ? [] : [named("Location", time.roomId, rooms)]),
    ],
  };
}

/** Appointment and enquiry in one transaction; the database says whether the time is free. */
async function write(
  { chart }: Pick<ReceptionPorts, "chart">,
  tenant: TenantId,
  { hold, task }: { readonly hold: FhirResource; readonly task: FhirResource },
  origin: Origin,
): Promise<"written" | "taken"> {
  const fullUrl = `urn:uuid:${randomUuid()}`;
  try {
    await chart.transact(programCaller(tenant, "public-booking", origin), [
      { kind: "create", type: "Appointment", resource: hold, fullUrl },
      { kind: "create", type: "Task", resource: { ...task, focus: { reference: fullUrl } } },
    ]);
    return "written";
  } catch (error) {
    if (!(error instanceof ChartError) || error.code !== "chart/taken") throw inPublicWords(error);
    // Sent twice: it was written the first time.
    return error.path?.endsWith("Appointment.identifier") === true ? "written" : "taken";
  }
}
