import type { IncomingMessage, ServerResponse } from "node:http";
import { errors } from "oidc-provider";
import type { Clock, PersonId, ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Purpose, Scope } from "../access/index.ts";
import type { Actor } from "../identity/index.ts";
import type { AppGrant } from "./app-grant.ts";
import type { Apps } from "./apps.ts";
import { AuthorizationError } from "./authorization-error.ts";
import type { Clients, RegisteredClient } from "./clients.ts";
import type { Launch, Launches } from "./launches.ts";
import { withinRole } from "./narrow-scopes.ts";
import type { Providers } from "./providers.ts";
import { type AskedScopes, type SpecialScope, isSpecialScope, scopesText, understoodScopes } from "./special-scopes.ts";

/** The person whose browser brings an app's request, as their own session proves them. */
export interface Consenter {
  readonly actor: Actor;
  readonly tenant: TenantId;
  readonly person: PersonId;
  /** What the person's role allows. */
  readonly scopes: readonly Scope[];
  /** When they last proved who they are, milliseconds since 1970. */
  readonly provenAt: number;
  readonly sessionId: string;
  /** What the session is for; the app's tokens are for the same. */
  readonly purpose?: Purpose | undefined;
  /** The patient that the person is, or stands for. */
  readonly patient?: ResourceId | undefined;
  /** Whether the person is that patient. */
  readonly isPatient: boolean;
}

/** Which patient the app will be told. */
export type PatientInContext =
  | { readonly kind: "none" }
  | { readonly kind: "choose" }
  | { readonly kind: "given"; readonly id: ResourceId; readonly self: boolean };

/** What an app asks of a person. */
export interface Asked {
  readonly client: RegisteredClient;
  readonly scopes: AskedScopes;
  /** Scopes that the app asked for and that this person's role has nothing of. */
  readonly refused: readonly string[];
  readonly patient: PatientInContext;
  readonly encounter?: ResourceId | undefined;
  readonly returnsTo: string;
  readonly signInAgain: boolean;
  readonly loginHint?: string | undefined;
  /** A grant of the same, which may be used again without asking. */
  readonly allowedBefore?: AppGrant | undefined;
}

