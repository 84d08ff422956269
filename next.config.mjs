/** @type {import('next').NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // IdPs drop the Authorization header on redirects, so "/scim/v2/Users/" is answered, not redirected.
  skipTrailingSlashRedirect: true,
  // It finds its binary by a path, which a bundler can only guess at by taking in the whole folder tree.
  serverExternalPackages: ['@prisma/schema-engine-wasm'],
  // `npm test` checks the types of everything; whoever starts a clone need not wait for that, tests included.
  typescript: { ignoreBuildErrors: true },
};

export default nextConfig;
