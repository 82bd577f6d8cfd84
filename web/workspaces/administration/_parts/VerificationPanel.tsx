import { Button, Group, Progress, Text } from "@mantine/core";
import { IconAlertOctagon, IconCircleCheck, IconShieldCheck } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { announce } from "../../../ui/announce.ts";
import { dateTimeText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useStartVerification, useVerification } from "./ledger-calls.ts";
import classes from "./VerificationPanel.module.css";
import { figures, inEnglish } from "../../../language/index.ts";
import { say } from "./ledger/words/index.ts";

const count = figures();

/** Re-checks the whole ledger from its first entry, and says what was found. */
export function VerificationPanel() {
  const verification = useVerification();
  const queryClient = useQueryClient();
  const start = useStartVerification();
  const now = verification.data;
  const running = now?.state === "running";
  const outcome = now?.state === "sound" ? say("isSound") : now?.state === "broken" ? say("isBroken") : undefined;
  useEffect(() => {
    if (outcome === undefined) return;
    announce(outcome);
    void queryClient.invalidateQueries({ queryKey: ["ledger", "state"] });
  }, [outcome, queryClient]);
  return (
    <div className={classes.panel}>
      {verification.error !== null && (
        <ErrorNotice error={verification.error} again={() => void verification.refetch()} />
      )}
      {start.error !== null && <ErrorNotice error={start.error} />}
      {now?.state === "sound" && (
        <div className={classes.result} data-tone="good">
          <IconCircleCheck size={20} aria-hidden />
          <div>
            <strong>{say("sound")}</strong> {say("soundWords", { checked: count.format(now.checked) })}
            {now.pruned !== undefined && ` ${say("soundPruned", { pruned: count.format(now.pruned) })}`}
            {now.at !== undefined && (
              <Text c="dimmed" size="sm">
                {say("checkedAt", { time: dateTimeText(now.at) })}
              </Text>
            )}
          </div>
        </div>
      )}
      {now?.state === "broken" && (
        <div className={classes.result} data-tone="danger" role="alert">
          <IconAlertOctagon size={20} aria-hidden />
          <div>
            <strong>{say("broken")}</strong>{" "}
            {now.finding === undefined ? say("foundFault") : <span {...inEnglish}>{now.finding.message}</span>}
            <Text size="sm">
              {[
                now.finding?.code,
                now.finding?.index === undefined
                  ? undefined
                  : say("atPosition", { index: count.format(now.finding.index) }),
                now.finding?.entryId === undefined ? undefined : say("entryIs", { id: now.finding.entryId }),
                now.at === undefined ? undefined : say("checkedLower", { time: dateTimeText(now.at) }),
              ]
                .filter((part) => part !== undefined)
                .join(" · ")}
            </Text>
            <Text size="sm">{say("keepRunning")}</Text>
          </div>
        </div>
      )}
      {running && (
        <div role="status">
          <Progress
            value={now.total === 0 ? 0 : (now.checked / now.total) * 100}
            aria-label={say("entriesChecked")}
            mb={4}
          />
          <Text size="sm" c="dimmed">
            {say("checkedOf", { checked: count.format(now.checked), total: count.format(now.total) })}
          </Text>
        </div>
      )}
      <Group>
        <Button
          leftSection={<IconShieldCheck size={16} aria-hidden />}
          variant={now?.state === "sound" ? "default" : "filled"}
          loading={start.isPending}
          disabled={running}
          onClick={() => start.mutate()}
        >
          {now === undefined || now.state === "idle"
            ? say("verifyNow")
            : running
              ? say("verifying")
              : say("verifyAgain")}
        </Button>
      </Group>
    </div>
  );
}
