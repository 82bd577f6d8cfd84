import { Button, Text } from "@mantine/core";
import { useState } from "react";
import type { ClinicArrangement, KeptRoom } from "../../../../../contract/index.ts";
import { DataTable } from "../../../../ui/DataTable.tsx";
import { Section } from "../../../../ui/Section.tsx";
import { RoomDialog } from "./RoomDialog.tsx";

type Props = { readonly arrangement: ClinicArrangement; readonly refetch: () => void };

/** Where people are seen. */
export function RoomsSection({ arrangement, refetch }: Props) {
  const [opened, setOpened] = useState<KeptRoom | "new">();
  const { rooms, branches, may } = arrangement;
  const nameOf = (id: string) => branches.find((one) => one.id === id)?.name ?? "A branch that is closed";
  return (
    <Section
      title="Rooms"
      words="A room has one appointment at a time, or one session of a group."
      actions={
        may.rooms &&
        branches.length > 0 && (
          <Button variant="default" onClick={() => setOpened("new")}>
            New room
          </Button>
        )
      }
    >
      {rooms.length === 0 ? (
        <Text size="sm">There are no rooms yet. Without any, appointments are with a therapist alone.</Text>
      ) : (
        <DataTable
          caption="Rooms"
          rows={rooms}
          rowKey={({ id }) => id}
          faded={({ inUse }) => !inUse}
          columns={[
            { key: "name", header: "Room", cell: ({ name }) => <strong dir="auto">{name}</strong> },
            { key: "branch", header: "Branch", cell: ({ branchId }) => nameOf(branchId) },
            { key: "state", header: "State", cell: ({ inUse }) => (inUse ? "In use" : "Out of use") },
            {
              key: "change",
              header: "Change",
              unlabelled: true,
              cell: (room) =>
                may.rooms && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={`Change ${room.name}`}
                    onClick={() => setOpened(room)}
                  >
                    Change
                  </Button>
                ),
            },
          ]}
        />
      )}
      {opened !== undefined && (
        <RoomDialog
          room={opened === "new" ? undefined : opened}
          arrangement={arrangement}
          refetch={refetch}
          close={() => setOpened(undefined)}
        />
      )}
    </Section>
  );
}
