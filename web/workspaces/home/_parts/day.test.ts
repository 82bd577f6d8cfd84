import { expect, test } from "vitest";
import { actorOf, isClosed, reasonText } from "./appointment-words.ts";
import { dayBounds } from "./use-day.ts";

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
