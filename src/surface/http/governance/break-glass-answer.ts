import type { BreakGlassDetail, BreakGlassGrant, BreakGlassRow } from "../../../../contract/index.ts";
import {
  type ListedGrant,
  type OpenedGrant,
  type OwnGrant,
  type Reason,
  reasonSentence,
} from "../../../care/governance/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import { decisionSignatureAnswer } from "../signature-answer.ts";
import { instant, instantOrNothing } from "./instant.ts";

/** The contract's `breakGlassGrant`. */
export function grantAnswer({ id, patient, label, reason, beganAt, until }: OwnGrant, now: number): BreakGlassGrant {
  return {
    id,
    patientId: patient,
    patientLabel: label,
    reason: reasonAnswer(reason),
    beganAt: instant(beganAt),
    until: instant(until),
    secondsLeft: Math.max(0, Math.floor((until - now) / 1000)),
  };
}

function reasonAnswer(reason: Reason | undefined) {
  return reason && { kind: reason.kind, sentence: reasonSentence[reason.kind], words: reason.words };
}

/** The contract's `breakGlassRow`. */
export function rowAnswer(grant: ListedGrant, caller: Caller, now: number): BreakGlassRow {
  const { id, person, state, beganAt, until, endedAt, endedBy, dueAt, altered } = grant;
  return {
    id,
    person,
    state,
    beganAt: instant(beganAt),
    until: instant(until),
    endedAt: instantOrNothing(endedAt),
    endedBy,
    dueAt: instant(dueAt),
    overdue: dueAt <= now && state !== "justified" && state !== "not-justified",
    mine: person.id === caller.id,
    altered,
  };
}

/** The contract's `breakGlassDetail`. */
export function detailAnswer(grant: OpenedGrant, caller: Caller, now: number): BreakGlassDetail {
  return {
    ...rowAnswer(grant, caller, now),
    patientId: grant.patient,
    patientLabel: grant.label,
    reason: reasonAnswer(grant.reason),
    accesses: grant.accesses.map(({ at, resources, ...rest }) => ({
      ...rest,
      at: instant(at),
      resources: [...resources],
    })),
    moreAccesses: grant.moreAccesses,
    reviews: grant.reviews.map(({ at, signature, ...rest }) => ({
      ...rest,
      at: instant(at),
      signature: decisionSignatureAnswer(signature),
    })),
  };
}
