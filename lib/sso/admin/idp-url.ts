import { operatorAllows } from '@/lib/outbound/guarded-fetch';

export type ReadUrl = { ok: true; url: string } | { ok: false; message: string };

const DISCOVERY = /\/\.well-known\/openid-configuration\/?$/;

/** An address of the identity provider as an admin pastes it; kept as it is, because some are compared exactly. */
export function readIdpUrl(text: string): ReadUrl {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    return refuse('Enter a whole address that begins with https://, for example https://idp.example.com/sso.');
  }
  const url = new URL(text);
  if (url.username || url.password) return refuse('Leave out the user name and password before the host.');
  if (text.includes('#')) return refuse('Leave out the "#" and what follows it.');
  if (url.protocol === 'http:' && !operatorAllows(url)) {
    return refuse(
      'Use https://. Only the operator of this server can allow http, for hosts of their own, with ' +
        'ROLLCALL_OUTBOUND_ALLOW.',
    );
  }
  return { ok: true, url: text };
}

/**
 * An issuer (OpenID Connect Discovery 1.0 §3: no query, no fragment). The address of its configuration, which consoles
 * show as well, is taken for it.
 */
export function readIssuer(text: string): ReadUrl {
  const read = readIdpUrl(text);
  if (!read.ok) return read;
  if (read.url.includes('?')) return refuse('Leave out the "?" and what follows it: an issuer has no query.');
  return { ok: true, url: read.url.replace(DISCOVERY, '') };
}

function refuse(message: string): ReadUrl {
  return { ok: false, message };
}
