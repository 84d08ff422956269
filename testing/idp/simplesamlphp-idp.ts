import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { testKeys } from '@/testing/idp/test-keys';

/** Their attributes; the email address is the NameID as well. */
type SimplesamlphpUser = Readonly<Record<string, readonly string[]>> & { email: readonly [string] };

export interface SimplesamlphpIdp {
  origin: string;
  metadataUrl: string;
  /** Makes the only service provider known by its metadata. */
  trust(metadata: string): Promise<void>;
  close(): Promise<void>;
}

interface SimplesamlphpIdpTerms {
  /** By what people type as their login. Their password is PASSWORD. */
  users: Readonly<Record<string, SimplesamlphpUser>>;
  encrypt?: boolean;
  /** Signs the response besides the assertion, as it does unless told otherwise. */
  signResponse?: boolean;
}

export const PASSWORD = 'correct horse';

const EMAIL_ADDRESS = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';

/** What PHP prints once it listens, with the port that it found to be free. */
const ANNOUNCEMENT = /Development Server \((http:\/\/127\.0\.0\.1:\d+)\) started/;

/**
 * SimpleSAMLphp as an identity provider, from Debian's package in PHP's own web server. It shares no code with
 * us, down to the libraries for XML and signatures. All that it reads and writes is in a folder that goes with
 * it.
 */
export async function startSimplesamlphpIdp(terms: SimplesamlphpIdpTerms): Promise<SimplesamlphpIdp> {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-simplesamlphp-'));
  const remove = () => rm(folder, { recursive: true });
  try {
    await writeSettings(folder, terms);
    const { origin, stop } = await servePhp(folder);
    return {
      origin,
      metadataUrl: `${origin}/saml2/idp/metadata.php`,
      trust: (metadata) => writeConfig(folder, [{ type: 'xml', xml: metadata }]),
      async close() {
        await stop();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** @throws Error with what PHP printed, when it ends before it listens */
async function servePhp(folder: string): Promise<{ origin: string; stop: () => Promise<void> }> {
  const program = ['-d', 'display_errors=0', '-S', '127.0.0.1:0', '-t', '/usr/share/simplesamlphp/www'];
  const php = spawn('/usr/bin/php', program, {
    env: { ...process.env, SIMPLESAMLPHP_CONFIG_DIR: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const closed = new Promise<void>((resolve) => php.once('close', () => resolve()));
  const origin = await announced(php, php.stderr);
  return {
    origin,
    async stop() {
      php.kill();
      await closed;
    },
  };
}

/** Goes on reading afterwards, because PHP would wait for its log to be read. */
function announced(php: ChildProcess, stderr: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    stderr.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const origin = ANNOUNCEMENT.exec(printed)?.[1];
      if (origin !== undefined) resolve(origin);
    });
    php.once('error', reject);
    php.once('close', () => reject(new Error(`PHP does not serve:\n${printed}`)));
  });
}

async function writeSettings(folder: string, terms: SimplesamlphpIdpTerms): Promise<void> {
  const { privateKey, certificate } = await testKeys('simplesamlphp');
  await Promise.all(['log', 'sessions', 'temporary'].map((name) => mkdir(join(folder, name))));
  await writeFile(join(folder, 'idp.key'), privateKey);
  await writeFile(join(folder, 'idp.crt'), certificate);
  await writePhp(join(folder, 'authsources.php'), 'config', { people: userPass(terms.users) });
  // It goes by the address of its metadata.
  await writePhp(join(folder, 'saml20-idp-hosted.php'), 'metadata', { '__DYNAMIC:1__': hosted(terms) });
  await writeConfig(folder, []);
}

/** @param providers where it reads of service providers, besides its own files */
function writeConfig(folder: string, providers: readonly { type: 'xml'; xml: string }[]): Promise<void> {
  return writePhp(join(folder, 'config.php'), 'config', {
    baseurlpath: '/',
    certdir: `${folder}/`,
    loggingdir: join(folder, 'log/'),
    datadir: `${folder}/`,
    tempdir: join(folder, 'temporary'),
    metadatadir: folder,
    'metadata.sources': [{ type: 'flatfile' }, ...providers],
    secretsalt: 'a salt for tests that is long enough',
    timezone: 'UTC',
    'logging.handler': 'file',
    'enable.saml20-idp': true,
    'module.enable': { exampleauth: true, core: true, saml: true },
    'store.type': 'phpsession',
    'session.phpsession.savepath': join(folder, 'sessions'),
    // It is reached by plain HTTP.
    'session.cookie.secure': false,
    'language.cookie.secure': false,
  });
}

function userPass(users: SimplesamlphpIdpTerms['users']): Record<string, unknown> {
  const people = Object.entries(users).map(([login, attributes]) => [`${login}:${PASSWORD}`, attributes]);
  return { 0: 'exampleauth:UserPass', ...Object.fromEntries(people) };
}

/** What it says of itself, and asks of service providers. */
function hosted({ encrypt = false, signResponse = true }: SimplesamlphpIdpTerms): Record<string, unknown> {
  return {
    host: '__DEFAULT__',
    privatekey: 'idp.key',
    certificate: 'idp.crt',
    auth: 'people',
    NameIDFormat: EMAIL_ADDRESS,
    authproc: { 3: { class: 'saml:AttributeNameID', attribute: 'email', Format: EMAIL_ADDRESS } },
    'validate.authnrequest': true,
    'validate.logout': true,
    'sign.logout': true,
    'saml20.sign.response': signResponse,
    'assertion.encryption': encrypt,
  };
}

/** Its settings are PHP files that set a variable. Base64 needs no rules for quoting. */
function writePhp(file: string, variable: string, value: unknown): Promise<void> {
  const encoded = Buffer.from(JSON.stringify(value)).toString('base64');
  return writeFile(file, `<?php\n$${variable} = json_decode(base64_decode('${encoded}'), true);\n`);
}
