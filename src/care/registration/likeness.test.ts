import { expect, test } from "vitest";
import { birthLikeness, likelyBirths } from "./birth-likeness.ts";
import { isSamePhone, phoneSpellings } from "./contact-likeness.ts";
import { likeness, shownFrom } from "./likeness.ts";
import { pairsOf, questionsAbout } from "./questions.ts";
import { editsBetween, wordLikeness } from "./word-likeness.ts";

const nora = {
  resourceType: "Patient",
  name: [{ family: "O'Halloran", given: ["Nora", "Mary"] }],
  birthDate: "1948-02-09",
  telecom: [
    { system: "phone", value: "+353 86 123 4567" },
    { system: "email", value: "Nora@Example.org" },
  ],
} as const;

test.each([
  ["mohammed", "muhammad"],
  ["choudhury", "chowdhury"],
  ["lakshmi", "laxmi"],
  ["sean", "shaun"],
  ["katarzyna", "catarzyna"],
  ["siobhan", "siobahn"],
  ["venkatesh", "wenkatesh"],
])("%s and %s are one name", (one, other) => {
  expect(wordLikeness(one, other)).toBeGreaterThan(0.7);
  expect(wordLikeness(other, one)).toBe(wordLikeness(one, other));
});

test.each([
  ["patel", "shah"],
  ["ann", "tom"],
  ["jones", "evans"],
  ["maria", "omar"],
])("%s and %s are two names", (one, other) => expect(wordLikeness(one, other)).toBe(0));

test("letters that are put in, left out, changed or swapped are counted", () => {
  expect(editsBetween("hartley", "hartley")).toBe(0);
  expect(editsBetween("hartley", "hratley")).toBe(1);
  expect(editsBetween("hartley", "hartly")).toBe(1);
  expect(editsBetween("", "abc")).toBe(3);
});

test("dates of birth are alike by a swap or a digit, and each such day is asked for", () => {
  expect(birthLikeness("1948-03-12", "1948-12-03")).toBe("day-and-month-swapped");
  expect(birthLikeness("1948-03-12", "1949-03-12")).toBe("one-digit");
  expect(birthLikeness("1948-03-12", "1948")).toBe("same-year");
  expect(birthLikeness("1948-03-12", "1951-07-30")).toBe("different");
  expect(birthLikeness(undefined, "1948-03-12")).toBe("unknown");
  const days = likelyBirths("1948-03-12");
  expect(days).toEqual(expect.arrayContaining(["1948-03-12", "1948-12-03", "1949-03-12", "1948-03-22", "1948-02-12"]));
  expect(days.every((day) => birthLikeness("1948-03-12", day) !== "different")).toBe(true);
  expect(days.length).toBeLessThan(100);
});

test("a telephone number is the same however it is grouped, and from wherever it is dialled", () => {
  expect(isSamePhone("086 123 4567", "+353 86 123 4567")).toBe(true);
  expect(isSamePhone("00353861234567", "+353 86 123-4567")).toBe(true);
  expect(isSamePhone("086 123 4568", "+353 86 123 4567")).toBe(false);
  expect(isSamePhone("12", "12")).toBe(false);
  expect(phoneSpellings("098450 12345")).toContain("+919845012345");
});

test("a record is worth a look by its name, or by part of it with a date or a telephone; not by a household's telephone", () => {
  const score = (newcomer: Parameters<typeof likeness>[0]) => likeness(newcomer, nora);
  expect(score({ family: "Nora", given: "O'Halloran" })).toEqual({ score: 50, because: ["same-name"] });
  expect(score({ family: "Halloran", given: "Norah", birthDate: "1948-09-02" }).because).toEqual([
    "similar-name",
    "birth-day-and-month-swapped",
  ]);
  expect(score({ given: "Nora", family: "Byrne", phone: "086 1234567" }).score).toBeGreaterThanOrEqual(shownFrom);
  expect(score({ given: "Nora", family: "O'Halloran", birthDate: "1990-01-30" }).score).toBeLessThan(shownFrom);
  expect(score({ given: "Liam", family: "Byrne", phone: "086 1234567" }).score).toBeLessThan(shownFrom);
  expect(score({ given: "Liam", family: "Byrne", birthDate: "1948-02-09" }).score).toBeLessThan(shownFrom);
  expect(score({ given: "Nora", email: " nora@example.ORG " }).because).toContain("same-email");
});

test("too little asks nothing, and what is typed smuggles nothing into a question", () => {
  expect(questionsAbout({ family: "O'Halloran" })).toEqual([]);
  expect(questionsAbout({ family: "h", given: "n", phone: "12", email: "nobody" })).toEqual([]);
  const pairs = questionsAbout({ email: "a,b$|c@example.org" }).flatMap(pairsOf);
  expect(pairs).toEqual([["email", "a\\,b\\$\\|c@example.org"]]);
});
