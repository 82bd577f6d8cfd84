import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { useRoles } from "./_parts/people-calls.ts";
import { scopeGroups, typeWords } from "./_parts/scope-words.ts";
import classes from "./RolesPage.module.css";

/** What each role may do, in words. */
export function RolesPage() {
  const roles = useRoles();
  return (
    <>
      <PageHeader
        title="Roles"
        summary="What isn’t listed is refused. A person has one role; change it under People."
      />
      {roles.error !== null && <ErrorNotice error={roles.error} again={() => void roles.refetch()} />}
      {roles.data === undefined && roles.error === null && <PageWait />}
      {roles.data?.roles.map((role) => (
        <section key={role.name} className={classes.role} aria-labelledby={`role-${role.name}`}>
          <div>
            <h2 id={`role-${role.name}`} className={classes.name}>
              {role.label}
            </h2>
            <p className={classes.people}>{role.people === 1 ? "1 person" : `${role.people} people`}</p>
          </div>
          <div>
            <p className={classes.summary}>{role.summary}</p>
            <dl className={classes.groups}>
              {scopeGroups(role.scopes).map((group) => (
                <div key={group.rights} className={classes.group}>
                  <dt>May {group.rights}</dt>
                  <dd>
                    {group.types
                      .map((type, index) => (index === 0 ? typeWords(type) : typeWords(type).toLowerCase()))
                      .join(", ")}
                  </dd>
                </div>
              ))}
            </dl>
            <details className={classes.raw}>
              <summary>As SMART scopes</summary>
              <code>{role.scopes.join(" ")}</code>
            </details>
          </div>
        </section>
      ))}
    </>
  );
}
