import { type OddIds, type OddRoute, none } from "./odd-route.ts";

/** What people ask about their records, letters about it, how long records are kept, and what is erased. */
export function duties({ patient, id, request }: OddIds): readonly OddRoute[] {
  const requests = "/api/rights/requests";
  const one = `${requests}/${request}`;
  const words = (text: string) => text.slice(0, 200);
  const item = (text: string) => ({ what: words(text), outcome: "refused", ground: text, note: text });
  const letter = (text: string) => ({ kind: "acknowledgement", address: [text, text], note: text });
  const choice = (text: string, date: string) => ({
    record: `Patient/${patient}`,
    ground: words(text),
    until: date.slice(0, 10),
  });
  const nobodys = `Observation/${"-".repeat(36)}`;
  return [
    ["GET", `${requests}?which=__proto__`, none],
    [
      "POST",
      requests,
      (text, date) => [
        {
          patientId: patient,
          kind: "erasure",
          law: "gdpr",
          asker: { name: text, relation: "self", proof: text },
          channel: "letter",
          asked: text,
          receivedOn: date.slice(0, 10),
        },
      ],
    ],
    [
      "POST",
      one,
      (text) => [
        { event: "ask-identity", revision: Number.MAX_SAFE_INTEGER, note: text },
        { event: "extend", revision: 1, note: text },
        { event: "decide", revision: 1, items: [item(text), { what: text, outcome: "granted" }] },
      ],
    ],
    ["GET", `${one}/letters`, none],
    ["POST", `${one}/letters/preview`, (text) => [letter(text), { ...letter(text), kind: "identity" }]],
    [
      "POST",
      `${one}/letters`,
      (text) => [
        { ...letter(text), revision: 1 },
        { ...letter(text), revision: 2 },
      ],
    ],
    ["GET", `${one}/letters/${id}/pdf`, none],
    [
      "POST",
      `${one}/letters/${id}/sendings`,
      (text, date) => [{ way: "post", to: "none", on: date.slice(0, 10), note: text }],
    ],
    ["GET", `${one}/restriction`, none],
    ["GET", `${one}/recipients`, none],
    [
      "POST",
      `${one}/restriction`,
      (text, date) => [
        { event: "tell", revision: 1, on: date.slice(0, 10), note: text, letter: id },
        { event: "lift", revision: Number.MAX_SAFE_INTEGER, note: text },
        { event: "renew", revision: 1, note: text },
      ],
    ],
    [
      "POST",
      `${one}/restriction/read`,
      (text) => [
        { record: nobodys, why: text },
        { record: words(text), why: text },
      ],
    ],
    ["PUT", "/api/rights/letterhead", (text) => [{ address: [text], contact: text, authority: text }]],
    [
      "PUT",
      "/api/retention/settings",
      (text) => [{ jurisdictions: [text.slice(0, 20)], services: [text.slice(0, 40)] }],
    ],
    [
      "POST",
      "/api/retention/holds",
      (text) => [
        { scope: { kind: "record", patient, record: nobodys }, why: text },
        { scope: { kind: "record", patient: id, record: nobodys }, why: text },
      ],
    ],
    ["POST", "/api/retention/holds/99999999999/lift", (text) => [{ why: text }]],
    ["GET", "/api/retention/appraisals?which=constructor", none],
    [
      "POST",
      `/api/retention/appraisals/${id}`,
      (text, date) => [{ event: "keep", why: text, until: date.slice(0, 10) }],
    ],
    ["POST", `/api/retention/appraisals/${id}/approve`, (text) => [{ why: text, password: text }]],
    [
      "POST",
      "/api/erasures/plan",
      (text, date) => [
        { patientId: patient, choices: [choice(text, date)] },
        { patientId: patient, choices: [{ ...choice(text, date), record: nobodys }] },
        { patientId: id },
      ],
    ],
    [
      "POST",
      "/api/erasures",
      (text, date) => [
        { patientId: patient, choices: [choice(text, date)], why: text },
        { patientId: patient, requestId: id, why: text },
        { patientId: patient, why: text },
      ],
    ],
    ["GET", `/api/erasures?request=${id}`, none],
    ["POST", `/api/erasures/${id}`, (text) => [{ event: "refuse", why: text }]],
    ["POST", `/api/erasures/${id}/approve`, (text) => [{ why: text, password: text }]],
    ["POST", `/api/erasures/${id}/retained`, (text) => [{ event: "propose", why: text }]],
    ["POST", `/api/erasures/${id}/retained/approve`, (text) => [{ why: text, password: text }]],
    ["GET", `/api/erasures/${id}/certificate.exe`, none],
    ["POST", `/api/retained/${id}`, (text) => [{ why: text }]],
    [
      "POST",
      "/api/proxies",
      (text, date) => [
        {
          patientId: patient,
          account: { kind: "new", username: text, given: text, family: text },
          authority: "own-wish",
          relationship: text,
          proof: { kind: "other", reference: text, seenOn: date.slice(0, 10) },
          startsOn: date.slice(0, 10),
          endsOn: "9999-12-31",
        },
        { patientId: patient, account: { kind: "existing", personId: id } },
      ],
    ],
    ["POST", `/api/proxies/${id}/confirm`, (text) => [{ note: text }]],
    ["POST", `/api/proxies/${id}/refuse`, (text) => [{ why: text }]],
    ["POST", `/api/proxies/${id}/end`, (text) => [{ why: text }]],
  ];
}
