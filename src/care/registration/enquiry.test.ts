import { expect, test } from "vitest";
import { newEnquiry } from "./enquiry.ts";

test("the public form makes the same Task as the desk writes down", () => {
  // web/workspaces/enquiries/_parts/enquiry.test.ts asks the same of the web app.
  expect(
    newEnquiry({
      source: "referral",
      name: "Asha Devi Rao",
      phone: "0161 496 0123",
      birthDate: "1988-03-12",
      asks: "Her knee, after a fall",
      referredBy: "Dr Ines Moreau",
      askedAt: Date.UTC(2026, 2, 7, 9),
    }),
  ).toEqual({
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
});

test("a name that came in parts is kept in parts, and what wasn't said is left out", () => {
  const task = newEnquiry({ source: "web", name: "Rao Asha", family: "Rao", given: "Asha Devi", askedAt: 0 });
  expect(task["contained"]).toEqual([
    { resourceType: "Patient", id: "person", name: [{ text: "Rao Asha", family: "Rao", given: ["Asha", "Devi"] }] },
  ]);
  expect(task).not.toHaveProperty("description");
});
