import { Button, Group, Progress, Text } from "@mantine/core";
import { IconAlertOctagon, IconCircleCheck, IconShieldCheck } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { announce } from "../../../ui/announce.ts";
import { dateTimeText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useStartVerification, useVerification } from "./ledger-calls.ts";
import classes from "./VerificationPanel.module.css";

const count = new Intl.NumberFormat("en-GB");

/** Re-checks the whole ledger from its first entry, and says what was found. */
export function VerificationPanel() {
  const verification = useVerification();
  const queryClient = useQueryClient();
  const start = useStartVerification();
  const now = verification.data;
  const running = now?.state === "running";
  const outcome =
    now?.state === "sound" ? "The ledger is sound" : now?.state === "broken" ? "The ledger is broken" : undefined;
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
            <strong>Sound.</strong> {count.format(now.checked)} entries checked from the first: what each holds, its
            place, and the root of every signed checkpoint.
            {now.pruned !== undefined &&
              ` The first ${count.format(now.pruned)} were pruned, with that on record: of those, hash and place.`}
            {now.at !== undefined && (
              <Text c="dimmed" size="sm">
                Checked {dateTimeText(now.at)}
              </Text>
            )}
          </div>
        </div>
      )}
      {now?.state === "broken" && (
        <div className={classes.result} data-tone="danger" role="alert">
          <IconAlertOctagon size={20} aria-hidden />
          <div>
            <strong>Broken.</strong> {now.finding?.message ?? "The check found a fault."}
            <Text size="sm">
              {[
                now.finding?.code,
                now.finding?.index === undefined ? undefined : `at position ${count.format(now.finding.index)}`,
                now.finding?.entryId === undefined ? undefined : `entry ${now.finding.entryId}`,
                now.at === undefined ? undefined : `checked ${dateTimeText(now.at)}`,
              ]
                .filter((part) => part !== undefined)
                .join(" · ")}
            </Text>
            <Text size="sm">
              Keep this installation running, keep its backups, and call whoever is responsible for security.
            </Text>
          </div>
        </div>
      )}
      {running && (
        <div role="status">
          <Progress value={now.total === 0 ? 0 : (now.checked / now.total) * 100} aria-label="Entries checked" mb={4} />
          <Text size="sm" c="dimmed">
            {count.format(now.checked)} of {count.format(now.total)} entries checked
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
          {now === undefined || now.state === "idle" ? "Verify now" : running ? "Verifying…" : "Verify again"}
        </Button>
      </Group>
    </div>
  );
}
