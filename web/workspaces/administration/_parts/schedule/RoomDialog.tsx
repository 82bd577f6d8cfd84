import { Checkbox, Modal, Select, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { z } from "zod";
import type { ClinicArrangement, KeptRoom } from "../../../../../contract/index.ts";
import { isRefusal } from "../../../../app/api.ts";
import { announce } from "../../../../ui/announce.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { ChangedMeanwhile } from "../ChangedMeanwhile.tsx";
import { DialogFoot } from "../DialogFoot.tsx";
import { useTyped } from "../use-typed.ts";
import { OutsideNotice } from "./OutsideNotice.tsx";
import { useKeepRoom } from "./schedule-calls.ts";
import { isClear, useOutsideFirst } from "./use-outside-first.ts";
import { say } from "../../words/index.ts";

const typedRoom = z.object({
  requestId: z.string(),
  version: z.number(),
  name: z.string(),
  branchId: z.string(),
  inUse: z.boolean(),
});

type Props = {
  readonly room: KeptRoom | undefined;
  readonly arrangement: ClinicArrangement;
  readonly refetch: () => void;
  readonly close: () => void;
};

/** A room: what it is called, where it is, whether it is in use. */
export function RoomDialog({ room, arrangement, refetch, close }: Props) {
  useFocusBack();
  const [tried, setTried] = useState(false);
  const keep = useKeepRoom();
  const { branches, rooms } = arrangement;
  const { value, change, done, where } = useTyped(`room:${room?.id ?? "new"}`, typedRoom, () => ({
    requestId: crypto.randomUUID(),
    version: room?.version ?? 0,
    name: room?.name ?? "",
    branchId: room?.branchId ?? (branches.length === 1 ? (branches[0]?.id ?? "") : ""),
    inUse: room?.inUse ?? true,
  }));
  const { requestId, version, name, branchId, inUse } = value;
  const outsideFirst = useOutsideFirst(room === undefined ? undefined : `rooms/${room.id}`);
  const now = rooms.find(({ id }) => id === room?.id);
  const isOverdue = isRefusal(keep.error, "scheduling/changed-meanwhile");
  const wish = { branchId, inUse };
  const found = outsideFirst.found(wish);
  const faults = {
    name: name.trim() === "" ? say("giveName") : undefined,
    branch: branchId === "" ? say("atWhichBranch") : undefined,
  };
  const branchName = (id: string) => branches.find((one) => one.id === id)?.name ?? say("closedBranchLower");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (faults.name !== undefined || faults.branch !== undefined || keep.isPending || outsideFirst.isPending) return;
    const said = { name: name.trim(), branchId };
    outsideFirst.first(wish, () =>
      keep.mutate(
        room === undefined
          ? { requestId, ...said }
          : { id: room.id, version: isOverdue ? (now?.version ?? version) : version, ...said, inUse },
        {
          onSuccess: () => {
            announce(say("isKept", { name: said.name }));
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
      title={<b>{room === undefined ? say("newRoom") : say("changeOf", { name: room.name })}</b>}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <TextInput
            label={say("name")}
            data-autofocus
            autoComplete="off"
            maxLength={80}
            value={name}
            error={tried ? faults.name : undefined}
            onChange={({ currentTarget }) => change({ name: currentTarget.value })}
          />
          <Select
            label={say("branch")}
            data={branches.map(({ id, name: label }) => ({ value: id, label }))}
            value={branchId === "" ? null : branchId}
            error={tried ? faults.branch : undefined}
            onChange={(next) => change({ branchId: next ?? "" })}
          />
          {room !== undefined && (
            <Checkbox
              label={say("inUse")}
              description={say("inUseWhy")}
              checked={inUse}
              onChange={({ currentTarget }) => change({ inUse: currentTarget.checked })}
            />
          )}
          {outsideFirst.error !== null && <ErrorNotice error={outsideFirst.error} />}
          <OutsideNotice
            outside={found}
            arrangement={arrangement}
            what={inUse ? say("roomElsewhere") : say("roomOutOfUse")}
          />
          <DialogFoot
            save={{ error: keep.error, isPending: keep.isPending || outsideFirst.isPending }}
            where={where}
            cancel={() => done(close)}
            label={found === undefined || isClear(found) ? say("keep") : say("keepAllTheSame")}
          >
            {isOverdue && now !== undefined ? (
              <ChangedMeanwhile
                now={`${now.name}, ${branchName(now.branchId)}, ${now.inUse ? say("inUseLower") : say("outOfUseLower")}`}
                takeTheirs={() => done(close)}
              />
            ) : undefined}
          </DialogFoot>
        </Stack>
      </form>
    </Modal>
  );
}
