import type { FastifyReply, FastifyRequest } from "fastify";
import { answerRefusal, edgeRefusal } from "./answer-refusal.ts";
import { redirectWithin } from "./local-address.ts";

/** Answers what reached the proxy unencrypted. Only a person's browser is led on: a program that was would never notice that it
 *  sends everything in clear first. @returns true when it has answered */
export function answerUnencrypted(request: FastifyRequest, reply: FastifyReply, publicOrigin: string): boolean {
  if (!("x-forwarded-proto" in request.headers) || request.protocol === "https") return false;
  const isPage = request.method === "GET" && (request.headers.accept ?? "").includes("text/html");
  if (isPage) void redirectWithin(reply, publicOrigin, request.url);
  else
    answerRefusal(
      request,
      reply,
      edgeRefusal(403, "http/unencrypted", `Use ${publicOrigin} instead: this connection is not encrypted.`),
    );
  return true;
}
