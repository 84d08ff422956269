interface Cookie {
  name: string;
  value: string;
  path: string;
}

export interface Page {
  /** Where it ended: an address that was shown, or one outside that it was sent to and did not ask. */
  url: URL;
  status: number;
  html: string;
}

const MOST_REDIRECTS = 20;

/** What a page would submit without being asked; empty when it has no such field. */
export function hiddenField(page: Page, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(page.html)?.[1] ?? '';
}

/**
 * As much of a browser as identity providers need: cookies by host and path, redirects, forms. It stops
 * before it goes to an address that begins with `home`, which nobody serves.
 */
export class HttpBrowser {
  readonly #cookies = new Map<string, Cookie[]>();

  constructor(private readonly home: string) {}

  get(address: string): Promise<Page> {
    return this.#go(new URL(address), null, MOST_REDIRECTS);
  }

  /** Fills in the only form of a page and submits it. */
  submit(page: Page, fields: Readonly<Record<string, string>>): Promise<Page> {
    const action = /<form[^>]*\saction="([^"]*)"/.exec(page.html)?.[1] ?? page.url.href;
    const hidden = [...page.html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
    const values = hidden.map(([, name = '', value = '']) => [name, value]);
    const body = new URLSearchParams([...values, ...Object.entries(fields)]);
    return this.#go(new URL(action, page.url), body, MOST_REDIRECTS);
  }

  async #go(url: URL, body: URLSearchParams | null, left: number): Promise<Page> {
    if (url.href.startsWith(this.home)) return { url, status: 0, html: '' };
    if (left === 0) throw new Error(`Too many redirects, the last one to ${url.href}.`);
    const response = await fetch(url, {
      method: body === null ? 'GET' : 'POST',
      body,
      headers: { cookie: this.#cookieHeader(url) },
      redirect: 'manual',
    });
    this.#keep(url, response.headers.getSetCookie());
    const html = await response.text();
    const location = response.headers.get('location');
    return location === null
      ? { url, status: response.status, html }
      : this.#go(new URL(location, url), null, left - 1);
  }

  #cookieHeader(url: URL): string {
    const cookies = this.#cookies.get(url.host) ?? [];
    const sent = cookies.filter(({ path }) => url.pathname.startsWith(path));
    return sent.map(({ name, value }) => `${name}=${value}`).join('; ');
  }

  #keep(url: URL, lines: string[]): void {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split('; ');
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      const path = attributes.find((attribute) => attribute.startsWith('path='))?.slice(5) ?? '/';
      const others = (this.#cookies.get(url.host) ?? []).filter(
        (one) => one.name !== name || one.path !== path,
      );
      this.#cookies.set(url.host, value === '' ? others : [...others, { name, value, path }]);
    }
  }
}
