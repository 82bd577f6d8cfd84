import type pg from "pg";
import { type ConnectionSettings, poolOf } from "./database.ts";
import { DatabaseError, databaseError } from "./database-error.ts";

export async function readServerVersion(client: pg.PoolClient): Promise<number> {
  const { rows } = await client.query<{ server_version_num: string }>("show server_version_num");
  return Math.floor(Number(rows[0]?.server_version_num ?? 0) / 10_000);
}

const roleName = "wardbook_app";

/** Makes the application role if it isn't there, and gives it this password unless that is the one it has. */
export async function adoptApplicationRole(
  client: pg.PoolClient,
  owner: ConnectionSettings,
  password: ConnectionSettings["password"],
): Promise<ConnectionSettings> {
  const application = { ...owner, user: roleName, password };
  if (await opens(application)) return application;
  try {
    const { rows } = await client.query("select from pg_roles where rolname = $1", [roleName]);
    if (rows.length === 0) {
      await client.query(`create role ${roleName} login noinherit nosuperuser nocreatedb nocreaterole nobypassrls`);
    }
    await client.query(`alter role ${roleName} password ${client.escapeLiteral(password.expose())}`);
  } catch (error) {
    throw new DatabaseError(
      "database/no-create-role",
      `the database user can't make the role ${roleName}: grant it CREATEROLE, or use a superuser in WARDBOOK_DATABASE_URL`,
      { cause: error },
    );
  }
  return application;
}

/** Whether the application role is there, and has another password: then somebody else may serve with it. */
export async function isApplicationRoleAnothers(
  owner: ConnectionSettings,
  password: ConnectionSettings["password"],
): Promise<boolean> {
  if (await opens({ ...owner, user: roleName, password })) return false;
  const pool = poolOf(owner, 1);
  try {
    return (await pool.query("select from pg_roles where rolname = $1", [roleName])).rows.length > 0;
  } catch (error) {
    throw databaseError(error);
  } finally {
    await pool.end();
  }
}

/** The role belongs to the whole cluster: setting its password at every start would disturb other installations' starts. */
async function opens(application: ConnectionSettings): Promise<boolean> {
  const pool = poolOf(application, 1);
  try {
    await pool.query("select");
    return true;
  } catch {
    return false;
  } finally {
    await pool.end();
  }
}
