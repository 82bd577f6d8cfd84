import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { Price } from "../../../contract/index.ts";
import { useSession } from "../../app/session/use-session.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { Section } from "../../ui/Section.tsx";
import { later } from "../../ui/later.tsx";
import { usePlaces } from "../desk/_parts/scheduling-calls.ts";
import { BillingNav } from "./_parts/BillingNav.tsx";
import { useBillingSettings, usePrices } from "./_parts/billing-calls.ts";
import { moneyText } from "./_parts/money.ts";
import { SettingsForm } from "./_parts/SettingsForm.tsx";
import { say } from "./words/index.ts";

const PriceDialog = later(async () => (await import("./_parts/PriceDialog.tsx")).PriceDialog);

/** The price list, and what the organisation decides about money. */
export function PricesPage() {
  const { permissions = [] } = useSession();
  const list = usePrices();
  const settings = useBillingSettings();
  const places = usePlaces();
  const [changing, setChanging] = useState<Price | "new" | undefined>(undefined);
  const error = list.error ?? settings.error;
  if (error !== null) return <ErrorNotice error={error} />;
  if (list.data === undefined || settings.data === undefined) return <PageWait />;
  const { prices, may, currency } = list.data;
  const taxOf = (code: string) => settings.data.taxes.find((tax) => tax.code === code);
  const kinds = places.data?.kinds ?? [];
  return (
    <>
      <BillingNav />
      <PageHeader
        title={say("prices")}
        summary={say("inCurrency", { currency })}
        actions={
          may.configure && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setChanging("new")}>
              {say("addPrice")}
            </Button>
          )
        }
      />
      {prices.length === 0 ? (
        <EmptyState title={say("noPrices")}>{say("pricesWords")}</EmptyState>
      ) : (
        <DataTable
          caption={say("priceList")}
          rows={prices}
          rowKey={({ id }) => id}
          faded={({ active }) => !active}
          columns={[
            {
              key: "name",
              header: say("what"),
              cell: (price) =>
                may.configure ? (
                  <Button variant="transparent" size="compact-sm" px={0} data-row onClick={() => setChanging(price)}>
                    {price.name}
                  </Button>
                ) : (
                  <b>{price.name}</b>
                ),
            },
            { key: "code", header: say("code"), cell: ({ code }) => code },
            {
              key: "kind",
              header: say("forAppointments"),
              cell: ({ kindId }) => kinds.find(({ id }) => id === kindId)?.name ?? "",
            },
            {
              key: "tax",
              header: say("tax"),
              cell: ({ taxCodes }) =>
                taxCodes
                  .map((code) =>
                    say("percentOf", { name: taxOf(code)?.name ?? code, percent: taxOf(code)?.percent ?? "?" }),
                  )
                  .join(", "),
            },
            { key: "amount", header: say("price"), numeric: true, cell: ({ amount }) => moneyText(amount, currency) },
            {
              key: "active",
              header: "",
              unlabelled: true,
              cell: ({ active }) => (active ? "" : say("noLongerOffered")),
            },
          ]}
        />
      )}
      {permissions.includes("policies.manage") && (
        <Section title={say("settings")} words={say("settingsWords")}>
          <SettingsForm settings={settings.data} branches={places.data?.branches ?? []} />
        </Section>
      )}
      {changing !== undefined && (
        <PriceDialog
          price={changing === "new" ? undefined : changing}
          settings={settings.data}
          kinds={kinds}
          close={() => setChanging(undefined)}
        />
      )}
    </>
  );
}
