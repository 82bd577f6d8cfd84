import type { FastifyInstance } from "fastify";
import { type Preview, type PreviewRequest, previewRequest } from "../../../../contract/index.ts";
import { type Caller, type Role, type RoleId, asRole, decide, purposes } from "../../../custody/access/index.ts";
import { displayName } from "../../../custody/identity/index.ts";
import { PolicyError, roleOf } from "../../../custody/policy/index.ts";
import { Refusal, parseInput, requirePermission, requireStepUp } from "../identity/index.ts";
import { compareRows, decisionOf } from "./preview.ts";
import { parsePreviewPath } from "./preview-path.ts";
import type { PolicyRoutesPorts } from "./ports.ts";
import { definitionFrom } from "./role-routes.ts";
import { callerAs, personNamed } from "./see-as.ts";

/** *See as*: what somebody gets, before a role is stored or after. */
export function previewRoutes(app: FastifyInstance, ports: PolicyRoutesPorts): void {
  const { authenticate, ledger, now } = ports;

  app.post("/api/policy/preview", async (request): Promise<Preview> => {
    const viewer = await requirePermission(authenticate, request, "roles.manage");
    requireStepUp(viewer, now());
    const asked = parseInput(previewRequest, request.body);
    const path = parsePreviewPath(asked.path);
    const person = await personNamed(ports, viewer.tenant, asked.personId);
    const role = await roleFor(ports, viewer, asked);
    const other = await callerAs(ports, viewer, { person, role, purpose: purposeFrom(asked.purpose) });
    const decision = decide(
      { interaction: path.kind === "read" ? "read" : "search", type: path.type, at: now() },
      other,
    );
    const label = role?.role.label ?? (await ports.policy.roleOf(viewer.tenant, person.role))?.label ?? person.role;

    // Before anything is shown: who looked through whose eyes.
    await ledger.witness(viewer.tenant, [
      { entry: lookedAs(viewer, `${displayName(person)} (${label}): ${asked.path}`, now()) },
    ]);
    return {
      person: { id: person.id, name: displayName(person) },
      role: { id: role === undefined ? person.role : role.id, label },
      purpose: other.purpose,
      type: path.type,
      decision: decisionOf(decision),
      ...(await compareRows(ports, viewer, other, path)),
    };
  });
}

async function roleFor(
  { policy }: PolicyRoutesPorts,
  viewer: Caller,
  { role }: PreviewRequest,
): Promise<{ readonly id: RoleId | undefined; readonly role: Role } | undefined> {
  if (role === undefined) return undefined;
  if ("id" in role) {
    const stored = await policy.roleOf(viewer.tenant, role.id);
    if (stored === undefined) throw new PolicyError("roles/unknown", "there is no such role of this organisation");
    return { id: role.id, role: stored };
  }
  const definition = definitionFrom(role.definition);
  const faults = policy.roles.faultsOf(definition);
  if (faults.length > 0)
    throw new PolicyError("roles/unsuitable", "the role can't be tried as it is", { path: faults[0]?.path, faults });
  return { id: undefined, role: roleOf(definition) };
}

/** @throws Refusal 422 `policy/unknown-purpose` */
export function purposeFrom(text: string | undefined) {
  const found = purposes.find((purpose) => purpose === text);
  if (text !== undefined && found === undefined)
    throw new Refusal(422, "policy/unknown-purpose", "There is no such purpose. Choose one of the list.", {
      path: "purpose",
    });
  return found;
}

function lookedAs(viewer: Caller, detail: string, at: number) {
  const { kind, id, name, role, from, requestId, purpose } = viewer;
  return {
    at,
    action: "preview" as const,
    actor: { kind, id, name, role },
    why: asRole(viewer) ?? "with roles.manage",
    from,
    requestId,
    resources: [],
    count: 0,
    detail: `as ${detail}`,
    purpose,
  };
}
