import { type FhirResource, withExtension } from "../../foundation/fhir/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { opened } from "../../custody/chart/index.ts";
import { kindOf } from "./clinic-directory.ts";
import { oneInDirectory, unlessOvertaken } from "./in-directory.ts";
import type { SchedulingPorts } from "./scheduling-ports.ts";
import type { Kind, KindColour } from "./types.ts";
import { extensionUrl, identifierSystem } from "./vocabulary.ts";

type Ports = Pick<SchedulingPorts, "chart">;

type Said = Omit<Kind, "id" | "version" | "colour"> & {
  /** null: none; absent: as it is. */
  readonly colour?: KindColour | null | undefined;
};
export type NewKind = Said & {
  /** The client's own number, so that it is made once. */
  readonly requestId?: string | undefined;
};
export type ChangedKind = Said & Pick<Kind, "id" | "version">;

function withKind(resource: FhirResource, kind: Said): FhirResource {
  const { location: _elsewhere, ...rest } = resource;
  const located = kind.branchIds.map((id) => ({ reference: `Location/${id}` }));
  const said = [
    { url: extensionUrl.minutes, value: kind.minutes },
    { url: extensionUrl.capacity, value: kind.capacity },
  ].reduce<FhirResource>((next, { url, value }) => withExtension(next, url, { valuePositiveInt: value }), {
    ...rest,
    active: kind.active,
    name: kind.name,
    ...(located.length === 0 ? {} : { location: located }),
  });
  if (kind.colour === undefined) return said;
  return withExtension(said, extensionUrl.colour, kind.colour === null ? undefined : { valueCode: kind.colour });
}

/** @throws ChartError `chart/not-permitted` */
export async function makeKind({ chart }: Ports, caller: Caller, kind: NewKind): Promise<Kind> {
  const { requestId, ...said } = kind;
  const resource = withKind({ resourceType: "HealthcareService" }, said);
  if (requestId === undefined) return kindOf(opened((await chart.create(caller, "HealthcareService", resource)).value));
  const identifier = { system: identifierSystem.request, value: requestId };
  const made = await chart.create(
    caller,
    "HealthcareService",
    { ...resource, identifier: [identifier] },
    { ifNoneExist: [["identifier", `${identifier.system}|${requestId}`]] },
  );
  return kindOf(opened(made.value));
}

/** What is booked keeps its length and its place. @throws SchedulingError, ChartError */
export async function changeKind({ chart }: Ports, caller: Caller, kind: ChangedKind): Promise<Kind> {
  const { id, version, ...said } = kind;
  const target = { type: "HealthcareService", id } as const;
  const current = await oneInDirectory(() => chart.read(caller, target));
  const next = withKind(current.resource, said);
  return kindOf(opened((await unlessOvertaken(chart.update(caller, target, next, version))).value));
}
