import { Modal, Tabs } from "@mantine/core";
import { useRef, useState } from "react";
import type { ClinicPlaces } from "../../../../contract/index.ts";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import type { BookingDraft } from "./booking-draft.ts";
import { BookOne } from "./BookOne.tsx";
import { BookSeries } from "./BookSeries.tsx";
import type { KeptBooking } from "./use-kept-booking.ts";
import { WaitForm } from "./WaitForm.tsx";
import { say } from "../words/index.ts";

type Props = {
  readonly places: ClinicPlaces;
  /** How the form begins. */
  readonly begun: BookingDraft;
  readonly kept: KeptBooking;
  /** It is somebody's next appointment: the first time that fits is chosen. */
  readonly isAgain?: boolean;
  readonly close: () => void;
  /** @param at the first instant that was booked */
  readonly booked: (at: string) => void;
};

export type BookProps = Omit<Props, "begun" | "kept"> & {
  readonly draft: BookingDraft;
  readonly change: (part: Partial<BookingDraft>) => void;
  /** Done, or not wanted: nothing of it stays on the device. */
  readonly forget: () => void;
  readonly forgetThen: (act: () => void) => void;
  readonly isRefused: boolean;
  readonly isKept: boolean;
};

/** One appointment, many of a kind, or a place on the waiting list. Closing it keeps what was typed; "Cancel" doesn't. */
export function BookDialog({ begun, kept, ...props }: Props) {
  useFocusBack();
  const [draft, setDraft] = useState(begun);
  // Two changes of one event build on one another.
  const latest = useRef(draft);
  const change = (part: Partial<BookingDraft>) => {
    latest.current = { ...latest.current, ...part };
    setDraft(latest.current);
    kept.keep(latest.current);
  };
  const { forget, forgetThen, isRefused, isKept } = kept;
  const shared = { ...props, draft, change, forget, forgetThen, isRefused, isKept };
  return (
    <Modal
      opened
      onClose={props.close}
      title={say("book")}
      size="lg"
      closeButtonProps={{ "aria-label": say("close") }}
      closeOnClickOutside={false}
    >
      <Tabs value={draft.tab} onChange={(tab) => change({ tab: tabOf(tab) })} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="one">{say("appointment")}</Tabs.Tab>
          <Tabs.Tab value="series">{say("series")}</Tabs.Tab>
          <Tabs.Tab value="wait">{say("waitingList")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="one">
          <BookOne {...shared} />
        </Tabs.Panel>
        <Tabs.Panel value="series">
          <BookSeries {...shared} />
        </Tabs.Panel>
        <Tabs.Panel value="wait">
          <WaitForm {...shared} />
        </Tabs.Panel>
      </Tabs>
    </Modal>
  );
}

function tabOf(text: string | null): BookingDraft["tab"] {
  return text === "series" || text === "wait" ? text : "one";
}
