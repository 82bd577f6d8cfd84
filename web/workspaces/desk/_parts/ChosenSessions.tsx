import { Button, Checkbox, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { FreeTime, NewSeries, SeriesPreview } from "../../../../contract/index.ts";
import { asSentence } from "../../../ui/as-sentence.ts";
import { weekdayName, weekdayText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { AgainstIt } from "./AgainstIt.tsx";
import classes from "./BookSeries.module.css";
import { SavedLine, type SavedState } from "./SavedLine.tsx";
import { refusalOf } from "./scheduling-calls.ts";
import { isUnanswered } from "./use-resend.ts";
import { clockText, minuteAt } from "./zoned.ts";
import { say } from "../words/index.ts";

type Props = {
  readonly zone: string;
  readonly preview: SeriesPreview;
  readonly place: { readonly therapistId?: string; readonly roomId?: string };
  /** How the booking stands. */
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly saved: SavedState;
  readonly isRefused: boolean;
  readonly isKept: boolean;
  readonly back: () => void;
  readonly send: (chosen: Pick<NewSeries, "sessions" | "override">) => void;
};

/** A time that is free, or another near it, or none. */
type Choice = "as-wished" | "left-out" | FreeTime;

/** The sessions of a series as they would be, each to be left out or had at another time; all of what is ticked is booked, or none. */
export function ChosenSessions(props: Props) {
  const { zone, preview, place, error, isPending, saved, isRefused, isKept, back, send } = props;
  const [reason, setReason] = useState("");
  const [choices, setChoices] = useState<readonly Choice[]>(() =>
    preview.sessions.map(({ warnings, alternatives }) =>
      warnings.length === 0 ? "as-wished" : (alternatives[0] ?? "left-out"),
    ),
  );
  const refusal = refusalOf(error);
  const sessions = preview.sessions.flatMap(({ start }, index) => {
    const choice = choices[index] ?? "left-out";
    if (choice === "left-out") return [];
    if (choice === "as-wished") return [{ start, ...place }];
    return [
      {
        start: choice.start,
        therapistId: choice.therapistId,
        ...(choice.roomId === undefined ? {} : { roomId: choice.roomId }),
      },
    ];
  });
  const choose = (index: number, choice: Choice) =>
    setChoices(choices.map((one, other) => (other === index ? choice : one)));
  const moved = choices.filter((choice) => typeof choice === "object").length;
  return (
    <Stack gap="md">
      <Text>
        {moved === 0
          ? say("sessionsOf", { chosen: sessions.length, all: preview.sessions.length })
          : say("sessionsOfMoved", { chosen: sessions.length, all: preview.sessions.length, moved })}
      </Text>
      <ol className={classes.sessions}>
        {preview.sessions.map(({ start, warnings, alternatives }, index) => {
          const choice = choices[index] ?? "left-out";
          const words = `${weekdayText(start, zone)} ${clockText(minuteAt(start, zone))}`;
          return (
            <li key={start} className={classes.session} data-out={choice === "left-out" || undefined}>
              <Checkbox
                checked={choice !== "left-out"}
                onChange={({ currentTarget: { checked } }) =>
                  choose(
                    index,
                    checked ? (warnings.length === 0 ? "as-wished" : (alternatives[0] ?? "as-wished")) : "left-out",
                  )
                }
                label={words}
              />
              {warnings.length > 0 && (
                <div className={classes.against}>
                  <span>{warnings.map(({ message }) => asSentence(message)).join(" ")}</span>
                  {alternatives.length > 0 && (
                    <span className={classes.others}>
                      {alternatives.slice(0, 4).map((free) => (
                        <button
                          key={`${free.start}${free.therapistId}`}
                          type="button"
                          className={classes.other}
                          aria-pressed={choice === free}
                          onClick={() => choose(index, free)}
                        >
                          {weekdayName(free.start, zone)} {clockText(minuteAt(free.start, zone))}
                        </button>
                      ))}
                    </span>
                  )}
                </div>
              )}
            </li>
          );
        })}
      </ol>
      {refusal === undefined && error !== null && !isUnanswered(error) && <ErrorNotice error={error} />}
      {refusal !== undefined && (
        <AgainstIt
          refusal={refusal}
          reason={{ value: reason, onChange: ({ currentTarget: { value } }) => setReason(value) }}
        />
      )}
      <Group>
        <Button
          loading={isPending}
          disabled={sessions.length === 0}
          onClick={() =>
            send({
              sessions,
              ...(refusal?.code === "scheduling/needs-reason" && reason.trim() !== ""
                ? { override: { reason: reason.trim() } }
                : {}),
            })
          }
        >
          {say("bookSessions", { count: sessions.length })}
        </Button>
        <Button variant="subtle" onClick={back}>
          {say("changeWish")}
        </Button>
        <SavedLine isRefused={isRefused} isKept={isKept} state={saved} />
      </Group>
    </Stack>
  );
}
