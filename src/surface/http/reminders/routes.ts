import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  type ReminderPreference,
  type ReminderSettings,
  type UnsentReminders,
  changedReminderPreference,
  reminderPreferenceQuery,
  reminderSettings as reminderSettingsInput,
} from "../../../../contract/index.ts";
import { type Reminders, reminderSettings } from "../../../care/reminders/index.ts";
import { type Caller, speaksOf } from "../../../custody/access/index.ts";
import type { Settings } from "../../../custody/identity/index.ts";
import type { ResourceType } from "../../../foundation/fhir/index.ts";
import { parseResourceId } from "../../../foundation/kernel/index.ts";
import { chartRefusal } from "../chart-refusal.ts";
import {
  type Authenticate,
  Refusal,
  answerProblem,
  parseInput,
  requireCaller,
  requirePermission,
  sendRefusal,
} from "../identity/index.ts";

export interface ReminderRoutesPorts {
  readonly reminders: Reminders;
  readonly settings: Pick<Settings, "get" | "change">;
  readonly authenticate: Authenticate;
}

function answerFailure(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = chartRefusal(error);
  return refusal === undefined ? answerProblem(error, request, reply) : sendRefusal(reply, refusal);
}

/** Fastify plugin: reminders by e-mail. What the caller sees of patients and appointments the chart decides. */
export async function reminderRoutes(
  app: FastifyInstance,
  { reminders, settings, authenticate }: ReminderRoutesPorts,
): Promise<void> {
  app.setErrorHandler(answerFailure);
  app.addHook("onSend", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });
  const answer = (kept: Omit<ReminderSettings, "mailIsSetUp">): ReminderSettings => ({
    ...kept,
    mailIsSetUp: reminders.mailIsSetUp,
  });

  app.get("/api/reminders/settings", async (request): Promise<ReminderSettings> => {
    const caller = await requirePermission(authenticate, request, "policies.manage");
    return answer(await settings.get(caller.tenant, reminderSettings));
  });

  app.put("/api/reminders/settings", async (request): Promise<ReminderSettings> => {
    const caller = await requirePermission(authenticate, request, "policies.manage");
    const { mailIsSetUp: _given, ...next } = parseInput(reminderSettingsInput, request.body);
    const kept = await settings.change(caller, caller.tenant, reminderSettings, (before) => ({
      value: next,
      detail: `${before.on ? "on" : "off"} to ${next.on ? "on" : "off"}, ${next.hoursBefore} hours before`,
    }));
    return answer(kept);
  });

  app.get("/api/reminders/preference", async (request): Promise<ReminderPreference> => {
    const caller = await requireScope(authenticate, request, "r", "Patient");
    const { patient } = parseInput(reminderPreferenceQuery, request.query);
    return reminders.preference(caller, parseResourceId(patient));
  });

  app.put("/api/reminders/preference", async (request): Promise<ReminderPreference> => {
    const caller = await requireScope(authenticate, request, "u", "Patient");
    const { patientId, version, answer: said } = parseInput(changedReminderPreference, request.body);
    return reminders.changePreference(caller, { patient: parseResourceId(patientId), version, answer: said });
  });

  app.get("/api/reminders/unsent", async (request): Promise<UnsentReminders> => {
    const caller = await requireScope(authenticate, request, "s", "Appointment");
    return { unsent: [...(await reminders.unsent(caller))] };
  });
}

/** The caller, if their role speaks of this at all. @throws Refusal also 403 `access/not-permitted` */
async function requireScope(
  authenticate: Authenticate,
  request: FastifyRequest,
  letter: "r" | "u" | "s",
  type: ResourceType,
): Promise<Caller> {
  const caller = await requireCaller(authenticate, request);
  if (caller.scopes.some((scope) => speaksOf(scope.type, type) && scope.permissions.includes(letter))) return caller;
  throw new Refusal(
    403,
    "access/not-permitted",
    "Your role does not include this. An administrator can change your role.",
  );
}
