import type { Reference } from "../bundle.ts";
import type { Moment } from "../calendar.ts";
import { coding, concept, hl7, hl7Concept, type Term } from "../codes.ts";
import { organisationOf } from "../organisation.ts";
import type { CareProvider } from "../staff.ts";
import { actor, type Chart, later, refer } from "./chart.ts";

const visitTypes = {
  consultation: { text: "Consultation", snomed: "11429006", display: "Consultation" },
  followUp: { text: "Follow-up visit", snomed: "390906007", display: "Follow-up encounter" },
  checkUp: { text: "Check-up", snomed: "185349003", display: "Encounter for check up" },
  physiotherapy: { text: "Physiotherapy session", snomed: "91251008", display: "Physical therapy procedure" },
  speechTherapy: { text: "Speech and language therapy session" },
  round: { text: "Doctor’s round at the care home" },
  stay: { text: "Residential care" },
} as const satisfies Readonly<Record<string, Term>>;

const classes = { AMB: "ambulatory", NONAC: "inpatient non-acute" } as const;

export interface Visit {
  readonly start: Moment;
  readonly minutes: number;
  readonly provider: CareProvider;
  readonly type: keyof typeof visitTypes;
  readonly reason: string;
  readonly about?: Reference;
  readonly appointment?: Reference;
  readonly location: Reference;
  /** Still going on: arrived, or in the room. */
  readonly open?: "arrived" | "in the room";
}

/** A visit of an hour or less. */
export function addVisit(chart: Chart, visit: Visit): Reference {
  const { calendar } = chart;
  return chart.bundle.add("Encounter", {
    status: visit.open === undefined ? "finished" : visit.open === "arrived" ? "arrived" : "in-progress",
    class: coding(hl7("v3-ActCode"), "AMB", classes.AMB),
    type: [concept(visitTypes[visit.type])],
    subject: refer(chart.subject),
    participant: [
      {
        type: [hl7Concept("v3-ParticipationType", "PPRF", "primary performer")],
        individual: actor(visit.provider),
      },
    ],
    appointment: visit.appointment === undefined ? undefined : [refer(visit.appointment)],
    period: {
      start: calendar.instant(visit.start),
      end: visit.open !== undefined ? undefined : calendar.instant(later(visit.start, visit.minutes)),
    },
    reasonCode: [{ text: visit.reason }],
    reasonReference: visit.about === undefined ? undefined : [refer(visit.about)],
    location: [{ location: refer(visit.location) }],
    serviceProvider: refer(organisationOf(chart.person.branch)),
  });
}

/** The months or years that somebody lives at the home. */
export function addStay(
  chart: Chart,
  stay: { readonly from: Moment; readonly until?: Moment; readonly nurse: CareProvider; readonly room: Reference },
): Reference {
  const { calendar } = chart;
  return chart.bundle.add("Encounter", {
    status: stay.until === undefined ? "in-progress" : "finished",
    class: coding(hl7("v3-ActCode"), "NONAC", classes.NONAC),
    type: [concept(visitTypes.stay)],
    subject: refer(chart.subject),
    participant: [{ individual: actor(stay.nurse) }],
    period: {
      start: calendar.instant(stay.from),
      end: stay.until === undefined ? undefined : calendar.instant(stay.until),
    },
    location: [{ location: refer(stay.room), status: stay.until === undefined ? "active" : "completed" }],
    serviceProvider: refer(organisationOf("home")),
  });
}
