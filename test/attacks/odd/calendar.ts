import { type OddIds, type OddRoute, none } from "./odd-route.ts";

/** Bookings, kinds, hours and absences. */
export function calendar({ patient, id }: OddIds): readonly OddRoute[] {
  const base = "/api/scheduling";
  const at = { kindId: id, branchId: id };
  const booking = { requestId: id, patientId: patient, ...at };
  const hours = (text: string) => [{ days: ["mon"], from: text, until: text }];
  return [
    ["GET", `/api/reports?unit=custom&day=0000-02-29&to=9999-12-31&branch=${id}`, none],
    [
      "POST",
      "/api/reports/exports",
      (text, date) => [
        { unit: "custom", day: date.slice(0, 10), to: date.slice(0, 10), format: "csv" },
        { day: text, branch: text, format: text },
      ],
    ],
    ["GET", `${base}/board?branch=${id}&from=0000-02-29`, none],
    ["GET", `${base}/free?kind=${id}&from=9999-12-31&days=31`, none],
    ["GET", `${base}/waiting?branch=${id}&start=9999-12-31T23:59:59Z`, none],
    [
      "POST",
      `${base}/appointments`,
      (text, date) => [
        { ...booking, start: date, override: { reason: text } },
        { ...booking, start: text },
      ],
    ],
    [
      "POST",
      `${base}/appointments/${id}/move`,
      (text, date) => [{ version: 1, start: date, override: { reason: text } }],
    ],
    [
      "POST",
      `${base}/appointments/${id}/acts`,
      (text) => [{ version: Number.MAX_SAFE_INTEGER, act: "cancel", reason: { code: "other", text } }],
    ],
    [
      "POST",
      `${base}/series/preview`,
      (text, date) => [{ ...booking, from: date.slice(0, 10), time: text, weekdays: ["mon"], sessions: 60 }],
    ],
    [
      "POST",
      `${base}/series`,
      (text, date) => [{ ...booking, sessions: [{ start: date }], override: { reason: text } }],
    ],
    ["POST", `${base}/waiting`, (_, date) => [{ ...booking, from: date.slice(0, 10), until: date.slice(0, 10) }]],
    [
      "POST",
      `${base}/absences`,
      (text, date) => [
        { requestId: id, who: { kind: "branch", id }, start: date, end: "2199-12-31T00:00:00Z", label: text },
      ],
    ],
    ["DELETE", `${base}/absences/${id}`, none],
    ["POST", `${base}/kinds`, (text) => [{ name: text.slice(0, 80), minutes: 30, capacity: 200, branchIds: [id] }]],
    ["PUT", `${base}/kinds/${id}`, (text) => [{ name: text, minutes: 30, capacity: 1, version: 1 }]],
    ["PUT", `${base}/branches/${id}/opening`, (text) => [{ hours: hours(text), expected: Number.MAX_SAFE_INTEGER }]],
    ["POST", `${base}/branches/${id}/opening/outside`, (text) => [{ hours: hours(text) }, { hours: text }]],
    ["PUT", `${base}/therapists/${id}/hours`, (text) => [{ branchId: id, hours: hours(text), kindIds: [id] }]],
    ["GET", `${base}/arrangement`, none],
    [
      "POST",
      `${base}/therapists/${id}/hours/outside`,
      (text) => [
        { branchId: id, hours: hours(text), kindIds: [id] },
        { branchId: null, hours: [], expected: { roleId: id, version: Number.MAX_SAFE_INTEGER } },
      ],
    ],
    ["POST", `${base}/rooms`, (text) => [{ requestId: id, name: text, branchId: id }]],
    ["PUT", `${base}/rooms/${id}`, (text) => [{ version: 1, name: text, branchId: id, inUse: true }]],
    ["POST", `${base}/rooms/${id}/outside`, (text) => [{ branchId: id, inUse: false }, { branchId: text }]],
    ["POST", `${base}/kinds/${id}/outside`, (text) => [{ capacity: 1, branchIds: [id] }, { capacity: text }]],
  ];
}
