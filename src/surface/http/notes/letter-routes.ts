import type { FastifyInstance } from "fastify";
import { signLetterRequest } from "../../../../contract/index.ts";
import { type Letter, parseDraftId } from "../../../care/notes/index.ts";
import { findCardNumbers } from "../../../assurance/privacy/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import { type ResourceId, type Secret, parseResourceId } from "../../../foundation/kernel/index.ts";
import { type Authenticate, Refusal, parseInput, requirePermission } from "../identity/index.ts";
import { typedSecret } from "../signature-answer.ts";
import { answerNotesProblem } from "./problem-handler.ts";

export interface LetterRoutesPorts {
  readonly signLetter: (caller: Caller, letter: Letter, password: Secret<string> | undefined) => Promise<ResourceId>;
  readonly authenticate: Authenticate;
}

const largestLetter = 512 * 1024;

/** Fastify plugin: letters about patients, signed and set in one act. */
export async function letterRoutes(
  app: FastifyInstance,
  { signLetter, authenticate }: LetterRoutesPorts,
): Promise<void> {
  app.setErrorHandler(answerNotesProblem);
  app.post("/api/letters", { bodyLimit: largestLetter }, async (request) => {
    const caller = await requirePermission(authenticate, request, "notes.write");
    const { id, patientId, recipient, replaces, encounter, password, ...said } = parseInput(
      signLetterRequest,
      request.body,
    );
    const written = { text: said.text, subject: said.subject, recipient: `${recipient.name}\n${recipient.address}` };
    for (const [path, words] of Object.entries(written))
      if (findCardNumbers(words).length > 0)
        throw new Refusal(
          422,
          "privacy/card-number",
          "This looks like the number of a payment card. Take it out: cards aren't kept here.",
          { path },
        );
    const idOf = (text: string | undefined) => (text === undefined ? undefined : parseResourceId(text));
    const letter: Letter = {
      ...said,
      id: parseDraftId(id),
      patient: parseResourceId(patientId),
      recipient: {
        name: recipient.name,
        address: recipient.address
          .split(/\r?\n/)
          .map((line) => line.trim())
          .filter((line) => line !== ""),
      },
      replaces: idOf(replaces),
      encounter: idOf(encounter),
    };
    return { documentReferenceId: await signLetter(caller, letter, typedSecret(password)) };
  });
}
