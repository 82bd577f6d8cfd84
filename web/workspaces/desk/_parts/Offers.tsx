import { Button, Loader, Text } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { ClinicAppointment } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { agoText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusKept } from "../../../ui/use-focus-kept.ts";
import { AgainstIt } from "./AgainstIt.tsx";
import classes from "./BlockDialog.module.css";
import { whose } from "./BlockCard.tsx";
import { refusalOf, useMove, useOffers } from "./scheduling-calls.ts";
import { say } from "../words/index.ts";
import { dotted } from "../../../ui/dotted.ts";

/** A place that somebody left. */
export type Freed = Pick<ClinicAppointment, "kind" | "therapist" | "room"> & {
  readonly start: string;
  readonly branchId: string;
};

/** What an appointment leaves behind when it goes; undefined of one that had no place. */
export function freedBy({ start, branchId, kind, therapist, room }: ClinicAppointment): Freed | undefined {
  if (start === undefined || branchId === undefined) return undefined;
  return {
    start,
    branchId,
    ...(kind === undefined ? {} : { kind }),
    ...(therapist === undefined ? {} : { therapist }),
    ...(room === undefined ? {} : { room }),
  };
}

/** Those on the waiting list who would fit in a place that became free, longest waiting first. */
export function Offers({ freed, close }: { readonly freed: Freed; readonly close: () => void }) {
  const { start, branchId, kind, therapist, room } = freed;
  const offers = useOffers(branchId, {
    start,
    ...(kind === undefined ? {} : { kind: kind.id }),
    ...(therapist === undefined ? {} : { therapist: therapist.id }),
  });
  const give = useMove({
    done: ({ appointment }) => {
      announce(say("hasTime", { who: whose(appointment) }));
      close();
    },
  });
  useFocusKept(give.isPending);
  const [reason, setReason] = useState("");
  const refusal = refusalOf(give.error);
  const list = useRef<HTMLUListElement>(null);
  const isThere = offers.data !== undefined;
  useEffect(() => {
    // The dialog came before them: its own button has the focus by then.
    if (isThere) list.current?.querySelector("button")?.focus();
  }, [isThere]);
  if (offers.error !== null) return <ErrorNotice error={offers.error} again={() => void offers.refetch()} />;
  if (offers.data === undefined) return <Loader size="sm" aria-label={say("looking")} />;
  return (
    <>
      {offers.data.waiting.length === 0 && <Text c="dimmed">{say("nobodyFits")}</Text>}
      <ul ref={list} className={classes.list}>
        {offers.data.waiting.map((one, at) => (
          <li key={one.id} className={classes.one}>
            <div className={classes.who}>
              <strong>{whose(one)}</strong>
              <Text size="sm" c="dimmed" component="span">
                {dotted([
                  one.kind?.name,
                  one.therapist?.name,
                  one.waiting === undefined
                    ? undefined
                    : say("waitsSince", { ago: agoText(one.waiting.since, new Date()) }),
                ])}
              </Text>
            </div>
            <Button
              size="compact-sm"
              variant="default"
              data-autofocus={at === 0 || undefined}
              loading={give.isPending && give.variables.id === one.id}
              aria-label={say("giveTimeTo", { who: whose(one) })}
              onClick={() =>
                give.mutate({
                  id: one.id,
                  version: one.version,
                  branchId,
                  start,
                  ...(therapist === undefined ? {} : { therapistId: therapist.id }),
                  ...(room === undefined ? {} : { roomId: room.id }),
                  ...(refusal?.code === "scheduling/needs-reason" &&
                  give.variables?.id === one.id &&
                  reason.trim() !== ""
                    ? { override: { reason: reason.trim() } }
                    : {}),
                })
              }
            >
              {say("giveTime")}
            </Button>
          </li>
        ))}
      </ul>
      {refusal === undefined && give.error !== null && <ErrorNotice error={give.error} />}
      {refusal !== undefined && (
        <AgainstIt
          refusal={refusal}
          reason={{ value: reason, onChange: ({ currentTarget: { value } }) => setReason(value) }}
        />
      )}
    </>
  );
}
