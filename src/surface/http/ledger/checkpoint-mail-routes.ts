import type { FastifyInstance } from "fastify";
import { type CheckpointMailState, checkpointMailRequest } from "../../../../contract/index.ts";
import { type CheckpointMail, checkpointMailSettings } from "../../../custody/ledger/index.ts";
import type { Settings } from "../../../custody/identity/index.ts";
import type { Clock, TenantId } from "../../../foundation/kernel/index.ts";
import { type Authenticate, answerProblem, parseInput, requirePermission, requireStepUp } from "../identity/index.ts";
import { changesOf, settingsOf } from "./checkpoint-mail-change.ts";

export interface CheckpointMailRoutesPorts {
  readonly authenticate: Authenticate;
  readonly settings: Settings;
  readonly mail: Pick<CheckpointMail, "isSetUp" | "standings">;
  readonly now: Clock;
}

/** Fastify plugin: who outside is mailed the ledger's checkpoints. */
export async function checkpointMailRoutes(
  app: FastifyInstance,
  { authenticate, settings, mail, now }: CheckpointMailRoutesPorts,
): Promise<void> {
  app.setErrorHandler(answerProblem);

  async function state(tenant: TenantId): Promise<CheckpointMailState> {
    const { every } = await settings.get(tenant, checkpointMailSettings);
    const keepers = await mail.standings(tenant);
    return {
      isSetUp: mail.isSetUp,
      every,
      keepers: keepers.map(({ sentAt, ...keeper }) => ({
        ...keeper,
        sentAt: sentAt === undefined ? undefined : new Date(sentAt).toISOString(),
      })),
    };
  }

  app.get("/api/ledger/checkpoint-mail", async (request) => {
    const { tenant } = await requirePermission(authenticate, request, "ledger.verify");
    return state(tenant);
  });

  app.put("/api/ledger/checkpoint-mail", async (request) => {
    const caller = await requirePermission(authenticate, request, "ledger.verify");
    await requirePermission(authenticate, request, "policies.manage");
    requireStepUp(caller, now());
    const next = settingsOf(parseInput(checkpointMailRequest, request.body));
    await settings.change(caller, caller.tenant, checkpointMailSettings, (before) => ({
      value: next,
      detail: changesOf(before, next),
    }));
    return state(caller.tenant);
  });
}
