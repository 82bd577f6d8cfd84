import type { AuthorizationEvent } from "./custody/authorization/index.ts";
import type { IdentityEvent } from "./custody/identity/index.ts";
import type { PolicyEvent } from "./custody/policy/index.ts";
import { asRole } from "./custody/access/index.ts";

/** Entries of identity and authorization name what was done, to whom. */
export function entryOf(event: IdentityEvent | AuthorizationEvent) {
  const { act, at, actor, subject, detail } = event;
  const { from, requestId, ...who } = actor;
  const about = subject === undefined ? [] : [`${subject.kind} ${subject.name} (${subject.id})`];
  const said = [...about, ...(detail === undefined ? [] : [detail])].join(": ");
  const why = actor.kind === "system" ? "administration" : `as ${actor.role ?? actor.kind}`;
  return {
    at,
    action: act,
    actor: who,
    why,
    from,
    requestId,
    resources: [],
    count: 0,
    detail: said === "" ? undefined : said,
    onBehalfOf: "onBehalfOf" in event ? event.onBehalfOf : undefined,
  };
}

/** Entries of policy name what was made of a role, or who looked through whose eyes. */
export function policyEntryOf({ act, at, caller, detail }: PolicyEvent) {
  const { kind, id, name, role, from, requestId, purpose } = caller;
  return {
    at,
    action: act,
    actor: { kind, id, name, role },
    why: asRole(caller) ?? kind,
    from,
    requestId,
    resources: [],
    count: 0,
    detail,
    purpose,
  };
}
