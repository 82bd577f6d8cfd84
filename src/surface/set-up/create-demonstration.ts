import {
  demonstrationBilling,
  demonstrationMoney,
  demonstrationStaff,
  generateDemonstration,
  recordedPeople,
  recordedUsernames,
} from "../../care/demonstration/index.ts";
import { billingSettings } from "../../care/billing/index.ts";
import type { Governance } from "../../care/governance/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import type { Chart } from "../../custody/chart/index.ts";
import type { Identity } from "../../custody/identity/index.ts";
import type { Keyring } from "../../custody/keyring/index.ts";
import { policySettings } from "../../custody/policy/index.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import { type Clock, type TenantId } from "../../foundation/kernel/index.ts";
import type { DemonstrationPort } from "../http/identity/index.ts";
import { letRelativeAct } from "./relative-of.ts";

export interface DemonstrationParts {
  readonly keyring: Keyring;
  readonly identity: Identity;
  readonly chart: Chart;
  readonly governance: Pick<Governance, "proxies">;
  readonly now: Clock;
  readonly onFailure: (error: unknown) => void;
}

export interface Demonstration extends DemonstrationPort {
  /** Resolves when it is there. */
  make(): Promise<void>;
}

const seed = 1948;
const staying: ReadonlySet<string> = new Set(["chart/signed-is-final", "chart/against-rule"]);
const homeTimeZone = "Europe/London";
const organisationName = "Aldermere Health & Care";
const actor = { kind: "system", id: "demonstration", name: "demonstration set-up" } as const;

function importer(tenant: TenantId): Caller {
  return {
    ...actor,
    kind: "client",
    tenant,
    scopes: [],
    permissions: new Set(["import"]),
    from: "127.0.0.1",
    requestId: "demonstration",
  };
}

/** What is imported keeps the id that its fullUrl names. */
function stored(type: string, fullUrl: string): string {
  return `${type}/${fullUrl.replace("urn:uuid:", "")}`;
}

/** Makes the demonstration organisation: its people, and a population with three years of history, generated here. */
export function createDemonstration(parts: DemonstrationParts): Demonstration {
  const { keyring, identity, chart, now } = parts;
  let state: "idle" | "running" | "done" | "failed" = "idle";
  let done = 0;
  let total = 0;
  let making: Promise<void> | undefined;

  /** Goes on where an earlier attempt stopped: what is there already is met again, not made twice. */
  async function make(): Promise<void> {
    const begun = (await keyring.tenants()).find(({ demonstration }) => demonstration)?.tenant;
    const present = new Set(
      begun === undefined ? [] : (await identity.people.list(begun)).map(({ username }) => username),
    );
    const expected = [...demonstrationStaff.map(({ username }) => username), ...recordedUsernames];
    if (begun !== undefined && expected.every((username) => present.has(username)))
      return letRelativeAct(parts, begun, recordedUsernames[1]);
    const choice = { seed, today: new Date(now()).toISOString(), homeTimeZone };
    const bundles = [...generateDemonstration(choice)];
    const books = demonstrationMoney(bundles, choice);
    total = [...bundles, ...books].reduce((sum, bundle) => sum + bundle.entry.length, 0);
    const profile = { name: organisationName, shortName: "demonstration", demonstration: true };
    const tenant = begun ?? (await keyring.createTenant(profile));
    identity.organisations.forgetRemembered();
    // The diary is written in local time, and read so by the calendar.
    await identity.settings.change(actor, tenant, policySettings, (before) => ({
      value: { ...before, timeZone: homeTimeZone },
      detail: `timeZone ${before.timeZone} to ${homeTimeZone}`,
    }));
    await identity.settings.change(actor, tenant, billingSettings, () => ({
      value: demonstrationBilling,
      detail: `currency ${demonstrationBilling.currency}`,
    }));
    const caller = importer(tenant);
    for (const bundle of [...bundles, ...books]) {
      const entries = bundle.entry.map(({ resource, fullUrl }) => ({ resource: resource as FhirResource, fullUrl }));
      const { refused } = await chart.importTogether(caller, entries);
      // A later day's attempt writes other words over a note that is final, or other sums over books that stand: what is there stays.
      const [first] = refused.filter(({ code }) => !staying.has(code));
      if (first !== undefined) {
        throw new Error(
          `the demonstration population was refused: ${first.resource} ${first.code} ${first.path ?? ""}`,
        );
      }
      done += entries.length;
    }
    // The people come last: with them it is complete.
    const missing = <T extends { readonly username: string }>(people: readonly T[]) =>
      people.filter(({ username }) => !present.has(username));
    for (const { roleName: role, practitionerFullUrl, ...profile } of missing(demonstrationStaff)) {
      const added = await identity.people.add(actor, tenant, { ...profile, role }, { kind: "none" });
      if (practitionerFullUrl !== undefined)
        await identity.people.linkPractitioner(tenant, added.person.id, stored("Practitioner", practitionerFullUrl));
    }
    for (const { roleName: role, patientFullUrl, ...profile } of missing(recordedPeople(bundles))) {
      const patient = stored("Patient", patientFullUrl);
      await identity.people.add(actor, tenant, { ...profile, role, patient }, { kind: "none" });
    }
    await letRelativeAct(parts, tenant, recordedUsernames[1]);
  }

  function once(): Promise<void> {
    if (making !== undefined) return making;
    state = "running";
    making = make().then(
      () => {
        state = "done";
      },
      (error: unknown) => {
        state = "failed";
        making = undefined;
        throw error;
      },
    );
    return making;
  }

  return {
    make: once,
    async start() {
      once().catch(parts.onFailure);
    },
    progress: () => ({ state, done, total }),
  };
}
