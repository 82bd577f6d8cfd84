import type { FastifyInstance } from "fastify";
import { z } from "zod";
import {
  type BookedAppointment,
  type BookedSeries,
  type ClinicAppointment,
  type ClinicBoard,
  type ClinicKind,
  type ClinicPlaces,
  type FreeTimes,
  type MadeAbsence,
  type SeriesPreview,
  type WaitingList,
  actOnAppointment,
  boardQuery,
  changedKind,
  freeTimesQuery,
  moveAppointment,
  newAbsence,
  newAppointment,
  newKind,
  newSeries,
  newWaiting,
  openingHours,
  seriesWish,
  uuid,
  waitingQuery,
} from "../../../../contract/index.ts";
import type { Scheduling } from "../../../care/scheduling/index.ts";
import { type ResourceId, parseResourceId } from "../../../foundation/kernel/index.ts";
import { type Authenticate, parseInput } from "../identity/index.ts";
import { arrangementRoutes, workIn } from "./arrangement-routes.ts";
import { answerSchedulingProblem } from "./problem-handler.ts";
import { requireScope } from "./require-scope.ts";
import { writable } from "./writable.ts";

export interface SchedulingRoutesPorts {
  readonly scheduling: Scheduling;
  readonly authenticate: Authenticate;
}

const path = z.object({ id: uuid });

function idOf(text: string | undefined): ResourceId | undefined {
  return text === undefined ? undefined : parseResourceId(text);
}

/** Fastify plugin: the calendar. What the caller may see and do of it the chart decides, record by record. */
export async function schedulingRoutes(
  app: FastifyInstance,
  { scheduling, authenticate }: SchedulingRoutesPorts,
): Promise<void> {
  app.setErrorHandler(answerSchedulingProblem);
  app.addHook("onSend", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });

  app.get("/api/scheduling/places", async (request): Promise<ClinicPlaces> => {
    const caller = await requireScope(authenticate, request, "s", "HealthcareService");
    return writable(await scheduling.places(caller));
  });

  app.get("/api/scheduling/board", async (request): Promise<ClinicBoard> => {
    const caller = await requireScope(authenticate, request, "s", "Appointment");
    const { branch, from, days } = parseInput(boardQuery, request.query);
    return writable(await scheduling.board(caller, { branch: parseResourceId(branch), from, days }));
  });

  app.get("/api/scheduling/free", async (request): Promise<FreeTimes> => {
    const caller = await requireScope(authenticate, request, "s", "Slot");
    return writable(await scheduling.freeTimes(caller, parseInput(freeTimesQuery, request.query)));
  });

  app.post("/api/scheduling/appointments", async (request, reply) => {
    const caller = await requireScope(authenticate, request, "c", "Appointment");
    const { created, ...booked } = await scheduling.book(caller, parseInput(newAppointment, request.body));
    return reply.code(created ? 201 : 200).send(writable(booked) satisfies BookedAppointment);
  });

  app.get("/api/scheduling/appointments/:id", async (request): Promise<ClinicAppointment> => {
    const caller = await requireScope(authenticate, request, "r", "Appointment");
    return scheduling.appointment(caller, parseResourceId(parseInput(path, request.params).id));
  });

  app.post("/api/scheduling/appointments/:id/move", async (request): Promise<BookedAppointment> => {
    const caller = await requireScope(authenticate, request, "u", "Appointment");
    const id = parseResourceId(parseInput(path, request.params).id);
    return writable(await scheduling.move(caller, id, parseInput(moveAppointment, request.body)));
  });

  app.post("/api/scheduling/appointments/:id/acts", async (request): Promise<BookedAppointment> => {
    const caller = await requireScope(authenticate, request, "u", "Appointment");
    const id = parseResourceId(parseInput(path, request.params).id);
    return writable(await scheduling.act(caller, id, parseInput(actOnAppointment, request.body)));
  });

  app.post("/api/scheduling/series/preview", async (request): Promise<SeriesPreview> => {
    const caller = await requireScope(authenticate, request, "s", "Appointment");
    return writable(await scheduling.previewSeries(caller, parseInput(seriesWish, request.body)));
  });

  app.post("/api/scheduling/series", async (request, reply) => {
    const caller = await requireScope(authenticate, request, "c", "Appointment");
    const { created, ...booked } = await scheduling.bookSeries(caller, parseInput(newSeries, request.body));
    return reply.code(created ? 201 : 200).send(writable(booked) satisfies BookedSeries);
  });

  app.get("/api/scheduling/waiting", async (request): Promise<WaitingList> => {
    const caller = await requireScope(authenticate, request, "s", "Appointment");
    const { branch, kind, therapist, start } = parseInput(waitingQuery, request.query);
    const place = { branchId: parseResourceId(branch), kindId: idOf(kind), therapistId: idOf(therapist) };
    return writable(
      await scheduling.waiting(caller, { ...place, start: start === undefined ? undefined : Date.parse(start) }),
    );
  });

  app.post("/api/scheduling/waiting", async (request, reply) => {
    const caller = await requireScope(authenticate, request, "c", "Appointment");
    const { created, appointment } = await scheduling.waitForPlace(caller, parseInput(newWaiting, request.body));
    return reply.code(created ? 201 : 200).send(appointment satisfies ClinicAppointment);
  });

  app.post("/api/scheduling/absences", async (request, reply) => {
    const caller = await requireScope(authenticate, request, "c", "Slot");
    const { who, ...rest } = parseInput(newAbsence, request.body);
    const made = await scheduling.makeAbsence(caller, {
      ...rest,
      who: { kind: who.kind, id: parseResourceId(who.id) },
    });
    return reply.code(201).send(made satisfies MadeAbsence);
  });

  app.delete("/api/scheduling/absences/:id", async (request, reply) => {
    const caller = await requireScope(authenticate, request, "d", "Slot");
    await scheduling.removeAbsence(caller, parseResourceId(parseInput(path, request.params).id));
    return reply.code(204).send();
  });

  app.post("/api/scheduling/kinds", async (request, reply) => {
    const caller = await requireScope(authenticate, request, "c", "HealthcareService");
    const { branchIds, ...kind } = parseInput(newKind, request.body);
    const made = await scheduling.makeKind(caller, { ...kind, branchIds: branchIds.map(parseResourceId) });
    return reply.code(201).send(writable(made) satisfies ClinicKind);
  });

  app.put("/api/scheduling/kinds/:id", async (request): Promise<ClinicKind> => {
    const caller = await requireScope(authenticate, request, "u", "HealthcareService");
    const id = parseResourceId(parseInput(path, request.params).id);
    const { branchIds, ...kind } = parseInput(changedKind, request.body);
    return writable(await scheduling.changeKind(caller, { ...kind, id, branchIds: branchIds.map(parseResourceId) }));
  });

  app.put("/api/scheduling/branches/:id/opening", async (request, reply) => {
    const caller = await requireScope(authenticate, request, "u", "Location");
    const id = parseResourceId(parseInput(path, request.params).id);
    const { hours, expected } = parseInput(openingHours, request.body);
    await scheduling.setOpening(caller, id, hours, expected);
    return reply.code(204).send();
  });

  app.put("/api/scheduling/therapists/:id/hours", async (request, reply) => {
    const caller = await requireScope(authenticate, request, "u", "PractitionerRole");
    const id = parseResourceId(parseInput(path, request.params).id);
    await scheduling.setHours(caller, id, workIn(request.body));
    return reply.code(204).send();
  });

  arrangementRoutes(app, { scheduling, authenticate });
}
