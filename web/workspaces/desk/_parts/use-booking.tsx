import { notifications } from "@mantine/notifications";
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import type { ClinicAppointment, ClinicPlaces } from "../../../../contract/index.ts";
import { weekdayText } from "../../../ui/dates.ts";
import { type BookingDraft, draftOf, type Wish } from "./booking-draft.ts";
import { kindsAt, usualKind } from "./choices.ts";
import { UnfinishedBooking } from "./UnfinishedBooking.tsx";
import { useKeptBooking } from "./use-kept-booking.ts";
import { clockText, dayAfter, dayAt, minuteAt } from "./zoned.ts";
import { say } from "../words/index.ts";

const loadDialog = () => import("./BookDialog.tsx");
const BookDialog = lazy(async () => ({ default: (await loadDialog()).BookDialog }));
/** The page is there by then: the form comes before it is asked for, and nobody waits for it. */
const quietMilliseconds = 1_500;

type Options = {
  readonly places: ClinicPlaces | undefined;
  readonly branch: string | undefined;
  /** The day that is shown, and today. */
  readonly day: string;
  readonly today: string;
  readonly booked?: (at: string) => void;
};

type Begun = { readonly draft: BookingDraft; readonly isAgain: boolean };

/** The booking dialog of a page, and what of an earlier one is on this device. */
export function useBooking({ places, branch, day, today, booked }: Options) {
  const kept = useKeptBooking();
  useEffect(() => {
    const timer = window.setTimeout(() => void loadDialog().catch(() => undefined), quietMilliseconds);
    return () => window.clearTimeout(timer);
  }, []);
  const [begun, setBegun] = useState<Begun | undefined>(undefined);
  const { found } = kept;
  // It was sent before the window went, and nobody heard the answer: it goes out again by itself.
  const [isResumed, setResumed] = useState(false);
  if (!isResumed && found !== undefined && places !== undefined) {
    setResumed(true);
    if (found.isSent) setBegun({ draft: found, isAgain: false });
  }
  const begin = (wish: Wish, on = day, isAgain = false) => {
    if (places === undefined || branch === undefined || !places.may.book) return;
    const kindId = usualKind(places, branch, wish.therapistId);
    setBegun({ draft: draftOf(wish, { branchId: branch, day: on, timeZone: places.timeZone, kindId }), isAgain });
  };
  const latest = useRef(begin);
  latest.current = begin;
  return {
    /** For the palette. */
    command: useMemo(() => ({ id: "desk-book", label: say("bookAppointment"), run: () => latest.current({}) }), []),
    book: (wish: Wish) => begin(wish),
    /** The next appointment of somebody: the same kind with the same therapist, from the day after on. */
    bookAgain: ({ patient, kind, therapist, room, start }: ClinicAppointment) => {
      if (places === undefined || patient === undefined) return;
      const last = start === undefined ? today : dayAt(start, places.timeZone);
      const isKnown = kind !== undefined && kindsAt(places, branch ?? "").some(({ value }) => value === kind.id);
      begin(
        {
          patient,
          ...(isKnown ? { kindId: kind.id } : {}),
          ...(therapist === undefined ? {} : { therapistId: therapist.id }),
          ...(room === undefined ? {} : { roomId: room.id }),
        },
        dayAfter(last > today ? last : today, 1),
        true,
      );
    },
    unfinished:
      begun === undefined && found !== undefined ? (
        <UnfinishedBooking
          draft={found}
          goOn={() => setBegun({ draft: found, isAgain: false })}
          discard={kept.forget}
        />
      ) : null,
    dialog:
      places === undefined || begun === undefined ? null : (
        <Suspense fallback={null}>
          <BookDialog
            key={begun.draft.requestId}
            places={places}
            begun={begun.draft}
            isAgain={begun.isAgain}
            kept={kept}
            close={() => setBegun(undefined)}
            booked={(at) => {
              notifications.show({ title: say("bookedAnnounced"), message: bookedWords(at, places.timeZone) });
              booked?.(at);
            }}
          />
        </Suspense>
      ),
  };
}

function bookedWords(at: string, zone: string): string {
  return at === "" ? "" : say("bookedAt", { day: weekdayText(at, zone), time: clockText(minuteAt(at, zone)) });
}
