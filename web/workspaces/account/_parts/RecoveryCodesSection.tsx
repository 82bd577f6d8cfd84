import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import type { Account } from "../../../../contract/index.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { StatusChip } from "../../../ui/StatusChip.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { RecoveryCodesSheet } from "../../sign-in/_parts/RecoveryCodesSheet.tsx";
import { useNewRecoveryCodes } from "./account-calls.ts";
import { Section } from "../../../ui/Section.tsx";
import { say } from "../words/index.ts";

/** With fewer than this many codes left it is time for new ones. */
const few = 3;

/** How many codes are left, and new ones. */
export function RecoveryCodesSection({ account }: { readonly account: Account }) {
  const [open, setOpen] = useState(false);
  const left = account.recoveryCodesLeft;
  return (
    <Section
      title={say("recoveryCodes")}
      words={say("codesWhy")}
      actions={
        <Button size="compact-md" variant="default" onClick={() => setOpen(true)}>
          {say("makeNewCodes")}
        </Button>
      }
    >
      {left >= few ? (
        <StatusChip icon={IconCheck} tone="good">
          {say("codesLeft", { left })}
        </StatusChip>
      ) : (
        <StatusChip icon={IconAlertTriangle} tone="caution">
          {left === 0 ? say("noCodeLeft") : left === 1 ? say("oneCodeLeft") : say("fewCodesLeft", { left })}
        </StatusChip>
      )}
      {open && <NewCodesDialog account={account} close={() => setOpen(false)} />}
    </Section>
  );
}

function NewCodesDialog({ account, close }: { readonly account: Account; readonly close: () => void }) {
  useFocusBack();
  const make = useNewRecoveryCodes();
  const shown = make.data !== undefined;
  return (
    <Modal
      opened
      onClose={close}
      title={shown ? say("keepCodes") : say("makeNewRecoveryCodes")}
      size={shown ? "xl" : "md"}
      withCloseButton={!shown}
      closeOnClickOutside={!shown}
      closeOnEscape={!shown}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      {make.data !== undefined ? (
        <RecoveryCodesSheet codes={make.data} username={account.username} done={close} />
      ) : (
        <Stack gap="md">
          <Text>{account.recoveryCodesLeft === 0 ? say("tenCodes") : say("tenNewCodes")}</Text>
          {make.error !== null && <ErrorNotice error={make.error} />}
          <Group>
            <Button data-autofocus loading={make.isPending} onClick={() => make.mutate(undefined)}>
              {say("makeTen")}
            </Button>
            <Button variant="subtle" onClick={close}>
              {say("cancel")}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
