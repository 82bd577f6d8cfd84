import type { FastifyRequest } from "fastify";
import type { Caller, Permission } from "../../../custody/access/index.ts";
import type { Authenticate } from "./authenticate.ts";
import { nobodySignedIn, Refusal } from "./refusal.ts";

/** The caller. @throws Refusal 401 `session/none`, 403 `session/cross-site` */
export async function requireCaller(authenticate: Authenticate, request: FastifyRequest): Promise<Caller> {
  const caller = await authenticate(request);
  if (caller === undefined) throw nobodySignedIn();
  return caller;
}

/** The caller, if they may. @throws Refusal also 403 `access/not-permitted` */
export async function requirePermission(
  authenticate: Authenticate,
  request: FastifyRequest,
  permission: Permission,
): Promise<Caller> {
  const caller = await requireCaller(authenticate, request);
  if (!caller.permissions.has(permission)) {
    throw new Refusal(
      403,
      "access/not-permitted",
      `Your role does not include ${whatIs[permission]}. An administrator can change your role.`,
    );
  }
  return caller;
}

const whatIs: Readonly<Record<Permission, string>> = {
  "people.manage": "managing people",
  "clients.manage": "managing API clients",
  "ledger.read": "reading the ledger",
  "ledger.verify": "verifying the ledger",
  import: "importing records",
  "accesses.read": "seeing who looked at a record",
  "notes.write": "writing notes",
  "notes.co-sign": "co-signing notes",
  "notes.supervised": "signing notes that wait for a co-signature",
  "roles.manage": "making and editing roles",
  "policies.manage": "changing how the organisation is protected",
  "sessions.manage": "managing other people's sessions",
  "break-glass.use": "opening a record in an emergency",
  "break-glass.review": "reviewing emergency access",
  "vendor.approve": "letting a vendor in",
  "reviews.manage": "running access reviews",
  "reviews.decide": "deciding in access reviews",
  "consents.manage": "recording consents",
  "rights.manage": "answering people's requests about their records",
  "proxies.manage": "keeping who acts for patients",
  "reports.read": "seeing figures of the organisation",
  export: "exporting records",
  "retention.manage": "deciding how long records are kept",
  "retained.read": "reading what stayed of an erased record",
  "recovery.approve": "approving recoveries",
  "discounts.approve": "approving discounts",
  "refunds.approve": "approving refunds",
  "cash-up": "cashing up",
  "expenses.submit": "submitting expenses",
  "expenses.approve": "approving expenses",
  "expenses.read": "seeing expenses",
  "stationery.manage": "changing letterheads and print layouts",
  "templates.manage": "changing templates of notes",
};
