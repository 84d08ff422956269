/** @type {import('next').NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // IdPs drop the Authorization header on redirects, so "/scim/v2/Users/" is answered, not redirected.
  skipTrailingSlashRedirect: true,
  // proxy.ts gives pages their headers; what it does not see must not be taken for another type either.
  headers: async () =>
    ['/api/:path*', '/_next/:path*'].map((source) => ({
      source,
      headers: [{ key: 'X-Content-Type-Options', value: 'nosniff' }],
    })),
  // The migration engine finds its WebAssembly file beside itself, so it must stay where it was installed.
  serverExternalPackages: ['@prisma/schema-engine-wasm'],
  // A role mapping may have 5,000 rules, and is saved as a whole.
  experimental: { serverActions: { bodySizeLimit: '4mb' } },
  // Types are a stage of `npm test`; a first start does not wait for them.
  typescript: { ignoreBuildErrors: true },
  // The arguments of server functions hold one-time secrets, which development's log would print.
  logging: { serverFunctions: false },
  // The container image takes only the files that running needs.
  output: process.env.ROLLCALL_STANDALONE ? 'standalone' : undefined,
};

export default nextConfig;
