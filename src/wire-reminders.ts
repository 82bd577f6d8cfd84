import { setTimeout as sleep } from "node:timers/promises";
import {
  type MailOutcome,
  type Post,
  type ReminderPorts,
  type Reminders,
  openReminders,
  reminderSettings,
} from "./care/reminders/index.ts";
import { type Caller, noPermissions, parseScopes } from "./custody/access/index.ts";
import type { Organisations, Settings } from "./custody/identity/index.ts";
import type { Keyring } from "./custody/keyring/index.ts";
import type { Policy } from "./custody/policy/index.ts";
import type { Clock, TenantId } from "./foundation/kernel/index.ts";
import type { MailSettings } from "./foundation/platform/config/index.ts";
import type { Database } from "./foundation/platform/database/index.ts";
import { MailError, type Mailer, isMailAddress } from "./foundation/platform/mail/index.ts";

interface ReminderParts {
  readonly db: Database;
  readonly keyring: Pick<Keyring, "vault">;
  readonly chart: ReminderPorts["chart"];
  readonly rehearsal: ReminderPorts["rehearsal"];
  readonly policy: Pick<Policy, "facts">;
  readonly settings: Pick<Settings, "get">;
  readonly organisations: Pick<Organisations, "of">;
  readonly timeZone: (tenant: TenantId) => Promise<string>;
  readonly mailer: Pick<Mailer, "send" | "reach"> | undefined;
  readonly mail: Pick<MailSettings, "from"> | undefined;
  readonly publicOrigin: string;
  readonly now: Clock;
  /** Told of mail that wasn't sent; never to whom. */
  readonly onFailure: (error: unknown) => void;
}

const scopes = parseScopes("system/Appointment.rs system/Patient.rs system/Location.rs");

/** The program that reminds, with what policy says of it: restrictions and consents count for it as for anybody. */
async function programOf(policy: Pick<Policy, "facts">, tenant: TenantId): Promise<Caller> {
  const id = "reminders";
  const facts = await policy.facts({ tenant, kind: "client", id, purpose: "HOPERAT" });
  return {
    ...facts,
    tenant,
    kind: "client",
    id,
    name: "reminders by e-mail",
    scopes,
    permissions: noPermissions,
    purpose: "HOPERAT",
    from: "",
    requestId: "",
  };
}

function outcomeOf(error: unknown): MailOutcome {
  switch (error instanceof MailError ? error.code : undefined) {
    case "mail/bad-address":
    case "mail/refused":
      return "refused";
    case "mail/unreachable":
    case "mail/not-signed-in":
      return "not-now";
    case "mail/broken-off":
    case undefined:
      return "not-known";
  }
}

/** "Clinic <desk@clinic.example>" is written, the address alone counts. */
function addressIn(from: string): string {
  return /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from;
}

function postOf({ mailer, mail, onFailure }: ReminderParts): Post | undefined {
  if (mailer === undefined || mail === undefined) return undefined;
  return {
    from: addressIn(mail.from),
    isAddress: isMailAddress,
    async reach() {
      try {
        await mailer.reach();
        return true;
      } catch (error) {
        onFailure(error);
        return false;
      }
    },
    async send(message) {
      try {
        await mailer.send(message);
        return "sent";
      } catch (error) {
        onFailure(error);
        return outcomeOf(error);
      }
    },
  };
}

/** Gives reminders what they stand on. */
export function wireReminders(parts: ReminderParts): Reminders {
  const { keyring, settings, organisations, policy, publicOrigin } = parts;
  return openReminders({
    ...parts,
    post: postOf(parts),
    program: (tenant) => programOf(policy, tenant),
    blinding: async (tenant) => (await keyring.vault(tenant)).blind,
    settings: async (tenant) => settings.get(tenant, reminderSettings),
    organisationName: async (tenant) => (await organisations.of(tenant))?.name ?? "",
    host: new URL(publicOrigin).hostname,
  });
}

const betweenMilliseconds = 60_000;

/** Sends what is due, now and every minute. */
export function keepReminding(
  reminders: Pick<Reminders, "sweep" | "mailIsSetUp">,
  tenants: () => Promise<readonly TenantId[]>,
  onFailure: (error: unknown) => void,
): () => Promise<void> {
  if (!reminders.mailIsSetUp) return () => Promise.resolve();
  const stopped = new AbortController();
  const kept = (async () => {
    while (!stopped.signal.aborted) {
      // One organisation's trouble is not the others'.
      for (const tenant of await tenants().catch(() => [])) await reminders.sweep(tenant).catch(onFailure);
      await sleep(betweenMilliseconds, undefined, { signal: stopped.signal, ref: false }).catch(() => undefined);
    }
  })();
  return async () => {
    stopped.abort();
    await kept;
  };
}
