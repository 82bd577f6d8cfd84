import { expect, test } from "vitest";
import { actorOf, isClosed, reasonText } from "./appointment-words.ts";
import type { Appointment, Encounter } from "../../../ui/clinical/fhir-types.ts";
import { noteTemplates } from "../../chart/_parts/notes/templates.ts";
import { dayBounds } from "./use-day.ts";
import { beginningVisit, headingsFor, visitOf, visitStep } from "./visit.ts";

test("a day ends where the next begins", () => {
  const [, end] = dayBounds("2026-03-28");
  const [start] = dayBounds("2026-03-29");
  expect(end).toBe(start);
});

test("the reason is the coded one before the free one", () => {
  expect(
    reasonText({
      resourceType: "Appointment",
      status: "booked",
      reasonCode: [{ text: "Low back pain" }],
      description: "x",
    }),
  ).toBe("Low back pain");
  expect(reasonText({ resourceType: "Appointment", status: "booked", description: "Follow-up" })).toBe("Follow-up");
});

test("participants are told by their kind, not their order", () => {
  const participant = [{ actor: { reference: "Location/l" } }, { actor: { reference: "Patient/p" } }];
  expect(actorOf({ resourceType: "Appointment", status: "booked", participant }, "Patient")?.reference).toBe(
    "Patient/p",
  );
});

test("somebody who has arrived is still to be seen", () => {
  expect(isClosed("arrived")).toBe(false);
  expect(isClosed("fulfilled")).toBe(true);
});

const anAppointment = (kind: string, status: Appointment["status"] = "booked"): Appointment => ({
  resourceType: "Appointment",
  id: "a",
  status,
  serviceType: [{ text: kind }],
  participant: [{ actor: { reference: "Patient/p" } }],
});

test("a note about a visit begins with the headings of its kind, by the names that notes have for them", () => {
  const found = (
    [
      "EEG",
      "NCV study",
      "EMG",
      "Speech therapy, first visit",
      "Speech",
      "Physiotherapy assessment",
      "Physio",
      "Dentist",
    ] as const
  ).map((kind) => headingsFor(anAppointment(kind)));
  expect(found).toEqual([
    "EEG report",
    "Nerve conduction report",
    "EMG report",
    "Speech and language, first visit",
    "Speech and language, session",
    "Physiotherapy, first visit",
    "Physiotherapy, follow-up",
    "SOAP",
  ]);
  for (const name of found) expect(noteTemplates.map((one) => one.name)).toContain(name);
});

test("a visit begins for who may come and hasn't one, and ends once", () => {
  const visit = (status: string): Encounter => ({
    resourceType: "Encounter",
    status,
    appointment: [{ reference: "Appointment/a" }],
  });
  const next = (status: Appointment["status"], ...visits: string[]) =>
    visitStep(anAppointment("x", status), visitOf(anAppointment("x", status), visits.map(visit)));
  expect([next("booked"), next("arrived"), next("checked-in"), next("arrived", "entered-in-error")]).toEqual(
    Array<string>(4).fill("start"),
  );
  expect([next("checked-in", "in-progress"), next("fulfilled", "in-progress")]).toEqual(["end", "end"]);
  expect([next("cancelled"), next("noshow"), next("fulfilled"), next("fulfilled", "finished")]).toEqual(
    Array<undefined>(4).fill(undefined),
  );
  expect(beginningVisit(anAppointment("x"), undefined, "2026-03-07T09:00:00Z")).toMatchObject({
    status: "in-progress",
    subject: { reference: "Patient/p" },
    appointment: [{ reference: "Appointment/a" }],
    period: { start: "2026-03-07T09:00:00Z" },
  });
});
