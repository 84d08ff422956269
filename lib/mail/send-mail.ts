import { createTransport } from 'nodemailer';
import { env } from '@/lib/shared/env';
import { oneLine } from '@/lib/shared/one-line';

export interface Mail {
  to: string;
  subject: string;
  /** Plain text: it survives every mail client, and nothing in it needs more. */
  text: string;
}

export type MailOutcome = 'sent' | 'failed' | 'not-configured';

const TIMEOUT_MS = 15_000;

/**
 * Sends a mail by SMTP. Without SMTP settings it is written to the server's log instead, clearly marked, so
 * that a first try needs no mail server. A failure is logged without the text, which may hold a code.
 */
export async function sendMail(mail: Mail): Promise<MailOutcome> {
  const { SMTP_URL, MAIL_FROM } = env();
  if (!SMTP_URL) {
    console.info(asLogEntry(mail));
    return 'not-configured';
  }
  try {
    const timeouts = {
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
    };
    const transport = createTransport({
      url: SMTP_URL,
      disableFileAccess: true,
      disableUrlAccess: true,
      ...timeouts,
    });
    // As an object the address is one address; as text it would be parsed, and could name several people.
    await transport.sendMail({
      from: MAIL_FROM,
      to: { name: '', address: mail.to },
      subject: mail.subject,
      text: mail.text,
    });
    return 'sent';
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(`mail: "${mail.subject}" could not be sent by the server in SMTP_URL: ${oneLine(reason)}`);
    return 'failed';
  }
}

function asLogEntry({ to, subject, text }: Mail): string {
  const lines = [`To: ${to}`, `Subject: ${subject}`, '', ...text.trim().split('\n')];
  return ['┌ Mail, written here because SMTP_URL is not set', ...lines.map((line) => `│ ${oneLine(line)}`), '└'].join(
    '\n',
  );
}
