import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import {
  type NoteSignatures,
  coSignRequest,
  returnNoteRequest,
  saveDraftRequest,
  signDraftRequest,
  uuid,
} from "../../../../contract/index.ts";
import { ownRecordOf } from "../../../care/consents/index.ts";
import { type Draft, type Notes, parseDraftId } from "../../../care/notes/index.ts";
import { findCardNumbers, noticeIdentifiers } from "../../../assurance/privacy/index.ts";
import type { Caller, Permission } from "../../../custody/access/index.ts";
import { formatSignedRecord } from "../../../custody/signatures/index.ts";
import { type ResourceId, type TenantId, parseResourceId } from "../../../foundation/kernel/index.ts";
import { type Authenticate, Refusal, parseInput, requireCaller, requirePermission } from "../identity/index.ts";
import type { NextSignature } from "./confirm-signer.ts";
import { draftAnswer, instant } from "./draft-answer.ts";
import { answerNotesProblem } from "./problem-handler.ts";
import { signatureAnswer, typedSecret } from "../signature-answer.ts";

export interface NotesRoutesPorts {
  readonly notes: Notes;
  /** A signed note as a PDF. */
  readonly printNote: (caller: Caller, note: ResourceId) => Promise<Buffer>;
  /** Where anybody reads the organisation's public signature keys. */
  readonly keysAt: (tenant: TenantId) => Promise<string>;
  /** What the caller's next signature takes. */
  readonly nextSignature: (caller: Caller) => Promise<NextSignature>;
  readonly authenticate: Authenticate;
}

/** Whoever has one of these has something to sign; and so do patients, of their own record. */
const signing: readonly Permission[] = [
  "notes.write",
  "notes.co-sign",
  "consents.manage",
  "break-glass.review",
  "vendor.approve",
  "people.manage",
  "recovery.approve",
  "retention.manage",
];
const draftPath = z.object({ id: uuid });
const chartPath = z.object({ patientId: uuid });
/** The longest text, each character escaped. */
const largestDraft = 2 * 1024 * 1024;

