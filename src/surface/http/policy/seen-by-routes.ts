import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { type ConsentWords, type SeenBy, seenByRequest, uuid } from "../../../../contract/index.ts";
import { type Caller, type Relation, decide, reasonFor } from "../../../custody/access/index.ts";
import { displayName } from "../../../custody/identity/index.ts";
import { type CompiledConsent, compileConsent, namedPermits } from "../../../custody/policy/index.ts";
import { type ResourceType, isResourceType, resourceTypes, searchParameters } from "../../../foundation/fhir/index.ts";
import { type ResourceId, parseResourceId } from "../../../foundation/kernel/index.ts";
import { parseInput, requirePermission, requireStepUp } from "../identity/index.ts";
import { searchAmong, seeingNoMore, tellsOfHidden } from "./preview.ts";
import { purposeFrom } from "./preview-routes.ts";
import type { PolicyRoutesPorts } from "./ports.ts";
import { roleLabels } from "./role-labels.ts";
import { callerAs, personNamed } from "./see-as.ts";
import { consentResource } from "./write-consent.ts";

const patientPath = z.object({ id: uuid });
const asking = z.object({ personId: uuid, purpose: z.string().max(32).optional() });
const mostCompared = 100;

const typesOfPatients: readonly ResourceType[] = resourceTypes.filter(
  (type) => searchParameters(type).has("patient") && type !== "AuditEvent",
);

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
    const types: SeenBy["types"] = [];
    for (const type of typesOfPatients) {
      const counts = await compareType(ports, viewer, seeingNoMore(other, viewer), type, patient);
      if (counts !== undefined) types.push({ type, ...counts });
    }
    return {
      person: { id: person.id, name, role: label },
      purpose: other.purpose,
      relations: [...relationsOf(viewer, other, patient, now())],
      types,
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

/** Somebody as the chart would meet them if that consent were recorded: its rules count beside those that are. */
function withConsent(caller: Caller, patient: ResourceId, { rules }: CompiledConsent): Caller {
  const { standing } = caller;
  if (standing === undefined) return caller;
  const named = namedPermits(rules).filter(({ actor }) => caller.references?.includes(actor) === true);
  const ties = named.map(({ period }): Relation => ({ kind: "consent", ...period }));
  return {
    ...caller,
    standing: {
      ...standing,
      consentsOf: (of) => (of === patient ? [...standing.consentsOf(of), ...rules] : standing.consentsOf(of)),
      relationsTo: (to) => (to === patient ? [...standing.relationsTo(to), ...ties] : standing.relationsTo(to)),
      relatedPatients: () =>
        ties.length === 0 ? standing.relatedPatients() : [...standing.relatedPatients(), patient],
    },
  };
}

async function compareType(
  { rehearsal, now }: PolicyRoutesPorts,
  viewer: Caller,
  other: Caller,
  type: ResourceType,
  patient: ResourceId,
): Promise<Pick<SeenBy["types"][number], "yours" | "theirs" | "more"> | undefined> {
  const own = decide({ interaction: "search", type, at: now() }, viewer);
  const others = decide({ interaction: "search", type, at: now() }, other);
  if (own.kind === "deny" || (others.kind === "permit" && tellsOfHidden(own, others))) return undefined;
  const pairs = [["patient", patient]] as const;
  const { value } = await rehearsal.search(viewer, type, [...pairs, ["_count", String(mostCompared)]]);
  const ids = value.matches.map((version) => version.id);
  if (ids.length === 0) return undefined;
  // Which of these rows, not which the other finds by their patient: that would also ask what they may search by.
  const found = others.kind === "deny" ? undefined : await searchAmong(rehearsal, other, { type, pairs: [] }, ids);
  return { yours: ids.length, theirs: found?.size ?? 0, more: value.next !== undefined };
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
