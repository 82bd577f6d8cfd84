import { expect, test } from "vitest";
import { addresseeOf, addresseesOf, namesOf } from "./addressees.ts";

const known = {
  people: [{ id: "a", name: "Tom Birch", role: "Front desk" }],
  roles: [{ id: "clinician", name: "Clinician" }],
  branches: [],
  mayAnnounce: true,
};

test("who may be written to is offered by kind, and everybody only to whoever announces", () => {
  const values = (isAnnounced: boolean, mayAnnounce = true) =>
    addresseesOf({ ...known, mayAnnounce }, isAnnounced).flatMap(({ items }) => items.map(({ value }) => value));
  expect(values(false)).toEqual(["person:a", "role:clinician"]);
  expect(values(true)).toEqual(["everybody", "person:a", "role:clinician"]);
  expect(values(true, false)).toEqual(["person:a", "role:clinician"]);
});

test("each value is read back, and nothing else is", () => {
  expect(["everybody", "person:a", "role:clinician", "branch:b", "patient:c"].map(addresseeOf)).toEqual([
    { kind: "everybody" },
    { kind: "person", id: "a" },
    { kind: "role", id: "clinician" },
    { kind: "branch", id: "b" },
    undefined,
  ]);
});

test("a long list of names is counted", () => {
  const to = ["Ada", "Tom", "Mei", "Noor"].map((name) => ({ name, addressee: { kind: "everybody" as const } }));
  expect([namesOf(to.slice(0, 3)), namesOf(to)]).toEqual(["Ada, Tom, Mei", "Ada, Tom and 2 others"]);
});
