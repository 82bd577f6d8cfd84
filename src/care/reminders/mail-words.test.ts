import fc from "fast-check";
import { expect, test } from "vitest";
import { type Notice, mailOf } from "./mail-words.ts";
import { mailLanguage } from "./words/index.ts";

const notice: Notice = {
  what: "reminder",
  isOn: true,
  start: Date.UTC(2026, 2, 9, 10),
  end: Date.UTC(2026, 2, 9, 10, 30),
  timeZone: "Asia/Kolkata",
  calledAs: "Lake Clinic",
  where: "Lake Road",
  languages: [],
};
const as = { uid: "ab12@records.example", sequence: 0, from: "desk@clinic.example", at: Date.UTC(2026, 2, 8) };

/** Lines of a calendar file, unfolded: RFC 5545 §3.1. */
const linesOf = (file: string) =>
  file
    .replaceAll(/\r\n[ \t]/g, "")
    .split("\r\n")
    .filter((line) => line !== "");

test("a mail says when, where and with which clinic, and its file says the same under a name that stays", () => {
  const { subject, text, calendar } = mailOf(notice, as);
  expect(subject).toBe("Your appointment on Monday 09-Mar-2026, 15:30");
  expect(text).toContain("with Lake Clinic on Monday 09-Mar-2026 at 15:30 (Asia/Kolkata)");
  expect(text).toContain("Where: Lake Road");
  expect(linesOf(calendar.file)).toEqual(
    expect.arrayContaining([
      "METHOD:PUBLISH",
      "UID:ab12@records.example",
      "SEQUENCE:0",
      "DTSTART:20260309T100000Z",
      "DTEND:20260309T103000Z",
      "SUMMARY:Appointment\\, Lake Clinic",
      "LOCATION:Lake Road",
      "STATUS:CONFIRMED",
    ]),
  );
  expect(calendar.file).not.toMatch(/ATTENDEE|DESCRIPTION|URL|VALARM/);
});

test.each([
  [["hi"], "सोमवार 09-मार्च-2026", "Lake Clinic में आपका अपॉइंटमेंट"],
  [["ar-EG", "en"], "الاثنين 09-مارس-2026", "لديك موعد مع Lake Clinic"],
  [["cy", "en"], "Monday 09-Mar-2026", "You have an appointment with Lake Clinic"],
])("somebody who prefers %j is written to in it, or in English", (languages, day, beginning) => {
  const { subject, text, calendar } = mailOf({ ...notice, languages }, as);
  expect(subject).toContain(day);
  expect(text).toContain(beginning);
  expect(`${subject}${text}${calendar.file}`).not.toMatch(/[{}]|undefined/);
});

test("every language says the same things with the same places in them", () => {
  const leaves = (catalog: object): readonly [string, string][] =>
    Object.entries(catalog).flatMap(([name, said]) =>
      typeof said === "string"
        ? [[name, said] as [string, string]]
        : leaves(said as object).map(([inner, text]) => [`${name}.${inner}`, text] as [string, string]),
    );
  const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).toSorted();
  const english = leaves(mailLanguage(["en"]).catalog);
  for (const tag of ["hi", "ar"])
    for (const [name, text] of leaves(mailLanguage([tag]).catalog)) {
      const said = english.find(([one]) => one === name)?.[1] ?? "";
      expect([tag, name, places(text)]).toEqual([tag, name, places(said)]);
      expect(text, `${tag} ${name}`).not.toBe(said);
    }
});

test("a cancellation takes the same event back", () => {
  const { subject, calendar } = mailOf({ ...notice, what: "change", isOn: false }, { ...as, sequence: 3 });
  expect(subject).toMatch(/^Cancelled: your appointment on /);
  expect(linesOf(calendar.file)).toEqual(
    expect.arrayContaining(["METHOD:CANCEL", "UID:ab12@records.example", "SEQUENCE:3", "STATUS:CANCELLED"]),
  );
});

test("whatever a clinic or a branch is called, it makes no header, no line and no property of its own", () => {
  const evil = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.constantFrom(
      "X\r\nBcc: eve@wardbook.test",
      "X\nATTENDEE:mailto:eve@wardbook.test",
      "X\r\nEND:VEVENT\r\nBEGIN:VALARM",
      'X";ROLE=CHAIR:mailto:eve@wardbook.test',
      "X\u2028BEGIN:VEVENT\u0085URL:https://eve.test",
      "X\\nURL:https://eve.test",
    ),
  );
  const usual = linesOf(mailOf(notice, as).calendar.file).map((line) => /^[A-Z-]+/.exec(line)?.[0]);
  const usualLines = mailOf(notice, as).text.split("\n").length;
  fc.assert(
    fc.property(evil, evil, (calledAs, where) => {
      const mail = mailOf({ ...notice, calledAs, where }, as);
      expect(mail.subject).not.toMatch(/[\r\n]/);
      const place = mail.text.includes("\nWhere: ") ? 0 : 1;
      expect(mail.text.split("\n").length).toBe(usualLines - place);
      const lines = linesOf(mail.calendar.file);
      expect(lines.map((line) => /^[A-Z-]+/.exec(line)?.[0]).filter((name) => name !== "LOCATION")).toEqual(
        usual.filter((name) => name !== "LOCATION"),
      );
      expect(lines.filter((line) => line.startsWith("ORGANIZER"))).toEqual([
        expect.stringMatching(/:mailto:desk@clinic\.example$/i),
      ]);
    }),
    { numRuns: 40 },
  );
});
