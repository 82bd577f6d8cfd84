import { describe, expect, test } from "vitest";
import { alertsOf } from "./alerts.ts";
import { allergyState } from "./allergies.ts";
import { conceptTitle, referenceId } from "./codes.ts";
import type { AllergyIntolerance, Flag } from "./fhir-types.ts";
import { deathText, formatSex, patientNumber, shortAddress } from "./patient-facts.ts";

const allergy = (parts: Partial<AllergyIntolerance>): AllergyIntolerance => ({
  resourceType: "AllergyIntolerance",
  id: "a",
  ...parts,
});
const coded = (code: string) => ({ coding: [{ code }] });

describe("allergies", () => {
  test("nothing recorded is not the same as none", () => {
    expect(allergyState([])).toEqual({ kind: "not-recorded" });
    expect(allergyState([allergy({ code: coded("716186003"), recordedDate: "2026-03-07" })])).toEqual({
      kind: "none",
      assertedOn: "2026-03-07",
    });
    expect(allergyState([allergy({ code: { text: "No known drug allergy" } })]).kind).toBe("none");
  });
  test("high criticality comes first, and reactions are told", () => {
    const state = allergyState([
      allergy({ code: { text: "Latex allergy" }, criticality: "low" }),
      allergy({
        code: { text: "Allergy to penicillin" },
        criticality: "high",
        reaction: [{ manifestation: [{ text: "Anaphylaxis (disorder)" }] }],
      }),
    ]);
    expect(state.kind === "listed" && state.allergies.map((one) => [one.name, one.criticality, one.reactions])).toEqual(
      [
        ["Penicillin", "high", "Anaphylaxis"],
        ["Latex", "low", undefined],
      ],
    );
  });
  test("refuted, resolved and mistaken records say nothing", () => {
    expect(
      allergyState([
        allergy({ code: { text: "Nuts" }, verificationStatus: coded("refuted") }),
        allergy({ code: { text: "Eggs" }, clinicalStatus: coded("resolved") }),
      ]).kind,
    ).toBe("not-recorded");
  });
  test("a listed allergy outweighs a none-known record beside it", () => {
    expect(allergyState([allergy({ code: coded("716186003") }), allergy({ code: { text: "Nuts" } })]).kind).toBe(
      "listed",
    );
  });
});

describe("alerts", () => {
  const now = Date.parse("2026-03-07T12:00:00Z");
  const flag = (text: string, parts: Partial<Flag> = {}): Flag => ({
    resourceType: "Flag",
    id: text,
    status: "active",
    code: { text },
    ...parts,
  });
  test("resuscitation status stands apart from the alerts", () => {
    const { resuscitation, alerts } = alertsOf([flag("Falls risk"), flag("Not for resuscitation (finding)")], now);
    expect([resuscitation, alerts.map((one) => one.text)]).toEqual(["Not for resuscitation", ["Falls risk"]]);
    expect(alertsOf([flag("DNACPR in place")], now).resuscitation).toBe("DNACPR in place");
  });
  test("inactive and ended flags are silent", () => {
    expect(
      alertsOf([flag("Old", { status: "inactive" }), flag("Past", { period: { end: "2026-03-01" } })], now),
    ).toEqual({ resuscitation: undefined, alerts: [] });
  });
});

describe("patient facts", () => {
  test("unknown sex and unrecorded sex differ", () => {
    expect([formatSex("female"), formatSex("unknown"), formatSex(undefined)]).toEqual([
      "Female",
      "Sex unknown",
      "Sex not recorded",
    ]);
  });
  test("the NHS number leads and is grouped for reading out", () => {
    expect(
      patientNumber([
        { type: { coding: [{ code: "MR" }] }, value: "W-1" },
        { system: "https://fhir.nhs.uk/Id/nhs-number", value: "9990001234" },
      ]),
    ).toEqual({ label: "NHS number", value: "999 000 1234" });
    expect(patientNumber([{ type: { coding: [{ code: "MR" }] }, value: "W-1" }])).toEqual({
      label: "No.",
      value: "W-1",
    });
    expect(patientNumber([{ value: "845ac958-8036-45ee-9112-eac31d9b4f30" }])?.value).toBe("845ac958");
    expect(patientNumber([])).toBeUndefined();
  });
  test("the address is short and the home one", () => {
    expect(
      shortAddress([
        { use: "work", city: "Leeds" },
        { use: "home", line: ["12 Mill Lane", "Flat 2"], city: "York", postalCode: "YO1 7HH" },
      ]),
    ).toBe("12 Mill Lane, York YO1 7HH");
    expect(shortAddress([{ use: "old", city: "Leeds" }])).toBeUndefined();
  });
  test("death is said, with or without its date", () => {
    expect(deathText({ resourceType: "Patient", deceasedDateTime: "2026-02-03" })).toBe("Died 03-Feb-2026");
    expect(deathText({ resourceType: "Patient", deceasedBoolean: true })).toBe("Deceased, date not recorded");
    expect(deathText({ resourceType: "Patient", deceasedBoolean: false })).toBeUndefined();
  });
  test("codes read as words, without software's tags", () => {
    expect(conceptTitle({ coding: [{ code: "1" }, { display: "Viral sinusitis (disorder)" }] })).toBe(
      "Viral sinusitis",
    );
    expect(referenceId({ reference: "https://example.org/fhir/Patient/p1/_history/3" })).toBe("p1");
  });
});
