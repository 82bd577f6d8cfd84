import { expect, test } from "vitest";
import { calendarFile } from "./calendar-file.ts";

const entry = {
  id: "418ec886",
  start: Date.parse("2026-11-26T10:00:00Z"),
  end: Date.parse("2026-11-26T10:15:00Z"),
  summary: "Appointment: Dr Haddad",
  place: "Room 1, Mill Lane; Aldermere",
  madeAt: Date.parse("2026-11-22T16:00:00Z"),
};

test("an appointment becomes an entry that calendars read", () => {
  expect(calendarFile(entry).split("\r\n")).toEqual([
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Wardbook//My record//EN",
    "BEGIN:VEVENT",
    "UID:418ec886@wardbook",
    "DTSTAMP:20261122T160000Z",
    "DTSTART:20261126T100000Z",
    "DTEND:20261126T101500Z",
    "SUMMARY:Appointment: Dr Haddad",
    String.raw`LOCATION:Room 1\, Mill Lane\; Aldermere`,
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ]);
});

test("long lines are folded between letters, and say the same unfolded", () => {
  const summary = "Übung ".repeat(30).trim();
  const file = calendarFile({ ...entry, summary, end: undefined, place: undefined });
  for (const line of file.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(file.replaceAll("\r\n ", "")).toContain(`SUMMARY:${summary}\r\n`);
  expect(file).not.toContain("DTEND");
});
