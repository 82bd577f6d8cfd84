import { randomUUID } from "node:crypto";
import { type Caller, type RoleName, noPermissions, parseScopes, roles } from "../../src/custody/access/index.ts";
import type { TenantId } from "../../src/foundation/kernel/index.ts";

function aPerson(tenant: TenantId, role: RoleName, name: string): Caller {
  const { scopes, permissions } = roles[role];
  return {
    tenant,
    kind: "person",
    id: randomUUID(),
    name,
    role,
    scopes,
    permissions,
    from: "192.0.2.7",
    requestId: randomUUID(),
  };
}

/** Somebody signed in, with what their role allows. */
export function aClinician(tenant: TenantId, name = "Dr Ada Okafor"): Caller {
  return aPerson(tenant, "clinician", name);
}

export function anAuditor(tenant: TenantId, name = "Ines Duarte"): Caller {
  return aPerson(tenant, "auditor", name);
}

export function aReceptionist(tenant: TenantId, name = "Tom Birch"): Caller {
  return aPerson(tenant, "front-desk", name);
}

export function anAdministrator(tenant: TenantId, name = "Mei Lindqvist"): Caller {
  return aPerson(tenant, "administrator", name);
}

/** An API client with a bearer token. @param scope "system/Observation.rs …" */
export function aClient(tenant: TenantId, scope: string, name = "Lab bridge"): Caller {
  return {
    tenant,
    kind: "client",
    id: "lab-bridge",
    name,
    scopes: parseScopes(scope),
    permissions: noPermissions,
    from: "192.0.2.8",
    requestId: randomUUID(),
  };
}
