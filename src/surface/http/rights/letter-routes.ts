import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import {
  type OwnRightsLetters,
  type RightsLetter,
  type RightsLetterList,
  type RightsLetterPreview,
  newRightsLetter,
  newRightsSending,
  rightsLetterDraft,
  rightsLetterhead,
  uuid,
} from "../../../../contract/index.ts";
import { type Letter, type Letters, letterheadSetting, noteOf } from "../../../assurance/rights/index.ts";
import type { Settings } from "../../../custody/identity/index.ts";
import type { Clock } from "../../../foundation/kernel/index.ts";
import { type Authenticate, parseInput, requireStepUp } from "../identity/index.ts";
import { rightsOfficer, whoseRecord } from "./callers.ts";

export interface LetterRoutesPorts {
  readonly letters: Letters;
  readonly settings: Settings;
  readonly authenticate: Authenticate;
  readonly now: Clock;
}

const requestPath = z.object({ id: uuid });
const letterPath = z.object({ id: uuid, letter: uuid });
const ownLetterPath = z.object({ letter: uuid });

/** Letters about people's requests: for who writes them, and for who gets them. */
export function letterRoutes(app: FastifyInstance, { letters, settings, authenticate, now }: LetterRoutesPorts): void {
  const one = "/api/rights/requests/:id/letters";

  app.get(one, async (request): Promise<RightsLetterList> => {
    const caller = await rightsOfficer(authenticate, request);
    const { letters: made, may } = await letters.of(caller, parseInput(requestPath, request.params).id);
    return { letters: made.map(answerOf), may: may.map((kind) => ({ kind, ...noteOf[kind] })) };
  });

  app.post(`${one}/preview`, async (request): Promise<RightsLetterPreview> => {
    const caller = await rightsOfficer(authenticate, request);
    const { id } = parseInput(requestPath, request.params);
    const { blocks, ...rest } = await letters.preview(caller, id, parseInput(rightsLetterDraft, request.body));
    // Letters have no tables.
    return {
      ...rest,
      blocks: blocks.flatMap((block) => (block.kind === "table" ? [] : [block])),
    } as RightsLetterPreview;
  });

  app.post(one, async (request, reply) => {
    const caller = await rightsOfficer(authenticate, request);
    const { id } = parseInput(requestPath, request.params);
    const { revision, ...draft } = parseInput(newRightsLetter, request.body);
    return reply.code(201).send(answerOf(await letters.make(caller, id, revision, draft)));
  });

  app.get(`${one}/:letter/pdf`, async (request, reply) => {
    const caller = await rightsOfficer(authenticate, request);
    const { id, letter } = parseInput(letterPath, request.params);
    return sendPdf(reply, letter, await letters.pdf(caller, id, letter));
  });

  app.post(`${one}/:letter/sendings`, async (request): Promise<RightsLetter> => {
    const caller = await rightsOfficer(authenticate, request);
    const { id, letter } = parseInput(letterPath, request.params);
    return answerOf(await letters.send(caller, id, letter, parseInput(newRightsSending, request.body)));
  });

  app.get("/api/rights/mine/letters", async (request): Promise<OwnRightsLetters> => {
    const { caller } = await whoseRecord(authenticate, request);
    return { letters: (await letters.mine(caller)).map(answerOf) };
  });

  app.get("/api/rights/mine/letters/:letter/pdf", async (request, reply) => {
    const { caller } = await whoseRecord(authenticate, request);
    const { letter } = parseInput(ownLetterPath, request.params);
    return sendPdf(reply, letter, await letters.minePdf(caller, letter));
  });

  app.get("/api/rights/letterhead", async (request) => {
    const { tenant } = await rightsOfficer(authenticate, request);
    return settings.get(tenant, letterheadSetting);
  });

  app.put("/api/rights/letterhead", async (request) => {
    const caller = await rightsOfficer(authenticate, request);
    requireStepUp(caller, now());
    const value = parseInput(rightsLetterhead, request.body);
    return settings.change(caller, caller.tenant, letterheadSetting, () => ({
      value,
      detail: `letters: complaints to ${value.authority ?? "nobody named"}, contact ${value.contact ?? "none"}, ${value.address.length} lines of address`,
    }));
  });
}

function sendPdf(reply: FastifyReply, id: string, pdf: Buffer): FastifyReply {
  return reply
    .header("content-type", "application/pdf")
    .header("content-disposition", `attachment; filename="letter-${id}.pdf"`)
    .send(pdf);
}

function answerOf({ id, request, kind, madeAt, words }: Letter): RightsLetter {
  const instant = (milliseconds: number) => new Date(milliseconds).toISOString();
  return {
    id,
    requestId: request,
    kind,
    madeAt: instant(madeAt),
    words: words && {
      ...words,
      by: words.by.name,
      sendings: words.sendings.map((sending) => ({ ...sending, by: sending.by.name, at: instant(sending.at) })),
    },
  };
}
