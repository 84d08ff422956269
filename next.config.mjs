/** @type {import('next').NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // IdPs drop the Authorization header on redirects, so "/scim/v2/Users/" is answered, not redirected.
  skipTrailingSlashRedirect: true,
};

export default nextConfig;
