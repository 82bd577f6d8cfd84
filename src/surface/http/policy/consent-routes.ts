import type { FastifyInstance } from "fastify";
import { z } from "zod";
import {
  type ConsentList,
  type ConsentRow,
  type ConsentSignatures,
  type FaultyConsentList,
  recordConsentRequest,
  uuid,
  withdrawConsentRequest,
} from "../../../../contract/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import { ownRecordOf } from "../../../care/consents/index.ts";
import { parseResourceId } from "../../../foundation/kernel/index.ts";
import { formatSignedRecord } from "../../../custody/signatures/index.ts";
import { signatureAnswer, typedSecret } from "../signature-answer.ts";
import { Refusal, parseInput, requireCaller, requirePermission } from "../identity/index.ts";
import { faultRow, isConsentOver, resourceOf, rowOf } from "./consent-row.ts";
import type { PolicyRoutesPorts } from "./ports.ts";
import { roleLabels } from "./role-labels.ts";
import { consentResource } from "./write-consent.ts";

const patientPath = z.object({ id: uuid });
const consentPath = z.object({ id: uuid, consent: uuid });
const mostListed = "100";

/** A patient's consents: in plain words, recorded, withdrawn. */
export function consentRoutes(app: FastifyInstance, ports: PolicyRoutesPorts): void {
  const { authenticate, chart, consents, keysAt, policy, now } = ports;

  /** Those of these consents that the caller sees: a list of all would tell of patients whom they don't. */
  async function among(caller: Caller, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const seen = new Set<string>();
    for (let from = 0; from < ids.length; from += Number(mostListed)) {
      const some = ids.slice(from, from + Number(mostListed)).join(",");
      const { value } = await chart.search(caller, "Consent", [
        ["_id", some],
        ["_count", mostListed],
      ]);
      for (const { id } of value.matches) seen.add(`Consent/${id}`);
    }
    return seen;
  }

  app.get("/api/patients/:id/consents", async (request): Promise<ConsentList> => {
    const caller = keeperOf(await requireCaller(authenticate, request));
    const { id } = parseInput(patientPath, request.params);
    const pairs = [
      ["patient", id],
      ["_count", mostListed],
    ] as const;
    const { value } = await chart.search(caller, "Consent", pairs);
    const labels = await roleLabels(ports, caller.tenant);
    const own = ownRecordOf(caller);
    const mayKeepOut = own !== undefined && own === id;
    const rows = value.matches.map(async ({ id: consent, body, version }) => {
      const row = rowOf(resourceOf(body), version, labels);
      if (row.inForce && isConsentOver(resourceOf(body), now())) return { ...row, inForce: false };
      if (!mayKeepOut || !row.inForce) return row;
      return { ...row, own: await consents.isOwn(caller, { patient: own, id: consent }) };
    });
    return {
      consents: await Promise.all(rows),
      mayChange: caller.permissions.has("consents.manage"),
      mayKeepOut,
    };
  });

  app.post("/api/patients/:id/consents", async (request, reply) => {
    const caller = keeperOf(await requirePermission(authenticate, request, "consents.manage"));
    const { id } = parseInput(patientPath, request.params);
    const { password, ...asked } = parseInput(recordConsentRequest, request.body);
    const labels = await roleLabels(ports, caller.tenant);
    const resource = consentResource(parseResourceId(id), asked, labels, now());
    const stored = await consents.record(caller, resource, typedSecret(password));
    return reply.code(201).send(rowOf(resourceOf(stored.body), stored.version, labels));
  });

  app.post("/api/patients/:id/consents/:consent/withdraw", async (request): Promise<ConsentRow> => {
    const caller = keeperOf(await requirePermission(authenticate, request, "consents.manage"));
    const { id, consent } = parseInput(consentPath, request.params);
    const { version, password } = parseInput(withdrawConsentRequest, request.body);
    const change = { id: parseResourceId(consent), version };
    const { value: current } = await chart.read(caller, { type: "Consent", id: change.id });
    // An address that names another patient is no address of this consent.
    if (current.patient !== id) throw new Refusal(404, "consents/unknown", "There is no such consent of this patient.");
    const withdrawn = { ...resourceOf(current.body), status: "inactive" };
    const stored = await consents.change(caller, { ...change, consent: withdrawn }, typedSecret(password));
    return rowOf(resourceOf(stored.body), stored.version, await roleLabels(ports, caller.tenant));
  });

  app.get("/api/patients/:id/consents/:consent/signatures", async (request): Promise<ConsentSignatures> => {
    const caller = keeperOf(await requireCaller(authenticate, request));
    const { state, signatures } = await consents.signatures(caller, consentOf(request.params));
    const answers = signatures.map((one) => ({ ...signatureAnswer(one), act: one.act }));
    return { state, signatures: answers, keysAt: await keysAt(caller.tenant) };
  });

  app.get("/api/patients/:id/consents/:consent/signed-record", async (request, reply) => {
    const caller = keeperOf(await requireCaller(authenticate, request));
    const of = consentOf(request.params);
    const file = formatSignedRecord(await consents.signedRecord(caller, of));
    return reply
      .type("application/json; charset=utf-8")
      .header("content-disposition", `attachment; filename="signed-consent-${of.id}.json"`)
      .send(file);
  });

  app.get("/api/policy/faulty-consents", async (request): Promise<FaultyConsentList> => {
    const caller = keeperOf(await requirePermission(authenticate, request, "consents.manage"));
    const found = await policy.faultyConsents(caller.tenant);
    const seen = await among(
      caller,
      found.map(({ consent }) => consent.slice("Consent/".length)),
    );
    const within = found.filter(({ consent }) => seen.has(consent));
    return {
      consents: within.map(({ consent, patient, faults }) => ({
        consent,
        patientId: patient,
        faults: faults.map(faultRow),
      })),
    };
  });
}

/** Whoever keeps consents sees them, whatever they deny: else one that denies everything could never be withdrawn. It holds for these
 *  routes alone, and for Consent resources alone. */
function keeperOf(caller: Caller): Caller {
  const { standing } = caller;
  if (standing === undefined || !caller.permissions.has("consents.manage")) return caller;
  return { ...caller, standing: { ...standing, consentsOf: () => [] } };
}

function consentOf(params: unknown) {
  const { id, consent } = parseInput(consentPath, params);
  return { patient: parseResourceId(id), id: parseResourceId(consent) };
}
