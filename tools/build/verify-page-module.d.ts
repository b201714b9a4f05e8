/** The standalone verifier, whole: one HTML file that works offline. Made by `verifyPagePlugin` (`tools/build/verify-page-plugin.ts`). */
declare module 'virtual:verify-page' {
  const html: string;
  export default html;
}
