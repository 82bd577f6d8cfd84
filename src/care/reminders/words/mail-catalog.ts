/** What a mail about an appointment says, in one language. `{clinic}`, `{day}`, `{time}`, `{zone}` and `{place}` are put in. */
export interface MailCatalog {
  readonly subject: { readonly reminder: string; readonly change: string; readonly cancelled: string };
  readonly sentence: { readonly reminder: string; readonly change: string; readonly cancelled: string };
  readonly where: string;
  /** What to do who can't come, and who had a time that is off. */
  readonly cannotCome: string;
  readonly anotherTime: string;
  /** Why they get it, and how they get no more. */
  readonly why: string;
  readonly theClinic: string;
  /** Of the calendar file. */
  readonly summary: string;
}
