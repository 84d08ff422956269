'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import type { SaveResult } from '@/components/identity/save-result';
import { fieldsOf, type ConnectionFields } from '@/components/sso/connection-fields';
import type { DomainCheck, FoundIssuer, SavedEffect, SwitchInput } from '@/components/sso/sso-action-types';
import { refusePermission } from '@/lib/roles/permission';
import { failedWith, invalidInput, invalidParts, type ActionResult } from '@/lib/shared/action-result';
import { requireViewer } from '@/lib/sign-in/viewer';
import { addDomain as add, addDomainSchema } from '@/lib/sso/admin/add-domain';
import { certificateView } from '@/lib/sso/admin/certificate-view';
import { checkDomain as check } from '@/lib/sso/admin/check-domain';
import { connectionDraftSchema, type ConnectionInput } from '@/lib/sso/admin/connection-draft';
import type { CertificateView, ImportedMetadata } from '@/lib/sso/admin/connection-shape';
import { importMetadata as importFrom, importMetadataSchema } from '@/lib/sso/admin/import-metadata';
import { lookUpIssuer, lookUpIssuerSchema } from '@/lib/sso/admin/look-up-issuer';
import { markBreakGlass as mark, markBreakGlassSchema } from '@/lib/sso/admin/mark-break-glass';
import { removeDomain as remove } from '@/lib/sso/admin/remove-domain';
import { saveConnection } from '@/lib/sso/admin/save-connection';
import { switchConnection, switchConnectionSchema } from '@/lib/sso/admin/switch-connection';
import { parseCertificates } from '@/lib/sso/saml/certificate';

const PAGE = '/settings/identity/sso';

/** Several certificates at once fit into this many characters. */
const certificatesSchema = z.string().max(40_000, 'This is too long for certificates.');

/** Saves the connection, unless someone else has saved since it was read. Faults are named by place. */
export async function save(input: ConnectionInput): Promise<SaveResult<ConnectionFields, SavedEffect>> {
  const viewer = await requireViewer();
  const draft = connectionDraftSchema.safeParse(input);
  if (!draft.success) return invalidParts(draft.error);
  const answer = await saveConnection(viewer, draft.data);
  if (answer.ok) {
    revalidatePath(PAGE);
    return { ok: true, data: { testAgain: answer.testAgain, forgotten: answer.forgotten } };
  }
  if (!('current' in answer)) return answer;
  const { current, message } = answer;
  const { updatedByName, updatedAt } = current;
  const theirs = { ...fieldsOf(current), updatedByName, updatedAt: updatedAt ?? new Date().toISOString() };
  return { ok: false, reason: 'conflict', message, theirs };
}

/** What an issuer says about itself; the whole of its metadata is nobody's concern here. */
export async function checkIssuer(issuer: string): Promise<ActionResult<FoundIssuer>> {
  const viewer = await requireViewer();
  const input = lookUpIssuerSchema.safeParse({ issuer });
  if (!input.success) return invalidInput(input.error);
  const answer = await lookUpIssuer(viewer, input.data);
  if (!answer.ok) return failedWith(answer);
  const { issuer: name, offersLogout, scopes } = answer;
  return { ok: true, data: { issuer: name, offersLogout, scopes } };
}

export async function importMetadata(
  source: { url: string } | { xml: string },
): Promise<ActionResult<Omit<ImportedMetadata, 'ok'>>> {
  const viewer = await requireViewer();
  const input = importMetadataSchema.safeParse(source);
  if (!input.success) return invalidInput(input.error);
  const answer = await importFrom(viewer, input.data);
  if (!answer.ok) return failedWith(answer);
  return { ok: true, data: { fields: answer.fields, notes: answer.notes } };
}

/** Certificates as they were pasted, described; they are saved with the rest. */
export async function readCertificates(text: string): Promise<ActionResult<CertificateView[]>> {
  const viewer = await requireViewer();
  const refused = refusePermission(viewer, 'manageIdentity');
  if (refused) return failedWith(refused);
  const input = certificatesSchema.safeParse(text);
  if (!input.success) return { ok: false, message: input.error.issues[0]?.message };
  const parsed = parseCertificates(input.data);
  if (!parsed.ok) return parsed;
  const now = new Date();
  return { ok: true, data: parsed.certificates.map((pem) => certificateView(pem, now)) };
}

export async function switchSso(input: SwitchInput): Promise<ActionResult> {
  const viewer = await requireViewer();
  const wanted = switchConnectionSchema.safeParse(input);
  if (!wanted.success) return invalidInput(wanted.error);
  const answer = await switchConnection(viewer, wanted.data);
  // After a refusal, too: what stands in the way is then on the page.
  revalidatePath(PAGE);
  if (answer.ok) return { ok: true, data: undefined };
  const { reason, message, fieldErrors } = answer;
  return { ok: false, reason, message, fieldErrors };
}

export async function markBreakGlass(input: { memberId: string; marked: boolean }): Promise<ActionResult> {
  const viewer = await requireViewer();
  const wanted = markBreakGlassSchema.safeParse(input);
  if (!wanted.success) return invalidInput(wanted.error);
  const answer = await mark(viewer, wanted.data);
  if (!answer.ok) return failedWith(answer);
  revalidatePath(PAGE);
  return { ok: true, data: undefined };
}

export async function addDomain(domain: string): Promise<ActionResult> {
  const viewer = await requireViewer();
  const input = addDomainSchema.safeParse({ domain });
  if (!input.success) return invalidInput(input.error);
  const answer = await add(viewer, input.data);
  if (!answer.ok) return failedWith(answer);
  revalidatePath(PAGE);
  return { ok: true, data: undefined };
}

/** Looks for the record of a domain. Not finding it is an answer and no failure. */
export async function checkDomain(domain: string): Promise<ActionResult<DomainCheck>> {
  const viewer = await requireViewer();
  const input = addDomainSchema.safeParse({ domain });
  if (!input.success) return invalidInput(input.error);
  const answer = await check(viewer, input.data);
  if (!answer.ok) return failedWith(answer);
  revalidatePath(PAGE);
  const { verified, finding, domain: now } = answer;
  return { ok: true, data: { found: verified && now.finding === null, finding } };
}

export async function removeDomain(domain: string): Promise<ActionResult> {
  const viewer = await requireViewer();
  const input = addDomainSchema.safeParse({ domain });
  if (!input.success) return invalidInput(input.error);
  const answer = await remove(viewer, input.data);
  if (!answer.ok) return failedWith(answer);
  revalidatePath(PAGE);
  return { ok: true, data: undefined };
}
