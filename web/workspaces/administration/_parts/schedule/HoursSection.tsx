import { Button, Text } from "@mantine/core";
import { useState } from "react";
import type { ClinicArrangement } from "../../../../../contract/index.ts";
import { DataTable } from "../../../../ui/DataTable.tsx";
import { Section } from "../../../../ui/Section.tsx";
import { openingText } from "../branches/opening.ts";
import { HoursDialog, type OpenedHours } from "./HoursDialog.tsx";

type Props = { readonly arrangement: ClinicArrangement; readonly refetch: () => void };

/** Who works where and when. */
export function HoursSection({ arrangement, refetch }: Props) {
  const [opened, setOpened] = useState<OpenedHours>();
  const { therapists, branches, kinds, may } = arrangement;
  const rows = therapists.flatMap((therapist) => therapist.at.map((at) => ({ therapist, at })));
  const branchName = (id: string | undefined) =>
    id === undefined ? "Every branch" : (branches.find((one) => one.id === id)?.name ?? "A branch that is closed");
  const kindNames = (ids: readonly string[]) =>
    ids.length === 0 ? "Every kind" : kinds.flatMap(({ id, name }) => (ids.includes(id) ? [name] : [])).join(", ");
  return (
    <Section
      title="Therapists’ hours"
      words="Bookings are warned of outside them, and free times lie within them, on the public page too. Leave is in the calendar, under “Time off”."
      actions={
        may.hours && (
          <Button variant="default" onClick={() => setOpened({})}>
            Hours at a branch
          </Button>
        )
      }
    >
      {rows.length === 0 ? (
        <Text size="sm">Nobody has hours yet. Whoever treats patients is added under People, and gets hours here.</Text>
      ) : (
        <DataTable
          caption="Therapists’ hours"
          rows={rows}
          rowKey={({ at }) => `${at.roleId}${at.branchId ?? ""}`}
          columns={[
            {
              key: "name",
              header: "Therapist",
              cell: ({ therapist }) => (
                <strong dir="auto">{therapist.name === "" ? "Name not recorded" : therapist.name}</strong>
              ),
            },
            { key: "branch", header: "Branch", cell: ({ at }) => branchName(at.branchId) },
            { key: "hours", header: "Hours", cell: ({ at }) => openingText(at.hours) },
            { key: "kinds", header: "What they do", cell: ({ at }) => kindNames(at.kindIds) },
            {
              key: "change",
              header: "Change",
              unlabelled: true,
              cell: ({ therapist, at }) =>
                may.hours && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={`Change the hours of ${therapist.name}, ${branchName(at.branchId)}`}
                    onClick={() => setOpened({ therapist, at })}
                  >
                    Change
                  </Button>
                ),
            },
          ]}
        />
      )}
      {opened !== undefined && (
        <HoursDialog opened={opened} arrangement={arrangement} refetch={refetch} close={() => setOpened(undefined)} />
      )}
    </Section>
  );
}
