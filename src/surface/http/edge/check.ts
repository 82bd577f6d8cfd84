import type { FastifyRequest } from "fastify";
import type { Refusal } from "../identity/index.ts";

/** Looks at a request before any route does. @returns why it isn't answered, or nothing */
export type Check = (request: FastifyRequest) => Refusal | undefined;
