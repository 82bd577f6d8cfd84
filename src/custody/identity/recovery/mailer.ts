/** A mail to one person, in plain text. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends mail, when the operator has said through which server. */
export interface Mailer {
  readonly configured: boolean;
  send(mail: Mail): Promise<void>;
}

export const noMailer: Mailer = {
  configured: false,
  send: () => Promise.reject(new Error("no mail server is configured")),
};
