import { Button, Text } from "@mantine/core";
import { useState } from "react";
import type { ClinicArrangement, ClinicKind } from "../../../../../contract/index.ts";
import { allows } from "../../../../app/session/allows.ts";
import { useSession } from "../../../../app/session/use-session.ts";
import { DataTable } from "../../../../ui/DataTable.tsx";
import { KindDot } from "../../../../ui/KindDot.tsx";
import { Section } from "../../../../ui/Section.tsx";
import { usePrices } from "../../../billing/_parts/billing-calls.ts";
import { usePublicPages } from "../outside/outside-calls.ts";
import { KindDialog } from "./KindDialog.tsx";
import { placesText } from "./kind-text.ts";

type Props = { readonly arrangement: ClinicArrangement; readonly refetch: () => void };

/** What people come for. */
export function KindsSection({ arrangement, refetch }: Props) {
  const { scopes, permissions = [] } = useSession();
  const [opened, setOpened] = useState<ClinicKind | "new">();
  const { kinds, branches, may } = arrangement;
  const pages = usePublicPages(permissions.includes("policies.manage")).data;
  const prices = usePrices(allows(scopes, "ChargeItemDefinition", "u")).data;
  const publicAt = (id: string) => {
    const at = pages?.offers.flatMap(({ kindId, branchId }) => (kindId === id ? [branchId] : [])) ?? [];
    return at.length === 0 ? "No" : placesText(at, branches);
  };
  const priceOf = (id: string) => {
    const found = prices?.prices.find(({ kindId }) => kindId === id);
    return found === undefined || prices === undefined ? "None" : `${found.amount} ${prices.currency}`;
  };
  return (
    <Section
      title="Kinds of appointment"
      words="How long they take, how many come together, and where they are offered."
      actions={
        may.kinds && (
          <Button variant="default" onClick={() => setOpened("new")}>
            New kind
          </Button>
        )
      }
    >
      {kinds.length === 0 ? (
        <Text size="sm">There are none yet. Nothing can be booked before there is one.</Text>
      ) : (
        <DataTable
          caption="Kinds of appointment"
          rows={kinds}
          rowKey={({ id }) => id}
          faded={({ active }) => !active}
          columns={[
            {
              key: "name",
              header: "Kind",
              cell: ({ name, colour, active }) => (
                <>
                  <KindDot colour={colour} />
                  <strong dir="auto">{name}</strong>
                  {active ? "" : ", not offered"}
                </>
              ),
            },
            { key: "minutes", header: "Minutes", numeric: true, cell: ({ minutes }) => minutes },
            { key: "capacity", header: "At a time", numeric: true, cell: ({ capacity }) => capacity },
            { key: "at", header: "Offered at", cell: ({ branchIds }) => placesText(branchIds, branches) },
            ...(pages === undefined
              ? []
              : [{ key: "public", header: "Public page", cell: ({ id }: ClinicKind) => publicAt(id) }]),
            ...(prices === undefined
              ? []
              : [{ key: "price", header: "Price", numeric: true, cell: ({ id }: ClinicKind) => priceOf(id) }]),
            {
              key: "change",
              header: "Change",
              unlabelled: true,
              cell: (kind) =>
                may.kinds && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={`Change ${kind.name}`}
                    onClick={() => setOpened(kind)}
                  >
                    Change
                  </Button>
                ),
            },
          ]}
        />
      )}
      {opened !== undefined && (
        <KindDialog
          kind={opened === "new" ? undefined : opened}
          arrangement={arrangement}
          refetch={refetch}
          close={() => setOpened(undefined)}
        />
      )}
    </Section>
  );
}
