import type { Configuration } from "openid-client";
import { equalTexts, randomToken } from "../../foundation/crypto/index.ts";
import { type Clock, type PersonId, type TenantId, parsePersonId } from "../../foundation/kernel/index.ts";
import type { Database, Queryable } from "../../foundation/platform/database/index.ts";
import {
  type Actor,
  IdentityError,
  type Origin,
  type NextStep,
  type People,
  type ReplacedSession,
  type SignIn,
  type SignedIn,
} from "../identity/index.ts";
import type { RoleId } from "../access/index.ts";
import type { Keyring } from "../keyring/index.ts";
import { tenantOfArtifactId } from "./artifact-id.ts";
import { AuthorizationError } from "./authorization-error.ts";
import type { RecordAuthorization } from "./event.ts";
import { type Claims, isOfAllowedDomain, profileFrom, provesSecondFactor, roleFrom } from "./federation-claims.ts";
import {
  type FederationSettings,
  checkFederation,
  isOnThisMachine,
  openSettings,
  sealSettings,
} from "./federation-settings.ts";
import { createProviderFetch } from "./provider-fetch.ts";
import { createWaiting } from "./waiting.ts";
import { deleteLink, insertLink, readFederation, readLinkedPerson, storeFederation } from "./federation-table.ts";

/** Who came back from the provider, and what is to happen with them. */
export interface Returned {
  /** Where they wanted to go. */
  readonly to: string;
  /** What the browser was signed in to when it left. */
  readonly replaces?: ReplacedSession | undefined;
  readonly outcome:
    | SignedIn
    | { readonly kind: "linked" }
    /** Our own second factor is still to be shown; its page takes the step with this secret. */
    | { readonly kind: "step"; readonly secret: string };
}

/** Sign-in with an organisation's own OpenID provider. */
export interface Federation {
  of(tenant: TenantId): Promise<FederationSettings | undefined>;
  /** Keeps the secret when none is given. @throws AuthorizationError `federation/unsuitable` */
  configure(actor: Actor, tenant: TenantId, settings: FederationSettings): Promise<void>;
  /**
   * Where to send the browser, and what only this browser gets to keep until it comes back.
   * @param errand `link`: the signed-in person whom the account there shall be linked to; `replaces`: what the browser is signed in to
   * while it leaves. It doesn't say so when it comes back: the cookie is for our own pages.
   * @throws AuthorizationError `federation/none`, `federation/refused` (the provider doesn't answer)
   */
  begin(
    tenant: TenantId,
    to: string,
    errand?: { readonly link?: PersonId | undefined; readonly replaces?: ReplacedSession | undefined },
  ): Promise<{ readonly address: string; readonly browser: string }>;
  /** @throws AuthorizationError `federation/refused` whatever the cause: a stranger learns nothing of it */
  finish(address: URL, browser: string, origin: Origin): Promise<Returned>;
  /** The step that is still to be made, once. */
  takeStep(secret: string): Promise<NextStep | undefined>;
  /** Says who is who, by the provider's own subject. It is somebody else's word, so our own second factor is asked whatever the
   *  provider proves: else one administrator, with a provider of theirs, could come in as anybody. @throws AuthorizationError `federation/none`, `federation/refused` */
  link(actor: Actor, tenant: TenantId, person: PersonId, subject: string): Promise<void>;
}

interface Pending {
  readonly verifier: string;
  readonly nonce: string;
  readonly browser: string;
  readonly to: string;
  readonly link?: string | undefined;
  readonly replaces?: ReplacedSession | undefined;
}

/** An account there, as links name it. */
interface Account {
  /** Where its holder showed that it is theirs. */
  readonly proven: Buffer;
  /** Where somebody else said whose it is. */
  readonly said: Buffer;
}

// Loaded when the first organisation has a provider of its own: others needn't hold it in memory.
const library = () => import("openid-client");
const pendingMs = 10 * 60_000;
const stepMs = 60_000;
const patienceSeconds = 10;
const provider: Actor = { kind: "system", id: "federation", name: "the organisation's OpenID provider" };

