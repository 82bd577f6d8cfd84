import { Button, Group, Modal, Radio, Select, SimpleGrid, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { type ChangeEvent, type FormEvent, useState } from "react";
import type { ClientRow } from "../../../../contract/index.ts";
import { RequestFailure } from "../../../app/api.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useAddClient, useChangeClient } from "./client-calls.ts";
import {
  blankClient,
  clientChange,
  type ClientFault,
  type ClientFields,
  faultOf,
  fieldOfPath,
  fieldsOf,
  kindWords,
  newClient,
  purposesToChoose,
} from "./client-form.ts";
import { usePolicyChoices } from "./roles/role-calls.ts";
import { ScopeBuilder } from "./ScopeBuilder.tsx";
import { say } from "./words/index.ts";

type Props = {
  /** The client that is changed; absent: a new one. */
  readonly client?: ClientRow;
  readonly close: () => void;
  readonly onDone: (client: ClientRow, secret: string | undefined) => void;
};

/** A program or an app: what it is, where it lives, what it may ask for. */
export function ClientForm({ client, close, onDone }: Props) {
  useFocusBack();
  const add = useAddClient();
  const change = useChangeClient();
  const choices = usePolicyChoices();
  const [fields, setFields] = useState<ClientFields>(client === undefined ? blankClient : fieldsOf(client));
  const [local, setLocal] = useState<ClientFault | undefined>(undefined);
  const error = client === undefined ? add.error : change.error;
  const told =
    error instanceof RequestFailure && fieldOfPath(error.path) !== undefined
      ? { field: fieldOfPath(error.path), message: error.message }
      : undefined;
  const faultAt = (field: keyof ClientFields) =>
    local?.field === field ? local.message : told?.field === field ? told.message : undefined;
  const set = (field: keyof ClientFields) => (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
    const { value } = event.currentTarget;
    setFields((former) => ({ ...former, [field]: value }));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const fault = faultOf(fields, client !== undefined);
    setLocal(fault);
    if (fault !== undefined) return;
    if (client === undefined)
      add.mutate(newClient(fields), { onSuccess: (answer) => onDone(answer.client, answer.secret) });
    else
      change.mutate(
        { id: client.id, change: clientChange(fields) },
        { onSuccess: (answer) => onDone(answer.client, undefined) },
      );
  };
  const { kind } = fields;
  const forPeople = kind !== "backend";
  const purposes = purposesToChoose(choices.data?.purposes ?? [], fields.purpose);
  return (
    <Modal
      opened
      onClose={close}
      title={client === undefined ? say("addApiClient") : say("changeLabel", { label: client.name })}
      closeButtonProps={{ "aria-label": say("close") }}
      size="xl"
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <TextInput
            label={say("name")}
            description={say("clientNameWhy")}
            data-autofocus
            autoComplete="off"
            value={fields.name}
            error={faultAt("name")}
            onChange={set("name")}
          />
          {client === undefined ? (
            <Radio.Group
              label={say("whatItIsSection")}
              value={kind}
              onChange={(value) => {
                const next = (["confidential", "public", "backend"] as const).find((one) => one === value);
                if (next !== undefined) setFields((former) => ({ ...former, kind: next }));
              }}
            >
              <Stack gap="xs" mt={4}>
                {(["confidential", "public", "backend"] as const).map((one) => (
                  <Radio key={one} value={one} label={kindWords[one].label} description={kindWords[one].means} />
                ))}
              </Stack>
            </Radio.Group>
          ) : (
            <Text size="sm" c="dimmed">
              {say("kindStays", { label: kindWords[kind].label, means: kindWords[kind].means })}
            </Text>
          )}
          {forPeople && (
            <>
              <Textarea
                label={say("redirects")}
                description={say("redirectsWhy")}
                placeholder="https://app.example.org/callback"
                spellCheck={false}
                value={fields.redirectUris}
                error={faultAt("redirectUris")}
                onChange={set("redirectUris")}
              />
              <TextInput
                label={say("launchAddress")}
                description={say("launchWhy")}
                placeholder="https://app.example.org/launch"
                autoComplete="off"
                spellCheck={false}
                value={fields.launchUrl}
                error={faultAt("launchUrl")}
                onChange={set("launchUrl")}
              />
            </>
          )}
          {kind === "backend" && (
            <Textarea
              label={say("publicKeys")}
              description={client === undefined ? say("jwkWhy") : say("signsWith", { keys: client.keys.join(", ") })}
              placeholder={'{"keys": [{"kty": "EC", "crv": "P-384", "kid": "2026-11", …}]}'}
              styles={{ input: { minBlockSize: "4lh" } }}
              spellCheck={false}
              value={fields.jwks}
              error={faultAt("jwks")}
              onChange={set("jwks")}
            />
          )}
          <ScopeBuilder
            value={fields.scope}
            kind={kind}
            onChange={(scope) => setFields((former) => ({ ...former, scope }))}
            error={faultAt("scope")}
          />
          {kind !== "public" && (
            <Select
              label={say("whatFor")}
              description={say("whatItActsFor")}
              data={purposes}
              value={fields.purpose}
              allowDeselect={false}
              error={faultAt("purpose") ?? (choices.error === null ? undefined : say("choicesFail"))}
              onChange={(purpose) => setFields((former) => ({ ...former, purpose: purpose ?? "" }))}
            />
          )}
          <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="md">
            <TextInput
              label={say("madeBy")}
              description={say("shownWhenAsked")}
              autoComplete="off"
              value={fields.maker}
              error={faultAt("maker")}
              onChange={set("maker")}
            />
            <TextInput
              label={say("helpIsAt")}
              description={say("emailAddresses")}
              autoComplete="off"
              value={fields.contacts}
              error={faultAt("contacts")}
              onChange={set("contacts")}
            />
            <TextInput
              label={say("initials")}
              description={say("initialsWhy")}
              autoComplete="off"
              maxLength={2}
              value={fields.logoText}
              error={faultAt("logoText")}
              onChange={set("logoText")}
            />
          </SimpleGrid>
          {error !== null && told === undefined && <ErrorNotice error={error} />}
          <Group>
            <Button
              type="submit"
              loading={add.isPending || change.isPending}
              disabled={fields.name.trim().length < 2 || fields.scope.trim() === ""}
            >
              {client === undefined ? say("add") : say("save")}
            </Button>
            <Button variant="subtle" onClick={close}>
              {say("cancel")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
