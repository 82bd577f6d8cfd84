import { ActionIcon, Button, Menu } from "@mantine/core";
import {
  IconCloudCheck,
  IconDeviceMobile,
  IconDots,
  IconFingerprint,
  IconPencil,
  IconPlus,
  IconTrash,
} from "@tabler/icons-react";
import { useState } from "react";
import type { Account, Authenticator } from "../../../../contract/index.ts";
import { usePasskeys } from "../../../app/session/use-passkeys.ts";
import { agoText, dateText, dateTimeText } from "../../../ui/dates.ts";
import { StatusChip } from "../../../ui/StatusChip.tsx";
import { Entries, Entry } from "../../../ui/Entries.tsx";
import { useRenameAuthenticator } from "./account-calls.ts";
import { Section } from "../../../ui/Section.tsx";
import { later } from "../../../ui/later.tsx";
import { say } from "../words/index.ts";

const AddAppDialog = later(async () => (await import("./AddAppDialog.tsx")).AddAppDialog);
const AddPasskeyDialog = later(async () => (await import("./AddPasskeyDialog.tsx")).AddPasskeyDialog);
const RemoveAuthenticatorDialog = later(
  async () => (await import("./RemoveAuthenticatorDialog.tsx")).RemoveAuthenticatorDialog,
);
const RenameDialog = later(async () => (await import("./RenameDialog.tsx")).RenameDialog);

type Open =
  | { readonly kind: "add-passkey" | "add-app" }
  | { readonly kind: "rename" | "remove"; readonly one: Authenticator };

/** Passkeys and authenticator apps: add, name, remove. */
export function AuthenticatorsSection({ account }: { readonly account: Account }) {
  const passkeys = usePasskeys();
  const [open, setOpen] = useState<Open | undefined>(undefined);
  const close = () => setOpen(undefined);
  const now = new Date();
  const { authenticators } = account;
  return (
    <Section
      title={say("passkeysAndApps")}
      words={wordsFor(authenticators.length)}
      actions={
        <>
          {passkeys && (
            <Button
              size="compact-md"
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => setOpen({ kind: "add-passkey" })}
            >
              {say("addPasskey")}
            </Button>
          )}
          {account.password !== undefined && (
            <Button size="compact-md" variant="default" onClick={() => setOpen({ kind: "add-app" })}>
              {say("addApp")}
            </Button>
          )}
        </>
      }
    >
      {authenticators.length > 0 && (
        <Entries label={say("passkeysAndApps")}>
          {authenticators.map((one) => (
            <Entry
              key={one.id}
              mark={one.kind === "passkey" ? IconFingerprint : IconDeviceMobile}
              title={one.name}
              aside={
                one.backedUp === true ? (
                  <StatusChip icon={IconCloudCheck} tone="good">
                    {say("backedUp")}
                  </StatusChip>
                ) : undefined
              }
              facts={[
                one.kind === "passkey" ? say("passkey") : say("authenticatorApp"),
                say("addedOn", { day: dateText(one.addedAt) }),
                one.lastUsedAt === undefined ? (
                  say("notUsedYet")
                ) : (
                  <time key="used" dateTime={one.lastUsedAt} title={dateTimeText(one.lastUsedAt)}>
                    {say("usedAgo", { ago: agoText(one.lastUsedAt, now) })}
                  </time>
                ),
              ]}
              menu={
                <Menu position="bottom-end">
                  <Menu.Target>
                    <ActionIcon size="lg" aria-label={say("changeWhat", { name: one.name })}>
                      <IconDots size={18} aria-hidden />
                    </ActionIcon>
                  </Menu.Target>
                  <Menu.Dropdown>
                    <Menu.Item
                      leftSection={<IconPencil size={16} aria-hidden />}
                      onClick={() => setOpen({ kind: "rename", one })}
                    >
                      {say("anotherName")}
                    </Menu.Item>
                    <Menu.Item
                      leftSection={<IconTrash size={16} aria-hidden />}
                      color="var(--wb-danger)"
                      onClick={() => setOpen({ kind: "remove", one })}
                    >
                      {say("removeMore")}
                    </Menu.Item>
                  </Menu.Dropdown>
                </Menu>
              }
            />
          ))}
        </Entries>
      )}
      {open?.kind === "add-passkey" && <AddPasskeyDialog close={close} />}
      {open?.kind === "add-app" && <AddAppDialog close={close} />}
      {open?.kind === "rename" && <RenameAuthenticator one={open.one} close={close} />}
      {open?.kind === "remove" && <RemoveAuthenticatorDialog one={open.one} close={close} />}
    </Section>
  );
}

function wordsFor(count: number): string {
  if (count === 0) return say("noneYet");
  if (count === 1) return say("haveOne");
  return say("anyOne");
}

function RenameAuthenticator({ one, close }: { readonly one: Authenticator; readonly close: () => void }) {
  const rename = useRenameAuthenticator();
  return (
    <RenameDialog
      title={say("nameOf", { name: one.name })}
      example={say("keyExample")}
      value={one.name}
      busy={rename.isPending}
      error={rename.error}
      save={(name) => rename.mutate({ id: one.id, name }, { onSuccess: close })}
      close={close}
    />
  );
}
