import type { Resource } from "../../../../app/api.ts";
import { conceptTitle } from "../../../../ui/clinical/codes.ts";
import { formatPeriod, instantOf, wallTime, type Zone } from "../../../../ui/clinical/dates.ts";
import type {
  DocumentReference,
  Encounter,
  Immunization,
  Meta,
  Procedure,
} from "../../../../ui/clinical/fhir-types.ts";
import { formatDose } from "../../../../ui/clinical/quantities.ts";
import { noteSummary } from "../notes/note.ts";
import { actorName } from "../record/actor-name.ts";
import { say } from "../../words/index.ts";

export const timelineKinds = ["encounter", "note", "procedure", "immunisation"] as const;
export type TimelineKind = (typeof timelineKinds)[number];

/** One thing that happened. */
export type Happening = {
  readonly type: "Encounter" | "DocumentReference" | "Procedure" | "Immunization";
  readonly id: string;
  readonly kind: TimelineKind;
  readonly at: number;
  /** As recorded: a date alone has no time to show. */
  readonly when: string;
  readonly title: string;
  readonly details: readonly string[];
  /** Planned or refused, said so that nobody takes it for done. */
  readonly notDone: string | undefined;
  readonly meta: Meta | undefined;
};

export type TimelineRecord = {
  readonly encounters: readonly Encounter[];
  readonly notes: readonly DocumentReference[];
  readonly procedures: readonly Procedure[];
  readonly immunizations: readonly Immunization[];
  readonly included: ReadonlyMap<string, Resource>;
};

const encounterClasses: Readonly<Record<string, string>> = {
  AMB: say("outpatient"),
  IMP: say("inpatientStay"),
  ACUTE: say("inpatientStay"),
  EMER: say("emergency"),
  HH: say("homeVisit"),
  VR: say("byPhoneOrVideo"),
  SS: say("shortStay"),
  OBSENC: say("observationStay"),
};
const unfinished: Readonly<Record<string, string>> = {
  "not-done": say("notDone"),
  planned: say("planned"),
  cancelled: say("cancelled"),
  preparation: say("inPreparation"),
  "on-hold": say("timelineOnHold"),
  stopped: say("stoppedBeforeEnd"),
};

function said(...parts: readonly (string | undefined)[]): readonly string[] {
  return parts.filter((part): part is string => part !== undefined && part !== "");
}

function encounterOf(encounter: Encounter, included: TimelineRecord["included"]): Happening | undefined {
  const when = encounter.period?.start;
  const at = instantOf(when);
  if (when === undefined || at === undefined || encounter.status === "entered-in-error") return undefined;
  const stay = encounterClasses[encounter.class?.code ?? ""];
  const end = instantOf(encounter.period?.end);
  const overnight = end !== undefined && end - at > 20 * 3_600_000;
  return {
    type: "Encounter",
    id: encounter.id ?? "",
    meta: encounter.meta,
    kind: "encounter",
    at,
    when,
    title: conceptTitle(encounter.type?.[0]) ?? stay ?? say("visit"),
    details: said(
      encounter.reasonCode?.map(conceptTitle).find((text) => text !== undefined),
      conceptTitle(encounter.type?.[0]) === undefined ? undefined : stay,
      overnight ? formatPeriod(encounter.period) : undefined,
      actorName(encounter.participant?.[0]?.individual, included),
      actorName(encounter.serviceProvider, included),
    ),
    notDone: unfinished[encounter.status ?? ""],
  };
}

function procedureOf(procedure: Procedure, included: TimelineRecord["included"]): Happening | undefined {
  const when = procedure.performedDateTime ?? procedure.performedPeriod?.start;
  const at = instantOf(when);
  if (when === undefined || at === undefined || procedure.status === "entered-in-error") return undefined;
  return {
    type: "Procedure",
    id: procedure.id ?? "",
    meta: procedure.meta,
    kind: "procedure",
    at,
    when,
    title: conceptTitle(procedure.code) ?? say("procedureNotNamed"),
    details: said(
      actorName(procedure.performer?.[0]?.actor, included),
      ...(procedure.note ?? []).map((note) => note.text),
    ),
    notDone: unfinished[procedure.status ?? ""],
  };
}

function immunisationOf(immunization: Immunization, included: TimelineRecord["included"]): Happening | undefined {
  const when = immunization.occurrenceDateTime;
  const at = instantOf(when);
  if (when === undefined || at === undefined || immunization.status === "entered-in-error") return undefined;
  return {
    type: "Immunization",
    id: immunization.id ?? "",
    meta: immunization.meta,
    kind: "immunisation",
    at,
    when,
    title: conceptTitle(immunization.vaccineCode) ?? say("vaccineNotNamed"),
    details: said(
      formatDose(immunization.doseQuantity),
      conceptTitle(immunization.site),
      immunization.lotNumber === undefined ? undefined : say("batch", { number: immunization.lotNumber }),
      actorName(immunization.performer?.[0]?.actor, included),
    ),
    notDone: unfinished[immunization.status ?? ""],
  };
}

function noteOf(document: DocumentReference, included: TimelineRecord["included"]): Happening | undefined {
  const note = noteSummary(document, included);
  if (note === undefined) return undefined;
  return {
    type: "DocumentReference",
    id: note.id,
    meta: document.meta,
    kind: "note",
    at: note.at,
    when: note.when,
    title: note.title,
    details: said(note.addendumTo === undefined ? undefined : say("addendum"), note.author, note.preview),
    notDone: note.notFinal,
  };
}

/** Everything that happened, newest first. */
export function happenings(record: TimelineRecord): readonly Happening[] {
  const { included } = record;
  return [
    ...record.encounters.map((one) => encounterOf(one, included)),
    ...record.notes.map((one) => noteOf(one, included)),
    ...record.procedures.map((one) => procedureOf(one, included)),
    ...record.immunizations.map((one) => immunisationOf(one, included)),
  ]
    .filter((one) => one !== undefined)
    .sort((a, b) => b.at - a.at || a.title.localeCompare(b.title));
}

export type TimelineYear = {
  readonly year: number;
  readonly days: readonly { readonly when: string; readonly happenings: readonly Happening[] }[];
};

/** Years, and in them days, in the order given; the day is the reader's. */
export function byYearAndDay(list: readonly Happening[], zone?: Zone): readonly TimelineYear[] {
  const years = new Map<number, Map<string, { when: string; happenings: Happening[] }>>();
  for (const one of list) {
    const { year, month, day } = wallTime(one.at, zone);
    const days = years.get(year) ?? new Map<string, { when: string; happenings: Happening[] }>();
    years.set(year, days);
    const key = one.when.length <= 7 ? one.when : `${year}-${month}-${day}`;
    const there = days.get(key);
    if (there === undefined) days.set(key, { when: one.when, happenings: [one] });
    else there.happenings.push(one);
  }
  return [...years].map(([year, days]) => ({ year, days: [...days.values()] }));
}
