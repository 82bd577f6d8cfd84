import { join } from "node:path";
import type { FastifyBaseLogger, FastifyPluginAsync } from "fastify";
import type { House } from "./house.ts";
import { importFiles, openSpool } from "./care/importing/index.ts";
import { billingSettings } from "./care/billing/index.ts";
import { expenseSettings } from "./care/expenses/index.ts";
import { proveWhoLooked, verifyLedger } from "./custody/ledger/index.ts";
import { type Clock, type TenantId, parsePersonId } from "./foundation/kernel/index.ts";
import { type Authenticate, identityRoutes } from "./surface/http/identity/index.ts";
import { openRestrictions, openRights } from "./assurance/rights/index.ts";
import { rightsRoutes } from "./surface/http/rights/index.ts";
import { erasureRoutes } from "./surface/http/erasure/index.ts";
import { retentionRoutes } from "./surface/http/retention/index.ts";
import { governanceRoutes } from "./surface/http/governance/index.ts";
import { keysRoutes } from "./surface/http/keys/index.ts";
import { importRoutes } from "./surface/http/imports/index.ts";
import { billingRoutes, billingWorkRoutes } from "./surface/http/billing/index.ts";
import { paymentRoutes } from "./surface/http/payments/index.ts";
import { expenseRoutes } from "./surface/http/expenses/index.ts";
import { checkpointMailRoutes, ledgerRoutes, publicLogRoutes } from "./surface/http/ledger/index.ts";
import { stationeryRoutes } from "./surface/http/stationery/index.ts";
import { messageNewsRoutes, messagesRoutes } from "./surface/http/messages/index.ts";
import { registrationRoutes } from "./surface/http/registration/index.ts";
import { liveRoutes, schedulingRoutes } from "./surface/http/scheduling/index.ts";
import { oauthRoutes } from "./surface/http/oauth/index.ts";
import { reportRoutes } from "./surface/http/reports/index.ts";
import { publicRoutes, receptionRoutes } from "./surface/http/public/index.ts";
import { reminderRoutes } from "./surface/http/reminders/index.ts";
import { policyRoutes } from "./surface/http/policy/index.ts";
import { letterRoutes, nextSignatureOf, notesRoutes, signatureKeyRoutes } from "./surface/http/notes/index.ts";
import type { BudgetUsage } from "./surface/http/edge/index.ts";
import type { SetUp } from "./surface/set-up/index.ts";
import { printSamples } from "./print-sample.ts";
import { wireConsents } from "./wire-consents.ts";
import { wireErasure } from "./wire-erasure.ts";
import { wireLetters } from "./wire-letters.ts";
import { wireNotes } from "./wire-notes.ts";
import { wirePapers } from "./wire-papers.ts";

import { wireReports } from "./wire-reports.ts";
import { rightsPortsOf } from "./wire-rights.ts";

export interface RoutesOptions {
  readonly house: House;
  readonly authenticate: Authenticate;
  readonly usage: BudgetUsage;
  readonly setUp: SetUp;
  readonly dataDirectory: string;
  /** What browsers use, such as "https://records.example": no slash at the end. */
  readonly publicOrigin: string;
  readonly now: Clock;
  readonly log: FastifyBaseLogger;
}

