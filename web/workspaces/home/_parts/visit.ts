import type { Appointment, Encounter } from "../../../ui/clinical/fhir-types.ts";
import { actorOf, serviceText } from "./appointment-words.ts";

/** The visit of an appointment: one that began, and wasn't a mistake. */
export function visitOf(appointment: Appointment, encounters: readonly Encounter[]): Encounter | undefined {
  const reference = `Appointment/${appointment.id ?? ""}`;
  return encounters.find(
    (one) =>
      one.appointment?.some((its) => its.reference === reference) === true &&
      (one.status === "in-progress" || one.status === "finished"),
  );
}

/** What can be done next with the visit of an appointment. */
export function visitStep(appointment: Appointment, visit: Encounter | undefined): "start" | "end" | undefined {
  if (visit !== undefined) return visit.status === "in-progress" ? "end" : undefined;
  const { status } = appointment;
  const mayCome = status === "booked" || status === "arrived" || status === "checked-in";
  return mayCome && actorOf(appointment, "Patient")?.reference !== undefined ? "start" : undefined;
}

/** A visit that begins now, as its appointment has it. */
export function beginningVisit(appointment: Appointment, practitioner: string | undefined, at: string): Encounter {
  const subject = actorOf(appointment, "Patient")?.reference;
  const who = practitioner ?? actorOf(appointment, "Practitioner")?.reference;
  const [serviceType] = appointment.serviceType ?? [];
  return {
    resourceType: "Encounter",
    status: "in-progress",
    class: { system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "AMB", display: "ambulatory" },
    ...(serviceType === undefined ? {} : { serviceType, type: [serviceType] }),
    ...(subject === undefined ? {} : { subject: { reference: subject } }),
    appointment: [{ reference: `Appointment/${appointment.id ?? ""}` }],
    ...(who === undefined ? {} : { participant: [{ individual: { reference: who } }] }),
    period: { start: at },
  };
}

const first = /first|initial|assess|evaluat|new/i;

/** The headings that a note about this kind of appointment begins with, by their name in the notes' own list. */
export function headingsFor(appointment: Appointment): string {
  const kind = `${serviceText(appointment) ?? ""} ${actorOf(appointment, "HealthcareService")?.display ?? ""}`;
  if (/eeg|electroenceph/i.test(kind)) return "EEG report";
  if (/ncv|ncs|nerve conduction/i.test(kind)) return "Nerve conduction report";
  if (/\bemg\b|electromyo/i.test(kind)) return "EMG report";
  if (/speech|language|swallow/i.test(kind))
    return first.test(kind) ? "Speech and language, first visit" : "Speech and language, session";
  if (/physio|rehab/i.test(kind)) return first.test(kind) ? "Physiotherapy, first visit" : "Physiotherapy, follow-up";
  return "SOAP";
}
