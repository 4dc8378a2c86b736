// Builds the test page by the client's own rules, so that what is tested is what is shipped.
export default {
  base: './',
  worker: { format: 'es' },
  build: { target: ['chrome91', 'safari16.4', 'firefox102'], assetsInlineLimit: 0, emptyOutDir: true },
};
