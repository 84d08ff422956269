import type { CertificateView } from '@/lib/sso/admin/connection-shape';
import { describeCertificate } from '@/lib/sso/saml/certificate';

/** @param pem one certificate, as parseCertificates gives them */
export function certificateView(pem: string, now: Date): CertificateView {
  const { notBefore, notAfter, ...described } = describeCertificate(pem, now);
  return { pem, ...described, notBefore: notBefore.toISOString(), notAfter: notAfter.toISOString() };
}