/** Every route group beside `/fhir` and the web app. */
export function routesOf({
  house,
  authenticate,
  usage,
  setUp,
  dataDirectory,
  publicOrigin,
  now,
  log,
}: RoutesOptions): readonly FastifyPluginAsync[] {
  const { identity, authorization, governance, chart, db, ledger, ledgerReader, keyring, anchor } = house;
  const { signatures, confirmSigner, decisions, stationery } = house;
  const signer = { identity, components: signatures.components, now };
  const organisationName = async (tenant: TenantId) => (await identity.organisations.of(tenant))?.name ?? "";
  const timeZone = async (tenant: TenantId) => (await house.policy.settingsOf(tenant)).timeZone;
  const consents = wireConsents({ db, policy: house.policy, chart, signatures, now, confirmSigner });
  const rightsPorts = rightsPortsOf({
    db,
    keyring,
    ledger,
    chart,
    policy: house.policy,
    now,
    onAltered: (tenant, id) =>
      log.error({ organisation: tenant, request: id }, "a person's request was altered in the database"),
  });
  const rights = openRights(rightsPorts);
  const restrictions = openRestrictions({ ...rightsPorts, reader: ledgerReader });
  const { settings, organisations } = identity;
  const letters = wireLetters(rightsPorts, { chart, settings, organisations, stationery });
  const billing = house.clinic.billing(chart);
  const papers = wirePapers({ ...house, now });
  const { retention, keys, policy } = house;
  const endKeysSoon = (tenant: TenantId) =>
    void keys
      .endErased(tenant)
      .catch((err: unknown) => log.error({ err }, "ending former keys failed; it is tried again"));
  const erasures = wireErasure({
    db,
    keyring,
    ledger,
    chart,
    retention,
    rights,
    decisions,
    keys,
    policy,
    endKeysSoon,
    onAltered: (tenant, id) =>
      log.error({ organisation: tenant, erasure: id }, "an erasure was taken out of the database"),
    now,
  });
  const reports = wireReports({
    db,
    rehearsal: house.rehearsal,
    ledger,
    timeZone,
    billing: async (tenant) => settings.get(tenant, billingSettings),
    expenses: async (tenant) => settings.get(tenant, expenseSettings),
    now,
  });
  const keysAt = async (tenant: TenantId) => `${publicOrigin}/signature-keys/${await signatures.publicName(tenant)}`;
  const { notes, signLetter, printNote } = wireNotes({ ...house, now, organisationName, timeZone, keysAt });
  const onFailure = (err: unknown) => log.error({ err }, "a background task failed");
  return [
    (app) =>
      identityRoutes(app, {
        identity,
        authenticate,
        setUp: setUp.port,
        demonstration: setUp.demonstration,
        publicOrigin,
        policy: house.policy,
        decisions,
        leavers: house.leavers,
        usage,
        now,
      }),
    (app) => oauthRoutes(app, { authorization, identity, chart, authenticate, usage, now }),
    (app) =>
      notesRoutes(app, {
        notes,
        printNote,
        keysAt,
        nextSignature: (caller) => nextSignatureOf(signer, caller),
        authenticate,
      }),
    (app) => letterRoutes(app, { signLetter, authenticate }),
    (app) => signatureKeyRoutes(app, { signatures }),
    (app) =>
      policyRoutes(app, {
        authenticate,
        policy: house.policy,
        chart,
        consents,
        keysAt,
        rehearsal: house.rehearsal,
        ledger,
        people: identity.people,
        settings: identity.settings,
        now,
      }),
    (app) =>
      governanceRoutes(app, {
        governance,
        authenticate,
        settings: identity.settings,
        lockedNames: identity.lockedNames,
        now,
      }),
    (app) => erasureRoutes(app, { erasures, authenticate, now }),
    (app) => rightsRoutes(app, { rights, letters, restrictions, chart, notes, settings, authenticate, now }),
    (app) =>
      retentionRoutes(app, { retention: house.retention, settings: identity.settings, authenticate, now, onFailure }),
    (app) =>
      ledgerRoutes(app, {
        authenticate,
        chart,
        ledger,
        reader: ledgerReader,
        proveWhoLooked: (tenant, patient) =>
          proveWhoLooked(
            { db, keyring, ledger, reader: ledgerReader, publish: house.publisher.publish },
            tenant,
            patient,
          ),
        publication: house.publication,
        retention: house.pruner.standing,
        witnesses: house.publisher.witnesses,
        verify: (tenant) => verifyLedger({ db, keyring, anchor, vouched: house.vouched }, tenant),
        now,
        onFailure,
      }),
    (app) => checkpointMailRoutes(app, { authenticate, settings: identity.settings, mail: house.checkpointMail, now }),
    (app) =>
      keysRoutes(app, {
        authenticate,
        keys: house.keys,
        keyring,
        ledger,
        standing: () => house.rootKey.provider.standing(),
        now,
        onFailure,
      }),
    (app) => billingRoutes(app, { billing, settings, authenticate, now }),
    (app) => billingWorkRoutes(app, { billing, papers, authenticate }),
    (app) => paymentRoutes(app, { payments: house.payments, settings, authenticate, now }),
    (app) => expenseRoutes(app, { expenses: house.clinic.expenses(chart), settings, authenticate, now }),
    (app) => schedulingRoutes(app, { scheduling: house.clinic.scheduling(chart), authenticate }),
    (app) =>
      registrationRoutes(app, {
        registration: house.registration.open({ chart, rehearsal: house.rehearsal }),
        settings,
        authenticate,
        now,
      }),
    (app) => reportRoutes(app, { reports, authenticate, now }),
    (app) =>
      messagesRoutes(app, {
        messages: house.messages.open({ chart, rehearsal: house.rehearsal }),
        authenticate,
      }),
    (app) => messageNewsRoutes(app, { news: house.messages.news, authenticate, revocations: house.revocations }),
    (app) => liveRoutes(app, { boards: house.clinic.boards, authenticate, revocations: house.revocations }),
    (app) =>
      stationeryRoutes(app, {
        stationery,
        organisationName,
        sample: printSamples({ now }),
        authenticate,
        now,
      }),
    (app) => publicRoutes(app, { reception: house.reception, organisations }),
    (app) => receptionRoutes(app, { reception: house.reception, settings, authenticate }),
    (app) => reminderRoutes(app, { reminders: house.reminders, settings, authenticate }),
    (app) => publicLogRoutes(app, { directory: house.publicDirectory }),
    (app) =>
      importRoutes(app, {
        authenticate,
        importing: (caller, source, signal) => importFiles({ chart, now }, caller, [source], signal),
        async mayStill({ tenant, id }) {
          const person = await identity.people.get(tenant, parsePersonId(id));
          if (person === undefined || person.state === "ended") return false;
          return (await house.policy.roleOf(tenant, person.role))?.permissions.has("import") === true;
        },
        openSpool: () => openSpool(join(dataDirectory, "imports")),
        onFailure,
      }),
  ];
}
