import { randomUuid } from "../../../foundation/crypto/index.ts";
import {
  type Clock,
  type PersonId,
  type Secret,
  type TenantId,
  parsePersonId,
} from "../../../foundation/kernel/index.ts";
import {
  type Database,
  DatabaseError,
  type Queryable,
  type Transaction,
} from "../../../foundation/platform/database/index.ts";
import type { RoleId } from "../../access/index.ts";
import type { Keyring, TenantVault } from "../../keyring/index.ts";
import { lockedSubjects } from "../lockout/index.ts";
import { type PasswordProfileName, type Settings, identitySettings } from "../organisation/index.ts";
import {
  type PasswordCheck,
  checkPassword,
  newTemporaryPassword,
  passwordSentence,
  sealPassword,
  storeCredential,
} from "../passwords/index.ts";
import {
  type Actor,
  IdentityError,
  type Person,
  type PersonProfile,
  type PersonRow,
  type RecordEvent,
  countRoles,
  displayName,
  holdPerson,
  insertPerson,
  openProfile,
  personSubject,
  readPeople,
  readPerson,
  readPersonByToken,
  sealProfile,
  storePerson,
  usernameToken,
} from "../person/index.ts";
import { countAuthenticators } from "../second-factors/index.ts";
import type { Sessions } from "../sessions/index.ts";
import { type WitnessRoleChange, expectRoleChange } from "./role-change.ts";
import { type ChangedPerson, type PersonChange, changePerson } from "./change-person.ts";
import { removedAndBack } from "./account-removal-table.ts";
import { type AccountRemoval, removeAccount } from "./remove-account.ts";

export interface NewPerson extends PersonProfile {
  readonly role: RoleId;
}

/** How a new person first proves themselves. */
export type FirstCredential =
  /** One is made up, handed over once, and replaced at the first sign-in. */
  | { readonly kind: "temporary-password" }
  /** The person chose it themselves (set-up). */
  | { readonly kind: "password"; readonly password: Secret<string> }
  /** Demonstration people sign in by name alone. */
  | { readonly kind: "none" };

export interface AddedPerson {
  readonly person: Person;
  readonly temporaryPassword?: Secret<string> | undefined;
}

export interface People {
  /** @throws IdentityError `people/username-taken`, `people/second-needed`, `people/beyond-own`, `people/password-refused` (path: the first PasswordFinding) */
  add(
    actor: Actor,
    tenant: TenantId,
    person: NewPerson,
    credential?: FirstCredential,
    /** Written in the same transaction: where it fails, nobody is added. */
    alongside?: (tx: Transaction, person: Person) => Promise<void>,
  ): Promise<AddedPerson>;
  list(tenant: TenantId): Promise<readonly Person[]>;
  get(tenant: TenantId, id: PersonId): Promise<Person | undefined>;
  byUsername(tenant: TenantId, username: string): Promise<Person | undefined>;
  /** @throws IdentityError `people/unknown`, `people/own-access`, `people/illegal-change`, `people/recovery-needed`,
   *   `people/second-needed`, `people/beyond-own`, `people/last-manager` */
  change(actor: Actor, tenant: TenantId, id: PersonId, change: PersonChange): Promise<ChangedPerson>;
  /** Destroys what an ended account holds. @returns false where it stays, or was removed already */
  remove(removal: AccountRemoval): Promise<boolean>;
  /** Accounts that were removed once and are there again, because an older backup was restored. */
  removedAndBack(tenant: TenantId): Promise<readonly PersonId[]>;
  /** Says which practitioner resource speaks of this person. @throws IdentityError `people/unknown` */
  linkPractitioner(tenant: TenantId, id: PersonId, reference: string): Promise<void>;
  /** Says whose record a person opens, of those that policy lets them. @throws IdentityError `people/unknown` */
  choosePatient(tenant: TenantId, id: PersonId, reference: string): Promise<void>;
  /** Everybody's role and standing, as this transaction sees them. */
  accounts(tx: Transaction, tenant: TenantId): Promise<readonly StandingAccount[]>;
  /** How many people who may sign in hold each role. */
  countByRole(tenant: TenantId, within?: Queryable): Promise<ReadonlyMap<RoleId, number>>;
}

/** An account without its owner's names. */
export interface StandingAccount {
  readonly id: PersonId;
  readonly role: RoleId;
  readonly ended: boolean;
  readonly signedInOnce: boolean;
  /** Milliseconds since 1970. */
  readonly addedAt: number;
}

export interface PeoplePorts {
  readonly database: Database;
  readonly keyring: Pick<Keyring, "vault">;
  readonly passwords: PasswordCheck;
  readonly sessions: Pick<Sessions, "forgetRemembered">;
  readonly settings: Settings;
  readonly now: Clock;
  readonly recordEvent: RecordEvent;
  readonly witnessRoleChange?: WitnessRoleChange | undefined;
}

