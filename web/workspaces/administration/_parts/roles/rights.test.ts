import { expect, test } from "vitest";
import { reachedTypes, rightsOf, scopesOf, stateOf, withRight } from "./rights.ts";

const groups = [
  { code: "demographic", label: "Who the patient is", types: ["Patient", "RelatedPerson"] },
  { code: "clinical", label: "Clinical content", types: ["Condition", "Observation"] },
];
const scopes = ["user/Observation.rs?category=laboratory", "user/Patient.rs", "user/Patient.u", "user/*.r"];
const texts = (rights: Parameters<typeof scopesOf>[0]) => scopesOf(rights, groups).map(({ text }) => text);

test("scopes go into the matrix and come out again, merged and in the order of the groups", () => {
  expect(texts(rightsOf(scopes))).toEqual(["user/Patient.rus", "user/Observation.rs?category=laboratory", "user/*.r"]);
  expect(texts(rightsOf(["user/Whatever.rs", "not a scope"]))).toEqual(["user/Whatever.rs", "user/not a scope."]);
  expect(texts(rightsOf(["patient/Observation.rs"]))).toEqual(["patient/Observation.rs"]);
});

test("a group is ticked when all of its types are, and half ticked when some are", () => {
  const rights = rightsOf(["user/Patient.rs", "user/RelatedPerson.r", "user/Condition.cruds"]);
  const [patients, clinical] = groups.map(({ types }) => types);
  expect(stateOf(rights, patients ?? [], "rs")).toBe("some");
  expect(stateOf(rights, patients ?? [], "d")).toBe("none");
  expect(stateOf(rights, clinical ?? [], "d")).toBe("some");
  expect(stateOf(rights, ["Condition"], "rs")).toBe("all");
});

test("ticking gives to every type of the group and takes from every one", () => {
  const given = withRight(rightsOf(["user/Patient.u"]), ["Patient", "RelatedPerson"], "rs", true);
  expect(texts(given)).toEqual(["user/Patient.rus", "user/RelatedPerson.rs"]);
  expect(texts(withRight(given, ["Patient", "RelatedPerson"], "rs", false))).toEqual(["user/Patient.u"]);
});

test("what a limited scope names is reached too", () => {
  expect(reachedTypes(rightsOf(["user/Observation.rs?category=laboratory"]), ["Condition", "Observation"])).toEqual([
    "Observation",
  ]);
  expect(reachedTypes(rightsOf(["user/*.rs"]), ["Condition", "Observation"])).toHaveLength(2);
});

test("a fault of the server's finds its scope", () => {
  expect(scopesOf(rightsOf(scopes), groups)[1]).toEqual({
    text: "user/Observation.rs?category=laboratory",
    limited: 0,
  });
});
