import type { CSSProperties, PointerEvent } from "react";
import type { ClinicAppointment, KindColour } from "../../../../contract/index.ts";
import { stateWords } from "./state-words.ts";
import classes from "./BlockCard.module.css";
import type { Block } from "./layout.ts";
import { stateIcons } from "./StateChip.tsx";
import { clockText } from "./zoned.ts";
import { KindDot } from "../../../ui/KindDot.tsx";
import { say } from "../words/index.ts";

type Props = {
  readonly block: Block;
  readonly style: CSSProperties;
  /** `column/from/until`, for the arrow keys. */
  readonly place: string;
  readonly isDragged: boolean;
  /** Of its kind. */
  readonly colour: KindColour | undefined;
  readonly open: () => void;
  readonly grab: ((event: PointerEvent<HTMLElement>) => void) | undefined;
};

/** One appointment, or a session with those who come to it. */
export function BlockCard({ block, style, place, isDragged, colour, open, grab }: Props) {
  const { appointments, capacity, from, until } = block;
  const [first] = appointments;
  const isSession = capacity > 1;
  const StateIcon = stateIcons[first.state];
  return (
    <button
      type="button"
      className={classes.card}
      style={style}
      data-block={block.key}
      data-place={place}
      data-state={isSession ? "session" : first.state}
      data-dragged={isDragged || undefined}
      data-short={until - from < 35 || undefined}
      data-tight={until - from < 25 || undefined}
      onClick={open}
      onPointerDown={grab}
    >
      <span className={classes.line}>
        <span className={classes.time}>{clockText(from)}</span>
        <span className="wb-visually-hidden"> {say("until", { time: clockText(until) })}</span>{" "}
        <KindDot colour={colour} />
        {isSession ? (
          <>
            <strong dir="auto">{first.kind?.name ?? say("session")}</strong>{" "}
            <span className={classes.count} data-full={appointments.length >= capacity || undefined}>
              {appointments.length}/{capacity}
            </span>
          </>
        ) : (
          <>
            {first.state !== "booked" && <StateIcon className={classes.state} size={12} stroke={2.25} aria-hidden />}
            <strong dir="auto">{whose(first)}</strong>
            <span className="wb-visually-hidden">, {stateWords[first.state].label}</span>
          </>
        )}
      </span>
      {isSession ? (
        <span className={classes.names}>
          {appointments.map((one) => (
            <span key={one.id} dir="auto" className={classes.name} data-state={one.state}>
              {whose(one)}
              <span className="wb-visually-hidden">, {stateWords[one.state].label}</span>
            </span>
          ))}
        </span>
      ) : (
        <span dir="auto" className={classes.more}>
          {[first.kind?.name, first.room?.name].filter((part) => part !== undefined).join(" · ")}
        </span>
      )}
    </button>
  );
}

export function whose({ patient }: ClinicAppointment): string {
  if (patient === undefined) return say("taken");
  return patient.isMerged === true ? say("mergedRecord", { name: patient.name }) : patient.name;
}
