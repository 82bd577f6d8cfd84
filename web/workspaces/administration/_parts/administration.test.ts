import { expect, test } from "vitest";
import { dayFigures, lastDays } from "./day-figures.ts";
import { refusalCsv } from "./refusal-csv.ts";
import { rightsText, scopeGroups } from "./scope-words.ts";
import { typeWords } from "../../../ui/record-types/type-words.ts";
import { suggestUsername } from "./suggest-username.ts";

test("scopes read as words, the same rights together", () => {
  expect(scopeGroups(["user/Patient.rs", "user/Appointment.cruds", "user/Coverage.rs"])).toEqual([
    { rights: "find and read", types: ["Patient", "Coverage"] },
    { rights: "find, read, create, change and delete", types: ["Appointment"] },
  ]);
  expect(scopeGroups(["system/*.rs"])).toEqual([{ rights: "find and read", types: ["everything"] }]);
  expect(scopeGroups(["openid"])).toEqual([{ rights: "as written", types: ["openid"] }]);
  expect(scopeGroups(["user/Observation.rs?category=laboratory"])[0]?.types).toEqual([
    "Observation where category=laboratory",
  ]);
});

test("a single right stands alone", () => {
  expect(rightsText("c")).toBe("create");
  expect(typeWords("AllergyIntolerance")).toBe("Allergy intolerance");
});

test("sign-in names are suggested in plain letters", () => {
  expect(suggestUsername("Minh", "Trần")).toBe("minh.tran");
  expect(suggestUsername("Mary Ann", "O'Neill")).toBe("mary-ann.o-neill");
  expect(suggestUsername("", "")).toBe("");
});

test("a refusal's text can't break out of its cell or become a formula", () => {
  const csv = refusalCsv([
    { entry: 3, resource: "Patient", code: "fhir/x", message: 'say "no", please' },
    { entry: 4, resource: "=1+1", code: "c", path: "Patient.name", message: "m" },
  ]);
  expect(csv).toBe(
    'entry,resource,code,path,message\r\n3,Patient,fhir/x,,"say ""no"", please"\r\n4,\'=1+1,c,Patient.name,m\r\n',
  );
});

test("a plot of days says its own sentence", () => {
  const figures = dayFigures([
    { day: "2026-03-05", entries: 10 },
    { day: "2026-03-06", entries: 30 },
    { day: "2026-03-07", entries: 2 },
  ]);
  expect(figures).toEqual({ total: 42, most: { day: "2026-03-06", entries: 30 }, perDay: 14 });
  expect(dayFigures([])).toEqual({ total: 0, most: undefined, perDay: 0 });
});

test("days without an entry stand in the plot too, over the ends of months", () => {
  expect(
    lastDays(
      [
        { day: "2026-02-27", entries: 4 },
        { day: "2026-03-01", entries: 9 },
      ],
      4,
      "2026-03-05",
    ),
  ).toEqual([
    { day: "2026-02-26", entries: 0 },
    { day: "2026-02-27", entries: 4 },
    { day: "2026-02-28", entries: 0 },
    { day: "2026-03-01", entries: 9 },
  ]);
  expect(lastDays([], 2, "2026-03-01").map((one) => one.day)).toEqual(["2026-02-28", "2026-03-01"]);
});