export interface Answer {
  readonly scopes: readonly string[];
  /** Chosen by the person, and seen by them: the caller has made sure. */
  readonly patient?: ResourceId | undefined;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

export interface Consents {
  /** @throws AuthorizationError `oauth/no-request` */
  ask(exchange: Exchange, consenter: Consenter): Promise<Asked>;
  /** Where the browser goes now. @throws AuthorizationError */
  allow(exchange: Exchange, consenter: Consenter, answer: Answer): Promise<string>;
  refuse(exchange: Exchange, consenter: Consenter): Promise<string>;
}

/** Scopes without which the app's request makes no sense. */
export const requiredScopes: ReadonlySet<string> = new Set<SpecialScope>([
  "openid",
  "launch",
  "launch/patient",
  "launch/encounter",
]);

export function createConsents(ports: {
  readonly providers: Providers;
  readonly clients: Pick<Clients, "find">;
  readonly launches: Launches;
  readonly apps: Apps;
  readonly now: Clock;
}): Consents {
  const { providers, clients, launches, apps, now } = ports;

  async function interactionOf({ request, response }: Exchange) {
    const provider = await providers.current();
    try {
      return await provider.interactionDetails(request, response);
    } catch (error) {
      if (error instanceof errors.SessionNotFound) throw noRequest();
      throw error;
    }
  }

  type Interaction = Awaited<ReturnType<typeof interactionOf>>;

  async function launchOf(interaction: Interaction, { tenant, person }: Consenter): Promise<Launch | undefined> {
    const given = interaction.params["launch"];
    if (typeof given !== "string") return undefined;
    const launch = await launches.find(given);
    // A launch is for one person and one app: handed to another it opens nobody's chart.
    if (launch?.person !== person || launch.client !== interaction.params["client_id"])
      throw new AuthorizationError(
        "oauth/no-request",
        "the chart from which this app was opened is no longer waiting for it",
      );
    const client = await clients.find(launch.client);
    return client?.tenant === tenant ? launch : undefined;
  }

  async function read(interaction: Interaction, consenter: Consenter): Promise<Asked> {
    const { params } = interaction;
    const client = await clients.find(String(params["client_id"]));
    // Somebody of another organisation is told nothing about this one's apps.
    if (client === undefined || client.tenant !== consenter.tenant) throw noRequest();
    const asked = understoodScopes(String(params["scope"] ?? ""));
    const resources = withinRole(asked.resources, consenter.scopes);
    const launch = await launchOf(interaction, consenter);
    const scopes = { special: asked.special, resources };
    const patient = patientInContext(scopes, launch, consenter);
    const kept = resources.map((scope) => scope.type);
    return {
      client,
      scopes,
      refused: asked.resources.filter((scope) => !kept.includes(scope.type)).map((scope) => scope.text),
      patient,
      encounter: launch?.encounter,
      returnsTo: hostOf(String(params["redirect_uri"] ?? "")),
      signInAgain: mustSignInAgain(interaction, consenter.provenAt, now()),
      loginHint: typeof params["login_hint"] === "string" ? params["login_hint"].slice(0, 100) : undefined,
      allowedBefore:
        params["wardbook_consent"] === "asked"
          ? undefined
          : await earlierGrant(consenter, { client, scopes, patient, encounter: launch?.encounter }),
    };
  }

  /** A grant that allows exactly this, so that the person needn't be asked again. */
  async function earlierGrant(
    { tenant, person, purpose, sessionId }: Consenter,
    { client, scopes, patient, encounter }: Pick<Asked, "client" | "scopes" | "patient" | "encounter">,
  ): Promise<AppGrant | undefined> {
    if (patient.kind === "choose") return undefined;
    const wanted = [...scopes.special, ...scopes.resources.map((scope) => scope.text)].sort().join(" ");
    const about = patient.kind === "given" ? patient.id : undefined;
    const known = await apps.list(tenant, person);
    return known.find(
      ({ grant, client: of }) =>
        of.id === client.id &&
        grant.patient === about &&
        grant.encounter === encounter &&
        grant.purpose === purpose &&
        (grant.session === undefined || grant.session === sessionId) &&
        grant.scope.split(" ").sort().join(" ") === wanted,
    )?.grant;
  }

  async function finish(interaction: Interaction, result: Interaction["result"]): Promise<string> {
    interaction.result = result;
    await interaction.persist();
    return interaction.returnTo;
  }

  return {
    ask: async (exchange, consenter) => read(await interactionOf(exchange), consenter),

    async allow(exchange, consenter, answer) {
      const interaction = await interactionOf(exchange);
      const asked = await read(interaction, consenter);
      if (asked.signInAgain)
        throw new AuthorizationError("oauth/sign-in-again", "the app asks for a fresh sign-in: sign out and in again");
      const scope = allowedScopes(asked.scopes, answer.scopes);
      const patient = asked.patient.kind === "given" ? asked.patient.id : answer.patient;
      if (asked.patient.kind === "choose" && patient === undefined)
        throw new AuthorizationError("oauth/patient-needed", "choose the patient whom the app is about", {
          path: "patient",
        });
      const given = asked.patient.kind === "none" ? undefined : patient;
      const launch = interaction.params["launch"];
      if (typeof launch === "string" && (await launches.take(launch)) === undefined) throw noRequest();
      const reused = asked.allowedBefore?.scope === scope ? asked.allowedBefore.id : undefined;
      const grantId =
        reused ??
        (await apps.allow(consenter.actor, consenter.tenant, {
          client: asked.client,
          person: consenter.person,
          scope,
          patient: given,
          encounter: asked.encounter,
          purpose: consenter.purpose,
          session: lastsWithSession(scope) ? consenter.sessionId : undefined,
        }));
      interaction.params["scope"] = scope;
      const login = {
        accountId: consenter.person,
        ts: Math.floor(consenter.provenAt / 1000),
        amr: ["mfa"],
        remember: false,
      };
      return finish(interaction, { login, consent: { grantId } });
    },

    async refuse(exchange, consenter) {
      const interaction = await interactionOf(exchange);
      await read(interaction, consenter);
      return finish(interaction, { error: "access_denied", error_description: "the person did not allow it" });
    },
  };
}

function noRequest(): AuthorizationError {
  return new AuthorizationError("oauth/no-request", "this request has lapsed or was answered: open the app again");
}

function patientInContext(
  { special, resources }: AskedScopes,
  launch: Launch | undefined,
  consenter: Consenter,
): PatientInContext {
  if (launch !== undefined)
    return { kind: "given", id: launch.patient, self: consenter.isPatient && launch.patient === consenter.patient };
  const wanted = special.includes("launch/patient") || resources.some((scope) => scope.level === "patient");
  if (!wanted) return { kind: "none" };
  return consenter.patient === undefined
    ? { kind: "choose" }
    : { kind: "given", id: consenter.patient, self: consenter.isPatient };
}

function mustSignInAgain(
  interaction: { readonly iat: number; readonly params: Readonly<Record<string, unknown>> },
  provenAt: number,
  now: number,
): boolean {
  const { prompt, max_age: maxAge } = interaction.params;
  if (
    typeof prompt === "string" &&
    prompt.split(" ").includes("login") &&
    Math.floor(provenAt / 1000) < interaction.iat
  )
    return true;
  const seconds = typeof maxAge === "string" || typeof maxAge === "number" ? Number(maxAge) : undefined;
  return seconds !== undefined && now - provenAt > seconds * 1000;
}

/** What was asked, without what the person unticked. Nobody ticks what wasn't asked. */
function allowedScopes(asked: AskedScopes, ticked: readonly string[]): string {
  const all = scopesText(asked).split(" ");
  if (ticked.some((one) => !all.includes(one)))
    throw new AuthorizationError("oauth/not-asked", "a scope was allowed that the app did not ask for", {
      path: "scopes",
    });
  return all.filter((one) => requiredScopes.has(one) || ticked.includes(one)).join(" ");
}

/** Only what may go on while the person is away outlives their session. */
function lastsWithSession(scope: string): boolean {
  return !scope.split(" ").filter(isSpecialScope).includes("offline_access");
}

function hostOf(uri: string): string {
  const parsed = URL.parse(uri);
  return parsed === null ? "" : parsed.host === "" ? parsed.protocol : parsed.host;
}
