import type { FastifyInstance } from "fastify";
import { keyPolicyRequest, rotateKeysRequest } from "../../../../contract/index.ts";
import { type Caller, asRole } from "../../../custody/access/index.ts";
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

  async function witnessAsked(caller: Caller, action: "keys-rotated" | "setting-changed", detail: string) {
    const { tenant, kind, id, name, role, from, requestId } = caller;
    const actor = { kind, id, name, role };
    const entry = { at: now(), action, actor, why: asRole(caller) ?? kind, from, requestId, resources: [], count: 0 };
    await ledger.witness(tenant, [{ entry: { ...entry, detail } }]);
  }
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
    const { tenant, id } = caller;
    const subject = patient === undefined ? {} : { subject: parseResourceId(patient) };
    const of = patient === undefined ? "" : ` of patient ${patient}`;
    await witnessAsked(caller, "keys-rotated", `asked for another ${kind} key${of}`);
    // It stands beside the keys, where nothing is sealed: the name is in the ledger.
    const begun = await rotations.begin({ kind, tenant, why: `by ${id}`, ...subject });
    return reply.code(202).send(rotationOf(begun));
  });

  app.put("/api/keys/policy", async (request) => {
    const caller = await requirePermission(authenticate, request, "policies.manage");
    requireStepUp(caller, now());
    const { kind, days } = parseInput(keyPolicyRequest, request.body);
    // First: what the ledger can't tell of isn't done.
    await witnessAsked(caller, "setting-changed", `${kind} keys are rotated after ${days} days`);
    await keys.setPolicy(caller.tenant, kind, days);
    return keysStateOf(ports, caller.tenant);
  });
}
