import type { FastifyInstance } from "fastify";
import type { Signatures } from "../../../custody/signatures/index.ts";
import { Refusal, answerProblem } from "../identity/index.ts";

/** Fastify plugin: the public keys of signatures, with their times, for anybody who has their address from a signed record. */
export async function signatureKeyRoutes(
  app: FastifyInstance,
  { signatures }: { readonly signatures: Pick<Signatures, "historyNamed"> },
): Promise<void> {
  app.setErrorHandler(answerProblem);

  app.get<{ Params: { name: string } }>("/signature-keys/:name", async (request, reply) => {
    const history = await signatures.historyNamed(request.params.name);
    if (history === undefined) throw new Refusal(404, "http/unknown-address", "There is nothing here.");
    return reply
      .header("cache-control", "no-cache")
      .type("application/jwk-set+json")
      .send(JSON.stringify(history, undefined, 2));
  });
}
