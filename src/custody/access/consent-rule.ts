import type { Sensitivity, Stretch } from "./facts.ts";
import type { Purpose } from "./purpose.ts";
import type { RoleId } from "./role.ts";

/** What a provision may be limited to, of what callers do. Sources: FHIR R4 Consent.provision.action, ValueSet consent-action. */
export const consentActions = ["access", "correct", "disclose"] as const;
export type ConsentAction = (typeof consentActions)[number];

/**
 * One provision of a Consent, compiled. Every condition that is present must hold (any of its alternatives); a condition that is
 * absent holds always; an empty list never does.
 */
export interface ConsentProvision {
  readonly type: "permit" | "deny";
  /** When the provision is in force. */
  readonly period?: Stretch | undefined;
  /** Who: any of these references is one of the caller's. */
  readonly actors?: readonly string[] | undefined;
  /** Who: the caller's role is one of these. */
  readonly roles?: readonly RoleId[] | undefined;
  /** What for. A purpose covers the narrower ones (TREAT covers ETREAT). */
  readonly purposes?: readonly Purpose[] | undefined;
  /** Reading is `access`; changing is `correct`; an export is `disclose`. */
  readonly actions?: readonly ConsentAction[] | undefined;
  /** Resource types (`Observation`). */
  readonly classes?: readonly string[] | undefined;
  /** `system|code` of the resource's own code, category or type. */
  readonly codes?: readonly string[] | undefined;
  /** Sensitivities in the resource's `meta.security`. */
  readonly labels?: readonly Sensitivity[] | undefined;
  /** References of single resources (`Observation/…`). */
  readonly data?: readonly string[] | undefined;
  /** When the resource was last written. */
  readonly dataPeriod?: Stretch | undefined;
  /** Exceptions to this provision. */
  readonly exceptions: readonly ConsentProvision[];
}

/** One consent that is in force. Inside it the innermost provision that applies decides (of several side by side a denial does);
 *  across consents a denial does. What no consent speaks of is the role's to allow. */
export interface ConsentRule {
  /** `Consent/…` */
  readonly source: string;
  readonly provision: ConsentProvision;
}