export function createFederation(ports: {
  readonly database: Database;
  readonly keyring: Pick<Keyring, "vault">;
  readonly people: Pick<People, "add" | "change" | "get">;
  readonly signIn: Pick<SignIn, "asFederated">;
  /** Whether a role runs the organisation: a provider neither gives nor takes one of somebody who is here already. Else whoever
   *  sets the provider up could lift themselves, before a second factor is asked. */
  readonly runsOrganisation: (tenant: TenantId, role: RoleId) => Promise<boolean>;
  readonly redirectUri: string;
  readonly now: Clock;
  readonly recordEvent: RecordAuthorization;
  onFailure(error: unknown): void;
}): Federation {
  const { database, keyring, people, signIn, redirectUri, now, recordEvent } = ports;
  // Where this server is others' too, what else runs on its machine is nobody's provider.
  const mayUseLoopback = isOnThisMachine(redirectUri);
  const ask = createProviderFetch({ mayUseLoopback });
  const pendings = createWaiting(ports, "Federation", pendingMs);
  const steps = createWaiting(ports, "FederationStep", stepMs);

  async function of(tenant: TenantId): Promise<FederationSettings | undefined> {
    const row = await readFederation(database.tenant(tenant), tenant);
    return row && { ...openSettings(await keyring.vault(tenant), row.sealed), state: row.state };
  }

  async function active(tenant: TenantId): Promise<FederationSettings> {
    const settings = await of(tenant);
    if (settings?.state !== "active")
      throw new AuthorizationError("federation/none", "sign-in elsewhere is not set up");
    return settings;
  }

  async function discover({ issuer, clientId, clientSecret }: FederationSettings): Promise<Configuration> {
    const openid = await library();
    const execute = isOnThisMachine(issuer) ? [openid.allowInsecureRequests] : [];
    const authentication = clientSecret === undefined ? openid.None() : openid.ClientSecretBasic(clientSecret);
    return openid.discovery(new URL(issuer), clientId, undefined, authentication, {
      execute,
      timeout: patienceSeconds,
      [openid.customFetch]: ask,
    });
  }

  async function accountOf(tenant: TenantId, issuer: string, subject: string): Promise<Account> {
    const vault = await keyring.vault(tenant);
    const account = JSON.stringify([issuer, subject]);
    return { proven: vault.blind(`federated/${account}`), said: vault.blind(`federated-by-hand/${account}`) };
  }

  async function linkOf(
    db: Queryable,
    tenant: TenantId,
    account: Account,
  ): Promise<{ readonly person: PersonId; readonly isProven: boolean } | undefined> {
    for (const token of [account.proven, account.said]) {
      const person = await readLinkedPerson(db, tenant, token);
      if (person !== undefined) return { person, isProven: token === account.proven };
    }
    return undefined;
  }

  async function connect(
    actor: Actor,
    tenant: TenantId,
    person: PersonId,
    { account, isProven }: { readonly account: Account; readonly isProven: boolean },
  ): Promise<void> {
    const known = await people.get(tenant, person);
    if (known === undefined || known.state === "ended") throw refused("there is no such person");
    await database.transaction(tenant, async (tx) => {
      const before = await linkOf(tx, tenant, account);
      const isTheirs = before?.person === person;
      if (isTheirs && (before.isProven || !isProven)) return;
      if (isTheirs) await deleteLink(tx, tenant, person);
      const token = isProven ? account.proven : account.said;
      if ((before !== undefined && !isTheirs) || !(await insertLink(tx, tenant, { token, person, at: now() })))
        throw refused("this account, or this person, is linked already");
      const subject = { kind: "person", id: person, name: `${known.given} ${known.family}` } as const;
      await recordEvent(tx, tenant, { act: "person-linked", at: now(), actor, subject });
    });
  }

  /** The person of a proven account; made now where the organisation wants it so. */
  async function personOf(
    tenant: TenantId,
    settings: FederationSettings,
    claims: Claims & { readonly sub: string },
  ): Promise<{ readonly person: PersonId; readonly isProven: boolean }> {
    const word = roleFrom(settings, claims);
    if (word.kind === "none-fits") throw refused("no role is mapped to what the provider says");
    const account = await accountOf(tenant, settings.issuer, claims.sub);
    const linked = await linkOf(database.tenant(tenant), tenant, account);
    if (linked !== undefined) {
      const known = await people.get(tenant, linked.person);
      if (word.kind === "role" && known !== undefined && known.role !== word.role) {
        const runs = await Promise.all([known.role, word.role].map((role) => ports.runsOrganisation(tenant, role)));
        if (!runs.includes(true)) await people.change(provider, tenant, linked.person, { role: word.role });
      }
      return linked;
    }
    if (!settings.provision || word.kind === "unmapped") throw refused("nobody here is linked to this account");
    const person = await addPerson(tenant, claims, word.role);
    await connect(provider, tenant, person, { account, isProven: true });
    return { person, isProven: true };
  }

  async function addPerson(tenant: TenantId, claims: Claims, role: string): Promise<PersonId> {
    if (await ports.runsOrganisation(tenant, role))
      throw refused("a role that runs the organisation is given here, by two people");
    const profile = profileFrom(claims);
    // Somebody else may bear the name already: they are never taken for the same person.
    for (const ending of [
      "",
      randomToken(3)
        .replace(/[^a-zA-Z0-9]/g, "x")
        .toLowerCase(),
    ]) {
      try {
        const username = `${profile.username}${ending}`;
        return (await people.add(provider, tenant, { ...profile, username, role }, { kind: "none" })).person.id;
      } catch (error) {
        if (!(error instanceof IdentityError && error.code === "people/username-taken")) throw error;
      }
    }
    throw refused("no user name is free");
  }

  async function returned(address: URL, browser: string, origin: Origin): Promise<Returned> {
    const state = address.searchParams.get("state") ?? "";
    const tenant = tenantOfArtifactId(state);
    const pending = (await pendings.take(state)) as Pending | undefined;
    // Nobody began this here: there is nobody's ledger to tell.
    if (tenant === undefined || pending === undefined) throw refused("this sign-in took too long");
    try {
      return await proven(tenant, pending, { address, browser, state, origin });
    } catch (cause) {
      await witnessFailure(tenant, cause, origin);
      throw cause;
    }
  }

  /** Says what was wrong in words of ours: the provider's own may be about anybody. */
  async function witnessFailure(tenant: TenantId, cause: unknown, origin: Origin): Promise<void> {
    const what = cause instanceof AuthorizationError ? cause.message : "the provider's answer was not accepted";
    const actor: Actor = { ...provider, ...origin };
    await database
      .transaction(tenant, (tx) =>
        recordEvent(tx, tenant, { act: "sign-in-failed", at: now(), actor, detail: `with the provider: ${what}` }),
      )
      .catch((error: unknown) => ports.onFailure(error));
  }

  async function proven(
    tenant: TenantId,
    pending: Pending,
    {
      address,
      browser,
      state,
      origin,
    }: { readonly address: URL; readonly browser: string; readonly state: string; readonly origin: Origin },
  ): Promise<Returned> {
    // Who starts a sign-in and lets somebody else's browser finish it would let them in as himself.
    if (!equalTexts(pending.browser, browser)) throw refused("this sign-in began in another browser");
    const settings = await active(tenant);
    const openid = await library();
    const tokens = await openid.authorizationCodeGrant(await discover(settings), address, {
      pkceCodeVerifier: pending.verifier,
      expectedState: state,
      expectedNonce: pending.nonce,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims === undefined || !isOfAllowedDomain(settings, claims))
      throw refused("the account is of no allowed domain");
    if (pending.link !== undefined) {
      const person = parsePersonId(pending.link);
      const known = await people.get(tenant, person);
      const actor: Actor = { kind: "person", id: person, name: `${known?.given} ${known?.family}`, ...origin };
      const account = await accountOf(tenant, settings.issuer, claims.sub);
      await connect(actor, tenant, person, { account, isProven: true });
      return { to: pending.to, outcome: { kind: "linked" } };
    }
    const { person, isProven } = await personOf(tenant, settings, claims);
    const proof = {
      tenant,
      person,
      provesSecondFactor: isProven && provesSecondFactor(settings, claims),
      provider: settings.label,
    };
    const outcome = await signIn.asFederated(proof, origin);
    if (outcome === undefined) throw refused("the person's access has ended");
    if (outcome.kind === "signed-in") return { to: pending.to, replaces: pending.replaces, outcome };
    return { to: pending.to, outcome: { kind: "step", secret: await steps.keep(tenant, outcome) } };
  }

  return {
    of,

    async configure(actor, tenant, settings) {
      checkFederation(settings, mayUseLoopback);
      const vault = await keyring.vault(tenant);
      const before = await of(tenant);
      const kept = before?.issuer === settings.issuer ? before.clientSecret : undefined;
      const sealed = sealSettings(vault, { ...settings, clientSecret: settings.clientSecret ?? kept });
      await database.transaction(tenant, async (tx) => {
        await storeFederation(tx, tenant, { state: settings.state, changed_at: now(), sealed });
        const detail = `${settings.state}: ${settings.issuer}, ${settings.provision ? "makes people" : "makes nobody"}, second factor there by ${settings.secondFactorProofs.join(", ") || "nothing"}`;
        await recordEvent(tx, tenant, { act: "federation-changed", at: now(), actor, detail });
      });
    },

    async begin(tenant, to, { link, replaces } = {}) {
      const openid = await library();
      const settings = await active(tenant);
      const config = await discover(settings).catch((cause: unknown) => {
        ports.onFailure(cause);
        throw new AuthorizationError("federation/refused", "the organisation's provider does not answer", { cause });
      });
      const pending: Pending = {
        verifier: openid.randomPKCECodeVerifier(),
        nonce: openid.randomNonce(),
        browser: randomToken(),
        to,
        link,
        replaces,
      };
      const state = await pendings.keep(tenant, pending);
      const address = openid.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: "openid profile email",
        code_challenge: await openid.calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: "S256",
        state,
        nonce: pending.nonce,
      });
      return { address: address.href, browser: pending.browser };
    },

    async finish(address, browser, origin) {
      try {
        return await returned(address, browser, origin);
      } catch (cause) {
        ports.onFailure(cause);
        throw new AuthorizationError("federation/refused", "this sign-in was not accepted", { cause });
      }
    },

    takeStep: async (secret) => (await steps.take(secret)) as NextStep | undefined,

    async link(actor, tenant, person, subject) {
      const { issuer } = await active(tenant);
      await connect(actor, tenant, person, { account: await accountOf(tenant, issuer, subject), isProven: false });
    },
  };
}

function refused(message: string): AuthorizationError {
  return new AuthorizationError("federation/refused", message);
}
