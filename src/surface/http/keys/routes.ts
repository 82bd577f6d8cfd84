import type { FastifyInstance } from "fastify";
import { keyPolicyRequest, rotateKeysRequest } from "../../../../contract/index.ts";
import { asRole } from "../../../custody/access/index.ts";
import { parseResourceId } from "../../../foundation/kernel/index.ts";
import { Refusal, parseInput, requirePermission, requireStepUp } from "../identity/index.ts";
import { keysStateOf, rotationOf } from "./keys-state.ts";
import type { KeysRoutesPorts } from "./ports.ts";
import { answerKeysProblem } from "./problem-handler.ts";
import { rotationsOf } from "./rotations.ts";

/** Fastify plugin: an organisation's keys, for those who change how it is protected. */
export async function keysRoutes(app: FastifyInstance, ports: KeysRoutesPorts): Promise<void> {
  const { authenticate, keys, ledger, now } = ports;
  const rotations = rotationsOf(ports);
  app.addHook("onClose", () => rotations.close());
  app.setErrorHandler(answerKeysProblem);
  app.addHook("onSend", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });

  app.get("/api/keys", async (request) => {
    const { tenant } = await requirePermission(authenticate, request, "policies.manage");
    return keysStateOf(ports, tenant);
  });

  app.post("/api/keys/rotations", async (request, reply) => {
    const caller = await requirePermission(authenticate, request, "policies.manage");
    requireStepUp(caller, now());
    const { kind, patient } = parseInput(rotateKeysRequest, request.body);
    if (patient !== undefined && kind !== "patient")
      throw new Refusal(422, "keys/not-a-patients", "Only patients' keys are a patient's.", { path: "patient" });
    const { tenant, name, id } = caller;
    const subject = patient === undefined ? {} : { subject: parseResourceId(patient) };
    // The ledger tells who asked, as it does of whoever asks at the command line.
    const begun = await rotations.begin({ kind, tenant, why: `by ${name} (${id})`, ...subject });
    return reply.code(202).send(rotationOf(begun));
  });

  app.put("/api/keys/policy", async (request) => {
    const caller = await requirePermission(authenticate, request, "policies.manage");
    requireStepUp(caller, now());
    const { kind, days } = parseInput(keyPolicyRequest, request.body);
    const { tenant, id, name, role, from, requestId } = caller;
    await keys.setPolicy(tenant, kind, days);
    await ledger.witness(tenant, [
      {
        entry: {
          at: now(),
          action: "setting-changed",
          actor: { kind: caller.kind, id, name, role },
          why: asRole(caller) ?? caller.kind,
          from,
          requestId,
          resources: [],
          count: 0,
          detail: `${kind} keys are rotated after ${days} days`,
        },
      },
    ]);
    return keysStateOf(ports, tenant);
  });
}
