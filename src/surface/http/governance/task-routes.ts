import type { FastifyInstance } from "fastify";
import { z } from "zod";
import {
  type OfficerTask as TaskAnswer,
  assignTaskRequest,
  completeTaskRequest,
  uuid,
} from "../../../../contract/index.ts";
import type { OfficerTask } from "../../../care/governance/index.ts";
import { parsePersonId } from "../../../foundation/kernel/index.ts";
import { parseInput, requirePersonCaller } from "./guards.ts";
import { instant, instantOrNothing } from "./instant.ts";
import type { GovernanceRoutesPorts } from "./ports.ts";

const taskPath = z.object({ id: uuid });
const wanted = z.object({ state: z.enum(["open", "done"]).default("open") });

export function taskRoutes(app: FastifyInstance, { authenticate, governance: { tasks } }: GovernanceRoutesPorts): void {
  app.get("/api/tasks", async (request) => {
    const caller = await requirePersonCaller(authenticate, request);
    const { tasks: found, counts } = await tasks.list(caller, parseInput(wanted, request.query).state);
    return { tasks: found.map(answerOf), counts };
  });

  app.get("/api/tasks/:id/assignees", async (request) => {
    const caller = await requirePersonCaller(authenticate, request);
    const people = await tasks.assignees(caller, parseInput(taskPath, request.params).id);
    return { people: people.map(({ id, name }) => ({ id, name })) };
  });

  app.post("/api/tasks/:id/complete", async (request) => {
    const caller = await requirePersonCaller(authenticate, request);
    const { id } = parseInput(taskPath, request.params);
    return answerOf(await tasks.complete(caller, id, parseInput(completeTaskRequest, request.body).note));
  });

  app.post("/api/tasks/:id/assign", async (request) => {
    const caller = await requirePersonCaller(authenticate, request);
    const { id } = parseInput(taskPath, request.params);
    const { personId } = parseInput(assignTaskRequest, request.body);
    return answerOf(await tasks.assign(caller, id, personId === null ? undefined : parsePersonId(personId)));
  });
}

function answerOf({ createdAt, dueAt, doneAt, ...rest }: OfficerTask): TaskAnswer {
  return { ...rest, createdAt: instant(createdAt), dueAt: instant(dueAt), doneAt: instantOrNothing(doneAt) };
}
