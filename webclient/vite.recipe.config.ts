// Bundles the recipe for models into one file that Node runs on the server, without packages beside it.
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

export default defineConfig({
  root,
  // Draco's decoder is carried inside.
  // It asks where it lies before it is given what it would read there.
  define: { __dirname: '""' },
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
