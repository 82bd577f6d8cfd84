import { Link } from "@tanstack/react-router";
import { memo, useEffect, useRef, useState } from "react";
import type { ClinicAppointment } from "../../../../contract/index.ts";
import { useRowKeys } from "../../../ui/use-row-keys.ts";
import { AppointmentActs } from "./AppointmentActs.tsx";
import classes from "./Board.module.css";
import { whose } from "./BlockCard.tsx";
import { lanes, standingIn, timeWords } from "./lanes-of.ts";
import { clockText, minuteAt } from "./zoned.ts";
import { say } from "../words/index.ts";

type Props = {
  readonly appointments: readonly ClinicAppointment[];
  readonly zone: string;
  readonly now: number;
  /** One lane at a time. */
  readonly isNarrow: boolean;
  readonly cancel: (appointment: ClinicAppointment) => void;
  readonly again: ((appointment: ClinicAppointment) => void) | undefined;
};

/** The board's lanes; on a phone one of them, with the others' counts. Drawn anew for what it shows alone: a dialog over it mustn't wait for it. */
export const Lanes = memo(function Lanes({ appointments, zone, now, isNarrow, cancel, again }: Props) {
  const rows = useRowKeys<HTMLDivElement>();
  const filled = lanes.map((lane) => ({ ...lane, here: standingIn(lane, appointments) }));
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const first = filled.find(({ key, here }) => key === "waiting" && here.length > 0) ?? filled[0];
  const shown = isNarrow ? filled.filter(({ key }) => key === (chosen ?? first?.key)) : filled;
  useFocusStays(rows);
  return (
    <div ref={rows}>
      {isNarrow && (
        <div className={classes.choice} role="group" aria-label={say("lane")}>
          {filled.map(({ key, title, here }) => (
            <button
              key={key}
              type="button"
              aria-pressed={shown.some((lane) => lane.key === key)}
              onClick={() => setChosen(key)}
            >
              <strong>{here.length}</strong> {title}
            </button>
          ))}
        </div>
      )}
      <div className={classes.board}>
        {shown.map(({ key, title, empty, here }) => (
          <section key={key} className={classes.lane} aria-label={title}>
            <h2 className={classes.title}>
              {title} <span className={classes.count}>{here.length}</span>
            </h2>
            {here.length === 0 && <p className={classes.empty}>{empty}</p>}
            <ul className={classes.list}>
              {here.map((one) => (
                <Card key={one.id} appointment={one} zone={zone} now={now} cancel={cancel} again={again} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </div>
  );
});

type CardProps = Pick<Props, "zone" | "now" | "cancel" | "again"> & { readonly appointment: ClinicAppointment };

const Card = memo(function Card({ appointment, zone, now, cancel, again }: CardProps) {
  const { id, state, start, token, patient, kind, therapist, room } = appointment;
  const time = timeWords(appointment, now);
  return (
    <li
      className={classes.card}
      data-card={id}
      tabIndex={-1}
      data-long={time?.isLong || undefined}
      data-closed={state === "cancelled" || state === "no-show" || undefined}
    >
      <div className={classes.head}>
        {start !== undefined && <span className={classes.time}>{clockText(minuteAt(start, zone))}</span>}
        <span className={classes.who}>
          {patient === undefined ? (
            whose(appointment)
          ) : (
            <Link to="/patients/$patientId" params={{ patientId: patient.id }}>
              {whose(appointment)}
            </Link>
          )}
        </span>
        {token !== undefined && (
          <span className={classes.token}>
            <span className="wb-visually-hidden">{say("tokenNumber")} </span>
            {token}
          </span>
        )}
      </div>
      <div dir="auto" className={classes.more}>
        {[kind?.name, therapist?.name].filter((part) => part !== undefined).join(" · ")}
      </div>
      <div className={classes.foot}>
        <span className={classes.since}>{time?.words ?? (state === "done" ? undefined : room?.name)}</span>
        <AppointmentActs
          appointment={appointment}
          cancel={() => cancel(appointment)}
          again={again === undefined ? undefined : () => again(appointment)}
        />
      </div>
    </li>
  );
});

/** A card that goes to another lane takes the focus along: whoever works by keyboard goes on with the same patient. */
function useFocusStays(board: { readonly current: HTMLElement | null }): void {
  const last = useRef<string | undefined>(undefined);
  useEffect(() => {
    const remember = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement)) return;
      const card = target.closest<HTMLElement>("[data-card]");
      // A menu or a dialog of a card is still about the card.
      if (card !== null || target.closest("[role=menu], [role=dialog]") === null) last.current = card?.dataset["card"];
    };
    document.addEventListener("focusin", remember);
    return () => document.removeEventListener("focusin", remember);
  }, []);
  useEffect(() => {
    const card = board.current?.querySelector<HTMLElement>(`[data-card="${last.current}"]`) ?? undefined;
    if (card === undefined || (document.activeElement !== document.body && document.activeElement !== card)) return;
    // Its buttons come with the server's answer.
    (card.querySelector<HTMLElement>("[data-row]") ?? card).focus({ preventScroll: true });
  });
}
