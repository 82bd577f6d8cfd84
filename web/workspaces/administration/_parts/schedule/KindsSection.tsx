import { Button, Text } from "@mantine/core";
import { useState } from "react";
import type { ClinicArrangement, ClinicKind } from "../../../../../contract/index.ts";
import { allows } from "../../../../app/session/allows.ts";
import { useSession } from "../../../../app/session/use-session.ts";
import { DataTable } from "../../../../ui/DataTable.tsx";
import { KindDot } from "../../../../ui/KindDot.tsx";
import { Section } from "../../../../ui/Section.tsx";
import { later } from "../../../../ui/later.tsx";
import { usePrices } from "../../../billing/_parts/billing-calls.ts";
import { usePublicPages } from "../outside/outside-calls.ts";
import { placesText } from "./kind-text.ts";
import { say } from "../../words/index.ts";

const KindDialog = later(async () => (await import("./KindDialog.tsx")).KindDialog);

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
    return at.length === 0 ? say("no") : placesText(at, branches);
  };
  const priceOf = (id: string) => {
    const found = prices?.prices.find(({ kindId }) => kindId === id);
    return found === undefined || prices === undefined ? say("none") : `${found.amount} ${prices.currency}`;
  };
  return (
    <Section
      title={say("kindsOfAppointment")}
      words={say("kindsWhy")}
      actions={
        may.kinds && (
          <Button variant="default" onClick={() => setOpened("new")}>
            {say("newKind")}
          </Button>
        )
      }
    >
      {kinds.length === 0 ? (
        <Text size="sm">{say("noKinds")}</Text>
      ) : (
        <DataTable
          caption={say("kindsOfAppointment")}
          rows={kinds}
          rowKey={({ id }) => id}
          faded={({ active }) => !active}
          columns={[
            {
              key: "name",
              header: say("kind"),
              cell: ({ name, colour, active }) => (
                <>
                  <KindDot colour={colour} />
                  <strong dir="auto">{name}</strong>
                  {active ? "" : say("notOfferedComma")}
                </>
              ),
            },
            { key: "minutes", header: say("minutesHead"), numeric: true, cell: ({ minutes }) => minutes },
            { key: "capacity", header: say("atATime"), numeric: true, cell: ({ capacity }) => capacity },
            { key: "at", header: say("offeredAt"), cell: ({ branchIds }) => placesText(branchIds, branches) },
            ...(pages === undefined
              ? []
              : [{ key: "public", header: say("publicPage"), cell: ({ id }: ClinicKind) => publicAt(id) }]),
            ...(prices === undefined
              ? []
              : [{ key: "price", header: say("price"), numeric: true, cell: ({ id }: ClinicKind) => priceOf(id) }]),
            {
              key: "change",
              header: say("change"),
              unlabelled: true,
              cell: (kind) =>
                may.kinds && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={say("changeOf", { name: kind.name })}
                    onClick={() => setOpened(kind)}
                  >
                    {say("change")}
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
