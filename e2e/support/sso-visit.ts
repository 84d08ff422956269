import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { SsoCode } from '@/lib/activity/sso-codes';
import { ssoCodes } from '@/lib/activity/sso-codes';
import type { IdpPerson } from './idp-person';

/** Types an address into the sign-in page, which leads on to the identity provider. */
export async function enterEmail(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByRole('button', { name: 'Continue' }).click();
}

/** Says at the identity provider who one is. */
export async function signInAtIdp(page: Page, login: string): Promise<void> {
  await expect(page.getByRole('heading', { name: /^Sign in (at|by) / })).toBeVisible();
  await page.getByLabel('Login').fill(login);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** The whole way, from a page of ours to a page of ours. */
export async function signInBySso(page: Page, { email, login }: IdpPerson, path = '/settings/members'): Promise<void> {
  await page.goto(path);
  await enterEmail(page, email);
  await signInAtIdp(page, login);
}

/** Settles on the page that a refused sign-in ends on, and answers with the id of the event that it names. */
export async function expectRefused(page: Page, code: SsoCode): Promise<void> {
  const { title, forPerson } = ssoCodes[code];
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
  await expect(page.getByText(forPerson)).toBeVisible();
  await expect(page.getByText(code, { exact: true })).toBeVisible();
}
