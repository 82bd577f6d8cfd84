import type { Appointment, AppointmentStatus, CodeableConcept } from "../../../ui/clinical/fhir-types.ts";
import type { Tone } from "../../../ui/StatusChip.tsx";
import { say } from "../words/index.ts";

/** An appointment's state in the clinic's words: those of the flow board. */
export function statusWords(status: AppointmentStatus): { readonly label: string; readonly tone: Tone } {
  switch (status) {
    case "proposed":
      return { label: say("proposed"), tone: "neutral" };
    case "pending":
      return { label: say("toBeConfirmed"), tone: "neutral" };
    case "waitlist":
      return { label: say("waitingList"), tone: "neutral" };
    case "booked":
      return { label: say("booked"), tone: "info" };
    case "arrived":
      return { label: say("waiting"), tone: "caution" };
    case "checked-in":
      return { label: say("inSession"), tone: "caution" };
    case "fulfilled":
      return { label: say("done"), tone: "good" };
    case "cancelled":
      return { label: say("cancelled"), tone: "neutral" };
    case "noshow":
      return { label: say("didNotAttend"), tone: "neutral" };
    case "entered-in-error":
      return { label: say("enteredInError"), tone: "neutral" };
  }
}

/** Whether the appointment is over, or never was. */
export function isClosed(status: AppointmentStatus): boolean {
  return status === "fulfilled" || status === "cancelled" || status === "noshow" || status === "entered-in-error";
}

/** `Patient/<id>` of an appointment. */
export function patientReference(appointment: Appointment): string | undefined {
  return actorOf(appointment, "Patient")?.reference;
}

/** The participant of one kind: `Practitioner`, `Patient`, `Location`. */
export function actorOf(appointment: Appointment, type: "Patient" | "Practitioner" | "Location" | "HealthcareService") {
  return appointment.participant?.find((one) => one.actor?.reference?.startsWith(`${type}/`))?.actor;
}

/** Why the patient comes. */
export function reasonText(appointment: Appointment): string | undefined {
  return conceptText(appointment.reasonCode?.[0]) ?? appointment.description;
}

/** What is given: physiotherapy, a review. */
export function serviceText(appointment: Appointment): string | undefined {
  return conceptText(appointment.serviceType?.[0]) ?? conceptText(appointment.appointmentType);
}

function conceptText(concept: CodeableConcept | undefined): string | undefined {
  return concept?.text ?? concept?.coding?.[0]?.display;
}
