import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { IconCopy, IconPencil } from "@tabler/icons-react";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import type { StoredRoleRow } from "../../../contract/index.ts";
import { useSession } from "../../app/session/use-session.ts";
import { announce } from "../../ui/announce.ts";
import { dateTimeText } from "../../ui/dates.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { useFocusBack } from "../../ui/use-focus-back.ts";
import { usePolicyChoices, useRemoveRole, useRoleBook } from "./_parts/roles/role-calls.ts";
import { RoleFacts } from "./_parts/roles/RoleFacts.tsx";
import { SeeAs } from "./_parts/roles/SeeAs.tsx";

/** One role: what it may do, and what somebody sees in it. */
export function RolePage() {
  const { roleId } = useParams({ from: "/signed-in/administration/roles/$roleId" });
  const book = useRoleBook();
  const choices = usePolicyChoices();
  const failure = book.error ?? choices.error;
  if (failure !== null && (book.data === undefined || choices.data === undefined))
    return <ErrorNotice error={failure} again={() => void Promise.all([book.refetch(), choices.refetch()])} />;
  if (book.data === undefined || choices.data === undefined) return <PageWait />;
  const role = book.data.roles.find(({ id }) => id === roleId);
  if (role === undefined)
    return (
      <>
        <PageHeader title="No such role" />
        <EmptyState
          title="There is no role of this name."
          action={<Link to="/administration/roles">See all roles</Link>}
        >
          It may have been removed.
        </EmptyState>
      </>
    );
  return <OneRole role={role} choices={choices.data} />;
}

function OneRole({
  role,
  choices,
}: {
  readonly role: StoredRoleRow;
  readonly choices: NonNullable<ReturnType<typeof usePolicyChoices>["data"]>;
}) {
  const navigate = useNavigate();
  const mayEdit = useSession().permissions?.includes("roles.manage") === true;
  const [removing, setRemoving] = useState(false);
  const { id, definition, builtIn, revision, people } = role;
  const facts = [
    builtIn ? (revision === 0 ? "As it came with Wardbook" : "Came with Wardbook, changed here") : "Your own",
    role.changedAt === undefined ? undefined : `changed ${dateTimeText(role.changedAt)}`,
    people === 1 ? "1 person has it" : `${people} people have it`,
  ].filter((part) => part !== undefined);
  return (
    <>
      <PageHeader
        title={definition.label}
        summary={
          <>
            {definition.summary}
            <br />
            {facts.join(" · ")}
          </>
        }
        actions={
          mayEdit && (
            <>
              {!role.mine && (
                <Button
                  leftSection={<IconPencil size={16} aria-hidden />}
                  onClick={() => void navigate({ to: "/administration/roles/$roleId/change", params: { roleId: id } })}
                >
                  Change
                </Button>
              )}
              <Button
                variant="default"
                leftSection={<IconCopy size={16} aria-hidden />}
                onClick={() => void navigate({ to: "/administration/roles/new", search: { like: id } })}
              >
                Make one like it
              </Button>
              {!role.mine && revision > 0 && (
                <Button variant="default" onClick={() => setRemoving(true)}>
                  {builtIn ? "Back to how it came…" : "Remove…"}
                </Button>
              )}
            </>
          )
        }
      />
      {mayEdit && role.mine && (
        <Text c="dimmed" mb="md">
          You hold this role. Nobody changes their own: ask a colleague who manages roles.
        </Text>
      )}
      <RoleFacts definition={definition} choices={choices} cautions={role.cautions} />
      {mayEdit && <SeeAs role={{ id }} roleLabel={definition.label} choices={choices} />}
      {removing && <RemoveDialog role={role} close={() => setRemoving(false)} />}
    </>
  );
}

function RemoveDialog({ role, close }: { readonly role: StoredRoleRow; readonly close: () => void }) {
  useFocusBack();
  const navigate = useNavigate();
  const remove = useRemoveRole();
  const { id, revision, builtIn, definition, people } = role;
  const go = () =>
    remove.mutate(
      { id, revision },
      {
        onSuccess: () => {
          announce(builtIn ? `${definition.label} is as it came` : `${definition.label} is removed`);
          close();
          if (!builtIn) void navigate({ to: "/administration/roles" });
        },
      },
    );
  return (
    <Modal
      opened
      onClose={close}
      title={builtIn ? `${definition.label}: back to how it came` : `Remove ${definition.label}`}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <Stack gap="md">
        <Text>
          {builtIn
            ? `Every change that was made to this role here is taken back. It counts for the ${people} people who have it from their next click on.`
            : people > 0
              ? `${people} people have this role. Give them another one first.`
              : "Nobody has this role. Its history stays in the ledger."}
        </Text>
        {remove.error !== null && <ErrorNotice error={remove.error} />}
        <Group>
          <Button color="red" loading={remove.isPending} disabled={!builtIn && people > 0} onClick={go}>
            {builtIn ? "Take the changes back" : `Remove ${definition.label}`}
          </Button>
          <Button variant="subtle" onClick={close}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
