import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import {
  type ClinicArrangement,
  type KeptRoom,
  type Outside,
  changedRoom,
  newRoom,
  openingHours,
  outsideKindWish,
  outsideRoomWish,
  therapistHours,
  uuid,
} from "../../../../contract/index.ts";
import type { Scheduling, Work } from "../../../care/scheduling/index.ts";
import { type Caller, speaksOf } from "../../../custody/access/index.ts";
import { type ResourceId, parseResourceId } from "../../../foundation/kernel/index.ts";
import { type Authenticate, Refusal, parseInput, requireCaller } from "../identity/index.ts";
import { requireScope } from "./require-scope.ts";
import { writable } from "./writable.ts";

const path = z.object({ id: uuid });
const arranged = ["PractitionerRole", "Location", "HealthcareService"] as const;

/** Whoever may change any of it. @throws Refusal also 403 `access/not-permitted` */
async function requireArranger(authenticate: Authenticate, request: FastifyRequest): Promise<Caller> {
  const caller = await requireCaller(authenticate, request);
  const may = caller.scopes.some(
    ({ type, permissions }) => arranged.some((one) => speaksOf(type, one)) && /[cu]/.test(permissions),
  );
  if (may) return caller;
  throw new Refusal(
    403,
    "access/not-permitted",
    "Your role does not arrange hours, rooms or kinds of appointment. An administrator can change your role.",
  );
}

/** A therapist's hours as they were sent. */
export function workIn(body: unknown): Work {
  const { branchId, hours, kindIds, active, expected } = parseInput(therapistHours, body);
  return {
    branchId: branchId === null ? null : parseResourceId(branchId),
    hours,
    kindIds: kindIds.map(parseResourceId),
    active,
    expected: expected && { roleId: parseResourceId(expected.roleId), version: expected.version },
  };
}

/** Therapists' hours, rooms and kinds of appointment, as who arranges them needs them: beside the calendar's own routes. */
export function arrangementRoutes(
  app: FastifyInstance,
  { scheduling, authenticate }: { readonly scheduling: Scheduling; readonly authenticate: Authenticate },
): void {
  const idOf = (request: FastifyRequest): ResourceId => parseResourceId(parseInput(path, request.params).id);

  app.get("/api/scheduling/arrangement", async (request): Promise<ClinicArrangement> => {
    const caller = await requireArranger(authenticate, request);
    return writable(await scheduling.arrangement(caller));
  });

  app.post("/api/scheduling/rooms", async (request, reply) => {
    const caller = await requireScope(authenticate, request, "c", "Location");
    const { branchId, ...rest } = parseInput(newRoom, request.body);
    const { room, created } = await scheduling.makeRoom(caller, { ...rest, branchId: parseResourceId(branchId) });
    return reply.code(created ? 201 : 200).send(room satisfies KeptRoom);
  });

  app.put("/api/scheduling/rooms/:id", async (request): Promise<KeptRoom> => {
    const caller = await requireScope(authenticate, request, "u", "Location");
    const { branchId, ...rest } = parseInput(changedRoom, request.body);
    return scheduling.changeRoom(caller, idOf(request), { ...rest, branchId: parseResourceId(branchId) });
  });

  app.post("/api/scheduling/therapists/:id/hours/outside", async (request): Promise<Outside> => {
    const caller = await requireScope(authenticate, request, "u", "PractitionerRole");
    return writable(await scheduling.outsideHours(caller, idOf(request), workIn(request.body)));
  });

  app.post("/api/scheduling/branches/:id/opening/outside", async (request): Promise<Outside> => {
    const caller = await requireScope(authenticate, request, "u", "Location");
    return writable(
      await scheduling.outsideOpening(caller, idOf(request), parseInput(openingHours, request.body).hours),
    );
  });

  app.post("/api/scheduling/rooms/:id/outside", async (request): Promise<Outside> => {
    const caller = await requireScope(authenticate, request, "u", "Location");
    const { branchId, inUse } = parseInput(outsideRoomWish, request.body);
    const wish = { branchId: parseResourceId(branchId), inUse };
    return writable(await scheduling.outsideRoom(caller, idOf(request), wish));
  });

  app.post("/api/scheduling/kinds/:id/outside", async (request): Promise<Outside> => {
    const caller = await requireScope(authenticate, request, "u", "HealthcareService");
    const { branchIds, ...rest } = parseInput(outsideKindWish, request.body);
    const wish = { ...rest, branchIds: branchIds.map(parseResourceId) };
    return writable(await scheduling.outsideKind(caller, idOf(request), wish));
  });
}