export function createPeople(ports: PeoplePorts): People {
  const { database, keyring, now, recordEvent } = ports;

  async function list(tenant: TenantId): Promise<readonly Person[]> {
    const vault = await keyring.vault(tenant);
    const rows = await readPeople(database.tenant(tenant), tenant);
    const locked = await lockedTokens(tenant);
    const counted = await countAuthenticators(database.tenant(tenant), tenant);
    const counts = new Map(counted.map(({ person, authenticators }) => [person, authenticators]));
    return rows.map((row) => ({
      ...personOf(vault, row, locked),
      authenticators: counts.get(row.person) ?? 0,
    }));
  }

  async function get(tenant: TenantId, id: PersonId): Promise<Person | undefined> {
    const row = await readPerson(database.tenant(tenant), tenant, id);
    return row && personOf(await keyring.vault(tenant), row, await lockedTokens(tenant));
  }

  async function lockedTokens(tenant: TenantId): Promise<ReadonlySet<string>> {
    const rows = await lockedSubjects(database.tenant(tenant), tenant, now());
    return new Set(rows.map((row) => row.subject.toString("hex")));
  }

  async function changeReference(
    tenant: TenantId,
    id: PersonId,
    reference: Pick<PersonProfile, "practitioner" | "openRecord">,
  ): Promise<void> {
    const vault = await keyring.vault(tenant);
    await database.transaction(tenant, async (tx) => {
      const row = await holdPerson(tx, tenant, id);
      if (row === undefined || row.removed_at !== null) throw unknownPerson();
      const profile = openProfile(vault, id, row.sealed_profile);
      await storePerson(tx, tenant, { ...row, sealed_profile: sealProfile(vault, id, { ...profile, ...reference }) });
    });
    ports.sessions.forgetRemembered();
  }

  return {
    list,
    get,

    async byUsername(tenant, username) {
      const token = usernameToken(await keyring.vault(tenant), username);
      const row = await readPersonByToken(database.tenant(tenant), tenant, token);
      return row && get(tenant, row.person);
    },

    async add(actor, tenant, { role, ...profile }, credential = { kind: "temporary-password" }, alongside) {
      const vault = await keyring.vault(tenant);
      const id = parsePersonId(randomUuid());
      const { passwordProfile } = await ports.settings.get(tenant, identitySettings);
      const password = await chosenPassword(credential, profile, passwordProfile);
      const phc = password && (await ports.passwords.hash(password));
      const at = now();
      const row = {
        person: id,
        username_token: usernameToken(vault, profile.username),
        sealed_profile: sealProfile(vault, id, { ...profile, username: profile.username.trim().toLowerCase() }),
        role,
        state: "awaiting-first-sign-in",
        added_at: at,
      } as const;
      const person = { ...profile, username: profile.username.trim().toLowerCase(), id, role, state: row.state };
      const personName = displayName(profile);
      await database.transaction(tenant, async (tx) => {
        await insertUnlessTaken(tx, tenant, row);
        await expectRoleChange(ports, tx, tenant, { actor, person: id, personName, from: undefined, to: role });
        if (phc !== undefined) {
          const sealed = sealPassword(vault, id, {
            phc,
            temporary: credential.kind === "temporary-password",
            former: [],
          });
          await storeCredential(tx, { tenant, person: id }, { factor: "password", sealed, changed_at: at });
        }
        await recordEvent(tx, tenant, {
          act: "person-added",
          at,
          actor,
          subject: personSubject({ ...profile, id }),
          detail: role,
        });
        await alongside?.(tx, person);
      });
      return { person, temporaryPassword: credential.kind === "temporary-password" ? password : undefined };
    },

    async change(actor, tenant, id, change) {
      const temporaryPassword = await changePerson(ports, { actor, tenant, id, change });
      ports.sessions.forgetRemembered();
      const person = await get(tenant, id);
      if (person === undefined) throw unknownPerson();
      return { person, temporaryPassword };
    },

    remove: (removal) => removeAccount(ports, removal),
    removedAndBack: (tenant) => removedAndBack(database.tenant(tenant), tenant),

    linkPractitioner: (tenant, id, practitioner) => changeReference(tenant, id, { practitioner }),
    choosePatient: (tenant, id, openRecord) => changeReference(tenant, id, { openRecord }),

    async accounts(tx, tenant) {
      return (await readPeople(tx, tenant)).map(({ person: id, role, state, last_sign_in_at, added_at: addedAt }) => ({
        id,
        role,
        ended: state === "ended",
        signedInOnce: last_sign_in_at !== null,
        addedAt,
      }));
    },

    async countByRole(tenant, within = database.tenant(tenant)) {
      const rows = await countRoles(within, tenant);
      return new Map(rows.map((row) => [row.role, row.people]));
    },
  };
}

function personOf(vault: TenantVault, row: PersonRow, locked: ReadonlySet<string>): Person {
  const isLocked = row.state !== "ended" && locked.has(row.username_token.toString("hex"));
  return {
    ...openProfile(vault, row.person, row.sealed_profile),
    id: row.person,
    role: row.role,
    state: isLocked ? "locked" : row.state,
    lastSignInAt: row.last_sign_in_at ?? undefined,
    endedAt: row.ended_at ?? undefined,
    removedAt: row.removed_at ?? undefined,
  };
}

async function chosenPassword(
  credential: FirstCredential,
  person: PersonProfile,
  profile: PasswordProfileName,
): Promise<Secret<string> | undefined> {
  if (credential.kind === "none") return undefined;
  if (credential.kind === "temporary-password") return newTemporaryPassword();
  const [finding] = await checkPassword(credential.password.expose(), person, profile);
  if (finding !== undefined)
    throw new IdentityError("people/password-refused", passwordSentence(finding, profile), { path: finding });
  return credential.password;
}

async function insertUnlessTaken(
  tx: Transaction,
  tenant: TenantId,
  row: Parameters<typeof insertPerson>[2],
): Promise<void> {
  try {
    await insertPerson(tx, tenant, row);
  } catch (error) {
    if (!(error instanceof DatabaseError && error.code === "database/unique-violation")) throw error;
    throw new IdentityError("people/username-taken", "somebody already has this user name", { cause: error });
  }
}

function unknownPerson(): IdentityError {
  return new IdentityError("people/unknown", "there is no such person");
}
