import type { CertificateView, ConnectionView, ImportedMetadata } from '@/lib/sso/admin/connection-shape';
import type { ConnectionInput } from '@/lib/sso/admin/connection-draft';
import type { ActionResult } from '@/lib/shared/action-result';
import type { SaveResult } from '../identity/save-result';
import type { ConnectionFields } from './connection-fields';

/** What a save of the connection did beyond what the form shows. */
export interface SavedEffect {
  /** The last test does not hold for what was saved. */
  testAgain: boolean;
  /** How many people are looked up by their address again. */
  forgotten: number;
}

/** What an issuer says about itself. */
export interface FoundIssuer {
  issuer: string;
  /** Whether signing out here can go on there. */
  offersLogout: boolean;
  scopes: string[];
}

/** A switch and what it was set on, so that two admins do not switch past each other. */
export interface SwitchInput {
  revision: number;
  enabled?: boolean;
  required?: boolean;
}

/** What a check of a domain's record came to, in words. */
export interface DomainCheck {
  /** The record is there, and the domain is this organisation's. */
  found: boolean;
  finding: string;
}

/** What can be done about single sign-on. */
export interface SsoActions {
  save: (input: ConnectionInput) => Promise<SaveResult<ConnectionFields, SavedEffect>>;
  checkIssuer: (issuer: string) => Promise<ActionResult<FoundIssuer>>;
  /** Reads metadata from its address or its text, for the form; saves nothing. */
  importMetadata: (source: { url: string } | { xml: string }) => Promise<ActionResult<Omit<ImportedMetadata, 'ok'>>>;
  /** Reads pasted certificates, for the form; saves nothing. */
  readCertificates: (text: string) => Promise<ActionResult<CertificateView[]>>;
  switchSso: (input: SwitchInput) => Promise<ActionResult>;
  markBreakGlass: (input: { memberId: string; marked: boolean }) => Promise<ActionResult>;
  addDomain: (domain: string) => Promise<ActionResult>;
  checkDomain: (domain: string) => Promise<ActionResult<DomainCheck>>;
  removeDomain: (domain: string) => Promise<ActionResult>;
}

/** What most parts of the page are about. */
export interface SsoPartProps {
  view: ConnectionView;
  actions: SsoActions;
}
