import { Button, Group, Select, SimpleGrid } from "@mantine/core";
import type { GetInputPropsReturnType } from "@mantine/form";
import type { ReactNode } from "react";
import type { ClinicPlaces } from "../../../../contract/index.ts";
import { kindsAt, roomsAt, therapistsAt } from "./choices.ts";
import { SavedLine, type SavedState } from "./SavedLine.tsx";
import { say } from "../words/index.ts";

type Chosen = {
  readonly places: ClinicPlaces;
  readonly branch: string;
  /** An id; empty for nobody and nothing. */
  readonly value: string;
  readonly choose: (value: string) => void;
};

/** With whom, of those who do what is asked for. */
export function TherapistField({
  places,
  branch,
  kind,
  value,
  choose,
  placeholder = say("anybody"),
}: Chosen & { readonly kind: string; readonly placeholder?: string }) {
  return (
    <Select
      label={say("with")}
      searchable
      clearable
      placeholder={placeholder}
      data={therapistsAt(places, branch, kind, value)}
      value={value === "" ? null : value}
      onChange={(chosen) => choose(chosen ?? "")}
    />
  );
}

export function RoomField({ places, branch, value, choose }: Chosen) {
  return (
    <Select
      label={say("room")}
      clearable
      placeholder={say("none")}
      data={roomsAt(places, branch)}
      value={value === "" ? null : value}
      onChange={(chosen) => choose(chosen ?? "")}
    />
  );
}

type WishProps = {
  readonly places: ClinicPlaces;
  readonly branch: string;
  /** The kind that is chosen, and what its form gives the field. */
  readonly kindId: string;
  readonly kind: GetInputPropsReturnType;
  readonly therapist: Pick<Chosen, "value" | "choose">;
  /** When, and where: what one appointment, a series and the waiting list ask in their own ways. */
  readonly children: ReactNode;
};

/** What is wished, and with whom: the same in every form that books. */
export function WishFields({ places, branch, kindId, kind, therapist, children }: WishProps) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
      <Select label={say("what")} data={kindsAt(places, branch)} allowDeselect={false} {...kind} />
      <TherapistField places={places} branch={branch} kind={kindId} {...therapist} />
      {children}
    </SimpleGrid>
  );
}

type FootProps = {
  /** The button that sends. */
  readonly children: ReactNode;
  readonly cancel: () => void;
  readonly saved: SavedState;
  readonly isRefused: boolean;
  readonly isKept: boolean;
};

/** How a form that books ends: done, not wanted, and where its words are. */
export function WishFoot({ children, cancel, saved, isRefused, isKept }: FootProps) {
  return (
    <Group>
      {children}
      <Button variant="subtle" onClick={cancel}>
        {say("cancel")}
      </Button>
      <SavedLine isRefused={isRefused} isKept={isKept} state={saved} />
    </Group>
  );
}
