import { Button, Group, Modal, Stack, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { RightsLetterhead } from "../../../../../contract/index.ts";
import { announce } from "../../../../ui/announce.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { PageWait } from "../../../../ui/PageWait.tsx";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { useChangeLetterhead, useLetterhead } from "./letter-calls.ts";
import { linesOf } from "./lines-of.ts";
import { say } from "../../words/index.ts";

/** What all letters say of the organisation, beside its name. */
export function LetterheadDialog({ close }: { readonly close: () => void }) {
  useFocusBack();
  const letterhead = useLetterhead();
  return (
    <Modal opened onClose={close} title={say("letterhead")} closeButtonProps={{ "aria-label": say("close") }}>
      {letterhead.error !== null && <ErrorNotice error={letterhead.error} again={() => void letterhead.refetch()} />}
      {letterhead.data === undefined && letterhead.error === null && <PageWait />}
      {letterhead.data !== undefined && <LetterheadForm before={letterhead.data} close={close} />}
    </Modal>
  );
}

function LetterheadForm({ before, close }: { readonly before: RightsLetterhead; readonly close: () => void }) {
  const change = useChangeLetterhead();
  const [address, setAddress] = useState(before.address.join("\n"));
  const [contact, setContact] = useState(before.contact ?? "");
  const [authority, setAuthority] = useState(before.authority ?? "");
  const submit = () =>
    change.mutate(
      {
        address: linesOf(address),
        ...(contact.trim() === "" ? {} : { contact: contact.trim() }),
        ...(authority.trim() === "" ? {} : { authority: authority.trim() }),
      },
      {
        onSuccess: () => {
          announce(say("kept"));
          close();
        },
      },
    );
  return (
    <form
      onSubmit={(submitted) => {
        submitted.preventDefault();
        submit();
      }}
    >
      <Stack gap="md">
        <Textarea
          label={say("organisationAddress")}
          description={say("atMostSix")}
          data-autofocus
          autosize
          minRows={3}
          value={address}
          onChange={(changed) => setAddress(changed.currentTarget.value)}
        />
        <TextInput
          label={say("whomToAsk")}
          description={say("suchAsOfficer")}
          maxLength={200}
          value={contact}
          onChange={(changed) => setContact(changed.currentTarget.value)}
        />
        <TextInput
          label={say("whereComplain")}
          description={say("whereComplainWhy")}
          maxLength={200}
          value={authority}
          onChange={(changed) => setAuthority(changed.currentTarget.value)}
        />
        {change.error !== null && <ErrorNotice error={change.error} />}
        <Group>
          <Button type="submit" loading={change.isPending}>
            {say("keepIt")}
          </Button>
          <Button variant="subtle" onClick={close}>
            {say("cancel")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
