import type { ConsentProvision } from "../../custody/access/index.ts";

/** Whether nothing of it can speak any more: its own days are over, or those of everything that it says beside what the roles allow. */
export function isOver({ type, period, exceptions, actors, roles }: ConsentProvision, at: number): boolean {
  if (period?.until !== undefined && period.until <= at) return true;
  const isBase = type === "permit" && actors === undefined && roles === undefined;
  return isBase && exceptions.length > 0 && exceptions.every((exception) => isOver(exception, at));
}
