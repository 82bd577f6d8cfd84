import { Button } from "@mantine/core";
import { IconPencil, IconPlus } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import type { StoredRoleRow } from "../../../contract/index.ts";
import { useOfferCommands } from "../../app/palette/page-commands.ts";
import { isolated } from "../../language/index.ts";
import { useSession } from "../../app/session/use-session.ts";
import { type Column, DataTable } from "../../ui/DataTable.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { StatusChip } from "../../ui/StatusChip.tsx";
import { usePolicyChoices, useRoleBook } from "./_parts/roles/role-calls.ts";
import { roleShelves } from "./_parts/roles/role-places.ts";
import classes from "./RolesPage.module.css";
import { say } from "./_parts/roles/words/index.ts";

/** Every role, by whom it is for. */
export function RolesPage() {
  const book = useRoleBook();
  const choices = usePolicyChoices();
  const navigate = useNavigate();
  const mayEdit = useSession().permissions?.includes("roles.manage") === true;
  useOfferCommands(
    useMemo(
      () =>
        mayEdit
          ? [
              {
                id: "add-role",
                label: say("makeRole"),
                words: say("makeRoleSearch"),
                run: () => void navigate({ to: "/administration/roles/new" }),
              },
            ]
          : [],
      [mayEdit, navigate],
    ),
  );
  const reachOf = (role: StoredRoleRow) =>
    choices.data?.reaches.find(({ code }) => code === role.definition.reach)?.label ?? "";
  const columns: readonly Column<StoredRoleRow>[] = [
    {
      key: "label",
      header: say("role"),
      width: "13rem",
      cell: (role) => (
        <>
          <Link to="/administration/roles/$roleId" params={{ roleId: role.id }} data-row>
            {role.definition.label}
          </Link>
          {role.builtIn && role.revision > 0 && (
            <>
              {" "}
              <StatusChip icon={IconPencil} tone="info">
                {say("changedHere")}
              </StatusChip>
            </>
          )}
        </>
      ),
    },
    { key: "summary", header: say("whatFor"), unlabelled: true, cell: (role) => isolated(role.definition.summary) },
    { key: "reach", header: say("reaches"), width: "11rem", cell: reachOf },
    { key: "people", header: say("people"), width: "5rem", numeric: true, cell: (role) => role.people },
  ];
  return (
    <>
      <PageHeader
        title={say("roles")}
        summary={say("rolesSummary")}
        actions={
          mayEdit && (
            <Button
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => void navigate({ to: "/administration/roles/new" })}
            >
              {say("makeRole")}
            </Button>
          )
        }
      />
      {book.error !== null && <ErrorNotice error={book.error} again={() => void book.refetch()} />}
      {book.data === undefined && book.error === null && <PageWait />}
      {book.data !== undefined &&
        roleShelves(book.data.roles).map(({ title, roles }) => (
          <section key={title} className={classes.shelf} aria-labelledby={`shelf-${title}`}>
            <h2 id={`shelf-${title}`} className={classes.title}>
              {title}
            </h2>
            <DataTable caption={title} columns={columns} rows={roles} rowKey={(role) => role.id} />
          </section>
        ))}
    </>
  );
}
