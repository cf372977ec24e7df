import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

const node = { process: "readonly", console: "readonly", URL: "readonly", Buffer: "readonly", setTimeout: "readonly", clearTimeout: "readonly", fetch: "readonly", AbortController: "readonly", performance: "readonly" };

const browser = Object.fromEntries(["document", "window", "navigator", "setTimeout", "requestAnimationFrame", "atob", "Response", "Blob", "DecompressionStream", "URL", "Node", "DOMParser", "CustomEvent", "matchMedia", "sessionStorage", "history", "location", "fetch", "EventSource", "addEventListener"].map((name) => [name, "readonly"]));

export default defineConfig([
  globalIgnores(["dist/", ".build/", "report/out/", "node_modules/", ".venv/", ".cache/"]),
  js.configs.recommended,
  {
    files: ["src/**/*.ts", "src/**/*.cts", "test/**/*.ts"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: "./tsconfig.test.json", tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "@typescript-eslint/no-floating-promises": ["error", { allowForKnownSafeCalls: [{ from: "package", package: "node:test", name: ["test", "describe", "it"] }] }],
    },
  },
  { files: ["**/*.mjs"], languageOptions: { globals: node } },
  { files: ["src/report/html/page.js", "src/preview/client.js"], languageOptions: { sourceType: "script", globals: browser } },
]);
