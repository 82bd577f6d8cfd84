import type { Clock, PersonId, Secret, TenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import type { Keyring } from "../keyring/index.ts";
import { findCandidate } from "./candidate.ts";
import type { Origin, RecordEvent } from "./event.ts";
import { takeFirstFactor, tryPassword } from "./first-factor.ts";
import type { FirstFactor } from "./first-factor.ts";
import { stepLifecycle } from "./lifecycle.ts";
import { takeNewPassword } from "./new-password.ts";
import { askForSecondFactor } from "./next-step.ts";
import type { Organisation, Organisations } from "./organisations.ts";
import type { PasswordCheck } from "./passwords.ts";
import { displayName } from "./person.ts";
import { holdPerson, storePerson } from "./person-table.ts";
import { takeSecondFactor } from "./second-factor.ts";
import type { Sessions } from "./sessions.ts";
import type {
  FirstFactorOutcome,
  NewPasswordOutcome,
  NextStep,
  SecondFactorOutcome,
  SignedIn,
  SignInRefusal,
} from "./sign-in-outcome.ts";

export interface SignInPorts {
  readonly database: Database;
  readonly keyring: Pick<Keyring, "vault">;
  readonly organisations: Organisations;
  readonly passwords: PasswordCheck;
  readonly sessions: Sessions;
  readonly now: Clock;
  readonly recordEvent: RecordEvent;
}

/** Whether a signed-in person's password, asked again, is theirs. `none`: they have none (demonstration). */
export type Confirmation = { readonly kind: "right" } | { readonly kind: "none" } | SignInRefusal;

export interface SignIn {
  withPassword(
    organisation: Organisation | undefined,
    factor: FirstFactor,
    origin: Origin,
  ): Promise<FirstFactorOutcome>;
  replacePassword(challenge: string, password: Secret<string>): Promise<NewPasswordOutcome>;
  withSecondFactor(challenge: string, code: string, origin: Origin): Promise<SecondFactorOutcome>;
  /** The step after a password that was just chosen (set-up). */
  afterChosenPassword(organisation: Organisation, person: PersonId): Promise<NextStep | undefined>;
  /** Signs in without credentials: only into an organisation flagged as demonstration. */
  asDemonstrationPerson(organisation: Organisation, person: PersonId, origin: Origin): Promise<SignedIn | undefined>;
  /** Asks a signed-in person's password again, counted and locked as at sign-in. */
  confirmPassword(
    who: { readonly tenant: TenantId; readonly person: PersonId },
    password: Secret<string>,
    origin: Origin,
  ): Promise<Confirmation>;
}

export function createSignIn(ports: SignInPorts): SignIn {
  const candidateOf = async (tenant: TenantId, person: PersonId) =>
    findCandidate(ports.database.tenant(tenant), await ports.keyring.vault(tenant), tenant, person);

  return {
    withPassword: (organisation, factor, origin) => takeFirstFactor(ports, organisation, factor, origin),
    replacePassword: (challenge, password) => takeNewPassword(ports, challenge, password),
    withSecondFactor: (challenge, code, origin) => takeSecondFactor(ports, challenge, code, origin),

    async afterChosenPassword(organisation, person) {
      const candidate = await candidateOf(organisation.tenant, person);
      const vault = await ports.keyring.vault(organisation.tenant);
      return candidate && askForSecondFactor({ vault, organisation, candidate, now: ports.now() });
    },

    async asDemonstrationPerson(organisation, person, origin) {
      const { tenant } = organisation;
      const candidate = organisation.demonstration ? await candidateOf(tenant, person) : undefined;
      if (candidate === undefined) return undefined;
      return ports.database.transaction(tenant, async (tx) => {
        const row = await holdPerson(tx, tenant, person);
        if (row === undefined || row.state === "ended") return undefined;
        const at = ports.now();
        await storePerson(tx, tenant, { ...row, state: stepLifecycle(row.state, "signed-in"), last_sign_in_at: at });
        const actor = { kind: "person", id: person, name: displayName(candidate), role: row.role, ...origin } as const;
        await ports.recordEvent(tx, tenant, { act: "signed-in", at, actor, detail: "demonstration" });
        return { kind: "signed-in", tenant, person, cookie: await ports.sessions.begin(tx, tenant, person) };
      });
    },

    async confirmPassword({ tenant, person }, password, origin) {
      const candidate = await candidateOf(tenant, person);
      if (candidate !== undefined && candidate.password === undefined) return { kind: "none" };
      const subject = candidate?.row.username_token;
      if (candidate === undefined || subject === undefined)
        return { kind: "refused", code: "session/wrong-credentials" };
      return (
        (await tryPassword(ports, { key: { tenant, factor: "password", subject }, candidate, password, origin })) ?? {
          kind: "right",
        }
      );
    },
  };
}
