import { type Picks, aPatientId, anId } from "../picks.ts";
import { chance, oneOf } from "../random.ts";
import type { Asks } from "./ask-at.ts";
import { colleague } from "./messages.ts";
import { aVersion, nothing } from "./pick.ts";

const ofSomebody = (picks: Picks) => ({ params: { id: aPatientId(picks) } });
const aConsentOf = (picks: Picks) => ({ params: { id: aPatientId(picks), consent: anId(picks) } });

const words = (picks: Picks) => ({
  otherwise: "roles",
  statements: [
    {
      decision: "deny",
      who: [{ kind: "role", id: oneOf(picks.random, ["biller", "front-desk", "clinician"]) }],
      ...(chance(picks.random, 0.5) ? { types: [oneOf(picks.random, ["Condition", "Observation", "Invoice"])] } : {}),
    },
  ],
  givenBy: "patient",
});

const party = (picks: Picks) =>
  oneOf(picks.random, [{ kind: "role", id: "biller" }, { kind: "role", id: "therapist" }, { kind: "everybody" }]);

const withdrawn = (picks: Picks) => ({ ...aConsentOf(picks), body: { version: aVersion(picks) } });

/** Consents, what somebody else would see, and who looked. */
export const policyQuestions: Asks = {
  "GET /api/patients/:id/consents": ofSomebody,
  "GET /api/patients/:id/consents/:consent/signatures": aConsentOf,
  "GET /api/patients/:id/consents/:consent/signed-record": aConsentOf,
  "GET /api/patients/:id/seen-by": (picks) => ({ ...ofSomebody(picks), query: { personId: colleague } }),
  "POST /api/patients/:id/seen-by": (picks) => ({
    ...ofSomebody(picks),
    body: { personId: colleague, ...(chance(picks.random, 0.5) ? { consent: words(picks) } : {}) },
  }),
  "POST /api/patients/:id/seen-by-party": (picks) => ({
    ...ofSomebody(picks),
    body: { party: party(picks), ...(chance(picks.random, 0.5) ? { consent: words(picks) } : {}) },
  }),
  "POST /api/policy/preview": (picks) => ({
    body: {
      personId: colleague,
      path: oneOf(picks.random, [
        `Patient/${aPatientId(picks)}`,
        `Observation?patient=${aPatientId(picks)}`,
        `DocumentReference/${anId(picks)}`,
        `Appointment?patient=${aPatientId(picks)}&_total=accurate`,
        "Condition?_total=accurate",
        "Invoice?status=issued",
      ]),
      ...(chance(picks.random, 0.4) ? { role: { id: oneOf(picks.random, ["clinician", "biller", "owner"]) } } : {}),
    },
  }),
  "GET /api/policy/faulty-consents": nothing,
  "GET /api/policy/people": nothing,
  "GET /api/patients/:patientId/accesses": (picks) => ({ params: { patientId: aPatientId(picks) } }),
  "GET /api/launches": nothing,
};

export const policyAttempts: Asks = {
  "POST /api/patients/:id/consents": (picks) => ({ ...ofSomebody(picks), body: words(picks) }),
  "POST /api/patients/:id/consents/:consent/withdraw": withdrawn,
  "POST /api/patients/:id/own-consents": (picks) => ({ ...ofSomebody(picks), body: words(picks) }),
  "POST /api/patients/:id/own-consents/:consent/withdraw": withdrawn,
  "POST /api/launches": (picks) => ({ body: { client: "1.aaaaaaaaaaaaaaaa", patient: aPatientId(picks) } }),
};
