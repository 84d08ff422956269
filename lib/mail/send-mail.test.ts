import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, it, vi } from 'vitest';

const mail = { to: 'ana@acme.test', subject: 'Your sign-in code', text: '123456 is your code.' };
const servers: SMTPServer[] = [];

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await Promise.all(servers.splice(0).map((server) => new Promise<void>((closed) => server.close(closed))));
});

async function sendThrough(url: string, to = mail.to): Promise<string> {
  vi.resetModules();
  vi.stubEnv('SMTP_URL', url);
  const { sendMail } = await import('@/lib/mail/send-mail');
  return sendMail({ ...mail, to });
}

/** A mail server on a free port; `received` fills with "recipients → message". */
async function startSmtp(received: string[]): Promise<string> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onRcptTo: (address, _session, done) =>
      done(address.address.startsWith('nobody') ? new Error('unknown') : null),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address).join(' ');
        received.push(`${recipients} → ${Buffer.concat(chunks).toString()}`);
        done();
      });
    },
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await new Promise((ready) => server.server.once('listening', ready));
  return `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
}

describe('sendMail', () => {
  it('sends by SMTP to the one address it is given', async () => {
    const received: string[] = [];
    expect(await sendThrough(await startSmtp(received))).toBe('sent');
    expect(received).toHaveLength(1);
    expect(received[0]).toMatch(/^ana@acme\.test → /);
    expect(received[0]).toContain('Subject: Your sign-in code');
    expect(received[0]).toContain('123456 is your code.');
  });

  it('never mails two people when an address looks like a list', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const received: string[] = [];
    await sendThrough(await startSmtp(received), 'ana@acme.test, mallory@evil.test');
    expect(received.some((message) => /^[^→]*mallory@evil\.test /.test(message))).toBe(false);
  });

  it('reports a refusal without writing the text to the log', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(await sendThrough(await startSmtp([]), 'nobody@acme.test')).toBe('failed');
    expect(log.mock.calls.join()).toContain('Your sign-in code');
    expect(log.mock.calls.join()).not.toContain('123456');
  });

  it('writes the mail to the log, marked as such, when SMTP is not configured', async () => {
    const log = vi.spyOn(console, 'info').mockImplementation(() => {});
    expect(await sendThrough('')).toBe('not-configured');
    expect(log.mock.calls.join()).toContain('SMTP_URL is not set');
    expect(log.mock.calls.join()).toContain('│ 123456 is your code.');
  });

  it('writes nothing to the log that a terminal would act on', async () => {
    const log = vi.spyOn(console, 'info').mockImplementation(() => {});
    await sendThrough('', 'ana\u001b[2J\r@acme.test');
    expect(log.mock.calls.join().replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });
});
