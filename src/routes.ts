import type { FastifyPluginAsync } from "fastify";
import type { Clock } from "./foundation/kernel/index.ts";
import type { House } from "./compose.ts";
import { type Authenticate, identityRoutes } from "./surface/http/identity/index.ts";
import type { SetUp } from "./surface/set-up/index.ts";

export interface RoutesOptions {
  readonly house: House;
  readonly authenticate: Authenticate;
  readonly setUp: SetUp;
  readonly dataDirectory: string;
  readonly now: Clock;
}

/** Every route group beside `/fhir` and the web app. */
export function routesOf({ house, authenticate, setUp, now }: RoutesOptions): readonly FastifyPluginAsync[] {
  return [
    (app) => identityRoutes(app, { identity: house.identity, authenticate, setUp: setUp.port, demonstration: setUp.demonstration, now }),
  ];
}
