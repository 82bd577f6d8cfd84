import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { DeletedRecords, DraftsAboutMe, MessagesAboutMe } from "../../../../contract/index.ts";
import { ownRecordOf } from "../../../care/consents/index.ts";
import { messagesAbout } from "../../../care/messages/index.ts";
import type { Notes } from "../../../care/notes/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import type { Chart } from "../../../custody/chart/index.ts";
import type { ResourceId } from "../../../foundation/kernel/index.ts";
import { type Authenticate, Refusal, parseInput } from "../identity/index.ts";
import { whoseRecord } from "./callers.ts";

export interface OwnKeptPorts {
  readonly chart: Pick<Chart, "deletions" | "search">;
  readonly notes: Pick<Notes, "about">;
  readonly authenticate: Authenticate;
}

const page = z.object({ cursor: z.string().max(2_000).optional() });

/** What is kept about a person and isn't in their chart: what staff deleted, what nobody has signed, and what staff wrote to one another. */
export function ownKeptRoutes(app: FastifyInstance, { chart, notes, authenticate }: OwnKeptPorts): void {
  app.get("/api/rights/mine/deleted", async (request): Promise<DeletedRecords> => {
    const { caller, patient } = await whoseRecord(authenticate, request);
    const { cursor } = parseInput(page, request.query);
    const { value } = await chart.deletions(caller, { patient, cursor });
    const deleted = value.deleted.map((one) => ({ ...one, deletedAt: new Date(one.deletedAt).toISOString() }));
    return { deleted, next: value.next };
  });

  app.get("/api/rights/mine/drafts", async (request): Promise<DraftsAboutMe> => {
    const { caller, patient } = await whoseRecord(authenticate, request);
    expectPatient(caller, patient, "Only the patient is told of notes that nobody has signed.");
    const { drafts, withheld } = await notes.about(caller, patient);
    return {
      drafts: drafts.map(({ id, title, text, authorName, savedAt }) => ({
        id,
        title,
        text,
        authorName,
        savedAt: new Date(savedAt).toISOString(),
      })),
      withheld,
    };
  });

  app.get("/api/rights/mine/messages", async (request): Promise<MessagesAboutMe> => {
    const { caller, patient } = await whoseRecord(authenticate, request);
    expectPatient(caller, patient, "Only the patient is told what people at work wrote to one another.");
    const messages = await messagesAbout({ chart }, caller, patient);
    return {
      messages: messages.map(({ id, from, to, subject, text, sent }) => ({
        id,
        from: from.name,
        to: to.map(({ name }) => name),
        subject,
        text,
        sentAt: sent,
      })),
    };
  });
}

function expectPatient(caller: Caller, patient: ResourceId, sentence: string): void {
  if (ownRecordOf(caller) !== patient) throw new Refusal(403, "access/not-permitted", sentence);
}
