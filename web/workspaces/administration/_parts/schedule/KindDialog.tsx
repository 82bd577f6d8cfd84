import { Checkbox, Modal, Select, Stack, Text } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { ClinicArrangement, ClinicKind } from "../../../../../contract/index.ts";
import { isRefusal } from "../../../../app/api.ts";
import { allows } from "../../../../app/session/allows.ts";
import { useSession } from "../../../../app/session/use-session.ts";
import { announce } from "../../../../ui/announce.ts";
import { ErrorNotice, failureText } from "../../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { usePrices } from "../../../billing/_parts/billing-calls.ts";
import { ChangedMeanwhile } from "../ChangedMeanwhile.tsx";
import { DialogFoot } from "../DialogFoot.tsx";
import { usePublicPages } from "../outside/outside-calls.ts";
import { useTyped } from "../use-typed.ts";
import { kindBegun, kindWords, typedKind } from "./kind-draft.ts";
import { KindFields } from "./KindFields.tsx";
import { kindText } from "./kind-text.ts";
import { OutsideNotice } from "./OutsideNotice.tsx";
import { isClear, useOutsideFirst } from "./use-outside-first.ts";
import { useSaveKind } from "./use-save-kind.ts";
import { say } from "../../words/index.ts";

type Props = {
  readonly kind: ClinicKind | undefined;
  readonly arrangement: ClinicArrangement;
  readonly refetch: () => void;
  readonly close: () => void;
};

/** A kind of appointment: how long, how many together, where, for whom, at which price. */
export function KindDialog({ kind, arrangement, refetch, close }: Props) {
  useFocusBack();
  const { scopes, permissions = [] } = useSession();
  const [tried, setTried] = useState(false);
  const { branches, kinds } = arrangement;
  const { value, change, done, where } = useTyped(`kind:${kind?.id ?? "new"}`, typedKind, () =>
    kindBegun(kind, crypto.randomUUID()),
  );
  const { save, isPartlyKept } = useSaveKind();
  const mayOffer = permissions.includes("policies.manage");
  const mayPrice = allows(scopes, "ChargeItemDefinition", "u");
  const pages = usePublicPages(mayOffer);
  const prices = usePrices(mayPrice).data;
  const offered = pages.data?.offers.flatMap(({ kindId, branchId }) => (kindId === kind?.id ? [branchId] : [])) ?? [];
  const priced = prices?.prices.find(({ kindId }) => kind !== undefined && kindId === kind.id)?.id ?? "";
  const { faults, words } = kindWords(value);
  const { branchIds, capacity, active } = value;
  const wish = { branchIds, capacity, active };
  const outsideFirst = useOutsideFirst(kind === undefined ? undefined : `kinds/${kind.id}`);
  const found = outsideFirst.found(wish);
  const now = kinds.find(({ id }) => id === kind?.id);
  const isOverdue = !isPartlyKept && isRefusal(save.error, "scheduling/changed-meanwhile");
  const suits = (id: string) => branchIds.length === 0 || branchIds.includes(id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (words === undefined || save.isPending || outsideFirst.isPending) return;
    outsideFirst.first(wish, () =>
      save.mutate(
        {
          kind,
          typed: value,
          words,
          version: isOverdue ? (now?.version ?? value.version) : value.version,
          prices: prices?.prices ?? [],
        },
        {
          onSuccess: () => {
            announce(say("isKept", { name: words.name }));
            done(close);
          },
          onError: refetch,
        },
      ),
    );
  };
  return (
    <Modal
      opened
      onClose={close}
      title={<b>{kind === undefined ? say("newKindOf") : say("changeOf", { name: kind.name })}</b>}
      size="lg"
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <KindFields value={value} change={change} faults={tried ? faults : {}} branches={branches} />
          {mayOffer && pages.data !== undefined && (
            <Checkbox.Group
              label={say("publicAt")}
              description={say("publicAtWhy")}
              value={[...(value.offeredAt ?? offered)]}
              onChange={(offeredAt) => change({ offeredAt })}
            >
              <Stack gap={6} mt={6}>
                {branches.map(({ id, name }) => (
                  <Checkbox key={id} value={id} label={name} disabled={!suits(id)} />
                ))}
              </Stack>
            </Checkbox.Group>
          )}
          {mayPrice && prices !== undefined && (
            <Select
              label={say("price")}
              description={say("priceWhere")}
              searchable
              data={[
                { value: "", label: say("none") },
                ...prices.prices
                  .filter(({ id, active: isOffered }) => isOffered || id === priced)
                  .map(({ id, name, amount }) => ({ value: id, label: `${name}, ${amount} ${prices.currency}` })),
              ]}
              value={value.priceId ?? priced}
              onChange={(next) => change({ priceId: next ?? "" })}
            />
          )}
          <Checkbox
            label={say("offered")}
            description={say("offeredWhy")}
            checked={active}
            onChange={({ currentTarget }) => change({ active: currentTarget.checked })}
          />
          {outsideFirst.error !== null && <ErrorNotice error={outsideFirst.error} />}
          <OutsideNotice outside={found} arrangement={arrangement} what={say("outsideOffered")} />
          {isPartlyKept && (
            <Text size="sm" role="alert">
              {say("partlyKept", { error: failureText(save.error) })}
            </Text>
          )}
          <DialogFoot
            save={{ error: isPartlyKept ? null : save.error, isPending: save.isPending || outsideFirst.isPending }}
            where={where}
            cancel={() => done(close)}
            label={found === undefined || isClear(found) ? say("keep") : say("keepAllTheSame")}
          >
            {isOverdue && now !== undefined ? (
              <ChangedMeanwhile now={kindText(now, branches)} takeTheirs={() => done(close)} />
            ) : undefined}
          </DialogFoot>
        </Stack>
      </form>
    </Modal>
  );
}
