import type { ResourceType } from "../../foundation/fhir/index.ts";
import {
  type Caller,
  type ConsentAction,
  type Decision,
  type Interaction,
  decide,
  ledgerType,
} from "../access/index.ts";
import { ChartError, notWritable } from "./chart-error.ts";
import type { ChartPorts } from "./ports.ts";

export type Permit = Extract<Decision, { readonly kind: "permit" }>;

/** @param action what consents call it, when the interaction doesn't say
 *  @throws ChartError `chart/not-permitted`; it depends on the caller alone, never on what is stored. */
export function permit(
  ports: Pick<ChartPorts, "now">,
  caller: Caller,
  interaction: Interaction,
  type: ResourceType,
  action?: ConsentAction,
): Permit {
  if (type === ledgerType) {
    if (interaction === "create" || interaction === "update" || interaction === "delete") throw notWritable();
    throw notPermitted("AuditEvents are read off the ledger, and lead to no records", type);
  }
  const decision = decide({ interaction, type, at: ports.now(), action }, caller);
  if (decision.kind === "permit") return decision;
  const why = {
    "access/no-scopes": `none of your scopes allows ${interaction} of ${type}`,
    "access/type-not-granted": `none of your scopes allows ${interaction} of ${type}`,
    "access/interaction-not-granted": `none of your scopes allows ${interaction} of ${type}`,
    "access/app-not-granted": `the app was not allowed ${interaction} of ${type}`,
    "access/purpose-not-granted": "your role is not for the purpose of this session",
    "access/type-not-for-purpose": `the purpose of this session doesn't need ${type}`,
  }[decision.reason];
  throw notPermitted(why, type);
}

function notPermitted(why: string, type: ResourceType): ChartError {
  return new ChartError("chart/not-permitted", why, { path: type });
}

export function mayReach(
  ports: Pick<ChartPorts, "now">,
  caller: Caller,
  interaction: Interaction,
  type: ResourceType,
  action?: ConsentAction,
): Permit | undefined {
  // One that was stored as a record once is nobody's to see: what the ledger says would stand beside what somebody wrote.
  if (type === ledgerType) return undefined;
  const decision = decide({ interaction, type, at: ports.now(), action }, caller);
  return decision.kind === "permit" ? decision : undefined;
}
