import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { consentDecision } from "../../../../contract/index.ts";
import type { ConsentRequest } from "../../../../contract/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import {
  AuthorizationError,
  type Asked,
  type Consenter,
  requiredScopes,
} from "../../../custody/authorization/index.ts";
import { type PersonId, parsePersonId, parseResourceId } from "../../../foundation/kernel/index.ts";
import { parseInput, requireCaller } from "../identity/index.ts";
import { patientName } from "./patient-name.ts";
import type { OauthRoutesPorts } from "./ports.ts";
import { sentenceOf } from "./scope-words.ts";

const uidPath = z.object({ uid: z.string().min(1).max(100) });

/** What an app asks, and what the person answers. Below the page's own address, because the browser's proof of the request is
 *  a cookie of that path. */
export function consentRoutes(app: FastifyInstance, ports: OauthRoutesPorts): void {
  const { authorization, identity, chart, authenticate } = ports;
  const { consents } = authorization;
  const exchange = (request: FastifyRequest, reply: FastifyReply) => {
    parseInput(uidPath, request.params);
    return { request: request.raw, response: reply.raw };
  };

  app.get("/oauth/consent/:uid/request", async (request, reply) => {
    const caller = await requireCaller(authenticate, request);
    const asked = await consents.ask(exchange(request, reply), consenterOf(caller));
    const { patient } = asked;
    const organisation = await identity.organisations.of(caller.tenant);
    const answer: ConsentRequest = {
      app: {
        name: asked.client.name,
        maker: asked.client.maker,
        logoText: asked.client.logoText,
        contacts: [...asked.client.contacts],
        returnsTo: asked.returnsTo,
      },
      organisation: organisation?.name ?? "",
      person: caller.name,
      signInAgain: asked.signInAgain,
      loginHint: asked.loginHint,
      asks: asksOf(asked, caller),
      refused: asked.refused.map((scope) => sentenceOf(scope, whoseOf(caller)).sentence),
      patient: patient.kind === "given" ? { ...patient, name: await patientName(chart, caller, patient.id) } : patient,
      lasts: lastsOf(asked),
      allowedBefore: asked.allowedBefore !== undefined,
    };
    return answer;
  });

  app.post("/oauth/consent/:uid/decision", async (request, reply) => {
    const caller = await requireCaller(authenticate, request);
    const decision = parseInput(consentDecision, request.body);
    const consenter = consenterOf(caller);
    if (!decision.allow) return { to: pathOf(await consents.refuse(exchange(request, reply), consenter)) };
    const patient = decision.patient === undefined ? undefined : parseResourceId(decision.patient);
    // Read as the person: whom they can't see, they can't choose, and the ledger says that they were asked for.
    if (patient !== undefined) await patientName(chart, caller, patient);
    const to = await consents.allow(exchange(request, reply), consenter, { scopes: decision.scopes, patient });
    return { to: pathOf(to) };
  });
}

/** Only a person with a session of their own decides, never a program that holds a token for them. */
function consenterOf(caller: Caller): Consenter {
  const { tenant, sessionId } = caller;
  if (caller.kind !== "person" || sessionId === undefined)
    throw new AuthorizationError("oauth/no-request", "sign in to answer an app");
  return {
    actor: caller,
    tenant,
    person: personOf(caller),
    scopes: caller.scopes,
    provenAt: caller.provenAt ?? 0,
    sessionId,
    purpose: caller.purpose,
    patient: caller.patient,
    isPatient: isPatient(caller),
  };
}

export function personOf(caller: Caller): PersonId {
  return parsePersonId(caller.id);
}

/** A family member is signed in for a patient as well, and isn't the one. */
function isPatient({ patient, references = [] }: Caller): boolean {
  return patient !== undefined && references.includes(`Patient/${patient}`);
}

export function whoseOf(caller: Caller): "own" | "patient" {
  return isPatient(caller) ? "own" : "patient";
}

function asksOf({ scopes }: Asked, caller: Caller): ConsentRequest["asks"] {
  return [...scopes.special, ...scopes.resources.map((scope) => scope.text)].map((scope) => ({
    ...sentenceOf(scope, whoseOf(caller)),
    optional: !requiredScopes.has(scope),
  }));
}

function lastsOf({ scopes }: Asked): string {
  if (scopes.special.includes("offline_access")) return "Until you withdraw it, and 90 days at most.";
  if (scopes.special.includes("online_access")) return "Until you sign out here.";
  return "Ten minutes. Then the app has to ask again.";
}

/** The way back goes by this server; a path keeps the browser on the address that it knows. */
function pathOf(address: string): string {
  const { pathname, search } = new URL(address);
  return `${pathname}${search}`;
}
