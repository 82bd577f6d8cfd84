import type { FastifyInstance, FastifyRequest } from "fastify";
import {
  type PublicChallenge,
  type PublicPage,
  type PublicReceipt,
  type PublicTimes,
  newPublicBooking,
  newPublicEnquiry,
  publicChallengeQuery,
  publicPageQuery,
  publicTimesQuery,
} from "../../../../contract/index.ts";
import { type Origin, type Reception, ReceptionError } from "../../../care/reception/index.ts";
import { type Organisations, siteBlock, sourceBlock } from "../../../custody/identity/index.ts";
import { parseInput } from "../identity/index.ts";
import { answerReceptionProblem } from "./problem-handler.ts";

export interface PublicRoutesPorts {
  readonly reception: Reception;
  readonly organisations: Pick<Organisations, "named">;
}

/** Fastify plugin: what anybody may see and send, who isn't signed in. Nothing that it answers depends on whom the organisation knows. */
export async function publicRoutes(
  app: FastifyInstance,
  { reception, organisations }: PublicRoutesPorts,
): Promise<void> {
  app.setErrorHandler(answerReceptionProblem);
  app.addHook("onSend", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });

  async function organisationNamed(shortName: string | undefined) {
    const found = await organisations.named(shortName);
    // One that isn't here, and one that offers nothing, look alike.
    if (found === undefined)
      throw new ReceptionError("public/not-offered", "this isn't offered here: telephone or visit instead");
    return found;
  }

  app.get("/api/public/page", async (request): Promise<PublicPage> => {
    const { tenant, name } = await organisationNamed(parseInput(publicPageQuery, request.query).organisation);
    return writable({ name, ...(await reception.page(tenant)) });
  });

  app.get("/api/public/times", async (request): Promise<PublicTimes> => {
    const { organisation, ...asked } = parseInput(publicTimesQuery, request.query);
    const { tenant } = await organisationNamed(organisation);
    return { times: [...(await reception.times(tenant, asked, originOf(request)))] };
  });

  app.get("/api/public/challenge", async (request): Promise<PublicChallenge> => {
    const { organisation, for: purpose } = parseInput(publicChallengeQuery, request.query);
    const { tenant } = await organisationNamed(organisation);
    const { until, ...challenge } = await reception.challenge(tenant, purpose);
    return { ...challenge, until: new Date(until).toISOString() };
  });

  app.post("/api/public/enquiries", async (request, reply) => {
    const { organisation, website: _trap, ...asked } = parseInput(newPublicEnquiry, request.body);
    const { tenant } = await organisationNamed(organisation);
    await reception.enquire(tenant, asked, originOf(request));
    return reply.code(202).send({ received: true } satisfies PublicReceipt);
  });

  app.post("/api/public/bookings", async (request, reply) => {
    const { organisation, website: _trap, ...asked } = parseInput(newPublicBooking, request.body);
    const { tenant } = await organisationNamed(organisation);
    await reception.book(tenant, asked, originOf(request));
    return reply.code(202).send({ received: true } satisfies PublicReceipt);
  });
}

function originOf({ ip, id }: FastifyRequest): Origin {
  return { from: ip, network: sourceBlock(ip), site: siteBlock(ip), requestId: id };
}

/** What the contract's types ask for: lists that could be written to. */
function writable(page: Omit<PublicPage, "enquiries" | "booking"> & Readonlies): PublicPage {
  return {
    ...page,
    enquiries: [...page.enquiries],
    booking: page.booking.map((kind) => ({ ...kind, branches: [...kind.branches] })),
  };
}

interface Readonlies {
  readonly enquiries: readonly PublicPage["enquiries"][number][];
  readonly booking: readonly (Omit<PublicPage["booking"][number], "branches"> & {
    readonly branches: readonly PublicPage["enquiries"][number][];
  })[];
}
