import type { FastifyInstance } from "fastify";
import { findCardNumbers } from "../../assurance/privacy/index.ts";
import { Refusal } from "./identity/index.ts";

const mostDepth = 12;

/** The place of the first text with a card's number in it, keys included. */
function cardNumberIn(value: unknown, path: string, depth = 0): string | undefined {
  if (typeof value === "string") return findCardNumbers(value).length > 0 ? path : undefined;
  // A number that was sent as one is the same number.
  if (typeof value === "number") return findCardNumbers(String(value)).length > 0 ? path : undefined;
  if (typeof value !== "object" || value === null || Buffer.isBuffer(value) || depth > mostDepth) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    if (findCardNumbers(name).length > 0) return path;
    const place = Array.isArray(value) ? `${path}[${name}]` : path === "" ? name : `${path}.${name}`;
    const found = cardNumberIn(inner, place, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Refuses whatever comes to these routes with the number of a payment card in it, wherever it stands and whatever it is called. */
export function refuseCardNumbers(app: FastifyInstance, code: string): void {
  app.addHook("preValidation", (request, _reply, done) => {
    const path = cardNumberIn(request.body, "") ?? cardNumberIn(request.query, "");
    if (path === undefined) return done();
    const message =
      "This holds what looks like the number of a payment card. Take it out: cards are never kept here, nor passed on.";
    done(new Refusal(422, code, message, { path: path === "" ? undefined : path }));
  });
}
