import type { FastifyInstance } from "fastify";
import { z } from "zod";
import {
  type OwnRestrictions,
  type RecipientList,
  type RequestRestriction,
  type RestrictedRecord,
  type RestrictionAnswer,
  readRestricted,
  restrictionChange,
  uuid,
} from "../../../../contract/index.ts";
import type { RestrictionChange, Restrictions, ShownRestriction } from "../../../assurance/rights/index.ts";
import { parseStoredText } from "../../../foundation/fhir/index.ts";
import type { Clock } from "../../../foundation/kernel/index.ts";
import { type Authenticate, parseInput, requireStepUp } from "../identity/index.ts";
import { rightsOfficer, whoseRecord } from "./callers.ts";

export interface RestrictionRoutesPorts {
  readonly restrictions: Restrictions;
  readonly authenticate: Authenticate;
  readonly now: Clock;
}

const requestPath = z.object({ id: uuid });

/** What is kept of people and not used: for who decides about it, and for whose it is. */
export function restrictionRoutes(app: FastifyInstance, ports: RestrictionRoutesPorts): void {
  const { restrictions, authenticate, now } = ports;
  const one = "/api/rights/requests/:id/restriction";

  app.get(one, async (request): Promise<RequestRestriction> => {
    const caller = await rightsOfficer(authenticate, request);
    const found = await restrictions.of(caller, parseInput(requestPath, request.params).id);
    return { restriction: found && answerOf(found) };
  });

  app.post(one, async (request): Promise<RestrictionAnswer> => {
    const caller = await rightsOfficer(authenticate, request);
    const { id } = parseInput(requestPath, request.params);
    const { revision, ...change } = parseInput(restrictionChange, request.body);
    if (change.event === "lift") requireStepUp(caller, now());
    return answerOf(await restrictions.change(caller, id, revision, change satisfies RestrictionChange));
  });

  app.post(`${one}/read`, async (request): Promise<RestrictedRecord> => {
    const caller = await rightsOfficer(authenticate, request);
    const { id } = parseInput(requestPath, request.params);
    const { record, why } = parseInput(readRestricted, request.body);
    requireStepUp(caller, now());
    const { version, body } = await restrictions.read(caller, id, record, why);
    return { record, version, resource: parseStoredText(body.toString()) };
  });

  app.get("/api/rights/requests/:id/recipients", async (request): Promise<RecipientList> => {
    const caller = await rightsOfficer(authenticate, request);
    const { recipients, isWhole } = await restrictions.recipients(caller, parseInput(requestPath, request.params).id);
    return { recipients: recipients.map(({ lastAt, ...who }) => ({ ...who, lastAt: instant(lastAt) })), isWhole };
  });

  app.get("/api/rights/mine/restrictions", async (request): Promise<OwnRestrictions> => {
    const { caller } = await whoseRecord(authenticate, request);
    const own = await restrictions.mine(caller);
    return {
      restrictions: own.map(({ request: requestId, whole, records, since, toldOn }) => ({
        requestId,
        whole,
        records: [...records],
        since: since === undefined ? undefined : instant(since),
        toldOn,
      })),
    };
  });
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function answerOf({
  state,
  isAltered,
  whole,
  records,
  along,
  revision,
  steps,
  may,
}: ShownRestriction): RestrictionAnswer {
  return {
    state,
    isAltered,
    whole,
    records: [...records],
    along: [...along],
    revision,
    steps: steps.map(({ by, at, ...step }) => ({ ...step, at: instant(at), by: by.name })),
    may: [...may],
  };
}
