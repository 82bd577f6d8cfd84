import { Modal, Tabs } from "@mantine/core";
import { useState } from "react";
import type { ClinicPlaces } from "../../../../contract/index.ts";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { BookOne } from "./BookOne.tsx";
import { BookSeries } from "./BookSeries.tsx";
import { WaitForm } from "./WaitForm.tsx";

/** Where on the calendar somebody began to book. */
export type Wish = {
  readonly start?: string;
  readonly therapistId?: string;
  readonly roomId?: string;
  readonly kindId?: string;
  readonly patientId?: string;
};

export type BookProps = {
  readonly places: ClinicPlaces;
  readonly branch: string;
  readonly day: string;
  readonly wish: Wish;
  readonly close: () => void;
  /** @param at the first instant that was booked */
  readonly booked: (at: string) => void;
};

/** One appointment, many of a kind, or a place on the waiting list. */
export function BookDialog(props: BookProps) {
  useFocusBack();
  const [tab, setTab] = useState<string | null>("one");
  return (
    <Modal
      opened
      onClose={props.close}
      title="Book"
      size="lg"
      closeButtonProps={{ "aria-label": "Close" }}
      closeOnClickOutside={false}
    >
      <Tabs value={tab} onChange={setTab} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="one">Appointment</Tabs.Tab>
          <Tabs.Tab value="series">Series</Tabs.Tab>
          <Tabs.Tab value="wait">Waiting list</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="one">
          <BookOne {...props} />
        </Tabs.Panel>
        <Tabs.Panel value="series">
          <BookSeries {...props} />
        </Tabs.Panel>
        <Tabs.Panel value="wait">
          <WaitForm {...props} />
        </Tabs.Panel>
      </Tabs>
    </Modal>
  );
}
