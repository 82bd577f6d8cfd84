import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { type ConsentWords, type SeenBy, seenByRequest, uuid } from "../../../../contract/index.ts";
import { type Caller, decide, reasonFor } from "../../../custody/access/index.ts";
import { displayName } from "../../../custody/identity/index.ts";
import { compileConsent } from "../../../custody/policy/index.ts";
import { isResourceType } from "../../../foundation/fhir/index.ts";
import { type ResourceId, parseResourceId } from "../../../foundation/kernel/index.ts";
import { parseInput, requirePermission, requireStepUp } from "../identity/index.ts";
import { compareSight, withConsent } from "./compare-sight.ts";
import { purposeFrom } from "./preview-routes.ts";
import type { PolicyRoutesPorts } from "./ports.ts";
import { roleLabels } from "./role-labels.ts";
import { callerAs, personNamed } from "./see-as.ts";
import { consentResource } from "./write-consent.ts";

const patientPath = z.object({ id: uuid });
const asking = z.object({ personId: uuid, purpose: z.string().max(32).optional() });
/** What a consent does: how much of what the viewer sees in a record somebody else would see. */
export function seenByRoutes(app: FastifyInstance, ports: PolicyRoutesPorts): void {
  const { authenticate, chart, policy, now } = ports;

  // Nobody learns what a request must look like before they are known: the input is looked at last.
  async function seenBy(request: FastifyRequest, read: () => Asked): Promise<SeenBy> {
    const viewer = await requirePermission(authenticate, request, "consents.manage");
    requireStepUp(viewer, now());
    const { id } = parseInput(patientPath, request.params);
    const { personId, purpose, consent } = read();
    const patient = parseResourceId(id);
    const person = await personNamed(ports, viewer.tenant, personId);
    const asOfNow = await callerAs(ports, viewer, { person, purpose: purposeFrom(purpose) });
    const other =
      consent === undefined
        ? asOfNow
        : withConsent(
            asOfNow,
            patient,
            compileConsent(
              consentResource(patient, consent, await roleLabels(ports, viewer.tenant), now()),
              (await policy.settingsOf(viewer.tenant)).timeZone,
            ),
          );
    const label = (await policy.roleOf(viewer.tenant, person.role))?.label ?? person.role;
    const name = displayName(person);
    // The viewer must be one who may see this patient; the patient reads of it in their own part of the ledger.
    await chart.withPatient(viewer, patient, {
      needs: { interaction: "read", type: "Patient" },
      entry: () => ({ action: "preview", detail: `compared what they see with what ${name} (${label}) would see` }),
      run: async () => undefined,
    });
    const sights = await compareSight(ports, viewer, [other], patient);
    return {
      person: { id: person.id, name, role: label },
      purpose: other.purpose,
      relations: [...relationsOf(viewer, other, patient, now())],
      types: sights.map(({ type, yours, theirs, more }) => ({ type, yours, theirs: theirs[0] ?? 0, more })),
    };
  }

  app.get("/api/patients/:id/seen-by", async (request) => seenBy(request, () => parseInput(asking, request.query)));
  app.post("/api/patients/:id/seen-by", async (request) =>
    seenBy(request, () => parseInput(seenByRequest, request.body)),
  );
}

interface Asked {
  readonly personId: string;
  readonly purpose?: string | undefined;
  readonly consent?: ConsentWords | undefined;
}

/** What ties them to the patient at this moment, as far as the viewer may read what says so. */
function relationsOf(viewer: Caller, other: Caller, patient: ResourceId, at: number): readonly string[] {
  const relations = other.standing?.relationsTo(patient) ?? [];
  const holding = relations.filter(({ from, until }) => (from ?? -Infinity) <= at && at < (until ?? Infinity));
  const told = holding.filter(({ source }) => {
    const type = source?.split("/")[0] ?? "";
    return isResourceType(type) && decide({ interaction: "read", type, at }, viewer).kind === "permit";
  });
  return [...new Set(told.map((relation) => reasonFor("", relation).replace(/^; /, "")))];
}
