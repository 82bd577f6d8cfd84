import type { JsonObject } from "../../../foundation/fhir/index.ts";
import { dateText } from "../calendar.ts";
import { actor, refer } from "../chart/chart.ts";
import { siteBuilding } from "../organisation.ts";
import { type CareProvider, providerNamed } from "../staff.ts";
import type { ClinicChart } from "./clinic-chart.ts";
import { type DemonstrationKind, group, kindReference, longConsultation, speech, treatment } from "./kinds.ts";
import type { Site } from "./practices.ts";

/** What somebody waits for. */
interface Wish {
  readonly kind: DemonstrationKind;
  readonly site: Site;
  readonly provider?: CareProvider;
  readonly daysWaiting: number;
  /** Days from today between which it would suit. */
  readonly suits?: { readonly from?: number; readonly until?: number };
}

const wishes: ReadonlyMap<number, Wish> = new Map<number, Wish>([
  [4, { kind: speech, site: "wherry-street", daysWaiting: 12, suits: { until: 21 } }],
  [12, { kind: treatment, site: "wherry-street", daysWaiting: 9, suits: { from: 1, until: 10 } }],
  [15, { kind: treatment, site: "wherry-street", provider: providerNamed("amara.osei"), daysWaiting: 5 }],
  [20, { kind: treatment, site: "signal-street", daysWaiting: 3, suits: { until: 14 } }],
  [24, { kind: group, site: "wherry-street", daysWaiting: 2 }],
  [31, { kind: longConsultation, site: "wherry-street", daysWaiting: 6, suits: { from: 2 } }],
]);

/** What a patient of the clinic waits for, by their place in it; undefined of most. */
export function wishOf(index: number): Wish | undefined {
  return wishes.get(index);
}

/** Puts the patient on the waiting list. */
export function writeWish({ chart, registered }: ClinicChart, wish: Wish): void {
  const { calendar, subject, bundle } = chart;
  const { kind, site, provider, suits } = wish;
  const since = Math.max(registered, calendar.today - wish.daysWaiting);
  const day = (ahead: number | undefined): string | undefined =>
    ahead === undefined ? undefined : dateText(calendar.today + ahead);
  const participants: readonly JsonObject[] = [
    refer(subject),
    ...(provider === undefined ? [] : [actor(provider)]),
    refer(kindReference(kind)),
    refer(siteBuilding(site)),
  ];
  bundle.add("Appointment", {
    status: "waitlist",
    serviceType: [{ text: kind.name }],
    created: calendar.instant({ day: since, minute: since === calendar.today ? 0 : 9 * 60 + 40 }),
    requestedPeriod: suits === undefined ? undefined : [{ start: day(suits.from), end: day(suits.until) }],
    participant: participants.map((who) => ({ actor: who, status: "accepted" })),
  });
}
