import { expect, test } from "vitest";
import { type EnquiryStatus, enquiryRefusal, enquiryStatuses, enquiryTransitions } from "./enquiry-states.ts";
import { enquiryRule } from "./enquiry-rule.ts";

const legal = new Set(
  [
    "requested>in-progress requested>on-hold requested>completed requested>rejected requested>entered-in-error",
    "in-progress>on-hold in-progress>completed in-progress>rejected in-progress>entered-in-error",
    "on-hold>in-progress on-hold>completed on-hold>rejected on-hold>entered-in-error",
    "completed>in-progress rejected>in-progress rejected>entered-in-error",
  ].flatMap((line) => line.split(" ")),
);

const enquiry = (status: EnquiryStatus, more: object = {}) => ({
  resourceType: "Task",
  status,
  intent: "proposal",
  code: { coding: [{ system: "urn:wardbook:task", code: "enquiry" }] },
  contained: [{ resourceType: "Patient", id: "person", name: [{ text: "Asha Rao" }] }],
  requester: { reference: "#person" },
  for: { reference: "Patient/1" },
  statusReason: { text: "Went elsewhere." },
  ...more,
});

const ask = (previous: object | undefined, next: object | undefined, action = "update") =>
  (async () => enquiryRule({ action, previous, next } as never))();

test("each pair of states is as the table says, and a refusal says what is left", async () => {
  for (const from of enquiryStatuses)
    for (const to of enquiryStatuses) {
      if (from === to) continue;
      const isLegal = legal.has(`${from}>${to}`);
      expect(enquiryTransitions[from].includes(to), `${from}>${to}`).toBe(isLegal);
      const asked = ask(enquiry(from), enquiry(to));
      await (isLegal
        ? expect(asked).resolves.toEqual({})
        : expect(asked).rejects.toMatchObject({ path: "Task.status" }));
      await expect(ask(enquiry(from), enquiry(to), "import")).resolves.toEqual({});
    }
  expect(enquiryRefusal("completed", "rejected")).toBe(
    "an enquiry that is registered doesn't become closed without a registration: it can become being followed up",
  );
});

test.each([
  ["contained", { contained: [{ resourceType: "Patient", id: "person" }] }],
  ["requester", { requester: { reference: "#somebody" } }],
  ["status", { status: "completed" }],
  ["status", { status: "draft" }],
])("an enquiry whose %s isn't right is refused", async (element, more) => {
  await expect(ask(undefined, enquiry("requested", more))).rejects.toMatchObject({ path: `Task.${element}` });
});

test("why it came to nothing, and who was registered, is said; and other tasks are none of its business", async () => {
  const open = enquiry("in-progress");
  await expect(ask(open, enquiry("rejected", { statusReason: undefined }))).rejects.toMatchObject({
    path: "Task.statusReason",
  });
  await expect(ask(open, enquiry("completed", { for: undefined }))).rejects.toMatchObject({ path: "Task.for" });
  await expect(ask(open, { ...open, code: { text: "Something else" } })).rejects.toMatchObject({ path: "Task.code" });
  await expect(ask(undefined, { resourceType: "Task", status: "draft" })).resolves.toEqual({});
});
