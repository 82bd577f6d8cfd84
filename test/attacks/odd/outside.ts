import { type OddIds, type OddRoute, none } from "./odd-route.ts";

/** What people ask for who aren't signed in, and mails about appointments. */
export function outside({ patient, id }: OddIds): readonly OddRoute[] {
  const proof = { challenge: `16.zzzzzz.${"a".repeat(24)}.${"a".repeat(22)}`, answer: "9999999999999999" };
  const asked = { requestId: id, proof, branchId: id, telephone: "086 123 4567" };
  const pages = {
    enquiryBranchIds: [id],
    offers: [{ kindId: id, branchId: id }],
    holdHours: 1,
    noticeHours: 1,
    horizonDays: 90,
  };
  return [
    // Turned on first, so that what follows gets further than that.
    [
      "PUT",
      "/api/reception/settings",
      (text) => [
        { ...pages, words: text },
        { ...pages, words: "" },
      ],
    ],
    ["GET", "/api/reception/settings", none],
    ["PUT", `/api/reception/offers/${id}`, (text) => [{ branchIds: [id, id] }, { branchIds: [text] }]],
    ["GET", "/api/reception/holds", none],
    ["POST", `/api/reception/holds/${id}/confirm`, () => [{ version: Number.MAX_SAFE_INTEGER, patientId: patient }]],
    ["POST", `/api/reception/holds/${id}/release`, () => [{ version: 1 }]],
    ["GET", "/api/public/page?organisation=%F0%9F%92%A9", none],
    ["GET", "/api/public/page", none],
    ["GET", `/api/public/times?kind=${id}&branch=${id}&from=2199-12-31`, none],
    ["GET", "/api/public/times?kind=x&branch[]=1&from=0000-00-00", none],
    ["GET", "/api/public/challenge?for=booking", none],
    [
      "POST",
      "/api/public/enquiries",
      (text) => [
        { ...asked, name: text.slice(0, 120), about: text, times: text },
        { ...asked, name: "x", about: "x", website: text, email: text },
        { ...asked, name: "x", about: "x", proof: { challenge: text, answer: "1" } },
      ],
    ],
    [
      "POST",
      "/api/public/bookings",
      (text, date) => [
        { ...asked, name: text.slice(0, 120), about: text, kindId: id, start: date, birthDate: date.slice(0, 10) },
        {
          ...asked,
          name: "x",
          kindId: id,
          start: "2199-12-31T23:59:59.999Z",
          birthDate: "1900-01-01",
          reminders: true,
        },
      ],
    ],
    [
      "PUT",
      "/api/reminders/settings",
      (text) => [{ on: true, hoursBefore: 2, calledAs: text.slice(0, 80), namesBranch: true }],
    ],
    ["GET", "/api/reminders/settings", none],
    ["GET", `/api/reminders/preference?patient=${patient}`, none],
    [
      "PUT",
      "/api/reminders/preference",
      () => [{ patientId: patient, version: Number.MAX_SAFE_INTEGER, answer: "agreed" }],
    ],
    ["GET", "/api/reminders/unsent", none],
  ];
}
