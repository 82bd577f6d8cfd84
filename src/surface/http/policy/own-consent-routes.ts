import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { type ConsentRow, ownConsentRequest, uuid, withdrawConsentRequest } from "../../../../contract/index.ts";
import { ownRecordOf } from "../../../care/consents/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import { type ResourceId, parseResourceId } from "../../../foundation/kernel/index.ts";
import { Refusal, parseInput, requireCaller } from "../identity/index.ts";
import { typedSecret } from "../signature-answer.ts";
import { resourceOf, rowOf } from "./consent-row.ts";
import type { PolicyRoutesPorts } from "./ports.ts";
import { recordedParty } from "./recorded-party.ts";
import { roleLabels } from "./role-labels.ts";
import { consentResource } from "./write-consent.ts";

const patientPath = z.object({ id: uuid });
const consentPath = z.object({ id: uuid, consent: uuid });

/** For a patient: keeping somebody out of their own record, and taking that back. */
export function ownConsentRoutes(app: FastifyInstance, ports: PolicyRoutesPorts): void {
  const { authenticate, consents, now } = ports;

  async function ownerOf(request: FastifyRequest): Promise<Caller> {
    const caller = await requireCaller(authenticate, request);
    if (ownRecordOf(caller) === undefined)
      throw new Refusal(403, "access/not-permitted", "Only patients decide so about their own record.");
    return caller;
  }

  app.post("/api/patients/:id/own-consents", async (request, reply) => {
    const caller = await ownerOf(request);
    const patient = expectOwn(caller, parseInput(patientPath, request.params).id);
    const { password, statements, ...rest } = parseInput(ownConsentRequest, request.body);
    const named = [];
    for (const [at, { who, ...statement }] of statements.entries()) {
      const parties = [];
      for (const [index, party] of who.entries())
        parties.push(await recordedParty(ports, caller, party, `statements.${at}.who.${index}`));
      named.push({ ...statement, who: parties });
    }
    const labels = await roleLabels(ports, caller.tenant);
    const resource = consentResource(patient, { ...rest, statements: named }, labels, now());
    const stored = await consents.recordOwn(caller, resource, typedSecret(password));
    return reply.code(201).send(rowOf(resourceOf(stored.body), stored.version, labels, true));
  });

  app.post("/api/patients/:id/own-consents/:consent/withdraw", async (request): Promise<ConsentRow> => {
    const caller = await ownerOf(request);
    const { id, consent } = parseInput(consentPath, request.params);
    const patient = expectOwn(caller, id);
    const { version, password } = parseInput(withdrawConsentRequest, request.body);
    const of = { patient, id: parseResourceId(consent), version };
    const stored = await consents.withdrawOwn(caller, of, typedSecret(password));
    return rowOf(resourceOf(stored.body), stored.version, await roleLabels(ports, caller.tenant));
  });
}

/** Another's record is answered as one that isn't there. */
function expectOwn(caller: Caller, id: string): ResourceId {
  const patient = parseResourceId(id);
  if (ownRecordOf(caller) !== patient)
    throw new Refusal(404, "consents/unknown", "There is no such record of your own.");
  return patient;
}
