import { describe, expect, test } from "vitest";
import type { Access } from "../../../../../contract/index.ts";
import {
  deedsWords,
  inEmergency,
  kindsWords,
  openedChart,
  purposeWords,
  reasonWords,
  roleText,
  spanWords,
} from "./access-words.ts";
import { visitDays, visitsOf } from "./visits.ts";

const osei: Access["actor"] = { kind: "person", name: "Dr Amara Osei", role: "clinician" };
const look = (at: string, parts: Partial<Access> = {}): Access => ({
  entryId: at,
  at,
  actor: osei,
  action: "read",
  why: "an appointment at 14:00",
  resources: ["Patient/p/1"],
  count: 1,
  ...parts,
});

describe("looks become visits", () => {
  test("looks of one person for one reason, minutes apart, are one visit", () => {
    const [visit, ...rest] = visitsOf(
      [look("2026-03-07T14:12:00Z"), look("2026-03-07T14:08:00Z"), look("2026-03-07T14:05:00Z")],
      "UTC",
    );
    expect(rest).toEqual([]);
    expect([visit?.looks.length, visit === undefined ? "" : spanWords(visit, "UTC")]).toEqual([
      3,
      "from 14:05 to 14:12",
    ]);
  });
  test("another person in between doesn't break a visit, and has one of their own", () => {
    const visits = visitsOf(
      [
        look("2026-03-07T14:08:00Z"),
        look("2026-03-07T14:07:00Z", { actor: { kind: "person", name: "Priya Nair" } }),
        look("2026-03-07T14:05:00Z"),
      ],
      "UTC",
    );
    expect(visits.map((visit) => [visit.actor.name, visit.looks.length])).toEqual([
      ["Dr Amara Osei", 2],
      ["Priya Nair", 1],
    ]);
  });
  test("a long pause, another reason and midnight begin a new visit", () => {
    expect(visitsOf([look("2026-03-07T15:05:00Z"), look("2026-03-07T14:05:00Z")], "UTC")).toHaveLength(2);
    expect(
      visitsOf([look("2026-03-07T14:06:00Z"), look("2026-03-07T14:05:00Z", { why: "broke the glass" })], "UTC"),
    ).toHaveLength(2);
    expect(visitsOf([look("2026-03-08T00:02:00Z"), look("2026-03-07T23:58:00Z")], "UTC")).toHaveLength(2);
  });
  test("what somebody did on the patient's behalf stands apart from what they did for themselves", () => {
    const visits = visitsOf([
      look("2026-03-07T14:06:00Z", { onBehalfOf: "Patient/p" }),
      look("2026-03-07T14:05:00Z", { onBehalfOf: "Patient/p" }),
      look("2026-03-07T14:04:00Z"),
    ]);
    expect(visits.map(({ onBehalfOf, looks }) => [onBehalfOf, looks.length])).toEqual([
      ["Patient/p", 2],
      [undefined, 1],
    ]);
  });
  test("no look is lost and each stands in one visit", () => {
    const looks = ["15:05", "14:50", "14:49", "14:05", "09:00"].map((time) => look(`2026-03-07T${time}:00Z`));
    expect(
      visitsOf(looks, "UTC")
        .flatMap((visit) => visit.looks)
        .map((one) => one.entryId)
        .sort(),
    ).toEqual(looks.map((one) => one.entryId).sort());
  });
  test("visits are grouped by the reader's day", () => {
    const visits = visitsOf([look("2026-07-07T23:30:00Z"), look("2026-07-07T12:00:00Z")], "Europe/London");
    expect(visitDays(visits, "Europe/London").map((day) => day.day)).toEqual(["08-Jul-2026", "07-Jul-2026"]);
  });
});

describe("looks in words", () => {
  test("what was seen is named as people name it, each kind once", () => {
    expect(
      kindsWords([
        look("1", { resources: ["Condition/a/1", "Condition/b/1"], count: 2 }),
        look("2", { resources: ["Condition/a/1"], count: 1 }),
        look("3"),
      ]),
    ).toBe("problems and the personal details");
    expect(kindsWords([look("1", { resources: ["Observation/a/1"], count: 1 })])).toBe("a measurement");
    expect(kindsWords([look("1", { resources: ["Observation/a/1"], count: 80 })])).toBe("measurements and results");
    expect(kindsWords([look("1", { resources: ["Basic/a/1"], count: 1 })])).toBe("a Basic record");
  });
  test("seeing comes before doing, and searching is seeing", () => {
    const accesses = [
      look("3", { action: "sign", resources: ["DocumentReference/n/1"] }),
      look("2", { action: "search", resources: ["Condition/a/1", "Condition/b/1"], count: 2 }),
      look("1"),
    ];
    expect(deedsWords(accesses)).toBe("looked at problems and the personal details, and signed a note");
    expect(deedsWords([look("1", { action: "search", resources: [], count: 0 })])).toBe("searched and found nothing");
    expect(deedsWords([look("2026-03-07T14:05:00Z", { resources: [], count: 3 })])).toBe("looked at records");
    expect(deedsWords([look("1", { action: "draft", resources: [], count: 0 })])).toBe("wrote a draft");
  });
  test("the reason ends the sentence without shrinking a name", () => {
    expect(reasonWords("The patient is on today's board.")).toBe("because the patient is on today's board");
    expect(reasonWords("Amara Osei has an appointment.")).toBe("because Amara Osei has an appointment");
    expect(reasonWords("GP of this patient")).toBe("because GP of this patient");
    expect(reasonWords("as clinician of this organisation")).toBe("as clinician of this organisation");
    expect(reasonWords("import by somebody who may import")).toBe("through import by somebody who may import");
    expect(reasonWords("client 'Lab link' with system/Observation.c")).toBe("with system/Observation.c");
  });
  test("a person who saw something opened the chart; a program that only delivered didn't", () => {
    const first = (accesses: readonly Access[]) => visitsOf(accesses, "UTC").map(openedChart)[0];
    expect(first([look("2026-03-07T14:05:00Z")])).toBe(true);
    expect(first([look("2026-03-07T14:05:00Z", { action: "create" })])).toBe(false);
    expect(first([look("2026-03-07T14:05:00Z", { actor: { kind: "client", name: "Lab link" } })])).toBe(false);
  });
  test("programs and the system are told from people", () => {
    expect([
      roleText(osei),
      roleText({ kind: "client", name: "Lab" }),
      roleText({ kind: "system", name: "x" }),
      roleText({ kind: "person", name: "x", role: "front-desk" }),
    ]).toEqual(["clinician", "a connected program", "Wardbook itself", "front desk"]);
  });
  test("an emergency is told before all else, and stands apart from what the same person did otherwise", () => {
    const looks = [
      look("2026-03-07T14:06:00Z", { purpose: "ETREAT" }),
      look("2026-03-07T14:05:30Z", { purpose: "ETREAT", action: "break-glass", resources: [], count: 0 }),
      look("2026-03-07T14:05:00Z", { purpose: "TREAT" }),
    ];
    expect(visitsOf(looks, "UTC").map(inEmergency)).toEqual([true, false]);
    expect(deedsWords(looks.slice(0, 2))).toBe("broke the glass, and looked at the personal details");
    expect([purposeWords("ETREAT"), purposeWords("X-OWN"), purposeWords(undefined)]).toEqual([
      "emergency treatment",
      "X-OWN",
      undefined,
    ]);
  });
});
