// Which certificates does this machine trust?

import { readFileSync } from 'node:fs';
import tls from 'node:tls';

/** Where systems keep their roots in one file, as Go's crypto/x509 lists them. */
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** What node 22.15 and later offer. */
interface WithSystemRoots {
  getCACertificates?(from: 'system'): string[];
}

/**
 * The roots that the system trusts, in PEM. Undefined where they cannot be had (an older node without a bundle
 * file, as on Windows): then node's own stand in.
 */
export function systemRoots(): string[] | undefined {
  const own = (tls as WithSystemRoots).getCACertificates?.('system') ?? [];
  if (own.length > 0) return own;
  const named = process.env.SSL_CERT_FILE;
  for (const file of named ? [named] : BUNDLES) {
    const found = certificatesIn(file);
    if (found.length > 0) return found;
  }
  return undefined;
}

/** The certificates of a file that the user names. Throws an Error for the user when there are none. */
export function rootsOfFile(file: string): string[] {
  let text: string;
  try {
    text = readFileSync(file, 'latin1');
  } catch (error) {
    throw new Error(
      `${file}: the CA file cannot be read (${error instanceof Error ? error.message : error}).`,
    );
  }
  const found = text.match(CERTIFICATE);
  if (!found) throw new Error(`${file}: there is no certificate in PEM form in this CA file.`);
  return found;
}

function certificatesIn(file: string): string[] {
  try {
    return readFileSync(file, 'latin1').match(CERTIFICATE) ?? [];
  } catch {
    return [];
  }
}
