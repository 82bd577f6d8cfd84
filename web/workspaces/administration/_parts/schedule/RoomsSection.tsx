import { Button, Text } from "@mantine/core";
import { useState } from "react";
import type { ClinicArrangement, KeptRoom } from "../../../../../contract/index.ts";
import { DataTable } from "../../../../ui/DataTable.tsx";
import { Section } from "../../../../ui/Section.tsx";
import { later } from "../../../../ui/later.tsx";
import { say } from "../../words/index.ts";

const RoomDialog = later(async () => (await import("./RoomDialog.tsx")).RoomDialog);

type Props = { readonly arrangement: ClinicArrangement; readonly refetch: () => void };

/** Where people are seen. */
export function RoomsSection({ arrangement, refetch }: Props) {
  const [opened, setOpened] = useState<KeptRoom | "new">();
  const { rooms, branches, may } = arrangement;
  const nameOf = (id: string) => branches.find((one) => one.id === id)?.name ?? say("closedBranch");
  return (
    <Section
      title={say("rooms")}
      words={say("roomsWhy")}
      actions={
        may.rooms &&
        branches.length > 0 && (
          <Button variant="default" onClick={() => setOpened("new")}>
            {say("newRoom")}
          </Button>
        )
      }
    >
      {rooms.length === 0 ? (
        <Text size="sm">{say("noRooms")}</Text>
      ) : (
        <DataTable
          caption={say("rooms")}
          rows={rooms}
          rowKey={({ id }) => id}
          faded={({ inUse }) => !inUse}
          columns={[
            { key: "name", header: say("room"), cell: ({ name }) => <strong dir="auto">{name}</strong> },
            { key: "branch", header: say("branch"), cell: ({ branchId }) => nameOf(branchId) },
            { key: "state", header: say("state"), cell: ({ inUse }) => (inUse ? say("inUse") : say("outOfUse")) },
            {
              key: "change",
              header: say("change"),
              unlabelled: true,
              cell: (room) =>
                may.rooms && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={say("changeOf", { name: room.name })}
                    onClick={() => setOpened(room)}
                  >
                    {say("change")}
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
