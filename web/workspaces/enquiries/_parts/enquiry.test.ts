import { expect, test } from "vitest";
import { afterStep, nameParts, newTask, noEnquiry, readEnquiry } from "./enquiry.ts";

const at = new Date("2026-03-07T09:00:00.000Z");
const typed = {
  ...noEnquiry,
  source: "referral" as const,
  name: "Asha Devi Rao",
  phone: " 0161 496 0123 ",
  birthDate: "12/03/1988",
  asks: "Her knee, after a fall",
  referredBy: "Dr Ines Moreau",
};
const task = newTask(typed, at);

test("what the desk writes down is the same Task as what the public form makes, and reads back as it was typed", () => {
  // src/care/registration/enquiry.test.ts asks the same of the server.
  expect(task).toEqual({
    resourceType: "Task",
    contained: [
      {
        resourceType: "Patient",
        id: "person",
        name: [{ text: "Asha Devi Rao" }],
        telecom: [{ system: "phone", value: "0161 496 0123" }],
        birthDate: "1988-03-12",
      },
    ],
    extension: [
      { url: "urn:wardbook:enquiry-source", valueCode: "referral" },
      { url: "urn:wardbook:referred-by", valueString: "Dr Ines Moreau" },
    ],
    status: "requested",
    intent: "proposal",
    code: { coding: [{ system: "urn:wardbook:task", code: "enquiry" }] },
    description: "Her knee, after a fall",
    authoredOn: "2026-03-07T09:00:00.000Z",
    requester: { reference: "#person" },
  });
  expect(readEnquiry(task)).toMatchObject({
    name: "Asha Devi Rao",
    phone: "0161 496 0123",
    source: "referral",
    referredBy: "Dr Ines Moreau",
    askedAt: at.toISOString(),
    notes: [],
    patientId: undefined,
  });
  expect(newTask({ ...typed, source: "web" }, at).extension).toHaveLength(1);
});

test("a step keeps what was noted before, and takes the day and the reason of the one before it away", () => {
  const called = afterStep(task, { kind: "follow-up", note: "Calls back", nextDay: "2026-03-10" }, "Tom Birch", at);
  const waiting = afterStep(called, { kind: "hold", note: "Asks her insurer", nextDay: undefined }, "Tom Birch", at);
  expect(readEnquiry(called)).toMatchObject({ status: "in-progress", nextDay: "2026-03-10" });
  expect(readEnquiry(waiting)).toMatchObject({ status: "on-hold", nextDay: undefined });
  expect(readEnquiry(waiting).notes.map(({ text }) => text)).toEqual(["Asks her insurer", "Calls back"]);
  const rejected = afterStep(waiting, { kind: "reject", why: "Went elsewhere" }, "Tom Birch", at);
  expect(readEnquiry(rejected)).toMatchObject({ status: "rejected", reason: "Went elsewhere" });
  const again = afterStep(rejected, { kind: "reopen" }, "Tom Birch", at);
  expect(again).toMatchObject({ status: "in-progress" });
  expect(again).not.toHaveProperty("statusReason");
  const id = "3f0a7cf8-6a3e-4b55-9d1b-9b1b2f3f9b11";
  const done = afterStep(again, { kind: "register", patient: `Patient/${id}` }, "Tom Birch", at);
  expect(readEnquiry(done)).toMatchObject({ status: "completed", patientId: id });
});

test("a name said in one piece is parted for the form, and one that came in parts is left as it came", () => {
  expect(nameParts(readEnquiry(task))).toEqual({ family: "Rao", given: "Asha Devi" });
  expect(nameParts(readEnquiry(newTask({ ...typed, name: "Sukarno" }, at)))).toEqual({ family: "Sukarno", given: "" });
  const parted = {
    ...task,
    contained: [{ resourceType: "Patient" as const, name: [{ family: "Rao", given: ["Asha"] }] }],
  };
  expect(nameParts(readEnquiry(parted))).toEqual({ family: "Rao", given: "Asha" });
});
