import type {
  GivenLetterhead as GivenLetterheadBody,
  Letterhead as ShownLetterhead,
  Stationery as StationeryAnswer,
  StationeryStanding,
} from "../../../../contract/index.ts";
import {
  type GivenLetterhead,
  type Letterhead,
  type Standing,
  type Stationery,
  type StationeryVersions,
  lastSaid,
  usualLayout,
} from "../../../care/stationery/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";

type Logo = Standing["logo"];

function shown({ logo: id, address, registrations, ...head }: Letterhead, logo: Logo): ShownLetterhead {
  return {
    ...head,
    address: [...address],
    registrations: registrations.map((one) => ({ ...one })),
    ...(id === undefined || logo === undefined
      ? {}
      : { logo: { id, png: logo.png, width: logo.width, height: logo.height } }),
  };
}

export function standingAnswer({ letterhead, logo, layout }: Standing): StationeryStanding {
  return { ...(letterhead === undefined ? {} : { letterhead: shown(letterhead, logo) }), layout };
}

/** What was said last of the organisation and of each branch. */
export async function wholeAnswer(
  stationery: Pick<Stationery, "logo">,
  tenant: TenantId,
  { versions }: StationeryVersions,
  organisation: string,
): Promise<StationeryAnswer> {
  const branches = [...new Set(versions.map(({ branch }) => branch))];
  const said = await Promise.all(
    branches.map(async (branch) => {
      const { letterhead = null, layout = null } = lastSaid({ versions }, branch) ?? {};
      const logo = await stationery.logo(tenant, letterhead?.logo);
      return { branch, letterhead: letterhead && shown(letterhead, logo), layout };
    }),
  );
  return {
    changes: versions.length,
    usual: usualLayout,
    organisation,
    said,
    history: versions.map(({ branch, since, by }) => ({ branch, at: new Date(since).toISOString(), by })).toReversed(),
  };
}

export function givenHead(body: GivenLetterheadBody | null): GivenLetterhead | null {
  if (body === null) return null;
  const { logo, ...head } = body;
  if (logo === undefined) return head;
  return { ...head, logo: "png" in logo ? { png: Buffer.from(logo.png, "base64") } : logo };
}
