import { type Picks, aPatientId } from "../picks.ts";
import { below, chance, oneOf } from "../random.ts";
import { births, families, givens } from "../vocabulary.ts";
import type { Asks } from "./ask-at.ts";
import { aBranch, aDay, aPath, aVersion, nothing, ofPatient } from "./pick.ts";

const registration = "/api/registration";

/** Registration, what strangers asked for, and mails about appointments. */
export const receptionQuestions: Asks = {
  [`POST ${registration}/alike`]: ({ random }) => ({
    body: {
      family: oneOf(random, families),
      given: oneOf(random, givens),
      ...(chance(random, 0.6) ? { birthDate: oneOf(random, births) } : {}),
      ...(chance(random, 0.5) ? { phone: `+44 20 7946 0${100 + below(random, 4)}` } : {}),
    },
  }),
  [`GET ${registration}/belonging`]: ofPatient,
  [`GET ${registration}/merges`]: ofPatient,
  [`GET ${registration}/acknowledgements`]: ofPatient,
  [`GET ${registration}/privacy-notice`]: nothing,
  [`GET ${registration}/numbers`]: nothing,
  [`GET ${registration}/patients/:id/card`]: (picks) => ({ params: { id: aPatientId(picks) } }),
  [`GET ${registration}/patients/:id/label`]: (picks) => ({ params: { id: aPatientId(picks) } }),
  "GET /api/reception/holds": nothing,
  "GET /api/reception/settings": nothing,
  "GET /api/reminders/preference": ofPatient,
  "GET /api/reminders/unsent": nothing,
  "GET /api/reminders/settings": nothing,
};

const why = "They are one.";
const withVersion = (picks: Picks) => ({ ...aPath(picks), body: { version: aVersion(picks) } });

export const receptionAttempts: Asks = {
  [`POST ${registration}/merges`]: (picks) => ({
    body: { survivorId: aPatientId(picks), replacedId: aPatientId(picks), why },
  }),
  [`POST ${registration}/merges/:id/undo`]: (picks) => ({ params: { id: aPatientId(picks) }, body: { why } }),
  [`PUT ${registration}/privacy-notice`]: () => ({ body: { text: "We keep what we need to treat you." } }),
  [`POST ${registration}/acknowledgements`]: (picks) => ({ body: { patientId: aPatientId(picks), version: 1 } }),
  [`PUT ${registration}/numbers/:id`]: (picks) => ({
    params: { id: aBranch(picks) },
    body: { version: aVersion(picks), prefix: oneOf(picks.random, ["LR", "HS"]) },
  }),
  "PUT /api/reception/settings": ({ plan: { directory } }) => ({
    body: {
      words: "",
      enquiryBranchIds: [directory.clinic.branch],
      offers: [{ kindId: directory.clinic.kind, branchId: directory.clinic.branch }],
      holdHours: 24,
      noticeHours: 2,
      horizonDays: 30,
    },
  }),
  "PUT /api/reception/offers/:kind": ({ plan: { directory } }) => ({
    params: { kind: directory.clinic.kind },
    body: { branchIds: [directory.clinic.branch] },
  }),
  "POST /api/reception/holds/:id/confirm": (picks) => ({
    ...aPath(picks),
    body: { version: aVersion(picks), patientId: aPatientId(picks) },
  }),
  "POST /api/reception/holds/:id/release": withVersion,
  "PUT /api/reminders/settings": () => ({ body: { on: true, hoursBefore: 24, calledAs: "Clinic", namesBranch: true } }),
  "PUT /api/reminders/preference": (picks) => ({
    body: {
      patientId: aPatientId(picks),
      version: aVersion(picks),
      answer: oneOf(picks.random, ["agreed", "refused"]),
    },
  }),
};

/** Figures of the house. What is hidden doesn't count. */
const aPeriod = (picks: Picks) => ({
  unit: oneOf(picks.random, ["day", "week", "month"]),
  day: aDay(picks),
  ...(chance(picks.random, 0.5) ? { branch: picks.plan.directory.clinic.branch } : {}),
});

export const reportQuestions: Asks = {
  "GET /api/reports": (picks) => ({ query: aPeriod(picks) }),
  "POST /api/reports/exports": (picks) => ({ body: { ...aPeriod(picks), format: "csv" } }),
};
