import { expect, test } from "vitest";
import { ownConsentRequest, seenByPartyRequest } from "../../../../contract/index.ts";
import { wishes } from "./consent-page-words.ts";
import { consentOf, noWish, ownConsentOf, type Wish, wishSentence } from "./wish.ts";

const ada = {
  name: "Dr Ada Okafor",
  party: { kind: "person", reference: "Practitioner/0c89b627-646b-40ff-a620-c8509a10912c", name: "Dr Ada Okafor" },
} as const;
const whole: Wish = {
  id: "look",
  who: [ada],
  except: [ada],
  labels: [{ code: "PSY", label: "mental health" }],
  until: "31/12/2031",
};

test("every wish is one that the server's contract knows, and only looking is none", () => {
  for (const { id } of wishes) {
    const consent = consentOf({ ...whole, id });
    expect(seenByPartyRequest.safeParse({ party: ada.party, consent }).success, id).toBe(true);
    expect(consent === undefined).toBe(id === "look");
  }
  expect(consentOf({ ...noWish, id: "keep-from" })).toBeUndefined();
  expect(consentOf({ ...noWish, id: "keep-sensitive" })).toBeUndefined();
  expect(consentOf({ ...noWish, id: "close" })).toMatchObject({ otherwise: "deny", statements: [] });
});

test("what a patient saves is what they tried out, and only what keeps somebody out", () => {
  for (const { id } of wishes) {
    const own = ownConsentOf({ ...whole, id });
    expect(own !== undefined).toBe(id === "keep-from");
    if (own !== undefined) expect(own.statements[0]?.until).toBe("2031-12-31");
    if (own !== undefined) expect(ownConsentRequest.parse(own)).toEqual(consentOf({ ...whole, id }));
  }
  expect(ownConsentOf({ ...noWish, id: "keep-from" })).toBeUndefined();
});

test("a wish is asked for in a sentence that names what and whom", () => {
  expect(wishSentence({ ...whole, id: "keep-from" })).toBe(
    "Please decide this about who sees my record: Keep my record from somebody (mental health): Dr Ada Okafor.",
  );
  expect(wishSentence({ ...whole, id: "keep-sensitive" })).toBe(
    "Please decide this about who sees my record: Keep what is sensitive to a few (mental health): Dr Ada Okafor.",
  );
  expect(wishSentence({ ...noWish, id: "close" })).toBe(
    "Please decide this about who sees my record: Close my record, except for a few.",
  );
});
