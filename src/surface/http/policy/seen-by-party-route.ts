import type { FastifyInstance } from "fastify";
import { z } from "zod";
import {
  type ConsentParty,
  type ConsentWords,
  type SeenByParty,
  seenByPartyRequest,
  uuid,
} from "../../../../contract/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import { type CompiledConsent, compileConsent } from "../../../custody/policy/index.ts";
import { type ResourceId, parseResourceId } from "../../../foundation/kernel/index.ts";
import { Refusal, parseInput, requirePermission } from "../identity/index.ts";
import { compareSight, withConsent } from "./compare-sight.ts";
import { partyKinds } from "./consent-row.ts";
import { guiseOf } from "./party-guise.ts";
import type { PolicyRoutesPorts } from "./ports.ts";
import { roleLabels } from "./role-labels.ts";
import { consentResource } from "./write-consent.ts";

const patientPath = z.object({ id: uuid });

/** For a patient: what their family, a role or another organisation would see of their record, before they decide anything. */
export function seenByPartyRoute(app: FastifyInstance, ports: PolicyRoutesPorts): void {
  const { authenticate, chart, policy, now } = ports;

  async function compiled(viewer: Caller, patient: ResourceId, consent: ConsentWords): Promise<CompiledConsent> {
    const labels = await roleLabels(ports, viewer.tenant);
    const { timeZone } = await policy.settingsOf(viewer.tenant);
    return compileConsent(consentResource(patient, consent, labels, now()), timeZone);
  }

  app.post("/api/patients/:id/seen-by-party", async (request): Promise<SeenByParty> => {
    const viewer = await requirePermission(authenticate, request, "accesses.read");
    if (viewer.kind !== "person" || viewer.reach !== "patient")
      throw new Refusal(403, "access/not-permitted", "Only whoever reads their own record compares it so.");
    const { id } = parseInput(patientPath, request.params);
    const { party, consent } = parseInput(seenByPartyRequest, request.body);
    const patient = parseResourceId(id);
    const draft = consent === undefined ? undefined : await compiled(viewer, patient, consent);
    const { caller, assumed } = await guiseOf(ports, viewer, party, patient);
    // Another patient's record is answered as one that isn't there.
    await chart.withPatient(viewer, patient, {
      needs: { interaction: "read", type: "Patient" },
      entry: () => ({ action: "preview", detail: `compared what they see with what ${partyWords(party)} would see` }),
      run: async () => undefined,
    });
    const others =
      caller === undefined ? [] : [caller, ...(draft === undefined ? [] : [withConsent(caller, patient, draft)])];
    const sights = await compareSight(ports, viewer, others, patient);
    return {
      ...(assumed === undefined ? {} : { assumed }),
      signsIn: caller !== undefined,
      types: sights.map(({ type, yours, theirs: [before = 0, after = before], more }) => ({
        type,
        yours,
        before,
        after,
        more,
      })),
    };
  });
}

/** Not by the name that was sent: nobody checked that they are called so, and the ledger would say it for ever. */
function partyWords(party: ConsentParty): string {
  if (party.kind === "role") return `the role ${party.id}`;
  return `${partyKinds[party.reference.split("/")[0] ?? ""] ?? "somebody"} (${party.reference})`;
}
