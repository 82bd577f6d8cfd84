import type { FastifyInstance } from "fastify";
import { z } from "zod";
import {
  type AlikePatients,
  type BelongingRecords,
  type BranchNumbers,
  type PatientMerges,
  branchPrefix,
  mergeUndoing,
  newMerge,
  newcomer,
  ofPatient,
  uuid,
} from "../../../../contract/index.ts";
import type { BranchNumber, CardKind, Registration } from "../../../care/registration/index.ts";
import type { Settings } from "../../../custody/identity/index.ts";
import { type Clock, parseResourceId } from "../../../foundation/kernel/index.ts";
import { type Authenticate, parseInput } from "../identity/index.ts";
import { noticeRoutes } from "./notice-routes.ts";
import { alikeAnswer, mergesAnswer } from "./patient-answer.ts";
import { answerRegistrationProblem } from "./problem-handler.ts";
import { requireScope } from "./require-scope.ts";

export interface RegistrationRoutesPorts {
  readonly registration: Registration;
  readonly settings: Pick<Settings, "get" | "change">;
  readonly authenticate: Authenticate;
  readonly now: Clock;
}

const path = z.object({ id: uuid });

/** Fastify plugin: registration at the desk. What the caller may see and do of it the chart decides, record by record. */
export async function registrationRoutes(
  app: FastifyInstance,
  { registration, settings, authenticate, now }: RegistrationRoutesPorts,
): Promise<void> {
  app.setErrorHandler(answerRegistrationProblem);
  app.addHook("onSend", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });

  app.post("/api/registration/alike", async (request): Promise<AlikePatients> => {
    const caller = await requireScope(authenticate, request, "s", "Patient");
    const alike = await registration.alike(caller, parseInput(newcomer, request.body));
    return { alike: alike.map(alikeAnswer) };
  });

  app.get("/api/registration/belonging", async (request): Promise<BelongingRecords> => {
    const caller = await requireScope(authenticate, request, "s", "Patient");
    const { patient } = parseInput(ofPatient, request.query);
    return { ids: [...(await registration.belonging(caller, parseResourceId(patient)))] };
  });

  app.get("/api/registration/merges", async (request): Promise<PatientMerges> => {
    const caller = await requireScope(authenticate, request, "rs", "Patient");
    const { patient } = parseInput(ofPatient, request.query);
    return mergesAnswer(await registration.merges(caller, parseResourceId(patient)));
  });

  app.post("/api/registration/merges", async (request): Promise<PatientMerges> => {
    const caller = await requireScope(authenticate, request, "rsu", "Patient");
    const { survivorId, replacedId, why } = parseInput(newMerge, request.body);
    const survivor = parseResourceId(survivorId);
    await registration.merge(caller, { survivor, replaced: parseResourceId(replacedId), why });
    return mergesAnswer(await registration.merges(caller, survivor));
  });

  app.post("/api/registration/merges/:id/undo", async (request): Promise<PatientMerges> => {
    const caller = await requireScope(authenticate, request, "rsu", "Patient");
    const replaced = parseResourceId(parseInput(path, request.params).id);
    await registration.undoMerge(caller, { replaced, why: parseInput(mergeUndoing, request.body).why });
    return mergesAnswer(await registration.merges(caller, replaced));
  });

  for (const kind of ["card", "label"] as const satisfies readonly CardKind[])
    app.get(`/api/registration/patients/:id/${kind}`, async (request, reply) => {
      const caller = await requireScope(authenticate, request, "ru", "Patient");
      const patient = parseResourceId(parseInput(path, request.params).id);
      const pdf = await registration.card(caller, { kind, patient });
      return reply
        .header("content-type", "application/pdf")
        .header("content-disposition", `attachment; filename="patient-${kind}.pdf"`)
        .send(pdf);
    });

  app.get("/api/registration/numbers", async (request): Promise<BranchNumbers> => {
    const caller = await requireScope(authenticate, request, "su", "Location");
    return numbersAnswer(await registration.branchNumbers(caller));
  });

  app.put("/api/registration/numbers/:id", async (request): Promise<BranchNumbers> => {
    const caller = await requireScope(authenticate, request, "rsu", "Location");
    const id = parseResourceId(parseInput(path, request.params).id);
    const { version, prefix } = parseInput(branchPrefix, request.body);
    await registration.setPrefix(caller, { id, version, prefix });
    return numbersAnswer(await registration.branchNumbers(caller));
  });

  noticeRoutes(app, { registration, settings, authenticate, now });
}

function numbersAnswer(branches: readonly BranchNumber[]): BranchNumbers {
  return { branches: branches.map((one) => ({ ...one, sharedWith: [...one.sharedWith] })) };
}
