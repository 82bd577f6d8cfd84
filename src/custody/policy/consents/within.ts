import type { ConsentProvision, Stretch } from "../../access/index.ts";

/** A provision that holds only where the conditions of another hold too. Where both limit the same thing, a permit is limited to what
 *  both name, a denial keeps its own limit: neither lets through what was not meant. */
export function within(outer: ConsentProvision, provision: ConsentProvision): ConsentProvision {
  const both = <T>(one: readonly T[] | undefined, other: readonly T[] | undefined): readonly T[] | undefined => {
    if (one === undefined || other === undefined) return one ?? other;
    return provision.type === "deny" ? other : other.filter((item) => one.includes(item));
  };
  return {
    type: provision.type,
    period: overlap(outer.period, provision.period),
    actors: both(outer.actors, provision.actors),
    roles: both(outer.roles, provision.roles),
    purposes: both(outer.purposes, provision.purposes),
    actions: both(outer.actions, provision.actions),
    classes: both(outer.classes, provision.classes),
    codes: both(outer.codes, provision.codes),
    labels: both(outer.labels, provision.labels),
    data: both(outer.data, provision.data),
    dataPeriod: overlap(outer.dataPeriod, provision.dataPeriod),
    exceptions: provision.exceptions,
  };
}

function overlap(one: Stretch | undefined, other: Stretch | undefined): Stretch | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const starts = [one.from, other.from].filter((from) => from !== undefined);
  const ends = [one.until, other.until].filter((until) => until !== undefined);
  return {
    from: starts.length === 0 ? undefined : Math.max(...starts),
    until: ends.length === 0 ? undefined : Math.min(...ends),
  };
}
