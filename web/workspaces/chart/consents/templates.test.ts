import { expect, test } from "vitest";
import { recordConsentRequest } from "../../../../contract/index.ts";
import { emptyWish, missingIn, requestOf, templates } from "./templates.ts";

const ada = {
  kind: "person",
  reference: "Practitioner/0c89b627-646b-40ff-a620-c8509a10912c",
  name: "Dr Ada Okafor",
} as const;

test("every wish becomes a request that the server's contract knows", () => {
  for (const { id } of templates) {
    const wish = { ...emptyWish, template: id, who: [ada], except: [ada], labels: ["PSY"], until: "2026-12-31" };
    expect(missingIn(wish)).toBeUndefined();
    expect(recordConsentRequest.safeParse(requestOf(wish)).success, id).toBe(true);
  }
});

test("a sensitive category is denied to all but those who are named", () => {
  expect(requestOf({ ...emptyWish, template: "keep-sensitive", labels: ["PSY"], except: [ada] })).toEqual({
    otherwise: "roles",
    statements: [{ decision: "deny", labels: ["PSY"], except: [ada] }],
    givenBy: "patient",
  });
});

test("closing a record names whom it stays open to, or nobody", () => {
  expect(requestOf({ ...emptyWish, template: "close" })).toMatchObject({ otherwise: "deny", statements: [] });
  expect(requestOf({ ...emptyWish, template: "close", except: [ada] }).statements).toEqual([
    { decision: "permit", who: [ada] },
  ]);
});

test("what is missing is said before anything is sent", () => {
  expect([
    missingIn(emptyWish),
    missingIn({ ...emptyWish, template: "keep-sensitive" }),
    missingIn({ ...emptyWish, template: "research", from: "2026-03-02", until: "2026-03-01" }),
    missingIn({ ...emptyWish, template: "research", from: "unreadable" }),
    missingIn({ ...emptyWish, template: "research", givenBy: "representative" }),
    missingIn({ ...emptyWish, template: "research" }),
  ]).toEqual([
    "Choose whom it is about.",
    "Choose what is kept.",
    "It ends before it begins.",
    "Write the days so that they can be read.",
    "Write who gave it for the patient.",
    undefined,
  ]);
});
