import type { Clock, TenantId } from "../../foundation/kernel/index.ts";
import type { Sessions } from "../identity/index.ts";

/** A session holds while it was active after one of these moments and began after the other. Milliseconds since 1970. Rows of those
 *  that are over stay until somebody signs in. */
export interface OpenSessions {
  readonly seenAfter: number;
  readonly beganAfter: number;
}

export type AskOpenSessions = (tenant: TenantId) => Promise<OpenSessions>;

export function openSessions(sessions: Pick<Sessions, "limits">, now: Clock): AskOpenSessions {
  return async (tenant) => {
    const { idleSeconds, absoluteSeconds } = await sessions.limits(tenant);
    return { seenAfter: now() - idleSeconds * 1000, beganAfter: now() - absoluteSeconds * 1000 };
  };
}
