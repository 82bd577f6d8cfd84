import {
  type PrivacyNotice,
  type Registration,
  type RegistrationPorts,
  acknowledgementRule,
  enquiryRule,
  lastOfSeries,
  openMergeGate,
  openRegistration,
  patientRule,
} from "./care/registration/index.ts";
import type { Stationery } from "./care/stationery/index.ts";
import { hasOpenErasure } from "./assurance/erasure/index.ts";
import { type Restrictions, isRestricted } from "./custody/access/index.ts";
import type { ChartPorts, WriteRules } from "./custody/chart/index.ts";
import type { Keyring } from "./custody/keyring/index.ts";
import type { Ledger } from "./custody/ledger/index.ts";
import { type FhirResource, parseStoredText } from "./foundation/fhir/index.ts";
import type { Clock, ResourceId, TenantId } from "./foundation/kernel/index.ts";
import type { Database } from "./foundation/platform/database/index.ts";
import { entryAbout } from "./look-at-patient.ts";
import { printAside } from "./print-aside.ts";
import { cardLookOf } from "./wire-stationery.ts";

interface RegistrationParts {
  readonly db: Database;
  readonly keyring: Pick<Keyring, "vault">;
  readonly records: Pick<ChartPorts["records"], "currentAll">;
  readonly ledger: Pick<Ledger, "append" | "witness">;
  readonly restrictionsOf: (tenant: TenantId) => Promise<Restrictions | undefined> | Restrictions | undefined;
  readonly noticeOf: (tenant: TenantId) => Promise<PrivacyNotice>;
  readonly organisationName: (tenant: TenantId) => Promise<string>;
  /** Absent: cards have no logo. */
  readonly stationery?: Pick<Stationery, "standing"> | undefined;
  readonly now: Clock;
}

/** What registration lays down about patients' own records, and the desk's work through a chart that obeys it. */
export interface WiredRegistration {
  readonly rules: WriteRules;
  open(charts: Pick<RegistrationPorts, "chart" | "rehearsal">): Registration;
}

const actWords = {
  "records-merged": "two records of one patient were made one at the desk",
  "merge-undone": "two records that had been made one were taken apart at the desk",
} as const;

const printedWords = { card: "the patient's card was printed", label: "a label of the patient was printed" } as const;

export function wireRegistration(parts: RegistrationParts): WiredRegistration {
  const { db, keyring, records, ledger, noticeOf, now } = parts;
  const gate = openMergeGate();
  const print = printAside();
  const blinding = async (tenant: TenantId) => (await keyring.vault(tenant)).blind;
  return {
    rules: {
      Task: enquiryRule,
      DocumentReference: acknowledgementRule({ noticeOf, now }),
      Patient: patientRule({
        db,
        gate,
        now,
        async record(tx, caller, action, patients) {
          const at = now();
          const act = { action, at, why: actWords[action] };
          await ledger.append(
            tx,
            caller.tenant,
            patients.map((patient) => ({ entry: entryAbout(caller, patient, act), patient })),
          );
        },
        blinding,
        async directory(tenant, ids) {
          const found = await records.currentAll(tenant, ids);
          const known = new Map<ResourceId, FhirResource>();
          for (const { id, deleted, patient, body } of found)
            if (!deleted && patient === undefined) known.set(id, parseStoredText(body.toString()) as FhirResource);
          return known;
        },
      }),
    },
    open: (charts) =>
      openRegistration({
        ...charts,
        gate,
        now,
        noticeOf,
        lastOf: (tenant, prefix) => lastOfSeries({ db, blinding }, tenant, prefix),
        async print(tenant, { branch, ...words }) {
          const organisation = await parts.organisationName(tenant);
          const standing = await parts.stationery?.standing(tenant, { branch });
          const own = standing && cardLookOf(standing, { kind: words.kind, organisation });
          const { bytes } = await print({ ...words, organisation, ...own, language: "en", madeAt: now() });
          return Buffer.from(bytes);
        },
        async printed(caller, patient, kind) {
          const act = { action: "card-printed", at: now(), why: printedWords[kind], detail: kind } as const;
          await ledger.witness(caller.tenant, [{ entry: entryAbout(caller, patient, act), patient }]);
        },
        async forbids(tenant, patient) {
          const restrictions = await parts.restrictionsOf(tenant);
          const isKept =
            isRestricted(restrictions?.of.get(patient), patient) ||
            (await hasOpenErasure(db.tenant(tenant), tenant, patient));
          return isKept
            ? "one of these records is restricted, or its erasure is being decided: ask a privacy officer first"
            : undefined;
        },
      }),
  };
}
