import { AsyncLocalStorage } from "node:async_hooks";
import type { TenantId, Clock } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import type { Identity, Origin } from "../identity/index.ts";
import type { RoleId } from "../access/index.ts";
import type { Keyring, RootKey } from "../keyring/index.ts";
import { type AppOrigins, createAppOrigins } from "./app-origins.ts";
import { type Apps, createApps } from "./apps.ts";
import { tenantOfArtifactId } from "./artifact-id.ts";
import { type Clients, createClients } from "./clients.ts";
import { type Consents, createConsents } from "./consents.ts";
import type { RecordAuthorization } from "./event.ts";
import { type Federation, createFederation } from "./federation.ts";
import { type FederationGrants, createFederationGrants } from "./federation-grants.ts";
import { type Launches, createLaunches } from "./launches.ts";
import { type Providers, createProviders } from "./providers.ts";
import { type SigningKeys, createSigningKeys } from "./signing-keys.ts";
import type { SecondPerson } from "./second-person.ts";
import { createRefusals } from "./refusals.ts";
import { openSessions } from "./open-sessions.ts";
import { createTokenWitness } from "./token-witness.ts";
import { type Tokens, createTokens } from "./tokens.ts";

export interface AuthorizationPorts {
  readonly database: Database;
  readonly keyring: Pick<Keyring, "vault" | "tenants">;
  readonly root: RootKey;
  /** Where federated people stand and how they come in; how long sessions last. */
  readonly identity: Pick<Identity, "people" | "sessions" | "signIn">;
  /** What browsers use: the issuer. */
  readonly publicOrigin: string;
  readonly now: Clock;
  readonly recordEvent: RecordAuthorization;
  /** Lets clients' keys be fetched from their `jwks_uri`, and federation reach its provider. None: no requests to elsewhere. */
  readonly fetch?: typeof fetch | undefined;
  /** Whether a role may manage people, roles or rules. */
  readonly runsOrganisation: (tenant: TenantId, role: RoleId) => Promise<boolean>;
  readonly secondPerson: () => SecondPerson;
  /** Told of faults that a caller only sees as `server_error`. */
  onFailure(error: unknown): void;
}

export interface ProtocolOrigin extends Origin {
  /** A page whose origin no app is registered with: what it asks for is answered, and browsers don't let it read that. */
  readonly unreadable?: boolean | undefined;
}

/** Which programs and apps may come in, and what people allowed them. */
export interface Authorization {
  readonly issuer: string;
  readonly fhirBase: string;
  readonly clients: Clients;
  readonly tokens: Tokens;
  /** Somebody showed what is no token, or none any more. Done when the ledger knows, should it be told. */
  tokenRefused(token: string, origin: Origin): Promise<void>;
  readonly apps: Apps;
  readonly appOrigins: AppOrigins;
  readonly launches: Launches;
  readonly consents: Consents;
  readonly federation: Federation;
  readonly federationGrants: FederationGrants;
  readonly signingKeys: SigningKeys;
  readonly providers: Providers;
  /** Runs the protocol for a request that comes from there: what the ledger keeps of it says so. */
  from<T>(origin: ProtocolOrigin, work: () => Promise<T>): Promise<T>;
}

export function createAuthorization(ports: AuthorizationPorts): Authorization {
  const { database, keyring, root, publicOrigin: issuer, now, recordEvent } = ports;
  const fhirBase = `${issuer}/fhir`;
  const origins = new AsyncLocalStorage<ProtocolOrigin>();
  const shared = { database, keyring, openSessions: openSessions(ports.identity.sessions, now), now, recordEvent };
  const tokens = createTokens(shared);
  const organisations = async () => (await keyring.tenants()).map(({ tenant }) => tenant);
  const appOrigins = createAppOrigins({ organisations, clientsOf: (tenant) => clients.list(tenant), now });
  const clients: Clients = createClients({
    ...shared,
    secondPerson: ports.secondPerson,
    forgetRemembered() {
      tokens.forgetRemembered();
      appOrigins.forget();
    },
  });
  const signingKeys = createSigningKeys({
    database,
    root,
    now,
    recordEvent,
    organisations,
  });
  const witness = createTokenWitness({ ...shared, origin: () => origins.getStore() });
  const refusals = createRefusals({
    keyring,
    witness,
    now,
    origin: () => origins.getStore(),
    onFailure: (error) => ports.onFailure(error),
  });
  const launches = createLaunches({ ...shared, clients, fhirBase });
  const apps = createApps({ ...shared, clients, tokens });
  const providers = createProviders(
    {
      ...shared,
      clients,
      fhirBase,
      witness,
      refusals,
      issuer,
      fetch: ports.fetch,
      onFailure: (error) => ports.onFailure(error),
      forgetRemembered: () => tokens.forgetRemembered(),
      isUnreadable: () => origins.getStore()?.unreadable === true,
    },
    signingKeys,
  );
  return {
    issuer,
    fhirBase,
    clients,
    tokens,
    async tokenRefused(token, origin) {
      const tenant = tenantOfArtifactId(token);
      if (tenant === undefined) return;
      const why = "a bearer token that was never given, is over or was withdrawn";
      await origins.run(origin, () => refusals.note(tenant, why));
    },
    apps,
    appOrigins,
    launches,
    signingKeys,
    providers,
    federation: createFederation({
      ...shared,
      people: ports.identity.people,
      signIn: ports.identity.signIn,
      runsOrganisation: ports.runsOrganisation,
      redirectUri: `${issuer}/oauth/federation/callback`,
      onFailure: (error) => ports.onFailure(error),
    }),
    federationGrants: createFederationGrants({ ...shared, people: ports.identity.people }),
    consents: createConsents({ providers, clients, launches, apps, now }),
    from: (origin, work) => origins.run(origin, work),
  };
}
