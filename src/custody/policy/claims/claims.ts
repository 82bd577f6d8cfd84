import type { FacilityId, RelationKind, Stretch } from "../../access/index.ts";
import type { ResourceId } from "../../../foundation/kernel/index.ts";
import type { CompiledConsent } from "../consents/compile-consent.ts";
import type { WeeklyTime } from "./weekly-time.ts";

/** Somebody, named by a reference, is tied to a patient. */
export interface Tie extends Stretch {
  readonly holder: string;
  readonly patient: ResourceId;
  readonly kind: Exclude<RelationKind, "self" | "on-shift">;
}

/** A patient belongs to a facility (where they are registered or live), or stays there for a while. */
export interface Stay extends Stretch {
  readonly patient: ResourceId;
  readonly facility: FacilityId;
  readonly kind: "belongs" | "stays";
}

/** A practitioner works under a role, for an organisation, at places, at times of the week. */
export interface Membership extends Stretch {
  readonly practitioner: string;
  readonly references: readonly string[];
  readonly facilities: readonly FacilityId[];
  /** When they are on shift; none without a rota. */
  readonly rota: readonly WeeklyTime[];
  /** Stretches in which they are not, rota or no rota. */
  readonly away: readonly Stretch[];
}

/** What one resource says about who may see whom. Everything that is known is a sum of these, so that a changed resource is
 *  taken out and put in again without reading the others. */
export interface Claims {
  readonly ties?: readonly Tie[];
  readonly stays?: readonly Stay[];
  readonly membership?: Membership;
  /** This facility lies in, or is run by, these. */
  readonly within?: readonly FacilityId[];
  readonly name?: string;
  readonly consent?: CompiledConsent;
}
