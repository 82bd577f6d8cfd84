import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import {
  type ConfirmedHold,
  type HeldTimes,
  type PublicPagesSettings,
  holdConfirmation,
  holdRelease,
  offeredAt,
  publicPagesSettings,
  uuid,
} from "../../../../contract/index.ts";
import { type PublicPages, type Reception, publicPages } from "../../../care/reception/index.ts";
import { type Caller, speaksOf } from "../../../custody/access/index.ts";
import type { Settings } from "../../../custody/identity/index.ts";
import { parseResourceId } from "../../../foundation/kernel/index.ts";
import { type Authenticate, Refusal, parseInput, requireCaller, requirePermission } from "../identity/index.ts";
import { answerReceptionProblem } from "./problem-handler.ts";

export interface ReceptionRoutesPorts {
  readonly reception: Reception;
  readonly settings: Pick<Settings, "get" | "change">;
  readonly authenticate: Authenticate;
}

const path = z.object({ id: uuid });
/** As many as the settings take. */
const mostOffers = 500;
const ofKind = z.object({ kind: uuid });

/** Fastify plugin: what staff do with what the public asked for. What the caller sees of it the chart decides, record by record. */
export async function receptionRoutes(
  app: FastifyInstance,
  { reception, settings, authenticate }: ReceptionRoutesPorts,
): Promise<void> {
  app.setErrorHandler(answerReceptionProblem);
  app.addHook("onSend", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });

  app.get("/api/reception/settings", async (request): Promise<PublicPagesSettings> => {
    const caller = await requirePermission(authenticate, request, "policies.manage");
    return answer(await settings.get(caller.tenant, publicPages));
  });

  app.put("/api/reception/settings", async (request): Promise<PublicPagesSettings> => {
    const caller = await requirePermission(authenticate, request, "policies.manage");
    const next = parseInput(publicPagesSettings, request.body);
    return answer(
      await settings.change(caller, caller.tenant, publicPages, (before) => ({
        value: next,
        detail: changesOf(before, next),
      })),
    );
  });

  app.put("/api/reception/offers/:kind", async (request): Promise<PublicPagesSettings> => {
    const caller = await requirePermission(authenticate, request, "policies.manage");
    const { kind: kindId } = parseInput(ofKind, request.params);
    const branchIds = new Set(parseInput(offeredAt, request.body).branchIds);
    await reception.expectSeen(caller, {
      kindId: parseResourceId(kindId),
      branchIds: [...branchIds].map(parseResourceId),
    });
    return answer(
      await settings.change(caller, caller.tenant, publicPages, (before) => {
        const others = before.offers.filter((offer) => offer.kindId !== kindId);
        const value = { ...before, offers: [...others, ...[...branchIds].map((branchId) => ({ kindId, branchId }))] };
        if (value.offers.length > mostOffers)
          throw new Refusal(422, "public/unsuitable", `At most ${mostOffers} kinds and branches are offered.`, {
            path: "branchIds",
          });
        return { value, detail: `HealthcareService/${kindId}: ${changesOf(before, value)}` };
      }),
    );
  });

  app.get("/api/reception/holds", async (request): Promise<HeldTimes> => {
    const caller = await requireBookings(authenticate, request, "s");
    const { timeZone, holds } = await reception.holds(caller);
    return { timeZone, holds: [...holds] };
  });

  app.post("/api/reception/holds/:id/confirm", async (request): Promise<ConfirmedHold> => {
    const caller = await requireBookings(authenticate, request, "u");
    const id = parseResourceId(parseInput(path, request.params).id);
    const { version, patientId, override } = parseInput(holdConfirmation, request.body);
    return reception.confirm(caller, {
      id,
      version,
      patientId: parseResourceId(patientId),
      reason: override?.reason,
    });
  });

  app.post("/api/reception/holds/:id/release", async (request, reply) => {
    const caller = await requireBookings(authenticate, request, "u");
    const id = parseResourceId(parseInput(path, request.params).id);
    await reception.release(caller, { id, version: parseInput(holdRelease, request.body).version });
    return reply.code(204).send();
  });
}

/** The caller, if their role speaks of bookings at all. @throws Refusal also 403 `access/not-permitted` */
async function requireBookings(
  authenticate: Authenticate,
  request: FastifyRequest,
  letter: "s" | "u",
): Promise<Caller> {
  const caller = await requireCaller(authenticate, request);
  if (caller.scopes.some((scope) => speaksOf(scope.type, "Appointment") && scope.permissions.includes(letter)))
    return caller;
  throw new Refusal(
    403,
    "access/not-permitted",
    "Your role does not include bookings. An administrator can change your role.",
  );
}

function answer({ enquiryBranchIds, offers, ...rest }: PublicPages): PublicPagesSettings {
  return { ...rest, enquiryBranchIds: [...enquiryBranchIds], offers: [...offers] };
}

/** For the ledger: "enquiries at 2 branches, 3 offers, holdHours 24". */
function changesOf(before: PublicPages, after: PublicPages): string {
  const keys = Object.keys(after) as (keyof PublicPages)[];
  const changed = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  const told = changed.map((key) => {
    const value = after[key];
    return typeof value === "number" ? `${key} ${String(before[key])} to ${value}` : `${key} now ${value.length}`;
  });
  return told.join(", ") || "nothing";
}