/** Fastify plugin: notes that are being written, and their signing. */
export async function notesRoutes(
  app: FastifyInstance,
  { notes, printNote, keysAt, nextSignature, authenticate }: NotesRoutesPorts,
): Promise<void> {
  app.setErrorHandler(answerNotesProblem);
  app.addHook("onSend", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });

  app.get("/api/patients/:patientId/drafts", async (request) => {
    const caller = await requirePermission(authenticate, request, "notes.write");
    const { patientId } = parseInput(chartPath, request.params);
    return { drafts: (await notes.list(caller, parseResourceId(patientId))).map(draftAnswer) };
  });

  app.put("/api/drafts/:id", { bodyLimit: largestDraft }, async (request, reply) => {
    const caller = await requirePermission(authenticate, request, "notes.write");
    const { id } = parseInput(draftPath, request.params);
    const { patientId, title, text, baseRevision, ...links } = parseInput(saveDraftRequest, request.body);
    const idOf = (text: string | undefined) => (text === undefined ? undefined : parseResourceId(text));
    if (holdsCard(title) || holdsCard(text)) throw cardRefusal(holdsCard(title) ? "title" : "text");
    const outcome = await notes.save(caller, {
      id: parseDraftId(id),
      patient: parseResourceId(patientId),
      words: {
        title,
        text,
        addendumTo: idOf(links.addendumTo),
        replaces: idOf(links.replaces),
        encounter: idOf(links.encounter),
        template: links.template,
      },
      baseRevision,
    });
    switch (outcome.kind) {
      case "saved":
        return {
          revision: outcome.revision,
          savedAt: instant(outcome.savedAt),
          noticed: noticeIdentifiers(`${title}\n${text}`),
        };
      case "conflict":
        return answerConflict(reply, outcome.current);
    }
  });

  app.delete("/api/drafts/:id", async (request, reply) => {
    const caller = await requirePermission(authenticate, request, "notes.write");
    await notes.discard(caller, parseDraftId(parseInput(draftPath, request.params).id));
    return reply.code(204).send();
  });

  app.post("/api/drafts/:id/sign", async (request, reply) => {
    const caller = await requirePermission(authenticate, request, "notes.write");
    const { id } = parseInput(draftPath, request.params);
    const { revision, password } = parseInput(signDraftRequest, request.body);
    const outcome = await notes.sign(caller, {
      id: parseDraftId(id),
      revision,
      password: typedSecret(password),
    });
    switch (outcome.kind) {
      case "signed":
        return { documentReferenceId: outcome.note };
      case "conflict":
        return answerConflict(reply, outcome.current);
    }
  });

  app.post("/api/notes/:id/co-signature", async (request, reply) => {
    const caller = await requirePermission(authenticate, request, "notes.co-sign");
    const { id } = parseInput(draftPath, request.params);
    const { password } = parseInput(coSignRequest, request.body);
    await notes.coSign(caller, { note: parseResourceId(id), password: typedSecret(password) });
    return reply.code(204).send();
  });

  // Its author may take it back, who needn't be somebody that co-signs: care/notes decides.
  app.post("/api/notes/:id/return", async (request, reply) => {
    const caller = await requireCaller(authenticate, request);
    if (!caller.permissions.has("notes.co-sign")) await requirePermission(authenticate, request, "notes.write");
    const { id } = parseInput(draftPath, request.params);
    const { words } = parseInput(returnNoteRequest, request.body);
    if (holdsCard(words)) throw cardRefusal("words");
    await notes.giveBack(caller, { note: parseResourceId(id), words });
    return reply.code(204).send();
  });

  app.get("/api/signatures/next", async (request) => {
    const caller = await requireCaller(authenticate, request);
    if (ownRecordOf(caller) === undefined && !signing.some((permission) => caller.permissions.has(permission)))
      await requirePermission(authenticate, request, "notes.write");
    return { takes: await nextSignature(caller) };
  });

  // Whoever may read a note is told of its signatures: the chart decides.
  app.get("/api/notes/:id/signatures", async (request): Promise<NoteSignatures> => {
    const caller = await requireCaller(authenticate, request);
    const { id } = parseInput(draftPath, request.params);
    const { state, signatures: found } = await notes.signatures(caller, parseResourceId(id));
    const answers = found.map((one) => ({ ...signatureAnswer(one), relabelled: one.relabelled }));
    return { state, signatures: answers, keysAt: await keysAt(caller.tenant) };
  });

  // It is witnessed as printed: a page that was loaded ahead must not be.
  app.post("/api/notes/:id/paper", async (request, reply) => {
    const caller = await requireCaller(authenticate, request);
    const { id } = parseInput(draftPath, request.params);
    const paper = await printNote(caller, parseResourceId(id));
    return reply
      .type("application/pdf")
      .header("content-disposition", `attachment; filename="signed-note-${id}.pdf"`)
      .send(paper);
  });

  app.get("/api/notes/:id/signed-record", async (request, reply) => {
    const caller = await requireCaller(authenticate, request);
    const { id } = parseInput(draftPath, request.params);
    const file = formatSignedRecord(await notes.signedRecord(caller, parseResourceId(id)));
    return reply
      .type("application/json; charset=utf-8")
      .header("content-disposition", `attachment; filename="signed-note-${id}.json"`)
      .send(file);
  });
}

function holdsCard(text: string): boolean {
  return findCardNumbers(text).length > 0;
}

/** A draft is stored too. What was typed stays where it was typed, to be corrected. */
function cardRefusal(path: string): Refusal {
  const message = "This looks like the number of a payment card. Take it out: cards aren't kept here.";
  return new Refusal(422, "privacy/card-number", message, { path });
}

function answerConflict(reply: FastifyReply, current: Draft): FastifyReply {
  const message = "This note was saved elsewhere with other words. Nothing was changed; choose which words to keep.";
  return reply.code(409).send({ code: "draft/conflict", message, current: draftAnswer(current) });
}
