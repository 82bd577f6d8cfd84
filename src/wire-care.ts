import { billingSettings } from "./care/billing/index.ts";
import { expenseSettings } from "./care/expenses/index.ts";
import { templateRules } from "./care/notes/index.ts";
import { privacyNoticeSetting } from "./care/registration/index.ts";
import type { Stationery } from "./care/stationery/index.ts";
import type { Authorization } from "./custody/authorization/index.ts";
import type { Chart, ChartPorts, WriteRules } from "./custody/chart/index.ts";
import type { Identity } from "./custody/identity/index.ts";
import type { Keyring } from "./custody/keyring/index.ts";
import type { Ledger } from "./custody/ledger/index.ts";
import type { Policy } from "./custody/policy/index.ts";
import type { Clock, TenantId } from "./foundation/kernel/index.ts";
import type { Database } from "./foundation/platform/database/index.ts";
import { joinRuleBooks } from "./join-rules.ts";
import { wireAttachments } from "./wire-attachments.ts";
import { type Clinic, wireClinic } from "./wire-clinic.ts";
import { type WiredMessages, wireMessages } from "./wire-messages.ts";
import { type WiredRegistration, wireRegistration } from "./wire-registration.ts";
import type { RestrictionSource } from "./wire-restrictions.ts";
import { wireStationery } from "./wire-stationery.ts";

interface CareParts {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly records: ChartPorts["records"];
  readonly ledger: Pick<Ledger, "append" | "witness">;
  readonly policy: Policy;
  readonly restrictionsOf: RestrictionSource;
  readonly timeZone: (tenant: TenantId) => Promise<string>;
  /** Where this server answers FHIR. */
  readonly address: string;
  readonly identity: () => Identity;
  readonly authorization: () => Pick<Authorization, "clients">;
  /** It obeys what is laid down here. */
  readonly chart: () => Chart;
  readonly now: Clock;
  readonly log: { readonly error: (error: unknown, message: string) => void };
}

/** What lays something down about records, or is told of what was written. */
export interface WiredCare {
  readonly clinic: Clinic;
  readonly stationery: Stationery;
  readonly registration: WiredRegistration;
  readonly messages: WiredMessages;
  readonly rules: WriteRules;
  readonly written: NonNullable<ChartPorts["written"]>;
}

export function wireCare(parts: CareParts): WiredCare {
  const { db, keyring, records, ledger, restrictionsOf, timeZone, identity, chart, now, log } = parts;
  const clinic = wireClinic({
    db,
    keyring,
    records,
    timeZone,
    address: parts.address,
    billing: async (tenant) => identity().settings.get(tenant, billingSettings),
    keepersOf: (tenant, program) => parts.authorization().clients.keepersOf(tenant, program),
    expenses: async (tenant) => identity().settings.get(tenant, expenseSettings),
    now,
    onFailure: (error) => log.error(error, "a task of the calendar failed; it is tried again"),
  });
  const stationery = wireStationery({ chart, settings: () => identity().settings, now });
  const registration = wireRegistration({
    stationery,
    db,
    keyring,
    records,
    ledger,
    restrictionsOf,
    noticeOf: async (tenant) => identity().settings.get(tenant, privacyNoticeSetting),
    organisationName: async (tenant) => (await identity().organisations.of(tenant))?.name ?? "",
    now,
  });
  const messages = wireMessages({
    chart,
    people: () => identity().people,
    roles: parts.policy.roles,
    now,
    onFailure: (error) => log.error(error, "a page was not told of a message"),
  });
  const files = wireAttachments({ records, now });
  return {
    clinic,
    stationery,
    registration,
    messages,
    rules: joinRuleBooks(clinic.rules, registration.rules, messages.rules, files, templateRules),
    written(tenant, written) {
      clinic.boards.written(tenant, written);
      messages.news.written(tenant, written);
    },
  };
}
