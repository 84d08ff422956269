/** @type {import('next').NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // IdPs drop the Authorization header on redirects, so "/scim/v2/Users/" is answered, not redirected.
  skipTrailingSlashRedirect: true,
  // The migration engine finds its WebAssembly file beside itself, so it must stay where it was installed.
  serverExternalPackages: ['@prisma/schema-engine-wasm'],
  // Types are a stage of `npm test`; a first start does not wait for them.
  typescript: { ignoreBuildErrors: true },
  // The arguments of server functions hold one-time secrets, which development's log would print.
  logging: { serverFunctions: false },
  // The container image takes only the files that running needs.
  output: process.env.ROLLCALL_STANDALONE ? 'standalone' : undefined,
};

export default nextConfig;
