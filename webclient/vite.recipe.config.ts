// Bundles the recipe for models into one file that Node runs on the server, without packages beside it.
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

export default defineConfig({
  root,
  // Draco's wrapper reads this, which modules have not; with its wasm given it goes unused.
  define: { __dirname: '""' },
  // The wasm is carried inside.
  assetsInclude: ['**/*.wasm'],
  resolve: { alias: { 'ndarray-pixels': resolve(root, 'tools/recipe/pixels.ts') } },
  ssr: { noExternal: true },
  build: {
    ssr: resolve(root, 'tools/recipe/main.ts'),
    target: 'node20',
    outDir: 'bundled',
    emptyOutDir: true,
    minify: true,
    rolldownOptions: { output: { entryFileNames: 'recipe.mjs', codeSplitting: false } },
  },
});
