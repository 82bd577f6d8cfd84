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

/** With fewer than this many codes left it is time for new ones. */
const few = 3;

/** How many codes are left, and new ones. */
export function RecoveryCodesSection({ account }: { readonly account: Account }) {
  const [open, setOpen] = useState(false);
  const left = account.recoveryCodesLeft;
  return (
    <Section
      title="Recovery codes"
      words="Each lets you in once in place of a lost phone or passkey. Only you have them: Wardbook keeps no copy that can be read."
      actions={
        <Button size="compact-md" variant="default" onClick={() => setOpen(true)}>
          Make new codes
        </Button>
      }
    >
      {left >= few ? (
        <StatusChip icon={IconCheck} tone="good">{`${left} codes left`}</StatusChip>
      ) : (
        <StatusChip icon={IconAlertTriangle} tone="caution">
          {left === 0
            ? "No code left: make new ones"
            : left === 1
              ? "1 code left: make new ones"
              : `${left} codes left: make new ones`}
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
      title={shown ? "Keep your recovery codes" : "Make new recovery codes"}
      size={shown ? "xl" : "md"}
      withCloseButton={!shown}
      closeOnClickOutside={!shown}
      closeOnEscape={!shown}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {make.data !== undefined ? (
        <RecoveryCodesSheet codes={make.data} username={account.username} done={close} />
      ) : (
        <Stack gap="md">
          <Text>
            {account.recoveryCodesLeft === 0
              ? "You get ten codes, shown once."
              : "You get ten new codes, shown once. The ones you have now stop working at once."}
          </Text>
          {make.error !== null && <ErrorNotice error={make.error} />}
          <Group>
            <Button data-autofocus loading={make.isPending} onClick={() => make.mutate(undefined)}>
              Make ten new codes
            </Button>
            <Button variant="subtle" onClick={close}>
              Cancel
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
